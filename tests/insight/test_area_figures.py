"""Counts and answer times of each area, for the neighbourhoods and for another layer."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from kortet.figures.tables import Link
from kortet.insight.area_figures import AreaFigures, WholeFigures
from kortet.insight.change import Change
from kortet.insight.coverage import Coverage
from kortet.places.models import Area, AreaLayer
from tests.conftest import spot, square

NOW = timezone.now
at = datetime.fromisoformat


def rows_of(table):
    """Name → the other cells."""
    return {row[0].text if isinstance(row[0], Link) else row[0]: row[1:] for row in table.rows}


@pytest.fixture
def schools(fjordby, neighbourhoods):
    """Two districts: the first covers Vest and half of Midt; an old one of the same code has ended."""
    layer = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    Area.objects.create(layer=layer, code="a", name="Gammel", boundary=square(0, side=3000), valid_to="2020-01-01")
    Area.objects.create(layer=layer, code="a", name="Åskolen", boundary=square(0, side=1500), population=3000)
    Area.objects.create(layer=layer, code="b", name="Byskolen", boundary=square(1, side=1500))
    return layer


def test_counts_and_days(choose, layer, make_pin, green):
    born = NOW() - timedelta(days=30)
    for days in (1, 2, 3, 4, 20):
        make_pin(created=born, answered=born + timedelta(days=days), theme=green, support_count=2)
    make_pin(created=born, status="done", status_since=born + timedelta(days=10), kind="problem")
    make_pin(point=spot(1500), status="planned", comment_count=3)
    make_pin(point=spot(9000))
    make_pin(moderation="waiting")
    rows = rows_of(AreaFigures(choose(), layer).table)
    assert rows["Vest"] == [6, 5, 1, 10, 0, 5, 1, 5, pytest.approx(500 / 6), 3.0, pytest.approx(13.6), 10.0, 10.0]
    assert rows["Midt"] == [1, 1, 0, 0, 3, 1, 0, 0, 0.0, None, None, None, None]
    assert rows["Øst"] == [0, 0, 0, 0, 0, 0, 0, 0, None, None, None, None, None]
    assert rows["Uden for områderne"][0] == 1
    assert rows["I alt"][:4] == [8, 7, 1, 10]
    themes = AreaFigures(choose(), layer).themes
    assert themes.columns == ["Område", "Grønne områder", "Uden emne"]
    assert rows_of(themes)["Vest"] == [5, 1] and rows_of(themes)["I alt"] == [5, 3]


def test_an_answer_from_before_the_pin_is_no_negative_day(choose, layer, make_pin):
    make_pin(created=NOW(), answered=NOW() - timedelta(days=3))
    assert rows_of(AreaFigures(choose(), layer).table)["Vest"][9] == 0.0


def test_another_layer_is_joined_by_place(choose, schools, make_pin):
    make_pin()
    make_pin(point=spot(1200, 700))
    make_pin(point=spot(1600, 700))  # in Byskolen alone
    make_pin(point=spot(1500, 700))  # on the border: the first by code
    make_pin(point=spot(200, 4000))
    rows = rows_of(AreaFigures(choose("layer=skoler"), schools).table)
    assert {name: row[0] for name, row in rows.items()} == {
        "Åskolen": 3,
        "Byskolen": 1,
        "Uden for områderne": 1,
        "I alt": 5,
    }


def test_the_filter_is_the_maps(choose, layer, make_pin, green):
    make_pin(theme=green)
    make_pin(kind="problem")
    make_pin(created=NOW() - timedelta(days=800))
    assert WholeFigures(choose("theme=green")).facts[0] == ("Nåle", 1)
    assert WholeFigures(choose("kind=problem")).by_kind.rows == [["Forslag", 0], ["Problem", 1]]
    assert WholeFigures(choose(f"from={NOW():%Y}-01-01")).facts[0] == ("Nåle", 2)


def test_months_have_no_gaps(choose, layer, make_pin):
    assert WholeFigures(choose()).by_month.rows == []
    make_pin(created=at("2026-01-15T12:00Z"), answered=at("2026-03-02T12:00Z"))
    make_pin(created=at("2026-01-31T23:30Z"))  # in February by the clock of Copenhagen
    rows = WholeFigures(choose()).by_month.rows
    assert rows == [["Januar 2026", 1, 0], ["Februar 2026", 1, 0], ["Marts 2026", 0, 1]]


def test_two_periods(choose, layer, make_pin):
    for day in ("2026-01-01T00:00+01:00", "2026-01-31T23:59+01:00", "2026-02-01T00:00+01:00", "2026-02-03T10:00Z"):
        make_pin(created=at(day))
    make_pin(created=at("2026-02-03T10:00Z"), point=spot(1500))
    change = Change(choose("from=2026-02-01&to=2026-02-28&before_from=2026-01-01&before_to=2026-01-31"), layer)
    rows = rows_of(change.table)
    assert (rows["Vest"], rows["Midt"], rows["Øst"]) == ([2, 2, 0, 0.0], [0, 1, 1, None], [0, 0, 0, None])
    assert rows["I alt"] == [2, 3, 1, 50.0]
    assert "ikke lige lange: 31 og 28 dage" in change.note
    before = Change(choose("from=2026-02-01&to=2026-02-28"), layer).before
    assert [f"{day}" for day in before] == ["2026-01-04", "2026-01-31"]


@pytest.mark.parametrize(
    ("question", "field"),
    [("from=2026-02-01&to=2026-01-01", "to"), ("before_from=2026-02-01&before_to=2026-01-01", "before_to")],
)
def test_reversed_periods_are_told_at_the_field(choose, question, field):
    choice = choose(question)
    errors = choice.filter.errors | choice.measures.errors
    assert errors == {field: ["Perioden slutter, før den begynder."]}
    first, last = choice.period
    before = choice.measures.before(first, last)
    assert first <= last and before[0] <= before[1] < first


def test_partners_gaps_and_events(choose, layer, make_partner, make_event, make_pin):
    make_partner(name="Overalt")
    make_partner(name="Vest", reach="areas", reach_codes=["01"])
    make_partner(name="Radius", reach="radius", reach_metres=500, point=spot(1000, 500))
    make_partner(name="Venter", reach="areas", reach_codes=["03"], state="asked")
    make_event()
    make_event(point=spot(1500), status="cancelled", status_reason="Regn")
    make_pin(point=spot(2500))
    today = timezone.localdate()
    coverage = Coverage(choose(f"from={today}&to={today + timedelta(days=30)}"), layer)
    rows = rows_of(coverage.table)
    assert rows["Vest"][:2] == [2, 100.0] and rows["Øst"] == [0, 0.0, 1, 0, 0]
    assert rows["Midt"][0] == 1 and 35 < rows["Midt"][1] < 40  # half a disc of 500 m: 39.3 % of a square kilometre
    assert (rows["Vest"][2:], rows["Midt"][2:]) == ([0, 1, 1], [0, 0, 0])
    assert [area.name for area in coverage.gaps] == ["Øst"]
    assert "derudover arbejder 1 i hele kommunen" in coverage.note


@pytest.mark.parametrize("made", [Change, Coverage, AreaFigures])
def test_questions_do_not_grow(django_assert_num_queries, choose, fjordby, layer, make_pin, made):
    def asked():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as queries:
            subject = made(choose(), layer)
            assert subject.table.rows and subject.drawing.shapes
        return len(queries)

    make_pin()
    one = asked()
    for column in range(5, 8):
        Area.objects.create(layer=layer, code=f"0{column}", name=f"Ny {column}", boundary=square(column))
        make_pin(point=spot(500 + 1000 * column))
    assert asked() == one
