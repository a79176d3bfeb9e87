"""Ida, who has said something everywhere, and what others said beside her."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.events.models import GuestCalendar, SignUp
from kortet.letters.models import Letter
from kortet.links.models import Handover, Thanks, Volunteer
from kortet.people.models import User
from kortet.pins.models import Comment, Complaint, Follower, Support
from kortet.pins.visitors import person_of
from kortet.watches.models import Watch
from tests.conftest import square

IDA = "ida@canary.example"


@pytest.fixture
def ida_everywhere(fjordby, make_pin, make_event, rowing_club, neighbourhoods):
    """All kinds of things that Ida left; the names of her rows."""
    user = User.objects.create_user("ida-canary", email=IDA, password="en lang adgangskode")
    person, other = person_of(user.pk), "0" * 64
    words = {"title": "Canarypin", "text": "Canarytext", "author_name": "Canaryname", "place_text": "Havnegade 12"}
    pin = make_pin(author=user, **words)
    Follower.objects.create(pin=pin, email=IDA, is_author=True, confirmed=timezone.now())
    theirs = make_pin(title="En andens nål", support_count=1)
    Follower.objects.create(pin=theirs, email="Ida@Canary.example", confirmed=timezone.now())
    Follower.objects.create(pin=theirs, email="kim@example.org", confirmed=timezone.now())
    Support.objects.create(pin=theirs, person=person)
    shown = {"moderation": "shown", "pin": theirs}
    alone = Comment(text="Canaryalone", author=user, person=person, author_name="Canaryname", **shown).say()
    answered = Comment(text="Canaryanswered", author=user, person=person, **shown).say()
    Comment(text="Jeg er enig", reply_to=answered, person=other, **shown).say()
    Complaint.objects.create(pin=theirs, reason="other", text="Canarycomplaint", person=person)
    event = make_event(needs_sign_up=True)
    SignUp.take(event.occurrences.get(), name="Canaryname", email=IDA, seats=2, language="da")
    GuestCalendar.of_address(fjordby, IDA, language="da")
    area = square(0)[0]
    area.srid = 25832
    Watch.objects.create(municipality=fjordby, boundary=area, place_text="Vest", email=IDA, confirmed=timezone.now())
    handover = Handover.objects.create(pin=theirs, partner=rowing_club, what="Vi maler", state="accepted")
    Volunteer.objects.create(handover=handover, name="Canaryname", email=IDA, confirmed=timezone.now())
    Thanks.give(handover, person)
    mine = make_event(title="Canaryevent", author=user, author_name="Canaryname")
    late = timezone.now() + timedelta(hours=1)
    facts = {"municipality": fjordby, "subject": "Ny", "html": "", "due": late}
    Letter.objects.create(key="a", mark="m", to="kim@example.org", text="Canaryalone skrev nogen", **facts)
    Letter.objects.create(key="b", mark="m", to="kim@example.org", text="Noget helt andet", **facts)
    return {"user": user, "pin": pin, "theirs": theirs, "alone": alone, "answered": answered, "mine": mine}
