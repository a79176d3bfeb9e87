"""A proof of work: a browser reckons for a second or two before it may say more in a flood. Served by ourselves.

The sums are ALTCHA's (its Python library here, its worker in the browser); nobody is asked to read crooked letters.
"""

import base64
import binascii
import json
import random
from datetime import timedelta

from altcha import create_challenge, verify_solution
from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from kortet.budgets.models import Budget

# PBKDF2 of 5,000 rounds, some 60 to 120 times: what a phone does in about a second, and a robot for each thing it says.
ALGORITHM, ROUNDS, FEWEST, MOST = "PBKDF2/SHA-256", 5_000, 60, 120
GOOD_FOR = timedelta(hours=2)
LONGEST = 4_000  # letters of an answer
SALT = "people.proof"
ONCE = Budget("proof.used", most=1, seconds=int(GOOD_FOR.total_seconds()) + 60)


def new_challenge() -> str:
    """A sum for a browser, as JSON; an answer to it is worth one thing said."""
    counter = random.SystemRandom().randrange(FEWEST, MOST)
    made = create_challenge(
        ALGORITHM, ROUNDS, counter=counter, expires_at=timezone.now() + GOOD_FOR, hmac_secret=secret()
    )
    return json.dumps(made.to_dict())


def is_proof(answer: str) -> bool:
    """Whether an answer (Base64 of JSON: challenge and solution) is right, in time, and was not used before."""
    if not 0 < len(answer) <= LONGEST:
        return False
    try:
        nonce = str(json.loads(base64.b64decode(answer, validate=True))["challenge"]["parameters"]["nonce"])
    except (ValueError, binascii.Error, KeyError, TypeError, RecursionError):
        return False
    return verify_solution(answer, secret()).verified and ONCE.spend(nonce)


def secret() -> str:
    return salted_hmac(SALT, "challenge", secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()
