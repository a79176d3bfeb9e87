"""A sample in each foreign layout, with the traps that such files have: taken in, or told by row (Shows 6)."""

import csv
import io
import json
import zipfile

import pytest
import xlsxwriter

from kortet.intake.importing import PinImport
from kortet.intake.mapping import mapping_named
from kortet.intake.refusals import IntakeError
from kortet.pins.models import Pin
from tests.conftest import spot
from tests.intake.conftest import refusals

WHOLE = Pin.Precision.WHOLE


def degrees(east=500, north=500):
    return spot(east, north).transform(4326, clone=True).coords


def point(east=500, north=500):
    return {"type": "Point", "coordinates": list(degrees(east, north))}


def table(header, *rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode()


@pytest.fixture
def from_system(fjordby, neighbourhoods, tmp_path):
    """Takes a file of another system in by its own mapping; a dict is a zip of files."""

    def take(system, name, data, **options):
        path = tmp_path / name
        if path.suffix == ".zip" and isinstance(data, dict):
            with zipfile.ZipFile(path, "w") as archive:
                for member, content in data.items():
                    archive.writestr(member, content)
        else:
            path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        dry_run = options.pop("dry_run", False)
        return PinImport(fjordby, mapping_named(system), **options).take_in(path, dry_run=dry_run)

    return take


def told(report):
    return [(row.outcome, row.column, row.reason) for row in report.rows]


def signalen(places):
    return {
        "export/signals.csv": table(
            [
                "id",
                "signal_uuid",
                "text",
                "created_at",
                "location_id",
                "category_assignment_id",
                "status_id",
                "reporter_id",
            ],
            ["1", "aaa", "Lampen er gået ud\nved søen", "2025-03-01T10:00:00+01:00", "11", "21", "31", "41"],
            ["2", "bbb", "Hul i vejen", "2025-03-02T10:00:00+01:00", "12", "21", "32", "41"],
            ["3", "ccc", "Uden sted", "2025-03-03T10:00:00+01:00", "99", "21", "31", "41"],
        ),
        "export/locations.csv": table(["id", "lat", "lng", "address_text"], *places),
        "export/categories.csv": table(["id", "main", "sub"], ["21", "Wegen", "Straatverlichting"]),
        "export/statuses.csv": table(["id", "state", "text"], ["31", "m", ""], ["32", "o", "klaar"]),
        "export/reporters.csv": table(["id", "email"], ["41", "hemmelig@example.org"]),
    }


def test_signalen_with_swapped_axes(from_system):
    lng, lat = degrees()
    report = from_system("signalen", "signalen.zip", signalen([["11", lng, lat, "Søvej 1"], ["12", lng, lat, ""]]))
    first, second = Pin.objects.order_by("created")
    assert (first.title, first.text, first.theme.name) == ("Straatverlichting", "Lampen er gået ud\nved søen", "Wegen")
    assert first.point.equals_exact(spot(500, 500), 0.01)
    assert (first.place_text, first.status, second.status) == ("Søvej 1", "new", "done")
    assert (first.source, first.source_id, first.author_name) == ("signalen", "aaa", "")
    assert refusals(report) == [(4, "location.lat / location.lng", "mangler: rækken har intet sted")]


def test_signalen_where_somebody_has_put_the_axes_right(from_system):
    lng, lat = degrees()
    with pytest.raises(IntakeError, match="akserne byttet om"):
        from_system("signalen", "signalen.zip", signalen([["11", lat, lng, ""], ["12", lat, lng, ""]]))
    assert not Pin.objects.exists()


@pytest.mark.parametrize("gone", ["export/locations.csv", "export/signals.csv"])
def test_an_archive_without_one_of_its_tables(from_system, gone):
    lng, lat = degrees()
    files = signalen([["11", lng, lat, ""], ["12", lng, lat, ""]])
    del files[gone]
    with pytest.raises(IntakeError, match=gone.partition("/")[2]):
        from_system("signalen", "signalen.zip", files)


def test_a_zip_that_is_none(from_system):
    with pytest.raises(IntakeError, match="Arkivet kan ikke læses"):
        from_system("signalen", "signalen.zip", b"PK\x03\x04 and no more")


def test_an_archive_for_a_mapping_of_one_file(from_system):
    with pytest.raises(IntakeError, match="hvilken fil"):
        from_system("umap", "umap.zip", {"a.umap": b"{}"})


@pytest.mark.parametrize("crs_of_file", [True, False])
def test_decidim_of_both_generations(from_system, crs_of_file):
    lng, lat = degrees()
    header = ["id", "title/en", "title/da", "body/da", "state", "published_at", "votes", "category/name/da"]
    place = [["longitude", "latitude"], [lng, lat]] if crs_of_file else [[], []]
    body = "<p>Der mangler&nbsp;skygge.</p><script>alert(1)</script><ul><li>Træer</li><li>Bænke</li></ul>"
    row = ["7", "Shade", "Skygge på torvet", body, "accepted", "2025-05-01 10:00:00 UTC", "12", "Byrum"]
    row[5] = "2025-05-01T10:00:00Z"
    report = from_system("decidim", "proposals.csv", table([*header, *place[0]], [*row, *place[1]], delimiter=";"))
    pin = Pin.objects.get()
    assert (pin.title, pin.text) == ("Skygge på torvet", "Der mangler skygge.\n\nTræer\nBænke")
    assert (pin.status, pin.support_count, pin.theme.name) == ("planned", 12, "Byrum")
    assert (pin.precision == WHOLE) is not crs_of_file
    assert told(report) == [("new", "", "")]


def test_decidim_as_json_in_another_language(from_system):
    lng, lat = degrees()
    said = {"id": 3, "title": {"en": "", "de": "Mehr Bänke"}, "body": {"de": "Am <b>See</b>"}, "state": "rejected"}
    said |= {"published_at": "2025-05-01T10:00:00Z", "longitude": lng, "latitude": lat, "author": {"name": "Ida Holm"}}
    from_system("decidim", "proposals.json", [said])
    pin = Pin.objects.get()
    assert (pin.title, pin.text, pin.status, pin.author_name) == ("Mehr Bänke", "Am See", "declined", "")


@pytest.mark.parametrize(
    "headings",
    [
        [
            "Reference No.",
            "Title",
            "Description",
            "Category",
            "Status",
            "Created",
            "Location (Longitude)",
            "Location (Latitude)",
        ],
        [
            "Referenznummer",
            "Titel",
            "Beschreibung",
            "Kategorie",
            "Status",
            "Erstellt",
            "Ort (Längengrad)",
            "Ort (Breitengrad)",
        ],
    ],
)
def test_adhocracy_by_its_headings(from_system, headings):
    lng, lat = degrees()
    first = [
        "2025-00001",
        "Bänke",
        "<p>Zwei <em>Bänke</em></p>",
        "Grün",
        "Angenommen",
        "01.05.2025 10:00",
        lng,
        lat,
        "ida",
    ]
    second = ["2025-00002", "Licht", "", "Grün", "", "02.05.2025 10:00", None, None, "per"]
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([[*headings, "Creator"], first, second]):
            sheet.write_row(number, 0, cells)
    report = from_system("adhocracy", "ideas.xlsx", data.getvalue())
    first, second = Pin.objects.order_by("created")
    assert (first.title, first.text, first.status, first.theme.name) == ("Bänke", "Zwei Bänke", "planned", "Grün")
    assert first.point.equals_exact(spot(500, 500), 0.01)
    assert (second.status, second.precision) == ("new", WHOLE)
    assert report.counts["skipped"] == 0


def dipas(number, geometry, *, located):
    properties = {
        "id": number,
        "title": f"Bidrag {number}",
        "contributionContent": "Mere <b>lys</b>",
        "category": "Lys",
    }
    properties |= {"dateCreated": "2025-05-01T10:00:00+02:00", "votingPro": 2, "dipasLocated": located}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def test_dipas_where_the_project_area_stands_for_no_place(from_system):
    ring = [degrees(0, 0), degrees(900, 0), degrees(900, 900), degrees(0, 0)]
    area = {"type": "Polygon", "coordinates": [[list(corner) for corner in ring]]}
    features = [dipas(1, point(), located=True), dipas(2, area, located=False)]
    features += [dipas(3, {"type": "Point", "coordinates": [0, 0]}, located=True), dipas(4, area, located=True)]
    report = from_system("dipas", "dipas.geojson", {"type": "FeatureCollection", "features": features})
    found = {pin.source_id: pin for pin in Pin.objects.all()}
    assert [found[n].precision == WHOLE for n in "1234"] == [False, True, True, False]
    assert [found[n].shape is None for n in "1234"] == [True, True, True, False]
    assert (found["1"].text, found["1"].support_count) == ("Mere lys", 2)
    assert report.counts["new"] == 4


def test_go_vocal(from_system):
    idea = {
        "id": "u1",
        "title_multiloc": {"en": "Bench", "da-DK": "Bænk"},
        "body_multiloc": {"da-DK": "<p>Ved åen</p>"},
    }
    idea |= {"published_at": "2025-05-01T10:00:00Z", "location_point_geojson": point(), "author_name": "Ida Holm"}
    idea |= {"idea_status": "under_consideration", "likes_count": 4, "topics": ["Grønt", "Leg"]}
    from_system("govocal", "ideas.json", [idea, idea | {"id": "u2", "location_point_geojson": None}])
    first, second = Pin.objects.order_by("source_id")
    assert (first.title, first.text, first.status, first.theme.name) == ("Bænk", "Ved åen", "in_progress", "Grønt")
    assert (first.author_name, first.precision, second.precision) == ("", "point", WHOLE)


def umap(*layers):
    made = [
        {"type": "FeatureCollection", "_umap_options": {"name": name}, "features": features}
        for name, features in layers
    ]
    return {"type": "umap", "uri": "https://umap.example.org/1", "properties": {"name": "Kort"}, "layers": made}


def drawn(name, geometry, **more):
    return {"type": "Feature", "geometry": geometry, "properties": {"name": name, "description": "", **more}}


def test_a_map_of_umap(from_system):
    line = {"type": "LineString", "coordinates": [list(degrees(100, 100)), list(degrees(400, 100))]}
    given = umap(
        ("Cykler", [drawn("Sti", line), drawn("", point())]), ("Træer", [drawn("Eg", point(), _umap_options={})])
    )
    report = from_system("umap", "kort.umap", given)
    assert {(pin.title, pin.theme.name) for pin in Pin.objects.all()} == {("Sti", "Cykler"), ("Eg", "Træer")}
    assert Pin.objects.get(title="Sti").shape.geom_type == "LineString"
    assert refusals(report) == [(2, "name", "mangler")]
    again = from_system("umap", "kort.umap", given)
    assert (again.counts["unchanged"], Pin.objects.count()) == (2, 2)


def test_a_umap_without_layers(from_system):
    with pytest.raises(IntakeError, match="ingen lag"):
        from_system("umap", "kort.umap", {"type": "umap", "layers": "x"})


def test_places_drawn_in_a_survey(from_system):
    properties = {"question": "Hvor er du utryg?", "answer": "Ved tunnelen", "email": "ida@example.org"}
    feature = {"type": "Feature", "id": 5, "geometry": point(), "properties": properties}
    empty = {"type": "Feature", "id": 6, "geometry": None, "properties": properties}
    report = from_system("maptionnaire", "svar.geojson", {"type": "FeatureCollection", "features": [feature, empty]})
    pin = Pin.objects.get()
    assert (pin.title, pin.text, pin.theme.name) == ("Hvor er du utryg?", "Ved tunnelen", "Hvor er du utryg?")
    assert refusals(report) == [(2, "geometry", "mangler: rækken har intet sted")]


def test_a_table_of_ones_own_with_danish_headings(from_system):
    lng, lat = (f"{number:.6f}".replace(".", ",") for number in degrees())
    header = ["Overskrift", "Slags", "Dato", "Længde", "Bredde", "Status"]
    data = table(header, ["Huller", "Problem", "01-05-2025", lng, lat, "I gang"], delimiter=";")
    from_system("regneark", "mine.csv", data.decode().encode("cp1252"))
    pin = Pin.objects.get()
    assert (pin.title, pin.kind, pin.status) == ("Huller", "problem", "in_progress")


@pytest.mark.parametrize("system", ["decidim", "adhocracy", "govocal", "umap", "maptionnaire", "regneark"])
def test_a_file_without_a_headline_is_told_as_a_whole(from_system, system):
    with pytest.raises(IntakeError, match="mangler kolonnerne"):
        from_system(system, "andet.json", [{"foo": 1, "published_at": "2025-05-01", "geometry": point()}])


def test_all_or_nothing(from_system):
    given = umap(("Træer", [drawn("Eg", point()), drawn("", point())]))
    report = from_system("umap", "kort.umap", given, all_or_nothing=True)
    assert (report.is_stored, report.counts["new"], report.counts["skipped"]) == (False, 1, 1)
    assert not Pin.objects.exists()
    good = from_system("umap", "kort.umap", umap(("Træer", [drawn("Eg", point())])), all_or_nothing=True)
    assert (good.is_stored, Pin.objects.count()) == (True, 1)


@pytest.mark.parametrize("text", ["Skriv til ida.holm@example.org", "Ring på 40 12 34 56", "+45 40123456"])
def test_a_text_that_says_how_to_reach_somebody_is_remarked(from_system, text):
    report = from_system("umap", "kort.umap", umap(("Træer", [drawn("Eg", point(), description=text)])))
    assert "mailadresse eller et telefonnummer" in report.rows[0].reason
    assert Pin.objects.count() == 1


@pytest.mark.parametrize("text", ["Sag 2026-00417", "Vej 12, 8000 Aarhus", "i 2019-2024", "123456789", "kl. 10.30"])
def test_other_numbers_are_not(from_system, text):
    report = from_system("umap", "kort.umap", umap(("Træer", [drawn("Eg", point(), description=text)])))
    assert told(report) == [("new", "", "")]
