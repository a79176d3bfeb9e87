"""What the sheet is held against, one by one: a sheet that is whole, and what is said when one thing in it is wrong."""

from datetime import timedelta

import pytest

from kortet.processes.beginning import midnight
from kortet.processes.checks import checks_of
from kortet.processes.models import Phase, Process, TargetGroup
from tests.conftest import square
from tests.days import dated, day


def in_days(number):
    return timedelta(days=number)


WHOLE = {
    "slug": "cykelsti",
    "form": "idea_process",
    "title": "Cykelsti",
    "summary": "En sti.",
    "relevance": "Fordi",
    "open_questions": "Hvor",
    "purpose": "En bedre sti",
    "influence": "involve",
    "use_of_result": "Planen",
    "contact_name": "Otto",
    "contact_email": "otto@fjordby.example",
    "answer_on": in_days(60),
}


@pytest.fixture
def told(fjordby):
    """The words of the checks of a whole sheet but for what is given; a phase is a kind, its first and its last day."""

    def told(phases=(("collect", 5, 30),), groups=(("Naboer", "Brev"),), **given):
        process = Process.objects.create(municipality=fjordby, **dated(WHOLE | given))
        for kind, first, last in phases:
            Phase.objects.create(process=process, kind=kind, begins=midnight(day(first)), ends=midnight(day(last + 1)))
        for name, channel in groups:
            TargetGroup.objects.create(process=process, name=name, channel=channel)
        return [(check.word, check.stops) for check in checks_of(process)]

    return told


def test_a_whole_sheet_has_nothing_to_mend(told):
    assert told() == []


@pytest.mark.parametrize("name", ["relevance", "open_questions", "purpose", "influence", "use_of_result"])
def test_what_has_to_be_said(told, name):
    assert told(**{name: ""}) == [(f"no_{name}", True)]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"summary": ""}, [("no_summary", False)]),
        ({"groups": ()}, [("no_groups", True)]),
        ({"groups": (("Naboer", ""), ("Unge", "Skolen"))}, [("no_channel", False)]),
        ({"answer_on": None}, [("no_answer_day", True)]),
        ({"answer_on": None, "influence": "inform"}, []),
        ({"answer_on": in_days(29)}, [("answer_before_the_end", True)]),
        ({"answer_on": in_days(30)}, []),
        ({"contact_name": ""}, [("no_contact", True)]),
        ({"contact_email": ""}, [("no_contact", True)]),
        ({"contact_email": "", "contact_phone": "12 34 56 78"}, [("no_contact_email", False)]),
        ({"influence": "empower", "decided_by": "Borgerne"}, [("empower_without_decision", True)]),
        (
            {"influence": "empower", "decided_by": "Borgerne", "is_binding": True},
            [("empower_without_decision", True)],
        ),
        ({"influence": "empower", "decided_by": "Borgerne", "is_binding": True, "decision_on": in_days(40)}, []),
        ({"influence": "collaborate"}, [("nobody_decides", True)]),
        ({"decision_on": in_days(29)}, [("after_the_decision", True)]),
        ({"decision_on": in_days(30)}, []),
        ({"settled_on": in_days(6)}, [("before_settled", False)]),
        ({"settled_on": in_days(5)}, []),
        ({"phases": ()}, [("no_phases", True)]),
        ({"phases": (("collect", -9, -1),)}, [("phase_in_the_past", True)]),
        ({"phases": (("collect", -9, -1), ("discuss", 0, 9))}, [("phase_in_the_past", False)]),
        ({"phases": (("discuss", 5, 9), ("collect", 6, 20))}, [("phases_reversed", True)]),
        ({"phases": (("collect", 5, 20), ("discuss", 5, 9))}, []),
        ({"phases": (("collect", 5, 9), ("prioritise", 10, 19), ("collect", 12, 19))}, []),
        ({"phases": (("collect", 5, 9), ("follow_up", 50, 400))}, []),
    ],
)
def test_each_check(told, given, said):
    assert told(**given) == said


@pytest.mark.parametrize(
    ("hearing", "days", "said"),
    [
        ("plan", 55, "hearing_too_short"),
        ("plan", 56, None),
        ("plan_change", 27, "hearing_too_short"),
        ("plan_change", 28, None),
        ("local_plan", 27, "hearing_too_short"),
        ("local_plan", 28, None),
        ("minor_local_plan", 13, "hearing_too_short"),
        ("minor_local_plan", 14, None),
        ("call", 1, None),
        ("other", 1, None),
        ("", 56, "which_hearing"),
    ],
)
def test_a_hearing_is_as_long_as_the_law_says(told, hearing, days, said):
    found = told(phases=(("collect", 0, days - 1),), form="hearing", hearing=hearing)
    assert found == ([(said, True)] if said else [])


def test_the_law_is_named(fjordby):
    process = Process.objects.create(
        municipality=fjordby, **(dated(WHOLE) | {"form": "hearing", "hearing": "minor_local_plan"})
    )
    Phase.objects.create(process=process, kind="collect", begins=midnight(day(0)), ends=midnight(day(3)))
    [check] = [check for check in checks_of(process) if check.word == "hearing_too_short"]
    assert check.text == "Høringen er på 3 dage. Planlovens § 24, stk. 6, kræver mindst 2 uger."
    assert check.address("cykelsti") == "/forloeb/cykelsti/design/hvornaar/#phases"


@pytest.mark.parametrize(
    ("column", "said"), [(0, []), (7.5, [("area_sticks_out", False)]), (20, [("area_outside", True)])]
)
def test_where_the_area_lies(told, column, said):
    assert told(area=square(column)) == said
