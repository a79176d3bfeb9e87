"""The part of the town at random that is a process: proposals, reactions and what is said at a meeting."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kortet.alternatives.models import Alternative, Reaction
from kortet.events.models import Event
from kortet.ideas.models import Author, Gathered, Idea, IdeaVersion, OfficeQuestion
from kortet.meetings.models import Meeting, Note
from kortet.pins.models import Pin
from kortet.processes.models import Phase, Process
from tests.conftest import spot

OF_PROCESS = {
    "process": "/forloeb/stien/",
    "processes": "/forloeb/",
    "pins of a process": "/?forloeb=stien",
    "proposals": "/forloeb/stien/forslag/",
    "proposals as GeoJSON": "/forloeb/stien/forslag.geojson",
    "drawings": "/forloeb/stien/paa-kortet/",
    "drawings as GeoJSON": "/forloeb/stien/paa-kortet.geojson",
    "meetings": "/forloeb/stien/moeder/",
    "results": "/forloeb/slut/resultat/",
    "results of all": "/resultater/",
}


class InProcess:
    """Rules of a process that is open, of one that is closed, and of a meeting that goes on."""

    def begin_processes(self):
        now, town = timezone.now(), self.town
        facts = {"municipality": town, "form": "idea_process", "title": "Stien", "published": now}
        self.process = Process.objects.create(**facts, slug="stien", state="published")
        self.closed = Process.objects.create(**facts, slug="slut", state="closed", closed=now)
        for kind in ("collect", "develop"):
            days = {"begins": now - timedelta(days=1), "ends": now + timedelta(days=1)}
            Phase.objects.create(process=self.process, kind=kind, **days)
        self.drawn = Alternative.objects.create(process=self.process, title="Linje A", shape=spot(1500, 500))
        event = Event.objects.get(title="Fællesspisning")
        facts = {"process": self.process, "event": event, "state": "live", "started": now}
        self.meeting = Meeting.objects.create(municipality=town, **facts)

    def process_addresses(self):
        yield from OF_PROCESS.items()
        meeting = f"/forloeb/stien/moeder/{self.meeting.word}/"
        yield "meeting", meeting
        yield "screen of a meeting", f"{meeting}skaerm/nu/"
        for idea in Idea.objects.order_by("-pk")[:1]:
            yield "proposal", idea.get_absolute_url()
            yield "versions of a proposal", f"{idea.get_absolute_url()}udgaver/"

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99), closed=st.booleans())
    def say_in_a_process(self, n, closed):
        Pin.objects.filter(pk=self.some(n).pk).update(process=self.closed if closed else self.process)

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99))
    def gather(self, n):
        """A proposal of a pin that is shown: co-authors' addresses and what waits or is hidden are private."""
        pin = self.some(n)
        if not self.is_seen(pin) or Gathered.objects.filter(pin=pin).exists():
            return
        facts = {"municipality": self.town, "title": "En sti", "text": "Langs åen", "point": pin.public_point}
        idea = Idea.objects.create(process=self.process, **facts)
        version = IdeaVersion.objects.begin(idea)
        Gathered.objects.create(idea=idea, pin=pin, state="own")
        email = self.address()
        Author.objects.create(idea=idea, name=self.canary(), email=email, words=self.canary())
        for number, state in ((2, "waiting"), (3, "hidden")):
            said = {"title": "En sti", "text": self.canary(), "name": self.canary(), "why": self.canary()}
            why = self.canary() if state == "hidden" else ""
            place = {"point": version.point, "moderation": state, "hidden_reason": why}
            IdeaVersion.objects.create(idea=idea, number=number, **said, **place)
        reply = {"answer": self.canary(), "answered_by": self.canary(), "answered": timezone.now()}
        OfficeQuestion.objects.create(idea=idea, text="Hvor?", asked_by="Vej", moderation="waiting", **reply)
        self.people.append((email, None))

    @rule(shown=st.booleans())
    def react(self, shown):
        word, state = self.canary(), "shown" if shown else "waiting"
        facts = {"person": self.canary(), "step": 3, "text": word, "moderation": state}
        Reaction.objects.create(alternative=self.drawn, **facts)
        self.private[word] = lambda: not shown

    @rule(shown=st.booleans())
    def say_at_the_meeting(self, shown):
        word, state = self.canary(), "shown" if shown else "hidden"
        facts = {"person": self.canary(), "once": self.canary(), "text": word, "moderation": state}
        Note.objects.create(meeting=self.meeting, **facts)
        self.private[word] = lambda: not shown
