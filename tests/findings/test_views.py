"""Pages of results: for all once they are published, for those who run the process before."""

import pytest

from benchmarks.surveys import fill
from kortet.findings.models import Published
from kortet.findings.publishing import publish
from tests.surveying import respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def address(survey):
    return f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/"


def closed(survey, actor):
    survey.close(actor)
    return survey


def test_results_are_nobodys_until_they_are_published(client, make_survey, otto):
    survey = make_survey()
    fill(survey, 30, 1)
    assert client.get(f"/u/{survey.word}/resultat/").status_code == 404
    publish(closed(survey, otto), otto)
    assert client.get(f"/u/{survey.word}/resultat/").status_code == 200
    assert client.get(f"/u/{survey.word}/resultat/metode/").status_code == 200


def test_results_are_shown_by_every_variable(client, everything, otto):
    survey = everything()
    fill(survey, 120, 1)
    publish(closed(survey, otto), otto)
    for by in ("", "age", "sex", "area", "other", "<b>"):
        answer = client.get(f"/u/{survey.word}/resultat/", {"efter": by})
        assert answer.status_code == 200
        assert "Hvor glad er du for dit kvarter?" in answer.text
        assert "<b>" not in answer.text
