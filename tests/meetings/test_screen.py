"""The screen in the hall: what is on it, what is not, and that no news is a few bytes."""

import pytest
from django.test import Client

from kortet.meetings.models import Note, Question, Vote
from tests.meetings.conftest import address, questions_of


@pytest.fixture
def pieces(client):
    def look(meeting):
        return client.get(address(meeting, "skaerm/nu/")).content.decode()

    return look


def note(meeting, text="Læg stien langs åen", n=0, **given):
    facts = {"text": text, "person": "p", "once": f"{text}{n}", "moderation": "shown"}
    return Note.objects.create(meeting=meeting, **(facts | given))


def test_the_screen_shows_what_may_be_seen_and_nothing_else(pieces, meeting, mads):
    shown = note(meeting, table=meeting.tables.first())
    note(meeting, "Venter", moderation="waiting")
    page = pieces(meeting)
    assert "Læg stien langs åen" in page and "Bord 1" in page and "Venter" not in page and meeting.code in page
    shown.hide(mads)
    assert "Læg stien" not in pieces(meeting)


def test_a_script_in_a_note_is_words(pieces, meeting):
    note(meeting, "<script>alert(1)</script>")
    page = pieces(meeting)
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_words_are_counted_once_a_note_without_stop_words_under_their_commonest_form(pieces, meeting):
    for n, text in enumerate(("Cykelstien skal være bred, cykelstien", "En cykelsti til børn", "cykelstien og skolen")):
        note(meeting, text, n)
    note(meeting, "bussen bussen", moderation="hidden")
    found = dict(Note.objects.words_of(meeting))
    assert found.pop("cykelstien") == 3
    assert not {"skal", "til", "og", "være", "bussen"} & set(found)


def test_a_result_is_seen_only_when_it_is_put_on(pieces, meeting, make_poll, mads):
    poll = make_poll()
    for n, dots in enumerate(([1, 0, 0], [1, 0, 0], [0, 0, 1])):
        Vote.objects.create(poll=poll, person=str(n), dots=dots)
    page = pieces(meeting)
    assert "3 har stemt" in page and 'class="bars"' not in page
    meeting.put_on(mads, poll=poll)
    page = pieces(meeting)
    assert [page.count(f'<td class="n">{n}</td>') for n in (2, 0, 1)] == [1, 1, 1]


def test_a_hidden_question_leaves_the_screen(pieces, meeting, mads):
    question = Question.objects.create(
        meeting=meeting, text="Hvad med bussen?", person="p", once="q", moderation="shown"
    )
    meeting.put_on(mads, question=question)
    assert "Hvad med bussen?" in pieces(meeting)
    Question.objects.update(moderation="hidden")
    assert "Hvad med bussen?" not in pieces(meeting)


def test_pins_of_the_process_are_on_it(pieces, meeting, make_pin):
    (
        make_pin(title="Bænk", process=meeting.process),
        make_pin(title="Et andet sted"),
        make_pin(title="Skjult", process=meeting.process, moderation="waiting"),
    )
    page = pieces(meeting)
    assert "Bænk" in page and "Et andet sted" not in page and "Skjult" not in page


def test_no_news_is_304(client, meeting):
    first = client.get(address(meeting, "skaerm/nu/"))
    again = client.get(address(meeting, "skaerm/nu/"), headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    note(meeting)
    assert (
        client.get(address(meeting, "skaerm/nu/"), headers={"if-none-match": first.headers["ETag"]}).status_code == 200
    )


def test_the_number_of_questions_to_the_database_stays(client, meeting, make_poll, make_pin):
    def look():
        return questions_of(client, address(meeting, "skaerm/nu/"))

    def add(n):
        note(meeting, n=n, table=meeting.tables.first())
        Question.objects.create(meeting=meeting, text="Hvad?", person="p", once=f"{n}", moderation="shown", picked=True)
        make_pin(process=meeting.process)
        make_poll()

    add(1)
    one = look()
    add(2), add(3)
    assert look() == one


def test_what_a_draft_plans_is_not_seen(client, make_meeting, make_process, otto):
    meeting = make_meeting(state="planned", process=make_process(state="draft", published=None))
    for page in ("", "skaerm/", "skaerm/nu/", "nu.json"):
        assert client.get(address(meeting, page)).status_code == 404
    assert client.get(f"/m/{meeting.code}/").status_code == 404
    client.force_login(otto)
    assert client.get(address(meeting)).status_code == 200


def test_phones_learn_that_something_was_done(client, meeting, mads):
    before = client.get(address(meeting, "nu.json")).json()["version"]
    meeting.put_on(mads, item=meeting.items.last())
    assert Client().get(address(meeting, "nu.json")).json()["version"] == before + 1
