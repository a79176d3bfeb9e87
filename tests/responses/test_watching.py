"""Keeping an eye on a survey: floods, what is set aside, and where it is silent."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.lettercodes.codes import digests
from kortet.responses import floods as floods_module
from kortet.responses.codes import use_up
from kortet.responses.floods import floods
from kortet.responses.models import Answer, DrawnPlace, Response, SetAside
from kortet.responses.models.code import salt_of
from kortet.responses.rates import by_codes, by_homes
from tests.responses.coming import counted, letters, ways, words
from tests.surveying import respond

pytestmark = pytest.mark.django_db
SAID = {"age": "a65", "means": ["bike"], "content": 1, "why": "Køb nu"}


def hour(days, at=0):
    return timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days, hours=at)


def answered(survey, number, when, way="open", **said):
    rows = [respond(survey, way=way, **(said or {"content": 3})) for _one in range(number)]
    Response.objects.filter(pk__in=[row.pk for row in rows]).update(finished=when)


@pytest.fixture
def flooded(make_survey, monkeypatch):
    """Two an hour on three days, and twelve in one hour, of which nine say the very same; a meeting's tablet, too."""
    monkeypatch.setattr(floods_module, "MANY", 10)
    survey = make_survey()
    for day in (3, 4, 5):
        answered(survey, 2, hour(day))
        answered(survey, 9, hour(day), way="kiosk")
    answered(survey, 9, hour(2), **SAID)
    answered(survey, 3, hour(2))
    return survey


def test_a_flood_is_told_with_how_many_are_the_same(client, flooded, otto):
    assert [(one.begins, one.way, one.number, one.same) for one in floods(flooded)] == [(hour(2), "open", 12, 9)]
    client.force_login(otto)
    page = words(client.get(ways(flooded, "tilsyn/")))
    assert "Usædvanligt mange svar" in page and "75 %" in page


def test_what_is_set_aside_counts_no_more_until_it_is_taken_back(client, flooded, otto):
    client.force_login(otto)
    begins = timezone.localtime(hour(2))
    said = {
        "way": "open",
        "begins": f"{begins:%Y-%m-%dT%H:%M}",
        "ends": f"{begins + timedelta(hours=1):%d.%m.%Y %H.%M}",
    }
    assert client.post(ways(flooded, "tilsyn/"), said | {"reason": "Samme svar"}).status_code == 302
    assert (counted(flooded), Response.objects.count(), floods(flooded)) == (33, 45, [])
    assert not Answer.objects.of(flooded).filter(key="why").exists() and not DrawnPlace.objects.of(flooded).exists()
    assert "Samme svar" in words(client.get(ways(flooded, "tilsyn/")))
    client.post(ways(flooded, "tilsyn/"), {"do": "back", "aside": str(SetAside.objects.get().pk)})
    assert counted(flooded) == 45
    told = Entry.objects.filter(subject="responses.setaside").order_by("pk").values_list("verb", "data__responses")
    assert list(told) == [("set_aside", 12), ("taken_back", 12)]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"reason": ""}, "Dette felt er påkrævet"),
        ({"begins": "i går"}, "Skriv dag og klokkeslæt"),
        ({"ends": "2020-01-01T00:00"}, "før begyndelsen"),
        ({"begins": "2020-01-01T00:00", "ends": "2020-01-02T00:00"}, "ingen svar"),
        ({"way": "pigeon"}, "pigeon"),
        ({"begins": "0001-01-01T00:00"}, "mellem 1970 og 2200"),
        ({"ends": "9999-12-31T23:59"}, "mellem 1970 og 2200"),
        ({"reason": "Ring 010203-1234"}, "CPR-nummer"),
    ],
)
def test_what_is_wrong_is_told(client, flooded, otto, said, told):
    client.force_login(otto)
    whole = {"way": "", "begins": "2026-01-01T00:00", "ends": "2099-01-01T00:00", "reason": "Tvivlsomt"}
    answer = client.post(ways(flooded, "tilsyn/"), whole | said)
    assert answer.status_code == 422 and told in words(answer) and counted(flooded) == 45


@pytest.mark.parametrize(
    "asked",
    [
        "begins=x&ends=x&way=x",
        "begins=2026-99-99T99:99",
        "way=&begins=2026-01-01",
        "begins=0001-01-01T00:00%2B14:00",
        "ends=9999-12-31T23:59-14:00",
    ],
)
def test_a_strange_link_is_a_page(client, flooded, otto, asked):
    client.force_login(otto)
    assert client.get(ways(flooded, f"tilsyn/?{asked}")).status_code == 200


def test_where_it_is_silent_by_the_letters(client, make_survey, neighbourhoods, otto):
    survey = make_survey()
    west, middle, _east = neighbourhoods
    used = letters(survey, 4, otto, area=west) + letters(survey, 20, otto, area=middle)[:1]
    for code in used:
        assert use_up(survey, digests(salt_of(survey), code)[0])
    told = [(rate.name, rate.asked, rate.answered, rate.word) for rate in by_codes(survey)]
    assert told == [("Midt", 20, 1, "stille"), ("Vest", 4, 4, "flere end andre steder")]
    survey.packages.get(area=middle).spoil(otto)
    assert [(rate.asked, rate.answered) for rate in by_codes(survey)] == [(1, 1), (4, 4)]
    client.force_login(otto)
    page = words(client.get(ways(survey, "tilsyn/")))
    assert "Hvor er der stille?" in page and "Kort til pakke 1" in page and "pakke 2" not in page


def test_where_it_is_silent_by_homes_is_told_without_numbers(client, make_survey, neighbourhoods, otto):
    survey = make_survey()
    assert by_homes(survey) == []
    answered(survey, 3, hour(1))
    Response.objects.update(home=neighbourhoods[0])
    assert [(rate.name, rate.word) for rate in by_homes(survey)] == [
        ("Midt", "stille"),
        ("Vest", "flere end andre steder"),
    ]
    client.force_login(otto)
    page = words(client.get(ways(survey, "tilsyn/")))
    assert '<th scope="row">Midt</th><td>stille</td>' in page and "1.000" not in page


def test_the_order_of_homes_tells_no_more_than_their_words(make_survey, neighbourhoods):
    survey = make_survey()
    for number, area in zip((4, 5), neighbourhoods, strict=False):
        answered(survey, number, hour(1))
        Response.objects.filter(home=None).update(home=area)
    assert [(rate.name, rate.answered, rate.word) for rate in by_homes(survey)] == [
        ("Midt", 5, "som andre steder"),
        ("Vest", 4, "som andre steder"),
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries_do_not_grow(client, flooded, otto, django_assert_num_queries, rows):
    for n in range(rows):
        SetAside.objects.create(survey=flooded, begins=hour(9), ends=hour(8), reason=f"Nr. {n}", actor=otto)
    client.force_login(otto)
    client.get(ways(flooded, "tilsyn/"))
    with django_assert_num_queries(16):
        client.get(ways(flooded, "tilsyn/"))
