"""Phones in the hall: the code, notes, questions, votes; and who may when."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kortet.meetings import budgets
from kortet.meetings.models import Attendance, Guest, Note, Question, Table, Vote
from kortet.processes.models import InvitedPartner
from kortet.processes.rights import IN_PHASE, Doing, Part, PhaseKind

HERE = {"lng": "10.134063", "lat": "56.124360"}  # in Midt


def said(phone, meeting, text="Læg stien langs åen", key="k" * 20, **more):
    return phone.post(f"/m/{meeting.code}/note/", {"text": text, "key": key, **more})


def test_a_phone_joins_by_the_code_and_writes_at_its_table(client, meeting):
    typed = client.post("/m/", {"code": f" {meeting.code[:3].upper()} {meeting.code[3:]}"})
    assert (typed.status_code, typed.url) == (302, f"/m/{meeting.code}/?bord=")
    table = Table.objects.get(meeting=meeting, number=2)
    client.post(f"/m/{meeting.code}/", {"table": table.pk, "area": "02"})
    page = client.get(f"/m/{meeting.code}/").content.decode()
    assert "Bord 2" in page and "Skriv en note" in page
    answer = said(client, meeting, table=table.pk, item=meeting.items.first().pk)
    assert (answer.status_code, answer.url) == (302, f"/m/{meeting.code}/?tak=note#tak")
    note = Note.objects.get()
    assert (note.text, note.table, note.item.title, note.moderation) == (
        "Læg stien langs åen",
        table,
        "Velkomst",
        "shown",
    )
    assert Guest.objects.count() == 1 and Attendance.objects.get().area.name == "Midt"


def test_what_a_phone_says_and_where_its_owner_lives_lie_apart(meeting, join):
    phone = join(meeting, area="01")
    said(phone, meeting)
    assert Note.objects.get().person == Guest.objects.get().person != Attendance.objects.get().mark


def test_english_has_the_same_pages(meeting):
    assert "Which neighbourhood do you come from?" in Client().get(f"/en/m/{meeting.code}/").content.decode()


@pytest.mark.parametrize("code", ["", "abc", "aaaaaa", "å23456", "<b>456"])
def test_a_wrong_code_is_told_at_the_field(client, meeting, code):
    answer = client.post("/m/", {"code": code})
    assert answer.status_code == 422 and b"error" in answer.content
    assert client.get("/m/aaaaaa/").status_code == 404


def test_who_guesses_codes_works_for_each_and_who_is_in_goes_on(monkeypatch, meeting, join):
    phone, guesser = join(meeting), Client()
    monkeypatch.setattr("kortet.meetings.views_hall.WRONG_CODES", budgets.Budget("t.wrong", most=5, seconds=600))
    for n in range(5):
        assert guesser.get(f"/m/aaaaa{n + 2}/").status_code == 404
    for code in ("aaaaaa", meeting.code):  # it cannot be told from the answer which of them is right
        assert guesser.get(f"/m/{code}/").url == f"/m/?kode={code}"
        answer = guesser.post("/m/", {"code": code})
        assert answer.status_code == 422 and b"proof-of-work" in answer.content
    assert phone.get(f"/m/{meeting.code}/").status_code == 200 and said(phone, meeting).status_code == 302


def test_three_hundred_phones_join_in_a_minute_from_one_network(meeting, join):
    for _n in range(300):
        join(meeting)
    assert Guest.objects.filter(meeting=meeting).count() == 300


def test_joining_has_an_end_that_no_hall_reaches(monkeypatch, meeting, join):
    monkeypatch.setattr("kortet.meetings.views_hall.JOINS", budgets.Budget("t.joins", most=2, seconds=600))
    join(meeting), join(meeting)
    assert Client().post(f"/m/{meeting.code}/").status_code == 429
    assert Client().post("/m/", {"code": meeting.code}).status_code == 422
    assert Guest.objects.count() == 2


def test_who_comes_with_a_code_that_is_none_now_can_type_another(client, meeting):
    """A picture that was scanned a day too early led to a page that spoke of pins."""
    answer = client.get("/m/aaaaaa/")
    page = answer.content.decode()
    assert answer.status_code == 404 and "passer ikke til et møde" in page and 'action="/m/"' in page


def test_the_code_is_good_from_two_hours_before_until_two_hours_after(make_meeting, client):
    meeting = make_meeting(state="planned", begins=1)
    assert client.get(f"/m/{meeting.code}/").status_code == 200
    later = timezone.now() + timedelta(hours=3)
    meeting.event.occurrences.update(starts=later, ends=later + timedelta(hours=2))
    assert client.get(f"/m/{meeting.code}/").status_code == 404
    past = {"starts": timezone.now() - timedelta(hours=6), "ends": timezone.now() - timedelta(hours=4)}
    meeting.event.occurrences.update(**past)
    assert client.get(f"/m/{meeting.code}/").status_code == 404


def test_the_same_note_sent_twice_is_one(meeting, join):
    phone = join(meeting)
    assert said(phone, meeting).status_code == said(phone, meeting).status_code == 302
    assert Note.objects.count() == 1
    said(phone, meeting, text="Noget andet under samme nøgle")
    assert Note.objects.count() == 2


def test_a_note_with_a_place_waits_and_is_no_pin_yet(make_meeting, join, neighbourhoods):
    meeting = make_meeting()
    said(join(meeting), meeting, **HERE)
    note = Note.objects.get()
    assert (note.moderation, note.pin, note.place.srid, note.precision) == ("waiting", None, 25832, "point")


def test_a_note_becomes_a_pin_at_once_where_that_is_set(make_meeting, join, neighbourhoods):
    meeting = make_meeting(notes_at_once=True, pins_at_once=True)
    phone = join(meeting)
    said(phone, meeting, **HERE), said(phone, meeting, **HERE)
    pin = Note.objects.get().pin
    assert (pin.process, pin.title, pin.source, pin.is_public) == (
        meeting.process,
        "Læg stien langs åen",
        "meeting",
        True,
    )
    page = Client().get(pin.get_absolute_url()).content.decode()
    assert "Borgermøde" in page and meeting.get_absolute_url() in page


def test_only_inside_the_area_of_a_process_that_is_limited_by_it(meeting, join, neighbourhoods):
    meeting.process.area, meeting.process.limits = neighbourhoods[2].boundary, True
    meeting.process.save()
    answer = said(join(meeting), meeting, area="01")
    assert answer.status_code == 422 and "uden for det område" in answer.content.decode()
    assert Note.objects.count() == 0


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "skal udfyldes"),
        ("x" * 100_000, "500"),
        ("Ring til 010190-1234", "CPR"),
        ("\u202eomvendt\x07", "tegn"),
    ],
)
def test_a_note_that_cannot_be_taken_says_why_and_stays(meeting, join, text, why):
    answer = said(join(meeting), meeting, text=text)
    page = answer.content.decode()
    assert answer.status_code == 422 and why in page and Note.objects.count() == 0
    assert text[:40].strip("\x07") in page


@pytest.mark.parametrize("field", ["item", "table"])
def test_points_and_tables_of_another_meeting_are_refused(make_meeting, make_process, meeting, join, field):
    other = make_meeting(process=make_process("collect", slug="andet"))
    row = (other.items if field == "item" else other.tables).first()
    assert said(join(meeting), meeting, **{field: row.pk}).status_code == 422
    assert Note.objects.count() == 0


def test_a_question_is_wanted_once_by_each(meeting, join):
    asker, other = join(meeting), join(meeting)
    asker.post(f"/m/{meeting.code}/spoergsmaal/", {"text": "Hvornår bygger I den?", "key": "q" * 20})
    question = Question.objects.get()
    for phone in (other, other, asker):
        assert phone.post(f"/m/{meeting.code}/spoergsmaal/", {"upvote": question.pk}).status_code == 302
    question.refresh_from_db()
    assert question.upvotes == 2
    assert "Det vil du også vide" in other.get(f"/m/{meeting.code}/").content.decode()
    assert other.post(f"/m/{meeting.code}/spoergsmaal/", {"upvote": "0"}).status_code == 404


VOTES = {
    "single": [({"option": "1"}, [0, 1, 0]), ({"option": "3"}, None), ({}, None), ({"option": ["0", "1"]}, [0, 1, 0])],
    "multiple": [({"option": ["0", "2"]}, [1, 0, 1]), ({"option": ["0", "0"]}, [1, 0, 0]), ({"option": ["9"]}, None)],
    "dots": [
        ({"option-0": "2", "option-2": "1"}, [2, 0, 1]),
        ({"option-0": "3", "option-1": "1"}, None),
        ({"option-0": "-1", "option-1": "3"}, None),
        ({}, None),
        ({"option-0": "99999999999999999999"}, None),
    ],
}


@pytest.mark.parametrize(("kind", "sent", "dots"), [(kind, *case) for kind, cases in VOTES.items() for case in cases])
def test_votes_and_those_above_the_limit(meeting, join, make_poll, kind, sent, dots):
    poll = make_poll(kind=kind, dots=3 if kind == "dots" else 1)
    answer = join(meeting).post(f"/m/{meeting.code}/stem/{poll.pk}/", sent)
    assert answer.status_code == (422 if dots is None else 302)
    assert list(Vote.objects.values_list("dots", flat=True)) == ([] if dots is None else [dots])


def test_a_later_vote_takes_the_first_ones_place_and_none_comes_after_the_end(meeting, join, make_poll):
    phone, poll = join(meeting), make_poll()
    for option in (0, 2):
        phone.post(f"/m/{meeting.code}/stem/{poll.pk}/", {"option": option})
    poll.state = "closed"
    poll.save()
    assert phone.post(f"/m/{meeting.code}/stem/{poll.pk}/", {"option": 1}).status_code == 409
    assert Vote.objects.get().dots == [0, 0, 1]


def test_a_poll_of_another_meeting_is_not_there(make_meeting, make_process, meeting, join, make_poll):
    other = make_poll(meeting=make_meeting(process=make_process("collect", slug="andet")))
    assert join(meeting).post(f"/m/{meeting.code}/stem/{other.pk}/", {"option": 0}).status_code == 404


@pytest.mark.parametrize("page", ["note/", "spoergsmaal/"])
def test_nothing_is_taken_before_it_begins_or_after_it_ended(make_meeting, join, page):
    for state in ("planned", "closed"):
        meeting = make_meeting(state=state)
        phone = join(meeting)
        answer = phone.post(f"/m/{meeting.code}/{page}", {"text": "Har I tænkt på bussen?"})
        assert answer.status_code == 409 and "Har I tænkt på bussen?" in answer.content.decode()
        assert Note.objects.count() + Question.objects.count() == 0
        meeting.delete()
        meeting.process.delete()


def test_who_did_not_join_is_asked_to(client, meeting):
    assert said(client, meeting).url == f"/m/{meeting.code}/" and Note.objects.count() == 0


def test_a_person_who_sends_very_much_is_told_to_wait(monkeypatch, meeting, join):
    monkeypatch.setattr("kortet.meetings.views_hall.SAID_BY_PERSON", budgets.Budget("t.said", most=1, seconds=600))
    phone = join(meeting)
    said(phone, meeting)
    answer = said(phone, meeting, text="Og en til herfra", key="z" * 20)
    assert answer.status_code == 422 and "Og en til herfra" in answer.content.decode() and Note.objects.count() == 1


@pytest.fixture
def parts(fjordby, otto, mads, rowing_club, rikke, ida):
    """Who is asked for each part; the author is told apart nowhere in a meeting."""
    return {Part.CITIZEN: None, Part.AUTHOR: ida, Part.PARTNER: rikke, Part.MODERATOR: mads, Part.OWNER: otto}


@pytest.mark.parametrize("kind", PhaseKind.values)
def test_phases_and_parts(make_meeting, make_process, parts, rowing_club, kind):
    """The whole table over HTTP: a note, a question and a vote, in each kind of phase, by each part."""
    process = make_process(kind)
    InvitedPartner.objects.create(process=process, partner=rowing_club)
    meeting = make_meeting(process=process, notes_at_once=True)
    allowed = frozenset(Part) if kind in ("collect", "discuss") else frozenset()
    assert IN_PHASE[PhaseKind(kind)].get(Doing.MEET, frozenset()) == allowed
    taken = {part: sends(meeting, user) for part, user in parts.items()}
    assert taken == {part: (302 if part in allowed else 409,) * 2 for part in parts}


def sends(meeting, user):
    phone = Client()
    if user:
        phone.force_login(user)
    phone.post(f"/m/{meeting.code}/")
    question = phone.post(f"/m/{meeting.code}/spoergsmaal/", {"text": "Hvornår bygger I den?"})
    return said(phone, meeting).status_code, question.status_code


STATES = {"planned": (409, 422), "live": (302, 201), "closed": (409, 201)}


@pytest.mark.parametrize(("state", "wanted"), STATES.items())
def test_states_of_a_meeting(make_meeting, mads, join, state, wanted):
    """A phone and a table's helper: the helper's notes that waited for a network are taken after the end, too."""
    meeting = make_meeting(state=state)
    table = meeting.tables.first()
    helped = Client().post(
        table.helpers_address, {"text": "Seddel", "table": table.pk}, headers={"accept": "application/json"}
    )
    assert (said(join(meeting), meeting).status_code, helped.status_code) == wanted
