"""What stops a survey from being asked, what is only told, and what differs between two editions."""

from copy import deepcopy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kortet.surveys.checks import Sheet, address_of, checks_of
from kortet.surveys.differences import differences
from kortet.surveys.models import Edition
from kortet.surveys.questionnaire import Questionnaire
from kortet.surveys.sheets import groups_of
from tests.surveying import QUESTIONS


def asked_with(change):
    """QUESTIONS with something changed."""
    content = deepcopy(QUESTIONS)
    content["languages"] = ["da"]
    change({one["key"]: one for page in content["pages"] for one in page["questions"]}, content["pages"])
    return Questionnaire.model_validate(content)


def sets(key, **given):
    return lambda questions, pages: questions[key].update(given)


def asks(key, **condition):
    return sets(key, shown={"conditions": [condition]})


ITSELF = {"conditions": [{"question": "age", "asks": "answered"}]}


@pytest.fixture
def sheet(make_survey, neighbourhoods):
    survey = make_survey(published=False, intro={"da": "Svarene læses af byplanlæggerne."})
    groups = groups_of(survey.editions.get())

    def made(change=lambda questions, pages: None):
        return Sheet(survey, asked_with(change), groups)

    return made


def stopped(sheet):
    return [(one.question or one.page, one.field) for one in checks_of(sheet) if one.stops]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "where"),
    [
        (sets("age", words={}), ("age", "words_da")),
        (sets("age", choices=[]), ("age", "choices_da")),
        (sets("trust", rows=[]), ("trust", "rows_da")),
        (sets("means", least=3, most=2), ("means", "most")),
        (sets("means", least=4), ("means", "least")),
        (sets("means", most=0), ("means", "most")),
        (sets("ride", map={"least": 3, "most": 2}), ("ride", "map_most")),
        (sets("ride", map={"within": "process"}), ("ride", "map_within")),
        (sets("spots", map={"group": ""}), ("spots", "map_group")),
        (sets("spots", map={"group": "empty"}), ("", "")),
        (sets("means", background="age", kind="single"), ("means", "background")),
        # Loops: at itself, ahead, and two at each other.
        (asks("age", question="age", asks="answered"), ("age", "shown")),
        (asks("age", question="home", asks="answered"), ("age", "shown")),
        (asks("why", question="gone", asks="answered"), ("why", "shown")),
        (asks("why", question="means", values=["plane"]), ("why", "shown")),
        (asks("why", question="means", values=[]), ("why", "shown")),
        (asks("why", question="content", asks="at_least"), ("why", "shown")),
        (lambda questions, pages: pages.reverse(), None),
        (asks("why", question="good", asks="answered"), ("why", "shown")),
        (lambda questions, pages: pages[0].update(shown=ITSELF), ("you", "shown")),
    ],
)
def test_what_stops_a_survey_leads_to_its_field(sheet, change, where):
    assert stopped(sheet()) == []
    assert stopped(sheet(change)) == ([where] if where else [])


@pytest.mark.django_db
def test_a_language_of_the_survey_is_spoken_and_the_rest_is_told(sheet):
    plain = sheet()
    plain.survey.title.pop("en")
    found = checks_of(Sheet(plain.survey, Questionnaire.model_validate(QUESTIONS), plain.groups))
    stops = [(one.question, one.field) for one in found if one.stops]
    assert ("age", "choices_en") in stops and ("why", "words_en") in stops
    assert ("content", "low_en") in [(one.question, one.field) for one in found if not one.stops]
    assert "Overskriften mangler på engelsk." in [one.text for one in found]
    for one in found:
        assert address_of(one, plain.survey).startswith("/forloeb/undersoegelse/undersoegelser/")


@pytest.mark.django_db
def test_what_is_only_told(sheet):
    def much(questions, pages):
        pages[0]["questions"] += [{"key": f"q{n}", "kind": "text", "words": {"da": "Hvad?"}} for n in range(20)]
        questions["means"]["indicator"] = "satisfaction.neighbourhood"

    found = [one.text for one in checks_of(sheet(much)) if not one.stops]
    assert found == [
        "2 spørgsmål har indikatoren “satisfaction.neighbourhood”.",
        "Side 1 har 22 spørgsmål: det er meget på en telefon.",
        "Den tager ca. 18 minutter. Mange holder op før.",
        "Der er ingen engelsk udgave.",
    ]


def test_what_differs_is_told_and_what_cannot_be_compared():
    def change(questions, pages):
        questions["age"]["words"] = {"da": "Din alder?"}
        questions["age"]["choices"].pop(0)
        questions["means"]["choices"][0]["words"] = {"da": "Cyklen"}
        questions["content"]["steps"] = 7
        pages[1]["questions"].remove(questions["why"])
        pages[0]["questions"].append({"key": "extra", "kind": "text", "words": {"da": "Mere?"}})

    before = asked_with(lambda questions, pages: None)
    found = differences(before, asked_with(change))
    assert [(one.question, one.harms) for one in found] == [
        ("age", False),
        ("age", True),
        ("extra", False),
        ("means", False),
        ("content", True),
        ("why", True),
    ]
    assert found[1].text == "“Din alder?” har ikke længere svaret “15-29 år”."
    assert differences(before, before) == []


@pytest.mark.django_db
def test_a_sound_draft_is_published_changed_in_a_next_edition_and_closed(client, otto, make_survey, neighbourhoods):
    content = asked_with(lambda questions, pages: None).model_dump(mode="json")
    survey = make_survey(content=content, published=False)
    client.force_login(otto)
    root = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/"
    stale = client.post(f"{root}offentliggoer/", {"do": "publish", "seen": 7})
    assert stale.status_code == 422 and not survey.editions.published().exists()
    assert client.post(f"{root}offentliggoer/", {"do": "publish", "seen": 0}).status_code == 302
    assert survey.is_open and client.get(root).url == f"{root}offentliggoer/"
    assert client.post(f"{root}aendr/", {"do": "remove age", "seen": 0}).status_code == 404
    said = {"title_da": "Nyt navn", "last": "2100-01-31"}
    assert client.get(f"{root}om/").status_code == 200 and client.post(f"{root}om/", said).status_code == 302
    survey.refresh_from_db()
    assert (survey.title["da"], survey.closes.isoformat()) == ("Nyt navn", "2100-01-31T23:00:00+00:00")
    client.post(f"{root}offentliggoer/", {"do": "next"})
    client.post(f"{root}aendr/", {"do": "remove trust", "seen": 0})
    page = client.get(f"{root}offentliggoer/").content.decode()
    assert "“Hvor enig er du?” er taget ud." in page and "kan ikke lægges sammen" in page
    client.post(f"{root}offentliggoer/", {"do": "drop"})
    assert [one.number for one in survey.editions.all()] == [1]
    client.post(f"{root}offentliggoer/", {"do": "close"})
    survey.refresh_from_db()
    assert survey.closed and "Luk for svar" not in client.get(f"{root}offentliggoer/").content.decode()


@pytest.mark.django_db
def test_a_draft_that_something_stops_is_not_published(client, otto, make_survey, neighbourhoods):
    survey = make_survey(published=False)
    client.force_login(otto)
    address = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/offentliggoer/"
    answer = client.post(address, {"do": "publish", "seen": 0})
    assert answer.status_code == 422 and "Noget skal rettes først." in answer.content.decode()
    assert not survey.editions.published().exists()
    client.post(address, {"do": "drop"})
    assert not Edition.objects.filter(survey_id=survey.pk).exists()


@pytest.mark.django_db
def test_the_list_asks_as_often_for_three_as_for_one(client, otto, make_survey):
    survey = make_survey()
    client.force_login(otto)
    address = "/forloeb/undersoegelse/undersoegelser/"
    client.get(address)
    counts = []
    for many in (0, 2):
        for _more in range(many):
            make_survey(survey.process)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]
