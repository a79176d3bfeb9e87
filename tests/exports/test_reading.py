"""The two ways by which rows come: over a second connection, and over the first one while it has written something."""

import threading
import time

import pyarrow as pa
import pytest
from django.db import connection, transaction

from kortet.exports import reading
from kortet.exports.asked import Asked
from kortet.exports.queries import FORMS, one_snapshot
from kortet.exports.queries_second import canceller, is_apart
from kortet.exports.subjects import SUBJECTS
from kortet.pins.models import Pin
from kortet.places.queries import METRES
from kortet.selections.wanted import Wanted

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = {"points": "point", "lines": "shape", "areas": "shape", "shapes": "shape"}
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE application_name LIKE 'kortet, rows for %' AND datname = current_database()  -- and not the other worker's
"""


def rows_of(town, subject="pins"):
    return SUBJECTS[subject].rows(Asked(Wanted(town), METRES, None))


def table(rows, geometry, part="points"):
    with reading.read(rows, geometry, part) as batches:
        found = [batch for batch, _x, _y in batches]
    return pa.Table.from_batches(found).to_pylist() if found else []


def others():
    """Second connections that are still there."""
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return cursor.fetchone()[0]


def gone():
    until = time.monotonic() + 10
    while others() and time.monotonic() < until:
        time.sleep(0.05)
    return others() == 0


@pytest.mark.parametrize("subject", SUBJECTS)
def test_both_ways_give_the_same(town, fjordby, subject):
    rows = rows_of(fjordby, subject)
    asked = [(PARTS[part], part) for part in rows.parts] + [(geometry, "points") for geometry in FORMS]
    with one_snapshot():
        assert not is_apart()
        beside = [table(rows, *one) for one in asked]
    with one_snapshot():
        Pin.objects.filter(pk=town["hidden"].pk).update(title="Hemmelig nål")
        assert is_apart()
        assert [table(rows, *one) for one in asked] == beside
    assert any(beside) and gone()


def test_a_thread_reads_ahead_but_not_far():
    made = []

    def numbered():
        for n in range(1000):
            made.append(n)
            yield n

    batches = reading.ahead(numbered())
    assert [next(batches) for _turn in range(5)] == list(range(5))
    until = time.monotonic() + 10
    while len(made) < 5 + reading.AHEAD and time.monotonic() < until:
        time.sleep(0.01)
    assert 5 + reading.AHEAD <= len(made) <= 5 + reading.AHEAD + 1
    batches.close()
    assert len(made) <= 5 + 2 * reading.AHEAD + 2
    assert list(reading.ahead(iter(range(50)))) == list(range(50))


def test_what_goes_wrong_ahead_is_raised_where_it_is_wanted():
    def broken():
        yield 1
        raise OSError("gone")

    batches = reading.ahead(broken())
    assert next(batches) == 1
    with pytest.raises(OSError, match="gone"):
        next(batches)


def test_boxes_need_the_coordinates_of_each_place(town, fjordby):
    with one_snapshot(), reading.read(rows_of(fjordby), "either") as batches:
        [(batch, x, y)] = batches
    assert len(batch) == len(x) == len(y) == 2 and x.min() > 500_000 and y.min() > 6_000_000


def test_what_is_not_committed_is_in_the_file(town, fjordby):
    with transaction.atomic():
        Pin.objects.filter(pk=town["shown"].pk).update(title="Ny bænk")
        assert "Ny bænk" in [row["overskrift"] for row in table(rows_of(fjordby), "point")]


def test_who_stops_half_way_leaves_nothing_open(town, fjordby, monkeypatch):
    monkeypatch.setattr(reading, "BLOCK", 1)
    with pytest.raises(OSError, match="full"), one_snapshot(), reading.read(rows_of(fjordby), "point") as batches:
        next(batches)
        raise OSError("full")
    assert gone() and not [one for one in threading.enumerate() if one.name.startswith("ThreadPool")]


def test_who_asks_for_no_row_leaves_nothing_open(town, fjordby):
    with one_snapshot(), reading.read(rows_of(fjordby), "point"):
        assert others() == 1
    assert gone()


def test_within_a_savepoint_there_is_no_second_connection(town, fjordby):
    with one_snapshot(), transaction.atomic():
        assert is_apart() and table(rows_of(fjordby), "point")


def test_what_the_database_says_is_raised(town, fjordby):
    rows = rows_of(fjordby)
    with pytest.raises(Exception, match="no_such_table"), one_snapshot(), reading.second_connection() as second:
        reading.run(second, "SELECT * FROM no_such_table")
    with one_snapshot():
        assert table(rows, "point")
    assert gone()


def test_a_question_that_takes_long_is_called_off_by_another_thread(town, fjordby):
    cancel = canceller()

    def soon():
        while not others():
            time.sleep(0.05)
        time.sleep(0.3)
        cancel()
        connection.close()

    thread = threading.Thread(target=soon)
    began = time.monotonic()
    with pytest.raises(Exception, match="cancel"), one_snapshot(), reading.second_connection() as second:
        thread.start()
        reading.run(second, "SELECT pg_sleep(60)")
    thread.join()
    assert time.monotonic() - began < 30 and gone()


def test_the_second_connection_changes_nothing(town):
    with pytest.raises(Exception, match="read-only"), one_snapshot(), reading.second_connection() as second:
        reading.run(second, "UPDATE pins_pin SET title = 'x'")
