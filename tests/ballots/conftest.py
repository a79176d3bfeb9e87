"""A ballot about a bike path: three options, and codes for those who got a letter."""

import pytest
from django.db import connection

from kortet.ballots.casting import ByBrowser, ByCode, cast
from kortet.ballots.changing import make_package, open_ballot
from kortet.ballots.forms import ChoiceForm
from kortet.ballots.models import Ballot, Option
from kortet.lettercodes import codes as letter_codes

CHEAP = 2
TITLES = ("Bænke", "Lys", "Træer")


@pytest.fixture(autouse=True)
def _quick_codes(monkeypatch):
    """The slow digest is scrypt's to test; the least cost that it takes does here."""
    monkeypatch.setattr(letter_codes, "COST", CHEAP)


@pytest.fixture
def make_ballot(make_process, otto):
    """Makes ballots with Bænke (40.000 kr.), Lys (60.000) and Træer (70.000), open unless told otherwise."""

    def make(codes=0, state="open", **given):
        process = given.pop("process", None) or make_process("prioritise")
        facts = {"title": "Hvad skal vi begynde med?", "voters": "both", "most": 2}
        facts |= {"points": {"most": 10, "most_each": 6}, "budget": {"money": 110_000}}.get(given.get("method"), {})
        ballot = Ballot.objects.create(process=process, **(facts | given))
        for place, (title, cost) in enumerate(zip(TITLES, (40_000, 60_000, 70_000), strict=True)):
            Option.objects.create(ballot=ballot, title=title, cost=cost, position=place)
        ballot.letters = make_package(ballot, codes, "", otto)[1] if codes else []
        if state == "open":
            open_ballot(ballot, otto)
            ballot.refresh_from_db()
        return ballot

    return make


def marks(ballot, *titles, **values):
    """The vote of who chose these, or gave these values; through the form, as any vote."""
    chosen = dict.fromkeys(titles, 1) | values
    words = {option.title: option.word for option in ballot.options.all()}
    form = ChoiceForm({f"o-{words[title]}": value for title, value in chosen.items()}, ballot=ballot)
    assert form.is_valid(), form.errors
    return form.vote


def vote_by_code(ballot, code, *titles, once="a form", **values):
    cast(ballot, ByCode(ballot, code), marks(ballot, *titles, **values), once)


def vote_in_browser(ballot, person, *titles, once="a form", **values):
    cast(ballot, ByBrowser(ballot, person), marks(ballot, *titles, **values), once)


def rows_of(table):
    """All rows as PostgreSQL has them, with the transaction that wrote each (xmin), in the order they lie in."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT *, xmin::text, ctid::text FROM {table} ORDER BY {table}.ctid")
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
