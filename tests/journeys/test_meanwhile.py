"""Two people have the same page open: the second is told what the first one wrote, keeps theirs, and may save again."""

from datetime import date

import pytest
from django import forms
from django.contrib.gis.geos import LineString
from django.http import QueryDict

from kortet.alternatives.models import Alternative
from kortet.ballots.models import Ballot, Option
from kortet.outcomes.models import Decision, Outcome
from kortet.saying.meanwhile import GuardedForm
from tests.conftest import spot
from tests.processes.sheets import standing

POST = "//main//form[@method='post']"


@pytest.fixture
def process(make_process, neighbourhoods):
    return make_process("collect", "prioritise", "follow_up")


def second_is_told(browser, address, field, row, column="", where=POST, **button):
    """The row has the second one's words in the end, and until then the first one's."""
    column = column or field
    typed = standing(browser.get(address), where) | {field: "Det, jeg skriver"} | button
    type(row).objects.filter(pk=row.pk).update(**{column: "Det, Vera skrev"})
    told = browser.post(address, typed)
    page = told.content.decode()
    assert told.status_code == 422 and "En anden skrev imens: “Det, Vera skrev”" in page and "Det, jeg skriver" in page
    row.refresh_from_db()
    assert getattr(row, column) == "Det, Vera skrev"
    assert browser.post(address, standing(told, where) | button).status_code == 302
    row.refresh_from_db()
    return getattr(row, column)


def test_a_drawing(owner, process):
    shape = LineString((spot(300).x, spot(300).y), (spot(900).x, spot(900).y), srid=25832)
    row = Alternative.objects.create(process=process, title="Linje A", shape=shape)
    address = f"/forloeb/cykelsti/paa-kortet/ret/{row.word}/"
    assert second_is_told(owner, address, "title", row) == "Det, jeg skriver"


def test_a_ballot_and_its_option(owner, process):
    row = Ballot.objects.create(process=process, title="Hvad først?", voters="both", most=2)
    option = Option.objects.create(ballot=row, title="Lys", position=1)
    address = f"/forloeb/cykelsti/afstemning/opsaet/{row.word}/"
    facts = "//main//form[.//input[@name='as_read']]"
    assert second_is_told(owner, address, "title", row, where=facts, do="facts") == "Det, jeg skriver"
    assert second_is_told(owner, f"{address}mulighed/{option.word}/", "title", option) == "Det, jeg skriver"


def test_results_and_a_decision(owner, process):
    row = Outcome.objects.create(process=process, summary="Stien får lys.")
    decision = Decision.objects.create(process=process, said="Vi vil have lys", text="Det kommer.", result="yes")
    address = "/forloeb/cykelsti/resultat/ret/"
    assert second_is_told(owner, address, "summary", row, do="keep") == "Det, jeg skriver"
    assert second_is_told(owner, f"{address}beslutning/{decision.pk}/", "said", decision) == "Det, jeg skriver"


def test_an_association_and_its_event(client, rikke, rowing_club, make_event):
    client.force_login(rikke)
    event = make_event(organiser=rowing_club)
    assert second_is_told(client, "/foreninger/roklubben/ret/", "text", rowing_club) == "Det, jeg skriver"
    assert second_is_told(client, f"/arrangement/{event.word}/ret/", "title", event) == "Det, jeg skriver"


def test_what_a_meeting_is_called(owner, make_meeting):
    meeting = make_meeting(state="planned", begins=48)
    address = f"/forloeb/{meeting.process.slug}/moeder/{meeting.word}/ret/"
    assert second_is_told(owner, address, "title", meeting.event) == "Det, jeg skriver"


def test_the_minutes_of_a_meeting(owner, make_meeting):
    meeting = make_meeting()
    assert second_is_told(owner, meeting.report_address, "minutes", meeting) == "Det, jeg skriver"


def test_the_words_of_a_survey(owner, make_survey):
    survey = make_survey(published=False)
    address = f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/om/"
    typed = standing(owner.get(address)) | {"title_da": "Det, jeg skriver"}
    type(survey).objects.filter(pk=survey.pk).update(title={"da": "Det, Vera skrev"})
    told = owner.post(address, typed)
    assert told.status_code == 422 and "En anden skrev imens: “Det, Vera skrev”" in told.content.decode()
    assert owner.post(address, standing(told)).status_code == 302
    survey.refresh_from_db()
    assert survey.title["da"] == "Det, jeg skriver"


class Shop(GuardedForm):
    name = forms.CharField()
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    day = forms.DateField(required=False)


READ = {"name": "Bageren", "kind": "a", "day": None}


def sent(stored, **typed):
    """What a page that was read as READ sends, when `stored` stands there by now."""
    page = QueryDict(mutable=True)
    page.update({"as_read": Shop(initial=READ)["as_read"].value(), "name": "Bageren", "kind": "a", "day": ""} | typed)
    return Shop(page, initial=READ | stored)


@pytest.mark.parametrize(
    ("stored", "typed", "told"),
    [
        ({}, {"name": "Slagteren"}, []),
        ({"kind": "b"}, {"kind": "b"}, []),  # both chose the same
        ({"name": "Slagteren"}, {"name": "Fiskeren"}, ["name"]),
        ({"kind": "b"}, {"name": "Fiskeren"}, ["kind"]),  # an older choice would silently come back
        ({"name": "Slagteren"}, {"name": "Fiskeren", "as_read": ""}, []),
        ({"name": "Slagteren"}, {"name": "Fiskeren", "as_read": "name kind:x :"}, []),
    ],
)
def test_who_is_told(stored, typed, told):
    assert list(sent(stored, **typed).errors) == told


def test_a_choice_is_told_without_its_key():
    form = sent({"kind": "b"}, name="Fiskeren")
    assert form.errors["kind"] == [
        "En anden har ændret det imens. Det, du skrev, står her; gem igen, hvis det skal gælde."
    ]


def test_a_day_is_compared_as_a_day():
    form = sent({"day": date(2026, 1, 2)}, day="2026-01-02")
    assert form.is_valid() and form.cleaned_data["day"] == date(2026, 1, 2)
