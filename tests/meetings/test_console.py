"""Running a meeting: starting and ending it, what is shown, and who may."""

import pytest

from kortet.journal.models import Entry
from kortet.meetings.models import Note, Question
from tests.conftest import spot
from tests.meetings.conftest import address, questions_of


@pytest.fixture
def press(client, mads):
    """Presses a button of the console as the moderator."""
    client.force_login(mads)

    def send(meeting, do):
        answer = client.post(address(meeting, "styring/"), {"do": do})
        meeting.refresh_from_db()
        return answer

    return send


def test_a_meeting_begins_goes_on_and_ends_in_one_click(make_meeting, press, client):
    meeting = make_meeting(state="planned")
    assert press(meeting, "start").status_code == 302
    assert (meeting.state, meeting.item.title) == ("live", "Velkomst")
    press(meeting, f"item-{meeting.items.last().pk}")
    assert meeting.item.title == "Hvor skal stien gå?"
    poll = meeting.polls.create(question="Ja?", options=["Ja", "Nej"])
    press(meeting, f"open_poll-{poll.pk}")
    answer = press(meeting, "close")
    assert answer.url == address(meeting, "referat/") and client.get(answer.url).status_code == 200
    poll.refresh_from_db()
    assert (meeting.state, poll.state) == ("closed", "closed")
    press(meeting, "reopen")
    assert (meeting.state, meeting.ended) == ("live", None)
    assert list(Entry.objects.about(meeting).values_list("verb", flat=True)) == [
        "started",
        "on_screen",
        "closed",
        "reopened",
    ]


def test_a_meeting_that_is_called_off_does_not_begin(make_meeting, press):
    meeting = make_meeting(state="planned")
    meeting.event.cancel("Salen er lukket")
    answer = press(meeting, "start")
    assert answer.status_code == 422 and "aflyst" in answer.content.decode() and meeting.state == "planned"


def test_notes_are_shown_hidden_and_made_pins(make_meeting, press, neighbourhoods):
    meeting = make_meeting()
    facts = {"meeting": meeting, "person": "p", "place": spot(), "precision": "point"}
    first, second = (Note.objects.create(text=f"Note {n}", once=str(n), **facts) for n in range(2))
    press(meeting, f"show_note-{first.pk}")
    press(meeting, f"pin_note-{second.pk}")
    press(meeting, f"pin_note-{second.pk}")
    press(meeting, f"hide_note-{first.pk}")
    first.refresh_from_db(), second.refresh_from_db()
    assert (first.moderation, first.pin) == ("hidden", None)
    assert (second.moderation, second.pin.title, second.pin.is_public) == ("shown", "Note 1", True)


def test_a_note_without_a_place_is_no_pin(meeting, press):
    note = Note.objects.create(meeting=meeting, text="Ingen steder", person="p", once="1")
    assert press(meeting, f"pin_note-{note.pk}").status_code == 422


def test_a_note_of_a_table_that_is_about_an_area_may_be_a_pin_there(meeting, press, neighbourhoods):
    table = meeting.tables.first()
    table.area = neighbourhoods[2]
    table.save()
    note = Note.objects.create(meeting=meeting, table=table, text="Mere lys", person="p", once="1")
    press(meeting, f"pin_note-{note.pk}")
    note.refresh_from_db()
    assert (note.pin.neighbourhood, note.pin.precision) == (neighbourhoods[2], "area")


def test_questions_are_picked_asked_and_answered(make_meeting, press):
    meeting = make_meeting()
    question = Question.objects.create(meeting=meeting, text="Hvornår?", person="p", once="1")
    press(meeting, f"ask-{question.pk}")
    question.refresh_from_db()
    assert (meeting.question, question.picked, question.moderation) == (question, True, "shown")
    press(meeting, f"answered-{question.pk}")
    question.refresh_from_db()
    assert (meeting.question, question.answered) == (None, True)


@pytest.mark.parametrize("do", ["", "delete", "press", "show_note", "show_note-x", "ask-999999", "_turn-1", "do_start"])
def test_buttons_that_are_none_change_nothing(meeting, press, do):
    before = list(Note.objects.values()), meeting.state
    assert press(meeting, do).status_code in (302, 422)
    assert (list(Note.objects.values()), meeting.state) == before


def test_rows_of_another_meeting_are_not_touched(make_meeting, make_process, meeting, press):
    other = make_meeting(process=make_process("collect", slug="andet"))
    note = Note.objects.create(meeting=other, text="Andres", person="p", once="1")
    poll = other.polls.create(question="Ja?", options=["Ja", "Nej"])
    for do in (
        f"show_note-{note.pk}",
        f"open_poll-{poll.pk}",
        f"show_poll-{poll.pk}",
        f"item-{other.items.first().pk}",
    ):
        press(meeting, do)
    note.refresh_from_db(), poll.refresh_from_db()
    assert (note.moderation, poll.state, meeting.poll, meeting.item) == ("waiting", "ready", None, None)


def test_only_those_who_keep_order_run_it(meeting, client, ida, pia, otto):
    assert client.get(address(meeting, "styring/")).status_code == 302
    for user, status in ((ida, 404), (pia, 404), (otto, 200)):
        client.force_login(user)
        assert client.get(address(meeting, "styring/")).status_code == status
        assert client.get(address(meeting, "styring/nu.json")).status_code == status


def test_the_console_asks_as_often_of_three_rows_as_of_one(meeting, client, mads, make_poll):
    client.force_login(mads)

    def look():
        return questions_of(client, address(meeting, "styring/"))

    def add(n):
        Note.objects.create(meeting=meeting, text="x", person="p", once=f"{n}", table=meeting.tables.first())
        Note.objects.create(meeting=meeting, text="y", person="p", once=f"s{n}", moderation="shown")
        Question.objects.create(meeting=meeting, text="Hvad?", person="p", once=f"{n}")
        make_poll()

    add(1)
    one = look()
    add(2), add(3)
    assert look() == one


@pytest.mark.parametrize(
    ("do", "told"),
    [
        ("fly-1", "Knappen findes ikke mere"),
        ("open_poll-{poll}", "mens mødet er i gang"),
        ("pin_note-{note}", "“Lys” kan ikke blive til en nål"),
    ],
)
def test_what_cannot_be_done_is_told_in_words(make_meeting, press, do, told):
    meeting = make_meeting(state="planned")
    poll = meeting.polls.create(question="Ja?", options=["Ja", "Nej"])
    note = Note.objects.create(meeting=meeting, text="Lys", person="a" * 64, once="1")
    answer = press(meeting, do.format(poll=poll.pk, note=note.pk))
    assert answer.status_code == 422 and told in answer.content.decode()


def test_a_note_becomes_no_pin_once_the_process_is_closed(make_meeting, make_process, press):
    meeting = make_meeting(state="closed", process=make_process(state="closed"))
    note = Note.objects.create(meeting=meeting, text="Lys", person="a" * 64, once="1", place=spot(), wants_pin=True)
    assert press(meeting, f"pin_note-{note.pk}").status_code == 422
    assert press(meeting, f"show_note-{note.pk}").status_code == 302
    note.refresh_from_db()
    assert (note.moderation, note.pin) == ("shown", None)
