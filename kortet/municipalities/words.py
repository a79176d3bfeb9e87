"""Random words: short ones that are seen in addresses, and long ones that only their owner has."""

import secrets

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # without 0 o 1 l i, which are read wrongly aloud


def public_word() -> str:
    """A random word of seven letters for addresses: 31^7 = 2.7e10, so it tells neither order nor number."""
    return "".join(secrets.choice(LETTERS) for _ in range(7))


def secret_word() -> str:
    """A random word of 28 letters (138 bits): whoever has it may do what its address offers, so it is shown to one."""
    return "".join(secrets.choice(LETTERS) for _ in range(28))
