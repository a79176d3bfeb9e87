"""Population figures from files as they are given out."""

import pytest
from django.core.management import CommandError, call_command

from kortet.findings.models import Population
from kortet.findings.population_import import PopulationImport, ages_of, persons_of
from kortet.partners.register_tables import TableError, csv_table

pytestmark = pytest.mark.usefixtures("neighbourhoods")
GOOD = """Område;Køn;Alder;Antal
01;Mænd;15-29 år;1.234
Vest;Kvinder;15-29 år;1.301
02 Midt;Mænd;65 år og derover;987
Hele landet i alt;Mænd;15-29 år;900000
03;Kvinder;I alt;20
03;Kvinder;15 år;20
"""


def rehearsed(town, text):
    return PopulationImport(town, 2026, "FOLK1A").rehearse(csv_table(text.encode()))


def test_rows_become_people_and_sums_are_left_out(fjordby):
    found = rehearsed(fjordby, GOOD)
    assert [(one.area.name, one.sex, one.age_from, one.age_to, one.persons) for one in found.found] == [
        ("Vest", "male", 15, 29, 1234),
        ("Vest", "female", 15, 29, 1301),
        ("Midt", "male", 65, None, 987),
        ("Øst", "female", 15, 15, 20),
    ]
    assert (found.sums, found.wrong, found.persons) == (2, [], 3542)


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("99;Mænd;15;1", (2, "Område", "Der er ingen bydel med den kode eller det navn.")),
        ("01;x;15;1", (2, "Køn", "Skriv kvinder eller mænd.")),
        ("01;Mænd;ung;1", (2, "Alder", "Skriv en alder som 15, 15-29 eller 65+.")),
        ("01;Mænd;29-15;1", (2, "Alder", "Alderen skal være fra 0 til 125, den mindste først.")),
        ("01;Mænd;15;-1", (2, "Antal", "Skriv et helt antal personer.")),
        ("01;Mænd;15;1,5", (2, "Antal", "Skriv et helt antal personer.")),
        ("01;Mænd;15;" + "9" * 400, (2, "Antal", "Skriv et helt antal personer.")),
        ("01;Mænd;15;٣", (2, "Antal", "Skriv et helt antal personer.")),
    ],
)
def test_a_wrong_row_is_told_with_its_column(fjordby, row, wrong):
    assert rehearsed(fjordby, f"Område;Køn;Alder;Antal\n{row}\n").wrong == [wrong]


def test_ages_that_overlap_would_be_counted_twice(fjordby):
    found = rehearsed(fjordby, "Område;Køn;Alder;Antal\n01;Mænd;15-29;9\n01;Mænd;20+;9\n01;Kvinder;20+;9\n")
    assert found.wrong == [(3, "Alder", "Alderen er der allerede i række 2.")]


def test_a_file_without_its_columns_is_refused(fjordby):
    with pytest.raises(TableError, match="Filen mangler kolonnen “antal”"):
        rehearsed(fjordby, "Område;Køn;Alder\n01;Mænd;15\n")


@pytest.mark.parametrize(
    ("said", "ages"),
    [("15", (15, 15)), ("15–29", (15, 29)), ("65+", (65, None)), ("65-", (65, None)), ("0 år", (0, 0))],
)
def test_ages_as_people_write_them(said, ages):
    assert ages_of(said) == ages


@pytest.mark.parametrize(("said", "n"), [("1.234", 1234), ("1 234 567", 1234567), ("12", 12), ("0", 0)])
def test_numbers_as_danes_write_them(said, n):
    assert persons_of(said) == n


def test_the_command_stores_all_or_nothing(fjordby, tmp_path, capsys):
    file = tmp_path / "folk.csv"
    given = {"municipality": "fjordby", "year": 2026, "source": "FOLK1A"}
    file.write_text(GOOD, encoding="cp1252")
    call_command("load_population", file, **given, dry_run=True)
    assert not Population.objects.exists()
    for _time in range(2):
        call_command("load_population", file, **given)
        assert Population.objects.count() == 4
    file.write_text(GOOD + "99;Mænd;15;1\n")
    with pytest.raises(CommandError, match="1 rækker er forkerte"):
        call_command("load_population", file, **given)
    assert "Række 8, Område" in capsys.readouterr().out
    assert Population.objects.count() == 4


def test_figures_are_put_right_in_the_admin(client, fjordby, neighbourhoods, pia):
    row = Population.objects.create(area=neighbourhoods[0], sex="male", age_from=15, age_to=29, persons=7, year=2026)
    client.force_login(pia)
    assert "Vest" in client.get("/admin/findings/population/").text
    posted = {"area": neighbourhoods[0].pk, "sex": "male", "age_from": 15, "age_to": 29, "persons": 70, "year": 2026}
    assert client.post(f"/admin/findings/population/{row.pk}/change/", posted | {"source": ""}).status_code == 302
    row.refresh_from_db()
    assert row.persons == 70
