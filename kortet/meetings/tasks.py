"""What the worker does for meetings."""

from kortet.events.models import Event
from kortet.journal.listeners import hears
from kortet.journal.models import Entry
from kortet.meetings import notices
from kortet.meetings.models import Meeting

hears("meetings.meeting", "report_sent")(notices.tell_report)


@hears("processes.process", "published")
def put_in_the_calendar(entry: Entry) -> int:
    """Meetings that were planned while their process was a draft; returns how many."""
    drafts = Meeting.objects.filter(process=entry.subject_id, event__status=Event.Status.DRAFT).select_related("event")
    for meeting in drafts:
        meeting.event.status = Event.Status.PUBLIC
        meeting.event.change()
    return len(drafts)


@hears("processes.process", "thrown_away")
def leave_no_event(entry: Entry) -> int:
    """The events of meetings that went with a draft: nobody ever saw them; returns how many."""
    plans = Event.objects.filter(
        municipality=entry.municipality_id, kind=Event.Kind.MEETING, organiser=None, meeting=None
    )
    return plans.filter(status=Event.Status.DRAFT).delete()[1].get(Event._meta.label, 0)
