"""Working days, deadlines by theme, and how well they are kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone as django_timezone

from kortet.desk.deadlines import ANSWER, CLOSING, Deadlines
from kortet.desk.figures import Figures
from kortet.desk.models import ClosedDay, Deadline, Reason
from kortet.desk.working_days import Calendar
from kortet.people.models import Role
from tests.conftest import staff


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 26), 0, date(2026, 11, 26)),
        (date(2026, 11, 26), 1, date(2026, 11, 27)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),  # over a weekend
        (date(2026, 4, 1), 1, date(2026, 4, 7)),  # over Easter: Maundy Thursday to Easter Monday
        (date(2026, 5, 13), 1, date(2026, 5, 15)),  # Ascension Day
        (date(2024, 4, 25), 1, date(2024, 4, 26)),  # Great Prayer Day is a working day from 2024 on
        (date(2023, 5, 4), 1, date(2023, 5, 8)),  # and was none in 2023
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # Christmas Eve is for the municipality to close
    ],
)
def test_the_next_working_days(day, days, expected):
    assert Calendar().after(day, days) == expected


def test_the_municipalitys_own_closed_days():
    assert Calendar([date(2026, 12, 24)]).after(date(2026, 12, 23), 1) == date(2026, 12, 28)


def test_overdue_is_the_day_after_the_last_day():
    """The cut that the database is asked with says the same as counting forward, for every day of two years."""
    calendar = Calendar([date(2026, 6, 5)])
    for n in range(0, 730, 5):
        today = date(2026, 1, 1) + timedelta(days=n)
        for days in (0, 1, 3, 10):
            cut = django_timezone.localdate(calendar.overdue_before(today, days))
            assert calendar.after(cut, days) >= today
            assert calendar.after(cut - timedelta(days=1), days) < today


def test_a_theme_has_its_own_days(fjordby, green):
    Deadline.objects.create(municipality=fjordby, theme=green, answer_days=1, closing_days=2)
    Deadline.objects.create(municipality=fjordby, theme=None, answer_days=3, closing_days=4)
    came = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # in Denmark it is Tuesday
    found = {
        theme: [Deadlines(fjordby).due(theme, step, came) for step in (ANSWER, CLOSING)] for theme in (green.pk, None)
    }
    assert found == {
        green.pk: [date(2026, 11, 25), date(2026, 11, 26)],
        None: [date(2026, 11, 27), date(2026, 11, 30)],
    }


def test_overdue_by_theme_in_the_queue(desk, fjordby, green, make_pin):
    Deadline.objects.create(municipality=fjordby, theme=green, answer_days=250, closing_days=250)
    old = django_timezone.now() - timedelta(days=60)
    make_pin(title="Grøn", theme=green, moderation="waiting", created=old)
    make_pin(title="Andet", moderation="waiting", created=old)
    lines = desk.get("/bord/?forfalden=1").context["listing"].lines
    assert [(line.title, line.is_late) for line in lines] == [("Andet", True)]


def test_figures(fjordby, mads, neighbourhoods, green, make_pin):
    Deadline.objects.create(municipality=fjordby, theme=None, answer_days=5, closing_days=20)
    now = django_timezone.now()
    come = now - timedelta(days=60)
    for days in (2, 4, 30):
        make_pin(created=come, answered=come + timedelta(days=days), theme=green)
    make_pin(created=come)  # not answered, and too late
    make_pin(created=now)  # not answered, and in time yet: says nothing
    make_pin(created=come, answered=come, status="done", status_since=come + timedelta(days=10))
    make_pin(created=come, moderation="waiting")
    (_t, [every]), (_b, themes), (_a, areas) = Figures(mads, fjordby, 90).tables()
    assert (every.pins, every.answers.median_days, every.answers.per_cent) == (6, 3.0, 60)
    assert (every.ends.median_days, every.ends.per_cent) == (10.0, 20)
    assert [(row.name, row.pins, row.answers.median_days) for row in themes] == [
        ("Grønne områder", 3, 4.0),
        ("–", 3, 0.0),
    ]
    assert [row.name for row in areas] == ["Vest"]


@pytest.mark.parametrize("pins", [1, 3])
def test_the_page_of_figures_asks_the_same_for_all(desk, make_pin, pins, django_assert_num_queries):
    for _n in range(pins):
        make_pin(answered=django_timezone.now())
    with django_assert_num_queries(10):
        assert desk.get("/bord/tal/?dage=30").status_code == 200
    assert desk.get("/bord/tal/?dage=-3").context["days"] == 90


@pytest.fixture
def owner(client, fjordby, neighbourhoods):
    client.force_login(staff("otto", fjordby, Role.Kind.PROCESS_OWNER))
    return client


def test_a_process_owner_sets_up_what_is_expected(owner, fjordby, green):
    said = {"what": "deadline", "theme": green.pk, "answer_days": 3, "closing_days": 30}
    owner.post("/bord/frister/", said)
    owner.post("/bord/frister/", said | {"answer_days": 4})
    owner.post("/bord/frister/", said | {"theme": ""})
    owner.post("/bord/frister/", {"what": "closed_day", "day": "2026-12-24", "name": "Juleaften"})
    owner.post("/bord/frister/", {"what": "reason", "text": "Reklame"})
    found = set(Deadline.objects.values_list("theme", "answer_days", "closing_days"))
    assert found == {(green.pk, 4, 30), (None, 3, 30)}
    page = owner.get("/bord/frister/").content.decode()
    assert "24. december 2026: Juleaften" in page and "Alle andre emner" in page
    owner.post("/bord/frister/", {"what": "closed_day", "forget": ClosedDay.objects.get().pk})
    assert not ClosedDay.objects.exists() and Reason.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"what": "deadline", "answer_days": -1, "closing_days": 3},
        {"what": "deadline", "answer_days": 3, "closing_days": 99999},
        {"what": "deadline", "answer_days": "x", "closing_days": 3},
        {"what": "deadline", "answer_days": 3, "closing_days": 3, "theme": 0},
        {"what": "closed_day", "day": "2026-02-30", "name": "x"},
        {"what": "closed_day", "day": "2026-12-24", "name": ""},
        {"what": "closed_day", "day": "2026-12-31", "name": "Igen"},
        {"what": "reason", "text": "Spam"},
        {"what": "reason", "text": "x" * 301},
    ],
)
def test_what_cannot_be_is_said_at_the_field(owner, fjordby, said):
    ClosedDay.objects.create(municipality=fjordby, day=date(2026, 12, 31), name="Nytårsaften")
    Reason.objects.create(municipality=fjordby, text="Spam")
    page = owner.post("/bord/frister/", said)
    assert page.status_code == 422 and 'class="error"' in page.content.decode()
    assert (Deadline.objects.count(), ClosedDay.objects.count(), Reason.objects.count()) == (0, 1, 1)


def test_another_towns_rows_are_not_forgotten(owner):
    from kortet.municipalities.models import Municipality

    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    theirs = Reason.objects.create(municipality=other, text="Spam")
    owner.post("/bord/frister/", {"what": "reason", "forget": theirs.pk}, headers={"host": "testserver"})
    assert Reason.objects.filter(pk=theirs.pk).exists()
