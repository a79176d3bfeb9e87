"""What came of a meeting, and to whom it is sent."""

import pytest
from django.test import Client

from kortet.events.models import SignUp
from kortet.letters.models import Letter
from kortet.meetings.models import Attendance, Guest, Note, Question, Vote
from kortet.meetings.report import From, Report, merged
from tests.conftest import spot
from tests.meetings.conftest import questions_of
from tests.worker import listen


@pytest.fixture
def over(make_meeting, neighbourhoods, mads):
    """A meeting at which all kinds of things were said."""
    meeting = make_meeting(state="closed")
    first, second = meeting.items.all()
    one, two = meeting.tables.all()
    for n, (item, table) in enumerate(((second, two), (second, one), (None, None), (first, one))):
        Note.objects.create(
            meeting=meeting, item=item, table=table, text=f"Note {n}", person="p", once=str(n), moderation="shown"
        )
    placed = Note.objects.create(
        meeting=meeting, item=second, table=one, text="Bænk", person="p", once="5", place=spot(), precision="point"
    )
    placed.become_pin(mads)
    Note.objects.create(meeting=meeting, text="Skjult ord", person="p", once="6", moderation="hidden")
    Note.objects.create(meeting=meeting, text="Ventende ord", person="p", once="7")
    Question.objects.create(meeting=meeting, text="Hvornår?", person="p", once="1", moderation="shown", upvotes=7)
    poll = meeting.polls.create(question="Nord?", options=["Ja", "Nej"], state="closed")
    Vote.objects.create(poll=poll, person="p", dots=[1, 0])
    meeting.polls.create(question="Aldrig åbnet?", options=["Ja", "Nej"])
    return meeting


def test_everybody_reads_it_when_the_meeting_is_over(client, over):
    page = client.get(over.report_address).content.decode()
    told = ["1. Velkomst", "Bord 1", "Note 3", "2. Hvor skal stien gå?", "Note 1", "Bænk", "Bord 2", "Note 0"]
    told += ["Uden for dagsordenen", "Note 2", "Hvornår?", "7 ville vide det", "Nord?", "Nåle, der kom af mødet"]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert over.notes.get(text="Bænk").pin.get_absolute_url() in page
    for words in ("Skjult ord", "Ventende ord", "Aldrig åbnet?"):
        assert words not in page


def test_before_that_only_who_runs_it(client, meeting, ida, mads):
    assert client.get(meeting.report_address).status_code == 404
    client.force_login(ida)
    assert client.get(meeting.report_address).status_code == 404
    client.force_login(mads)
    page = client.get(meeting.report_address).content.decode()
    assert "Kun I, der styrer mødet" in page


@pytest.mark.parametrize(
    ("counted", "told"),
    [
        ([], []),
        ([7, 5], [7, 5]),
        ([7, 4, 3], [7, 7]),
        ([9, 6, 2], [9, 8]),
        ([6, 1], [7]),
        ([2, 1], [3]),
        ([8, 5, 1, 1], [8, 7]),
    ],
)
def test_small_numbers_are_merged_and_never_one_alone(counted, told):
    rows = merged([From(f"Bydel {n}", people) for n, people in enumerate(counted)])
    assert [row.people for row in rows] == told
    assert all(row.people >= 5 or len(rows) == 1 for row in rows)


def test_attendance_is_told_by_neighbourhood(over, neighbourhoods):
    for n, area in enumerate([neighbourhoods[0]] * 6 + [neighbourhoods[1]] * 2 + [neighbourhoods[2]] * 4):
        Attendance.objects.create(meeting=over, mark=str(n), area=area)
        Guest.objects.create(meeting=over, person=str(n))
    page = Client().get(over.report_address).content.decode()
    assert Report(over).came_from == [From("Vest", 6), From("", 6)]
    assert "Andre steder" in page and "Midt" not in page and "12 var med på en telefon" in page


def test_it_is_sent_once_to_each_who_had_a_seat(client, over, mads, site):
    date = over.event.occurrences.get()
    for name, state in (("Ida", "coming"), ("Bo", "coming"), ("Venter", "waiting")):
        SignUp.objects.create(occurrence=date, name=name, email=f"{name}@x.example", state=state)
    client.force_login(mads)
    for _twice in range(2):
        answer = client.post(over.report_address, {"minutes": "Vi aftalte at mødes igen.", "send": "1"})
        assert answer.status_code == 302
        listen()
    letters = Letter.objects.filter(key__startswith="report-").order_by("to")
    assert [letter.to for letter in letters] == ["Bo@x.example", "Ida@x.example"]
    assert over.report_address in letters[0].text
    assert "Vi aftalte at mødes igen." in Client().get(over.report_address).content.decode()


def test_minutes_with_a_cpr_number_are_refused_and_stay(client, over, mads):
    client.force_login(mads)
    answer = client.post(over.report_address, {"minutes": "Ring til 010190-1234"})
    assert answer.status_code == 422 and "010190-1234" in answer.content.decode()
    over.refresh_from_db()
    assert over.minutes == ""


def test_only_who_runs_it_writes(over, ida):
    client = Client()
    for user in (None, ida):
        if user:
            client.force_login(user)
        client.post(over.report_address, {"minutes": "Noget andet"})
    over.refresh_from_db()
    assert over.minutes == ""


def test_it_asks_as_often_of_three_notes_as_of_one(client, over):
    def look():
        return questions_of(client, over.report_address)

    before = look()
    for n in range(3):
        poll = over.polls.create(question=f"Til {n}?", options=["Ja", "Nej"], state="closed")
        Vote.objects.create(poll=poll, person="p", dots=[0, 1])
        Note.objects.create(meeting=over, text="Mere", person="p", once=f"m{n}", moderation="shown")
    assert look() == before
