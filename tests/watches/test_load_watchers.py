"""A made-up town's watchers come from its file."""

import io
import json

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from kortet.letters.models import Letter
from kortet.municipalities.models import Theme
from kortet.watches.models import Hit, Watch
from tests.conftest import EAST, NORTH

pytestmark = pytest.mark.usefixtures("neighbourhoods")
NOWHERE = {"area": None, "east": None, "north": None, "metres": None}
ROWS = [
    {"place": "Torvet", "email": "a@fjordby.example", "pace": "daily", "kinds": ["problem"], "themes": ["green"]}
    | NOWHERE
    | {"east": EAST + 500, "north": NORTH + 500, "metres": 250},
    {"place": "Vest", "email": "a@fjordby.example", "pace": "weekly", "kinds": [], "themes": []}
    | NOWHERE
    | {"area": "01"},
]


def load(file):
    out = io.StringIO()
    call_command("load_watchers", str(file), municipality="fjordby", stdout=out)
    return out.getvalue().strip()


@pytest.fixture
def file(tmp_path, fjordby):
    Theme.objects.get_or_create(municipality=fjordby, code="green", defaults={"name": "Grønt"})
    path = tmp_path / "watchers.json"
    path.write_text(json.dumps(ROWS))
    return path


def test_places_and_areas_are_watched_at_once_and_once(file, make_pin):
    assert [load(file), load(file)] == ["2 holder øje med et sted.", "0 holder øje med et sted."]
    assert [(one.place_text, one.pace, one.kinds, bool(one.confirmed)) for one in Watch.objects.order_by("pk")] == [
        ("Torvet", "daily", ["problem"], True),
        ("Vest", "weekly", [], True),
    ]
    assert (Letter.objects.count(), Hit.objects.count()) == (0, 0)


def test_a_theme_that_the_town_has_not_is_told_and_nothing_is_stored(file):
    file.write_text(json.dumps([ROWS[1], ROWS[0] | {"themes": ["nonsense"]}]))
    with pytest.raises(CommandError, match="Torvet: emnet nonsense findes ikke"):
        load(file)
    assert not Watch.objects.exists()


def test_the_demo_towns_watchers_name_its_own_areas_and_themes():
    folder = settings.BASE_DIR / "gis_data" / "fjordby"
    rows = json.loads((folder / "watchers.json").read_text())
    themes = {theme["code"] for theme in json.loads((folder / "municipality.json").read_text())["themes"]}
    assert len(rows) == 12 and {code for row in rows for code in row["themes"]} <= themes
    assert all(row["email"].endswith(".example") for row in rows)
