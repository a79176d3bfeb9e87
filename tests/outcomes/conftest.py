"""A closed process about a bike path: pins in two neighbourhoods, an answer, target groups, aims and promises."""

from datetime import date

import pytest

from kortet.processes.models import TargetGroup
from tests.conftest import spot
from tests.involvement import make_phase


@pytest.fixture
def process(make_process, neighbourhoods):
    """It promised an answer by 1 May and a decision by 1 June 2026."""
    facts = {
        "aims": ["ideas", "support"],
        "influence": "involve",
        "relevance": "Stien er smal.",
        "purpose": "En vej til skole.",
    }
    facts |= {"answer_on": date(2026, 5, 1), "answered_on": date(2026, 5, 3), "decision_on": date(2026, 6, 1)}
    closed = make_process(state="closed", title_en="Bike path along the stream", **facts)
    TargetGroup.objects.create(process=closed, name="Skolebørn", channel="klassens time", hoped_for=60)
    make_phase(closed, "collect", -9, -1)
    make_phase(closed, "discuss", -5, 9)
    return closed


@pytest.fixture
def say(process, make_pin, green):
    """Sets pins of the process, five voices each."""

    def say(**given):
        pin = make_pin(**({"process": process, "theme": green, "point": spot()} | given))
        for person in "abcd":
            pin.take_support(person * 64)
        return pin

    return say


@pytest.fixture
def answered(say, mads):
    pin = say(title="Lys på stien")
    pin.answer("Vi sætter lys op til oktober.", mads, "Vej og Park")
    return pin
