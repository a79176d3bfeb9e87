"""The command on real boundaries and on files that went wrong somewhere: right, or refused with the reason."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kortet.municipalities.models import Municipality
from kortet.places.models import Area
from kortet.places.vector_files import FileError, read

pytestmark = pytest.mark.real
AARHUS = {"code": "lokalsamfund", "name": "distrikt"}
SHORT = {"code": "lokalsamfu", "name": "distrikt"}  # a shapefile's columns have ten letters


@pytest.fixture
def load(shared):
    Municipality.objects.create(code="prøve", name="Prøve")

    def run(file, *arguments, **options):
        said = StringIO()
        given = {"municipality": "prøve", "layer": "bydele"} | options
        words = [f"--{option.replace('_', '-')}={value}" for option, value in given.items()]
        call_command("load_areas", str(shared / file), *words, *arguments, stdout=said)
        return said.getvalue()

    return run


def told(said, line):
    [found] = [row for row in said.splitlines() if row.startswith(f"│ {line} ")]
    return found.split("│")[2].strip()


def total_km2():
    return sum(area.boundary.area for area in Area.objects.current()) / 1e6


def test_aarhus_has_24_neighbourhoods(load):
    said = load("boundaries/aarhus/local_community.geojson", **AARHUS)
    assert Area.objects.count() == 24
    assert total_km2() == pytest.approx(471.779, rel=1e-4)
    assert told(said, "Huller i dækningen") == "51, i alt 901,4 m², det største 532,0 m²"
    assert told(said, "Overlap mellem områder") == "7, i alt 0,5 m², det største 0,3 m²"
    assert told(said, "Samlet areal") == "471,78 km²"
    assert Area.objects.get(code="01").name == "Midtbyen"


def test_aarhus_has_96_statistical_districts(load):
    columns = {"code": "noegle", "name": "prog_distrikt_navn"}
    said = load("boundaries/aarhus/statistics_districts.geojson", **columns)
    assert (Area.objects.count(), told(said, "Overlap mellem områder").split(", det")[0]) == (
        96,
        "32, i alt 1.735,7 m²",
    )


def test_311_rows_are_99_municipalities(load):
    said = load("boundaries/denmark/kommuner.geojson", code="KOMKODE", name="KOMNAVN")
    assert (told(said, "Rækker læst"), told(said, "Områder"), Area.objects.count()) == ("311", "99", 99)
    assert Area.objects.get(code="0751").name == "Aarhus"
    assert total_km2() == pytest.approx(43_035.155, rel=1e-4)


def test_the_seven_broken_quarters_of_zurich_are_repaired_and_told(load):
    said = load("boundaries/zurich/zurich-city.geojson", code="name", name="name")
    assert (Area.objects.count(), told(said, "Ugyldige grænser rettet")) == (34, "7")
    assert [line.split(":")[0] for line in said.splitlines() if "Rettet; arealet" in line] == [
        "Række 3 (Unterstrass)",
        "Række 5 (Oerlikon)",
        "Række 10 (Weinegg)",
        "Række 11 (Mühlebach)",
        "Række 17 (Hard)",
        "Række 28 (Friesenberg)",
        "Række 30 (Altstetten)",
    ]


def test_zurich_has_22_districts(load):
    load("boundaries/zurich/zurich_districts.gpkg", code="kuerzel", name="name")
    assert (Area.objects.count(), round(total_km2(), 1)) == (22, 91.8)


def test_parishes_of_a_topojson(load):
    """GDAL reads this file as coordinates from 0 to 8. The code 9179 stands on two parishes in it, which is told.

    In degrees 64 rings are broken; three of them only touch themselves by rounding, and in metres do not.
    """
    with pytest.raises(CommandError, match="Række 544, 734 har samme kode \\(9179\\), men hvert sit navn: Kollerup"):
        load("boundaries/denmark/sogne.topojson", code="SOGNEKODE", name="SOGNENAVN")
    said = load("boundaries/denmark/sogne.topojson", code="FEAT_ID", name="SOGNENAVN")
    assert (told(said, "Rækker læst"), told(said, "Ugyldige grænser rettet")) == ("2.468", "61")
    assert 42_500 < total_km2() < 43_500


NASTY = "nasty/derived-aarhus"
LOADED_RIGHT = [
    ("utf8_bom.geojson", AARHUS),
    ("latin1_no_cpg.zip", SHORT),
    ("utf8_no_prj.zip", {**SHORT, "crs": "EPSG:25832"}),
    ("latin1_bytes.geojson", {**AARHUS, "encoding": "latin1"}),
    ("utm_coordinates_no_crs_member.geojson", {**AARHUS, "crs": "EPSG:25832"}),
]
REFUSED = [
    ("utf8_no_prj.zip", SHORT, "(f.eks. mangler .prj). Angiv det (--crs)."),
    ("latin1_bytes.geojson", AARHUS, "Teksten er ikke UTF-8"),
    ("utm_coordinates_no_crs_member.geojson", AARHUS, "Koordinaterne er ikke grader"),
    ("swapped_axes.geojson", AARHUS, "Akserne er byttet om"),
    ("swapped_axes.geojson", {**AARHUS, "crs": "EPSG:4326"}, "Akserne er byttet om"),
    ("utf8_bom.geojson", {**AARHUS, "crs": "EPSG:25832"}, "uden for Europa"),
]


@pytest.mark.parametrize(("file", "options"), LOADED_RIGHT)
def test_an_odd_file_is_loaded_right(load, file, options):
    """Simplified to 20 m, so the sum differs a little from the real one; the letters do not."""
    load(f"{NASTY}/{file}", **options)
    names = dict(Area.objects.values_list("code", "name"))
    assert (len(names), names["01"], names["16"], names["11"]) == (24, "Midtbyen", "Åby", "Holme-Højbjerg-Skåde")
    assert total_km2() == pytest.approx(471.8, rel=2e-3)
    west, south, east, north = Area.objects.get(code="01").boundary.extent
    assert 572_000 < west < east < 579_000
    assert 6_220_000 < south < north < 6_229_000


@pytest.mark.parametrize(("file", "options", "reason"), REFUSED)
def test_an_odd_file_is_refused_with_the_reason(load, file, options, reason):
    with pytest.raises(CommandError) as refused:
        load(f"{NASTY}/{file}", **options)
    assert reason in str(refused.value)
    assert Area.objects.count() == 0


def test_mixed_troubles_are_told_by_row(load):
    with pytest.raises(CommandError) as refused:
        load(f"{NASTY}/mixed_troubles.geojson", **AARHUS)
    assert str(refused.value).splitlines() == [
        "Intet er gemt:",
        "Række 2 har ingen geometri.",
        "Række 3 har en tom geometri.",
        "Række 4 har intet navn (kolonnen distrikt er tom).",
        "Se også efter:",
        "Række 1 (Tranbjerg): grænsen krydser sig selv ved 569345, 6216463. "
        "Rettet; arealet er ændret med 281.160,2 m².",
        "Række 7: kun flader er taget med; udeladt: Point.",
        "Navnet “Stavtrup-Ormslev” har flere koder: 22, 23 (række 5, 6).",
    ]
    assert Area.objects.count() == 0


def nasty_files():
    """Every file of the folders of broken things, by its path; none where the folder is absent."""
    here = Path(__file__).resolve().parents[3] / "shared" / "data"
    folders = ("shapefile", "geojson", "gpkg", "archives", "json")
    return sorted(
        str(path.relative_to(here)) for name in folders for path in (here / "nasty" / name).rglob("*") if path.is_file()
    )


RIGHT_PLACES = {
    # the areas that may be stored, and the box (EPSG:25832) that they truly lie in
    "nasty/shapefile/pyshp/REL.zip": (700_000, 5_100_000, 1_200_000, 5_500_000),
}


@pytest.mark.parametrize("file", nasty_files())
def test_nothing_broken_lands_in_a_wrong_place(load, shared, file):
    """With the file's first column for code and name, so that the geometry decides and not a missing column."""
    outside = sorted(Path("/tmp").glob("should-not-appear*"))
    try:
        column = (read(shared / file).columns or ["name"])[0]
        load(file, code=column, name=column)
    except (FileError, CommandError) as refused:
        assert len(str(refused)) > 20
        assert Area.objects.count() == 0
    else:
        west, south, east, north = RIGHT_PLACES[file]
        for area in Area.objects.all():
            found = area.boundary.extent
            assert (west < found[0], south < found[1], found[2] < east, found[3] < north) == (True,) * 4
    assert sorted(Path("/tmp").glob("should-not-appear*")) == outside
