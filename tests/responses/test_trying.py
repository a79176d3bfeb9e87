"""Trying a draft: the same pages as people see, kept in the designer's session and nowhere else."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.privacy.tasks import keep_no_longer
from kortet.responses.models import Answer, Response
from tests.surveying import respond

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]


@pytest.fixture
def trial(make_survey, client, otto):
    client.force_login(otto)
    survey = make_survey(published=False)
    return survey, f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/proev/"


def test_a_designer_goes_through_a_draft_and_nothing_is_stored(trial, client):
    _survey, address = trial
    page = client.get(address).content.decode()
    assert f'<iframe class="phone-frame" src="{address}side/you/"' in page
    assert client.post(f"{address}side/you/", {"seen": "age home", "age": "a65"}).url == f"{address}side/town/"
    assert re.search('value="a65"[^>]* checked', client.get(f"{address}side/you/").content.decode())
    low = client.post(f"{address}side/town/", {"seen": "means content trust", "content": "1"})
    assert low.status_code == 200 and "flere spørgsmål på denne side" in low.content.decode()
    sent = {"seen": "means content why trust", "content": "1", "why": "Larm"}
    assert client.post(f"{address}side/town/", sent).url == f"{address}side/places/"
    assert client.post(f"{address}side/places/", {"seen": "good ride quarter spots"}).url == f"{address}slut/"
    assert not Response.objects.exists() and not Answer.objects.exists()
    client.post(address)
    assert " checked" not in client.get(f"{address}side/you/").content.decode()


def test_a_place_that_is_taken_away_in_a_trial_does_not_come_back(trial, client):
    survey, address = trial
    kept = {"good.1._area": "01", "good.2._area": "02"}
    client.post(f"{address}side/places/", kept | {"remove": "good.1"})
    page = client.get(f"{address}side/places/").content.decode()
    assert page.count('<summary><span class="place-name">Sted') == 1
    edition = survey.editions.get()
    edition.change(edition.questionnaire.model_copy(update={"languages": ("da",)}), 0)
    assert 'place-name">Sted' not in client.get(f"{address}side/places/").content.decode()
    client.post(f"{address}side/places/", kept)
    assert [name for name, _said in client.session.items() if name.startswith("try-")] == [f"try-{edition.pk}"]


def test_only_our_own_pages_frame_a_trial_and_nobody_frames_the_rest(trial, client):
    survey, address = trial
    inside, front = client.get(f"{address}side/you/"), client.get(address)
    assert "frame-ancestors 'self'" in inside["Content-Security-Policy"] and inside["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" in front["Content-Security-Policy"] and front["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in front["Content-Security-Policy"]
    assert client.get(survey.get_absolute_url()).status_code == 404  # a draft is nobody's to answer


def test_what_was_never_sent_is_deleted_a_month_after_closing(make_survey):
    old, new = timezone.now() - timedelta(days=31), timezone.now() - timedelta(days=29)
    first = make_survey(closes=old)
    for survey in (first, make_survey(first.process, closes=new)):
        respond(survey, finished=False, content=1)
        respond(survey, content=5)
    keep_no_longer(0)
    left = [(one.survey.closes, bool(one.finished)) for one in Response.objects.order_by("survey__closes", "pk")]
    assert left == [(old, True), (new, False), (new, True)]
