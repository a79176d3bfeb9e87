"""Fixtures of the tests of responses."""

import pytest

from kortet.lettercodes import codes as letter_codes

CHEAP = 2


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch):
    """The slow digest is scrypt's to test; the least cost that it takes does here."""
    monkeypatch.setattr(letter_codes, "COST", CHEAP)
