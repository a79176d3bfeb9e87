import json

import pytest
from django.contrib.gis.geos import Point
from django.core.management import CommandError, call_command

from kortet.municipalities.models import Municipality

BOX = ["--bbox", "8.4", "47.3", "8.7", "47.5"]


def add(*words):
    call_command("add_municipality", *words)
    return Municipality.objects.get(code=words[0])


def covers(municipality, lng, lat):
    return municipality.outline.covers(Point(lng, lat, srid=4326).transform(25832, clone=True))


def test_a_municipality_with_a_box_for_an_outline(capsys):
    zurich = add("zurich", "Stadt Zürich", "--host", "Zurich.example", *BOX)
    assert capsys.readouterr().out == "Stadt Zürich er oprettet. Indlæs nu områderne (load_areas).\n"
    assert (zurich.name, zurich.host, zurich.outline.srid, zurich.outline.valid) == (
        "Stadt Zürich",
        "zurich.example",
        25832,
        True,
    )
    corners = [(8.4001, 47.3001), (8.6999, 47.4999), (8.55, 47.3001), (8.55, 47.4999)]
    assert [covers(zurich, *corner) for corner in corners] == [True] * 4
    assert [covers(zurich, *corner) for corner in [(8.3999, 47.4), (8.55, 47.2999), (8.55, 47.5001)]] == [False] * 3


def test_an_outline_from_a_file(tmp_path):
    ring = [[10, 56], [10.2, 56], [10.2, 56.1], [10, 56.1], [10, 56]]
    area = {"type": "Polygon", "coordinates": [ring]}
    path = tmp_path / "outline.geojson"
    for said in (
        area,
        {"type": "Feature", "geometry": area},
        {"type": "FeatureCollection", "features": [{"geometry": area}]},
    ):
        path.write_text(json.dumps(said))
        town = add("town", "By", "--outline", str(path))
        assert (covers(town, 10.1, 56.05), covers(town, 10.3, 56.05)) == (True, False)
        town.delete()


@pytest.mark.parametrize(
    "words",
    [
        ["Zürich!", "X", *BOX],
        ["zurich", "", *BOX],
        ["taken", "X", *BOX],
        ["zurich", "X", "--host", "taken.example", *BOX],
        ["zurich", "X", "--bbox", "47.3", "8.4", "8.7", "47.5"],
        ["zurich", "X", "--bbox", "nan", "1", "2", "3"],
        ["zurich", "X", "--bbox", "-190", "1", "2", "3"],
        ["zurich", "X", "--outline", "none.geojson"],
        ["zurich", "X"],
    ],
    ids=" ".join,
)
def test_what_is_no_municipality_is_refused(words):
    Municipality.objects.create(code="taken", name="Taken", host="taken.example")
    with pytest.raises(CommandError):
        call_command("add_municipality", *words)
    assert Municipality.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["", "[]", "7", '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon"}', "[" * 100_000, "\x80"]
)
def test_a_file_without_an_outline_is_refused(tmp_path, text):
    path = tmp_path / "outline.geojson"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(CommandError):
        call_command("add_municipality", "x", "X", "--outline", str(path))
