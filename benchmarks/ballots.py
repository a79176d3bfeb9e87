"""10,000 letter codes and 40,000 choices at once, and 100,000 guesses.

KORTET_DATABASE_ROLE=owner ./scripts/manage shell -c "from benchmarks.ballots import main; main()"

On a test database that is made for it and dropped. Each code gives one vote for four of ten options; eight hands vote
at once, and every tenth code is tried a second time with another choice. Told is how long it took, and whether the
sums are those of the votes that were taken. Then 100,000 codes are guessed from 1,000 networks, and it is told how many
of them were looked up at all.
"""

import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from statistics import median

from django.db import connections
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from kortet.ballots import coming
from kortet.ballots.casting import ByCode, RefusedError, cast
from kortet.ballots.changing import count_up, make_package, open_ballot
from kortet.ballots.models import Ballot, Code, Count, Option
from kortet.ballots.sums import Mark
from kortet.lettercodes.codes import new_code
from kortet.lettercodes.models import MOST_AT_ONCE
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.processes.models import Phase, Process

CODES, CHOICES, OPTIONS, HANDS, GUESSES, NETWORKS = 10_000, 4, 10, 8, 100_000, 1_000


def main():
    setup_test_environment()
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        exact = voted(*made())
        guessed()
    finally:
        connections.close_all()
        teardown_databases(kept, verbosity=0)
    sys.exit(0 if exact else 1)


def made():
    """An open ballot and its codes."""
    now, owner = timezone.now(), User.objects.create_user("otto")
    town = Municipality.objects.create(code="fjordby", name="Fjordby Kommune")
    process = Process.objects.create(municipality=town, slug="stem", title="Stem", state="published", published=now)
    Phase.objects.create(process=process, kind="prioritise", begins=now, ends=now + timedelta(days=1))
    ballot = Ballot.objects.create(process=process, title="Hvad først?", most=CHOICES)
    Option.objects.bulk_create(Option(ballot=ballot, title=f"Nr. {n}", position=n) for n in range(OPTIONS))
    began = time.perf_counter()
    codes = [
        code for _package in range(CODES // MOST_AT_ONCE) for code in make_package(ballot, MOST_AT_ONCE, "", owner)[1]
    ]
    print(f"{len(codes):,} codes made in {time.perf_counter() - began:.0f} s")
    open_ballot(ballot, owner)
    return Ballot.objects.get(), codes


def voted(ballot, codes):
    """All votes, and whether the count is theirs."""
    dice, options = random.Random(7), [option.pk for option in ballot.options.all()]
    tries = [(code, dice.sample(options, CHOICES)) for code in [*codes, *codes[::10]]]
    dice.shuffle(tries)
    tries = [(*each, f"form {number}") for number, each in enumerate(tries)]
    began = time.perf_counter()
    told = by_many(lambda each: vote(ballot, *each), tries)
    spent = time.perf_counter() - began
    taken = Counter(option for choice, _ms in told for option in choice or ())
    count_up(ballot)
    sums = {count.option_id: count.votes for count in Count.objects.filter(by="codes")}
    votes, used = sum(choice is not None for choice, _ms in told), Code.objects.filter(used=True).count()
    exact = sums == dict(taken) and votes == used == len(codes) and sum(sums.values()) == CODES * CHOICES
    print(f"{len(tries):,} tries by {HANDS} hands in {spent:.0f} s ({len(tries) / spent:.0f} a second, median")
    print(f"{median(ms for _choice, ms in told):.0f} ms): {votes:,} votes taken, {used:,} codes used,")
    print(f"{sum(sums.values()):,} choices counted, {'exact' if exact else 'NOT EXACT'}")
    return exact


def vote(ballot, code, choice, once):
    """What was chosen, or None where the code was used already; and how long it took."""
    began = time.perf_counter()
    try:
        cast(ballot, ByCode(ballot, code), {option: Mark() for option in choice}, once=once)
    except RefusedError:
        choice = None
    return choice, (time.perf_counter() - began) * 1000


def guessed():
    """How many of many guesses are looked up, and meet a code."""
    Ballot.objects.update(state="open", closed=None)
    ballot = Ballot.objects.get()
    began = time.perf_counter()
    told = Counter(by_many(lambda n: guess(ballot, f"network {n % NETWORKS}"), range(GUESSES)))
    print(f"{GUESSES:,} guesses from {NETWORKS:,} networks in {time.perf_counter() - began:.0f} s: {dict(told)}")


def guess(ballot, network):
    """As the door does it."""
    if not coming.GUESSES.may_go_on(ballot.pk, network):
        return "stopped"
    try:
        ByCode(ballot, new_code()).look()
    except RefusedError as error:
        if error.code_is_wrong:
            coming.GUESSES.was_wrong(ballot.pk, network)
        return "looked up"
    return "met a code"


def by_many(do, rows):
    """Calls `do` with each, by HANDS threads that have a connection each."""

    def one(part):
        try:
            return [do(row) for row in part]
        finally:
            connections.close_all()

    parts = [rows[start::HANDS] for start in range(HANDS)]
    with ThreadPoolExecutor(HANDS) as hands:
        return [told for part in hands.map(one, parts) for told in part]
