"""Does the time of an answer tell whether an address has an account?

KORTET_DATABASE_ROLE=owner ./scripts/manage shell -c "from benchmarks.enumeration import main; main()"

Pairs of askings for a code, one for an address that has an account and one for an address that nobody has, in random
order, on a test database that is made for it and dropped. Told are the medians, and how likely a difference as large as
the one found is when it means nothing (a permutation of signs, two-sided).
"""

import random
import sys
import time
from statistics import mean, median

from django.test import Client
from django.test.utils import setup_databases, setup_test_environment, teardown_databases

from kortet.budgets.models import Spent
from kortet.municipalities.models import Municipality
from kortet.people.models import User

PAIRS, SHUFFLES = 200, 10_000


def main():
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        pairs = measured()
    finally:
        teardown_databases(kept, verbosity=0)
    chance = by_chance([known - unknown for known, unknown in pairs])
    known, unknown = (median(times) for times in zip(*pairs, strict=True))
    print(f"{PAIRS} pairs: with an account {known:.2f} ms, without {unknown:.2f} ms (medians), p = {chance:.2f}")
    sys.exit(0 if chance > 0.01 else 1)


def measured():
    """Milliseconds of each pair: of the address with an account, and of the one without."""
    Municipality.objects.create(code="fjordby", name="Fjordby Kommune")
    pairs = []
    for n in range(PAIRS + 5):
        known, unknown = f"kendt{n:04}@fjordby.example", f"andre{n:04}@fjordby.example"
        User.behind(known)
        order = random.sample([known, unknown], 2)
        times = {address: asked(address) for address in order}
        pairs.append((times[known], times[unknown]))
    return pairs[5:]  # the first warm up


def asked(address):
    Spent.objects.all().delete()
    browser = Client()
    began = time.perf_counter()
    answer = browser.post("/log-ind/", {"email": address})
    spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 302:
        raise RuntimeError(f"{answer.status_code} instead of 302")
    return spent


def by_chance(differences):
    found = abs(mean(differences))
    as_large = sum(
        abs(mean(one if random.random() < 0.5 else -one for one in differences)) >= found for _ in range(SHUFFLES)
    )
    return as_large / SHUFFLES
