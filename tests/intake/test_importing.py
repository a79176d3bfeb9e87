from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from kortet.intake.refusals import IntakeError
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality, Theme
from kortet.pins.models import Pin, Series
from kortet.places.models import Area, AreaLayer
from tests.conftest import EAST, NORTH, spot, square
from tests.intake.conftest import refusals, row

NBSP = "\u00a0"


def titles(**which):
    return list(Pin.objects.filter(**which).order_by("number").values_list("title", flat=True))


def test_a_row_becomes_a_pin_with_all_that_a_pin_has(take_in, neighbourhoods, green):
    given = row(
        text="a\r\nb", art="ide", emne="GRØNNE områder", stand="Åben", dag="03-05-2025", navn="Ida", stemmer="12"
    )
    columns = {
        "kind": "art",
        "theme": "emne",
        "status": "stand",
        "created": "dag",
        "author": "navn",
        "votes": "stemmer",
    }
    take_in(
        [given],
        columns=columns,
        constants={"language": "en"},
        values={"kind": {"Ide": "proposal"}, "status": {"åben": "in_progress"}},
        created_format="%d-%m-%Y",
        source="andet",
    )
    pin = Pin.objects.get()
    assert (pin.kind, pin.title, pin.text, pin.theme, pin.status) == (
        "proposal",
        "Flere bænke",
        "a\nb",
        green,
        "in_progress",
    )
    assert (pin.language, pin.support_count, pin.moderation, pin.precision) == ("en", 12, "shown", "point")
    assert (pin.author_name, pin.author, pin.source, pin.number) == ("", None, "andet", "2025-00001")
    assert pin.created == datetime(2025, 5, 2, 22, tzinfo=UTC)
    assert (pin.neighbourhood, pin.neighbourhood_then) == (neighbourhoods[0], neighbourhoods[0])
    assert pin.point == pin.public_point == spot(500, 500)
    assert len(pin.word) == 7
    assert titles(pk__in=Pin.objects.saying("bænk")) == ["Flere bænke"]


@pytest.mark.parametrize(
    "text", ["a\n\nb", f"10{NBSP}kr.", "  ind \n rykket  ", "<script>alert(1)</script>", "=1+1", "e\u0301é", "🌳"]
)
def test_text_stays_as_it_was_written(take_in, text):
    take_in([row(title=text, text=text)])
    assert list(Pin.objects.values_list("title", "text")) == [(text, text)]


REFUSED = [
    (row(title=""), "title", "mangler"),
    (row(title=" \n"), "title", "mangler"),
    (row(title="a" * 121), "title", "har 121 tegn; der er plads til 120"),
    (row(text="a" * 5001), "text", "har 5001 tegn; der er plads til 5000"),
    (row(text="a\0b"), "text", "indeholder et NUL-tegn"),
    (row(text="a\x1bb"), "text", "indeholder tegn, der ikke kan vises"),
    (row(text="\udfaa"), "text", "indeholder tegn, der ikke kan vises"),
    (row(text={"da": "a"}), "text", "er ikke tekst"),
    (row(text=f"Mit nummer er 070{761}-4285"), "text", "ligner et CPR-nummer, og personnumre må aldrig stå på kortet"),
    (row(title=f"Ring 311299{1234}"), "title", "ligner et CPR-nummer, og personnumre må aldrig stå på kortet"),
    (row(x=None), "x", "mangler"),
    (row(x=None, y=""), "x / y", "mangler: rækken har intet sted"),
    (row(x="nord"), "x", "er ikke et tal"),
    (row(x=float("nan")), "x", "er “nan”, som ikke er et tal"),
    (row(x=0, y=0), "x / y", "er (0, 0), som ikke er et sted"),
    (row(x=NORTH, y=EAST), "x / y", "har akserne byttet om: øst (længde) og nord (bredde) står omvendt"),
    (row(metres_east=28_000), "x / y", "ligger 20,0 km uden for kommunen"),
    ("no object", "", "er ikke et objekt"),
]


@pytest.mark.parametrize(("bad", "column", "reason"), REFUSED, ids=[reason for _row, _column, reason in REFUSED])
def test_a_bad_row_is_left_out_and_told_and_the_good_ones_stay(take_in, bad, column, reason):
    report = take_in([row("Før"), bad, row("Efter", text="")])
    assert refusals(report) == [(2, column, reason)]
    assert report.counts == {"rows": 3, "new": 2, "changed": 0, "unchanged": 0, "skipped": 1}
    assert titles() == ["Før", "Efter"]


def test_bad_words_of_the_other_columns_are_told(take_in):
    columns = {
        "kind": "kind",
        "status": "status?",
        "created": "created",
        "votes": "votes?",
        "id": "id",
        "theme": "theme?",
    }
    good = {"kind": "problem", "created": "2025-01-01T10:00:00Z"}
    rows = [
        row(**good, id=1),
        row(**good, id="1"),
        row(**good, id=None),
        row(**good | {"kind": "ros"}, id=4),
        row(**good, status="lukket", id=5),
        row(**good | {"created": "i går"}, id=6),
        row(**good | {"created": "1815-01-01"}, id=7),
        row(**good | {"created": "2999-01-01"}, id=8),
        row(**good | {"created": ""}, id=9),
        row(**good, votes="mange", id=10),
        row(**good, votes=-1, id=11),
        row(**good, votes=True, id=12),
        row(**good, theme="t" * 61, id=13),
        row(**good, id="i" * 121),
    ]
    assert refusals(take_in(rows, columns=columns)) == [
        (2, "id", "er det samme som i række 1"),
        (3, "id", "mangler"),
        (4, "kind", "er “ros”, som kortlægningen ikke kender"),
        (5, "status", "er “lukket”, som kortlægningen ikke kender"),
        (6, "created", "er ikke en dato, der kan læses"),
        (7, "created", "er ikke en dag, hvor nogen kan have skrevet det"),
        (8, "created", "er ikke en dag, hvor nogen kan have skrevet det"),
        (9, "created", "mangler"),
        (10, "votes", "er ikke et antal"),
        (11, "votes", "er ikke et antal"),
        (12, "votes", "er ikke et antal"),
        (13, "theme", "har 61 tegn; der er plads til 60"),
        (14, "id", "har 121 tegn; der er plads til 120"),
    ]


def test_rows_without_a_position_are_about_the_whole_municipality_only_when_the_mapping_says_so(take_in, fjordby):
    layer = AreaLayer.objects.create(municipality=fjordby, code="bydele", name="Bydele", is_neighbourhoods=True)
    Area.objects.create(layer=layer, code="01", name="Alt", boundary=fjordby.outline)
    take_in([row(x=None, y=None)], without_position="whole")
    pin = Pin.objects.get()
    assert (pin.precision, pin.neighbourhood, pin.neighbourhood_then) == ("whole", None, None)
    assert fjordby.outline.contains(pin.point)


def test_twice_is_the_same_as_once(take_in):
    rows = [row(), row(), row("Andet"), row()]
    assert take_in(rows).counts["new"] == 4
    before = list(Pin.objects.order_by("pk").values())
    assert take_in(rows).counts == {"rows": 4, "new": 0, "changed": 0, "unchanged": 4, "skipped": 0}
    assert list(Pin.objects.order_by("pk").values()) == before
    assert Series.objects.get().last == 4


def test_support_given_here_is_not_lost_to_the_sources_votes(take_in):
    columns = {"id": "id", "votes": "stemmer"}
    take_in([row(id=7, stemmer="12")], columns=columns)
    Pin.objects.get().take_support("ida")
    assert take_in([row(id=7, stemmer="12")], columns=columns).counts["unchanged"] == 1
    assert Pin.objects.get().support_count == 13
    take_in([row(id=7, stemmer="20")], columns=columns)
    assert Pin.objects.get().support_count == 21


def test_a_changed_row_updates_and_what_was_decided_here_stays(take_in, mads, neighbourhoods):
    vest, midt, _ = neighbourhoods
    columns = {"id": "id", "status": "status"}
    take_in([row(id=7, status="new"), row(id=8, status="new")], columns=columns)
    pin = Pin.objects.get(source_id="7")
    pin.hide("Nævner en nabo", mads)
    changed = [row("Nyt", metres_east=1500, id=7, status="done"), row(id=8, status="new"), row(id=9, status="new")]
    assert take_in(changed, columns=columns).counts == {"rows": 3, "new": 1, "changed": 1, "unchanged": 1, "skipped": 0}
    after = Pin.objects.get(pk=pin.pk)
    assert (after.title, after.status, after.point.x, after.public_point.x) == ("Nyt", "done", EAST + 1500, EAST + 1500)
    since = dict(Pin.objects.values_list("source_id", "status_since"))
    assert since["7"] is not None and since["8"] is None and since["9"] is None
    assert (after.neighbourhood, after.neighbourhood_then) == (midt, vest)
    assert (after.moderation, after.hidden_reason) == ("hidden", "Nævner en nabo")
    assert (after.word, after.number, after.created) == (pin.word, pin.number, pin.created)


def test_what_the_file_does_not_tell_is_not_undone(take_in, green):
    take_in([row(id=7)], columns={"id": "id"})
    Pin.objects.update(theme=green, status="done", kind="problem", support_count=9)
    take_in([row("Nyt", id=7)], columns={"id": "id"})
    pin = Pin.objects.get()
    assert (pin.title, pin.theme, pin.status, pin.kind, pin.support_count) == ("Nyt", green, "done", "problem", 9)


def test_the_neighbourhood_of_the_day_it_was_said(take_in, neighbourhoods):
    vest, *_ = neighbourhoods
    Area.objects.filter(pk=vest.pk).update(valid_to="2025-06-01")
    new = Area.objects.create(layer=vest.layer, code="00", name="Nyvest", boundary=square(0), valid_from="2025-06-01")
    rows = [row(str(n), created=day) for n, day in enumerate(["2025-05-31T23:59", "2025-06-01T00:00", "2026-01-01"])]
    take_in([*rows, row("Ude", 500, 3000, created="2025-01-01")], columns={"created": "created"})
    found = Pin.objects.order_by("created", "pk")
    by_title = {pin.title: (pin.neighbourhood, pin.neighbourhood_then) for pin in found}
    assert by_title == {"0": (new, vest), "1": (new, new), "2": (new, new), "Ude": (None, None)}


def test_on_a_shared_border_it_is_the_first_by_code(take_in, neighbourhoods):
    take_in([row(str(n), 1000, n) for n in (1, 500, 999)])
    assert set(Pin.objects.values_list("neighbourhood__code", flat=True)) == {"01"}


def test_numbers_follow_the_days_and_the_series(take_in, make_pin):
    make_pin(created=datetime(2025, 1, 1, 12, tzinfo=UTC))
    days = ["2025-03-01", "2024-12-31T23:30:00Z", "2025-02-01", "2024-06-01"]
    take_in([row(day, created=day) for day in days], columns={"created": "created"})
    assert dict(Pin.objects.exclude(source="").values_list("title", "number")) == {
        "2024-06-01": "2024-00001",
        "2025-02-01": "2025-00003",
        "2024-12-31T23:30:00Z": "2025-00002",
        "2025-03-01": "2025-00004",
    }
    assert make_pin(created=datetime(2025, 5, 1, 12, tzinfo=UTC)).number == "2025-00005"


def test_themes_are_found_by_code_and_name_and_made_when_missing(take_in, fjordby, green):
    words = ["green", "Grønne Områder", "GREEN AREAS", "Støj & lys", "støj & lys", ["Æbler", "Støj"], [], None]
    report = take_in([row(str(n), theme=word) for n, word in enumerate(words)], columns={"theme": "theme"})
    assert list(Pin.objects.order_by("title").values_list("theme__name", flat=True)) == [
        *["Grønne områder"] * 3,
        *["Støj & lys"] * 2,
        "Æbler",
        None,
        None,
    ]
    assert report.themes == ["Støj & lys", "Æbler"]
    assert set(Theme.objects.of(fjordby).values_list("code", flat=True)) == {"green", "stoej-lys", "aebler"}
    with pytest.raises(IntakeError, match="ikke emnerne Nyt"):
        take_in([row(theme="Nyt")], columns={"theme": "theme"}, make_themes=False)
    with pytest.raises(IntakeError, match="61 nye emner"):
        take_in([row(theme=f"t{n}") for n in range(61)], columns={"theme": "theme"})
    assert Theme.objects.count() == 3


def test_names_are_public_only_when_the_mapping_says_so(take_in):
    take_in([row(navn="Bådklubben")], columns={"author": "navn"})
    assert Pin.objects.get().author_name == ""
    take_in([row(navn="Bådklubben")], columns={"author": "navn"}, author_is_public=True)
    assert Pin.objects.get().author_name == "Bådklubben"


def test_an_address_that_is_a_story_is_shortened_and_told(take_in):
    report = take_in([row(sted="a" * 201), row(sted="b" * 200)], columns={"address": "sted"})
    assert [(told.row, told.reason) for told in report.remarks] == [(1, "sted har 201 tegn og er forkortet til 200")]
    assert sorted(Pin.objects.values_list("place_text", flat=True)) == ["a" * 199 + "…", "b" * 200]


def test_pins_that_wait(take_in):
    take_in(
        [row(stand="shown"), row(stand="hidden", grund="Spam")],
        waiting=True,
        columns={"moderation": "stand", "hidden_reason": "grund?"},
    )
    assert sorted(Pin.objects.values_list("moderation", "hidden_reason")) == [("hidden", "Spam"), ("waiting", "")]
    assert not Pin.objects.public().exists()


def test_the_crs_of_the_order_wins_over_the_file_and_the_file_over_the_mapping(take_in):
    here = spot().transform(4326, clone=True)
    feature = {
        "type": "Feature",
        "properties": {"title": "a"},
        "geometry": {"type": "Point", "coordinates": [here.x, here.y]},
    }
    columns = {"x": "x?", "y": "y?", "geometry": "geometry"}
    take_in({"type": "FeatureCollection", "features": [feature]}, columns=columns)
    told = {"type": "name", "properties": {"name": "EPSG:3857"}}
    take_in(
        {"type": "FeatureCollection", "features": [feature], "crs": told}, columns=columns, crs="EPSG:4326", source="b"
    )
    assert [(round(p.point.x - EAST, 2), round(p.point.y - NORTH, 2)) for p in Pin.objects.all()] == [(500, 500)] * 2


def test_lines_and_areas_keep_their_shape(take_in, neighbourhoods):
    line = {"type": "LineString", "coordinates": [[EAST + 1100, NORTH + 5], [EAST + 1300, NORTH + 5]]}
    features = [{"type": "Feature", "properties": {"title": "Sti"}, "geometry": line}]
    told = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    given = {"type": "FeatureCollection", "features": features, "crs": told}
    columns = {"x": "x?", "y": "y?", "geometry": "geometry"}
    take_in(given, columns=columns)
    pin = Pin.objects.get()
    assert (pin.shape.geom_type, pin.shape.length, pin.point.x, pin.neighbourhood) == (
        "LineString",
        200,
        EAST + 1200,
        neighbourhoods[1],
    )
    assert take_in(given, columns=columns).counts["unchanged"] == 1


def test_nothing_is_stored_when_the_file_cannot_be_used(take_in):
    for given in ([], [row(title="")], b"{", b"a,b\n1,2\n"):
        with pytest.raises(IntakeError):
            take_in(given)
    assert (Pin.objects.count(), Entry.objects.count(), Series.objects.count()) == (0, 0, 0)


def test_one_entry_in_the_journal_and_a_new_content_version(take_in, fjordby):
    version = fjordby.content_version
    take_in([row(), row("B"), row(title="")])
    entry = Entry.objects.get()
    assert (entry.verb, entry.municipality, entry.is_public) == ("imported", fjordby, False)
    counts = {"rows": 3, "new": 2, "changed": 0, "unchanged": 0, "skipped": 1}
    assert entry.data == counts | {"source": "test", "file": "pins.json"}
    fjordby.refresh_from_db()
    assert fjordby.content_version > version


def test_a_dry_run_reports_the_same_and_stores_nothing(take_in):
    rows = [row(theme="Nyt"), row(title="")]
    dry = take_in(rows, columns={"theme": "theme?"}, dry_run=True)
    assert (Pin.objects.count(), Theme.objects.count(), Entry.objects.count(), Series.objects.count()) == (0, 0, 0, 0)
    real = take_in(rows, columns={"theme": "theme?"})
    assert (real.rows, real.themes, real.is_stored, dry.is_stored) == (dry.rows, dry.themes, True, False)


def test_the_number_of_queries_does_not_grow_with_the_rows(take_in, django_assert_max_num_queries, neighbourhoods):
    take_in([row("Varm")])
    for many in (1, 3, 300):
        with django_assert_max_num_queries(16):
            take_in([row(str(n)) for n in range(many)], source=f"s{many}")


def test_two_municipalities_may_have_the_same_source(take_in, fjordby):
    take_in([row()])
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.example", outline=fjordby.outline)
    Pin.objects.update(municipality=other)
    assert take_in([row()]).counts["new"] == 1


def test_the_command_says_what_it_did(command, tmp_path, neighbourhoods):
    file, mapping, report = tmp_path / "a.csv", tmp_path / "m.toml", tmp_path / "r.csv"
    file.write_text(
        f"nr;hvad;x;y\n=1;Bænk;{EAST};{NORTH}\n2;;{EAST};{NORTH}\n3;Sti;0;0\n4;Lys;{EAST};{NORTH}\n", encoding="cp1252"
    )
    columns = 'id = "nr"\ntitle = "hvad"\nx = "x"\ny = "y"'
    mapping.write_text(f'crs = "EPSG:25832"\n[columns]\n{columns}\n[constants]\nkind = "problem"\n')
    out = command(file, mapping=mapping, report=report, dry_run=True)
    assert out[:2] == ["Række 3: hvad mangler", "Række 4: x / y er (0, 0), som ikke er et sted"]
    assert out[-1] == "Prøve: intet er gemt."
    assert not Pin.objects.exists()
    out = command(file, mapping=mapping, report=report)
    cells = [line.strip("│ ").replace(" ", "") for line in out if "│" in line]
    assert cells[:5] == ["rækker│4", "nye│2", "ændret│0", "uændret│0", "udeladt│2"]
    assert out[-1] == "Nålene er gemt."
    assert report.read_text(encoding="utf-8-sig").splitlines() == [
        "række;nummer i kilden;udfald;kolonne;grund",
        "2;'=1;nye;;",
        "3;;udeladt;hvad;mangler",
        "4;;udeladt;x / y;er (0, 0), som ikke er et sted",
        "5;4;nye;;",
    ]


def test_the_command_refuses_with_the_reason(command, tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("a,b\n1,2\n")
    asked = [{"mapping": "zurich"}, {"mapping": "none"}, {"mapping": "zurich", "crs": "x"}]
    for options in (*asked, {"mapping": "zurich", "report": tmp_path / "no" / "folder.csv"}):
        with pytest.raises(CommandError):
            command(file, **options)
    with pytest.raises(CommandError, match="ingen kommune"):
        call_command("import_pins", str(file), municipality="nowhere", mapping="zurich")
