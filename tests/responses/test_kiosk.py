"""Tablets for all: staff start and stop them, one person answers after another, and nothing of the last is left."""

import pytest
from django.test import Client

from kortet.journal.models import Entry
from kortet.responses.models import Response, Tablet
from tests.responses.coming import counted, hand_in, ways, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def started(client, make_survey, mads):
    """A survey, and the client as a tablet of it."""
    survey = make_survey()
    client.force_login(mads)
    answer = client.post(ways(survey, "tablets/"), {"name": "Biblioteket", "do": "start"})
    assert answer.headers["Location"] == f"/u/{survey.word}/tablet/"
    return survey


def test_who_starts_it_is_signed_out_there(client, started, mads):
    assert client.get(ways(started, "tablets/")).status_code == 302
    assert "Begynd" in words(client.get(f"/u/{started.word}/tablet/"))
    staff = Client()
    staff.force_login(mads)
    assert "Biblioteket" in words(staff.get(ways(started, "tablets/")))
    assert list(Entry.objects.filter(subject="responses.tablet").values_list("verb", flat=True)) == ["tablet_started"]


def test_one_after_another_answers(client, started):
    for _person in range(2):
        client.post(f"/u/{started.word}/tablet/", {"do": "begin"})
        assert "kiosk-guard" in words(client.get(f"/u/{started.word}/side/you/"))
        assert hand_in(client, started).headers["Location"] == f"/u/{started.word}/tak/"
        assert 'data-idle="10"' in words(client.get(f"/u/{started.word}/tak/"))
        client.post(f"/u/{started.word}/tablet/", {"do": "reset"})
    assert counted(started) == 2 and set(Response.objects.values_list("way", flat=True)) == {"kiosk"}


def test_who_leaves_leaves_nothing(client, started):
    client.post(f"/u/{started.word}/tablet/", {"do": "begin"})
    client.post(f"/u/{started.word}/side/you/", {"age": "a65", "do": "next"})
    assert Response.objects.count() == 1
    answer = client.post(f"/u/{started.word}/tablet/", {"do": "reset"})
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not Response.objects.exists()
    assert client.get(f"/u/{started.word}/side/you/").status_code == 302  # the way back leads to nobody's page


def test_a_reload_keeps_what_one_has_begun(client, started):
    client.post(f"/u/{started.word}/tablet/", {"do": "begin"})
    client.post(f"/u/{started.word}/side/you/", {"age": "a65", "do": "next"})
    assert "checked" in words(client.get(f"/u/{started.word}/side/you/"))


def test_it_is_stopped_from_elsewhere(client, started, mads):
    staff = Client()
    staff.force_login(mads)
    staff.post(ways(started, "tablets/"), {"do": "stop", "tablet": str(Tablet.objects.get().pk)})
    assert "ingen tablets" in words(staff.get(ways(started, "tablets/")))
    stopped = client.get(f"/u/{started.word}/tablet/")
    assert stopped.status_code == 410 and client.cookies["tablet"].value == ""
    assert client.post(f"/u/{started.word}/tablet/", {"do": "begin"}).status_code == 410


def test_a_tablet_is_for_one_survey(client, started, make_survey, make_process):
    other = make_survey(process=make_process("collect", slug="anden"))
    assert client.get(f"/u/{other.word}/tablet/").status_code == 410
    strange = Client()
    strange.cookies["tablet"] = Tablet.objects.get().word  # without the signature
    assert strange.post(f"/u/{started.word}/tablet/", {"do": "begin"}).status_code == 410
    assert not Response.objects.exists()


@pytest.mark.parametrize("closed", [{"by_code_only": True}, {"published": False}])
def test_where_none_may_stand(client, make_survey, mads, closed):
    survey = make_survey(**closed)
    client.force_login(mads)
    answer = client.post(ways(survey, "tablets/"), {"name": "Biblioteket", "do": "start"})
    assert answer.status_code == 422 and not Tablet.objects.exists()


def test_when_it_closes_the_tablet_says_so(client, started, otto):
    started.close(otto)
    assert "ikke åben" in words(client.get(f"/u/{started.word}/tablet/"))
    client.post(f"/u/{started.word}/tablet/", {"do": "begin"})
    assert not Response.objects.exists()


@pytest.mark.parametrize("tablets", [1, 3])
def test_queries_do_not_grow(client, make_survey, mads, django_assert_num_queries, tablets):
    survey = make_survey()
    Tablet.objects.bulk_create(
        Tablet(survey=survey, name=f"Nr. {n}", word=f"tablet{n}", started_by=mads) for n in range(tablets)
    )
    client.force_login(mads)
    client.get(ways(survey, "tablets/"))
    with django_assert_num_queries(10):
        client.get(ways(survey, "tablets/"))
