"""The surveys of the demo town: 400 answers whose results all can read, and one that is open."""

from io import StringIO

import pytest
from django.core.management import call_command

from kortet.findings.models import PublishedMap
from kortet.responses.models import Response
from kortet.surveys.models import Survey
from tests.outcomes.test_town import FOLDER, demo  # noqa: F401  (a fixture)


def load(town):
    said = StringIO()
    call_command("load_surveys", str(FOLDER / "surveys.json"), municipality=town.code, stdout=said)
    return said.getvalue().strip()


@pytest.mark.django_db
def test_one_is_closed_with_400_answers_and_one_is_open(demo, client):  # noqa: F811
    assert (load(demo), load(demo)) == ("698 nye besvarelser.", "0 nye besvarelser.")
    opened, closed, before = Survey.objects.order_by("-opens")
    assert (opened.is_open, closed.is_open, closed.earlier) == (True, False, before)
    assert Response.objects.of(closed).counted().count() == 400
    cells = {found.key: len(found.cells) for found in PublishedMap.objects.of(closed)}
    assert set(cells) == {"good", "unsafe", "ride", "quarter"} and min(cells.values()) > 5
    for tail in ("", "metode/", "kort/?kort=ride", "kort/good.json", "kort/good-varme.png", "tekster/"):
        for tongue in ("", "/en"):
            assert client.get(f"{tongue}/u/{closed.word}/resultat/{tail}").status_code == 200
    assert client.get(f"/u/{opened.word}/resultat/").status_code == 404
    words = client.get(f"/u/{closed.word}/resultat/tekster/").content.decode()
    assert "Lys på stien langs åen" in words and "Bænke og mødesteder" in words
