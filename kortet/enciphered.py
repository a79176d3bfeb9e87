"""What a copy of the database alone must not tell: enciphered with a key made of SECRET_KEY."""

import base64
from hashlib import sha256

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def ciphers(purpose: str) -> MultiFernet:
    """One key for each purpose, of SECRET_KEY and of the earlier ones, so that changing it loses nothing."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    made = (base64.urlsafe_b64encode(sha256(f"{purpose} {key}".encode()).digest()) for key in keys)
    return MultiFernet([Fernet(key) for key in made])
