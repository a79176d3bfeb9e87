"""The population that answers are held against, and results as they were published."""
