"""Planning a meeting: event, agenda, tables and polls on one page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.meetings.models import Meeting, Note
from kortet.meetings.tasks import put_in_the_calendar
from tests.meetings.conftest import address, questions_of

NEW = "/forloeb/cykelsti/moeder/nyt/"
ROWS = {"items": ("Velkomst", "Debat"), "polls": ("Nord eller syd?",)}


def planned(**said):
    facts = {"title": "Borgermøde om cykelstien", "day": timezone.localdate() + timedelta(days=9), "area": "02"}
    facts |= {"begins": "19:00", "ends": "21:00", "tables": "Midt\n2\nSkolen", "capacity": "80"}
    facts |= {"items-TOTAL_FORMS": 2, "items-INITIAL_FORMS": 0, "polls-TOTAL_FORMS": 1, "polls-INITIAL_FORMS": 0}
    facts |= {f"items-{n}-title": title for n, title in enumerate(ROWS["items"])}
    facts |= {"items-1-minutes": "40", "items-1-speakers": "Borgmesteren"}
    facts |= {"polls-0-question": "Nord eller syd?", "polls-0-kind": "dots", "polls-0-options": "Nord\nSyd"}
    return facts | said


@pytest.fixture
def process(make_process, neighbourhoods):
    return make_process("collect")


def test_a_meeting_is_planned_with_all_of_it(owner, process):
    assert owner.get(NEW).status_code == 200
    answer = owner.post(NEW, planned())
    meeting = Meeting.objects.get()
    assert answer.url == meeting.get_absolute_url()
    event = meeting.event
    assert (event.kind, event.capacity, event.needs_sign_up, event.is_public) == ("meeting", 80, True, True)
    assert [(item.title, item.minutes, item.speakers) for item in meeting.items.all()] == [
        ("Velkomst", None, ""),
        ("Debat", 40, "Borgmesteren"),
    ]
    assert [(table.name, table.area and table.area.name) for table in meeting.tables.all()] == [
        ("Midt", "Midt"),
        ("", None),
        ("Skolen", None),
    ]
    poll = meeting.polls.get()
    assert (poll.kind, poll.dots, poll.options, poll.state) == ("dots", 3, ["Nord", "Syd"], "ready")
    page = owner.get(meeting.get_absolute_url()).content.decode()
    assert "Borgmesteren" in page and "Tilmeld" in page and meeting.tables.first().secret in page
    assert "Borgermøde om cykelstien" in owner.get("/forloeb/cykelsti/moeder/").content.decode()


def test_what_is_public_gives_no_secrets_away(client, process, make_meeting):
    meeting = make_meeting(process=process)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "Velkomst" in page and meeting.tables.first().secret not in page


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"title": ""}, "skal udfyldes"),
        ({"begins": ""}, "skal udfyldes"),
        ({"area": ""}, "Vælg et sted"),
        ({"day": "2020-01-01"}, "Dagen er gået"),
        ({"polls-0-options": "Kun ét"}, "mellem 2 og 12"),
        ({"polls-0-options": "Nord\nnord"}, "ens"),
        ({"polls-0-dots": "99"}, "20"),
        ({"polls-0-kind": "lottery"}, "lottery"),
        ({"tables": "x\n" * 61}, "60"),
        ({"items-0-minutes": "9999"}, "600"),
        ({"items-0-title": "x" * 200}, "120"),
        ({"items-TOTAL_FORMS": "x"}, ""),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_stored(owner, process, said, why):
    answer = owner.post(NEW, planned(**said))
    assert answer.status_code == 422 and why in answer.content.decode()
    assert not Meeting.objects.exists() and not Event.objects.exists()


def test_it_is_changed_and_what_was_said_at_stays(owner, process):
    owner.post(NEW, planned())
    meeting = Meeting.objects.get()
    first, second = meeting.items.all()
    poll = meeting.polls.get()
    Note.objects.create(meeting=meeting, item=second, table=meeting.tables.last(), text="Hej", person="p", once="1")
    said = planned(**{"items-INITIAL_FORMS": 2, "items-0-id": first.pk, "items-1-id": second.pk, "tables": "Midt"})
    said |= {"polls-INITIAL_FORMS": 1, "polls-0-id": poll.pk}
    refused = owner.post(address(meeting, "ret/"), said | {"items-1-DELETE": "on"})
    assert refused.status_code == 422 and "kan ikke slettes" in refused.content.decode()
    assert owner.post(address(meeting, "ret/"), said | {"items-0-DELETE": "on"}).status_code == 302
    assert [(item.title, item.position) for item in meeting.items.all()] == [("Debat", 1)]
    assert [table.number for table in meeting.tables.all()] == [1, 3]


def test_a_poll_that_was_open_stays_as_it_is(owner, process):
    owner.post(NEW, planned())
    meeting = Meeting.objects.get()
    poll = meeting.polls.get()
    meeting.polls.update(state="open")
    said = planned(**{"items-TOTAL_FORMS": 0, "polls-INITIAL_FORMS": 1, "polls-0-id": poll.pk, "polls-0-dots": 3})
    changed = owner.post(address(meeting, "ret/"), said | {"polls-0-options": "Nord\nSyd\nVest"})
    assert changed.status_code == 422 and "har været åben" in changed.content.decode()
    deleted = owner.post(address(meeting, "ret/"), said | {"polls-0-DELETE": "on"})
    assert deleted.status_code == 422 and meeting.polls.get().options == ["Nord", "Syd"]


def test_a_meeting_of_a_draft_is_in_the_calendar_when_that_is_published(client, owner, make_process, neighbourhoods):
    process = make_process(state="draft", published=None)
    assert owner.post(NEW, planned()).status_code == 302
    event = Event.objects.get()
    assert event.is_draft
    process.state, process.published = "published", timezone.now()
    process.save()
    entry = Entry.objects.record("published", process)
    assert [put_in_the_calendar(entry) for _twice in range(2)] == [1, 0]
    event.refresh_from_db()
    assert event.is_public


def test_only_who_designs_plans(client, process, make_meeting, mads, ida):
    meeting = make_meeting(process=process)
    for user in (None, mads, ida):
        if user:
            client.force_login(user)
        for page in (NEW, address(meeting, "ret/")):
            assert client.post(page, planned()).status_code == (404 if user else 302)
    assert Meeting.objects.count() == 1


def test_the_list_asks_as_often_of_three_meetings_as_of_one(client, process, make_meeting):
    def look():
        return questions_of(client, "/forloeb/cykelsti/moeder/")

    make_meeting(process=process)
    one = look()
    make_meeting(process=process), make_meeting(process=process)
    assert look() == one
