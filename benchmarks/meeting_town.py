"""The town and the meeting of benchmarks.meeting; run in Django's shell, it prints what the phones need to know."""

import json
from datetime import timedelta

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone

from kortet.events.models import Event
from kortet.meetings.models import AgendaItem, Meeting, Poll, Question, Table
from kortet.municipalities.models import Municipality
from kortet.places.models import Area, AreaLayer
from kortet.processes.models import Phase, Process

town, now = Municipality.objects.get(), timezone.localtime()
layer = AreaLayer.objects.create(municipality=town, code="bydele", name="Bydele", is_neighbourhoods=True)
for n in range(3):
    box = MultiPolygon(Polygon.from_bbox((570_000 + n * 1000, 6_220_000, 571_000 + n * 1000, 6_221_000)), srid=25832)
    Area.objects.create(layer=layer, code=str(n), name=f"Bydel {n}", boundary=box)
facts = {"slug": "cykelsti", "title": "Cykelstien", "form": "debate_meeting", "state": "published", "published": now}
process = Process.objects.create(municipality=town, **facts)
Phase.objects.create(process=process, kind="discuss", begins=now - timedelta(days=1), ends=now + timedelta(days=1))
event = Event(municipality=town, kind="meeting", title="Borgermøde", point=town.middle, day=now.date())
event.begins, event.length = now.time().replace(microsecond=0), timedelta(hours=2)
event.put_up()
meeting = Meeting.objects.create(municipality=town, process=process, event=event, notes_at_once=True)
AgendaItem.objects.create(meeting=meeting, position=1, title="Debat")
tables = [Table.objects.create(meeting=meeting, number=n) for n in range(1, 31)]
meeting.start(None)
poll = Poll.objects.create(meeting=meeting, question="Hvor?", options=["Nord", "Syd", "Begge"], state="open")
meeting.put_on(None, poll=poll)
question = Question.objects.create(
    meeting=meeting, text="Hvornår?", person="x", once="x", moderation="shown", picked=True
)
told = {"code": meeting.code, "poll": poll.pk, "question": question.pk, "table": tables[0].helpers_address}
told |= {
    "screen": f"{meeting.get_absolute_url()}skaerm/",
    "report": meeting.report_address,
    "areas": ["0", "1", "2", ""],
}
print(json.dumps(told | {"news": f"{meeting.get_absolute_url()}nu.json"}))
