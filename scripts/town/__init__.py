"""The invented town Fjordby Kommune, built from a fixed seed."""
