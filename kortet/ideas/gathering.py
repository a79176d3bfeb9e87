"""Staff make an idea of one or several pins of the process. Each pin's author is asked before anything is merged."""

from collections.abc import Sequence
from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.ideas.models import Author, Gathered, Idea
from kortet.ideas.models.gathered import seen_place
from kortet.ideas.queries import free_pins
from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.pins.models import Follower, Pin
from kortet.pins.queries_followers import FollowerQuerySet
from kortet.places.models import METRES, Placed
from kortet.processes.models import Process

MIDDLE = "middle"
GONE = gettext_lazy("Nålen, som forslaget er, vises ikke mere.")


@transaction.atomic
def gather(process: Process, pins: Sequence[Pin], *, title: str, text: str, place: str, actor: User) -> Idea:
    """A new idea. `place` is the word of the pin whose place it takes, or `MIDDLE`. Raises ValidationError where a pin
    may not be gathered."""
    held = hold(process, pins)
    idea = Idea(process=process, municipality=process.municipality, title=title, text=text)
    idea.point, idea.shape, idea.precision = place_of(process, held, place)
    idea.save()
    idea.versions.begin(idea, actor=actor, name=process.municipality.name)
    idea.record("gathered", actor, pins=[pin.pk for pin in held])
    if len(held) == 1:
        stand_alone(idea, held[0])
    else:
        lay_together(idea, held)
    return idea


@transaction.atomic
def add(idea: Idea, pins: Sequence[Pin], actor: User) -> None:
    """More pins for an idea that is there already."""
    held = hold(idea.process, pins)
    idea.hold()
    idea.record("gathered", actor, pins=[pin.pk for pin in held])
    lay_together(idea, held)


def let_go(entry: Entry) -> int:
    """A pin left the map: an idea that is only that pin is not shown any more. What others wrote on stays, and staff
    may show it again. Returns how many were hidden."""
    pin = Pin.objects.filter(pk=entry.subject_id, moderation="hidden").first()
    rows = Gathered.objects.alone_with(pin.pk).select_related("idea__process") if pin else ()
    for row in rows:
        row.idea.hide(str(GONE))
    return len(rows)


def come_back(entry: Entry) -> int:
    """The pin is on the map again, and with it the idea that went along, unless staff hid that for another reason.
    Returns how many are shown again."""
    pin = Pin.objects.public().filter(pk=entry.subject_id).first()
    rows = Gathered.objects.gone_with(pin.pk, str(GONE)).select_related("idea__process") if pin else ()
    for row in rows:
        row.idea.show()
    return len(rows)


def hold(process: Process, pins: Sequence[Pin]) -> list[Pin]:
    """Holds the pins, so that of two who gather one at once the second is told; the caller has a transaction."""
    if not pins:
        raise ValidationError(_("Vælg mindst én nål."), code="none")
    numbers = [pin.pk for pin in pins]
    held = list(Pin.objects.filter(pk__in=numbers).order_by("pk").select_for_update(no_key=True))
    free = set(free_pins(process).filter(pk__in=numbers).values_list("pk", flat=True))
    taken = [pin.title for pin in held if pin.pk not in free]
    if taken:
        told = {"titles": ", ".join(f"“{title}”" for title in taken)}
        raise ValidationError(_("%(titles)s kan ikke samles: den er i et forslag eller vises ikke mere.") % told)
    return held


def place_of(process: Process, pins: Sequence[Pin], place: str) -> tuple[Any, Any, str]:
    """Where the idea is, as everybody sees it (EPSG:25832): at one of its pins, or in their middle, if that is in the
    process's ground (around a bay it may lie in the water); else at the pin that is nearest to it."""
    chosen = next((pin for pin in pins if pin.word == place), None)
    if chosen is not None or len(pins) == 1:
        return seen_place(chosen or pins[0])
    spots = [pin.public_point for pin in pins]
    middle = Point(sum(spot.x for spot in spots) / len(spots), sum(spot.y for spot in spots) / len(spots), srid=METRES)
    if process.ground.intersects(middle):
        return middle, None, Placed.Precision.POINT
    return seen_place(min(pins, key=lambda pin: pin.public_point.distance(middle)))


def stand_alone(idea: Idea, pin: Pin) -> None:
    """One pin is the idea: nothing is merged, and its author may write on."""
    Gathered.objects.create(idea=idea, pin=pin, state=Gathered.State.OWN)
    for follower in authors_of(pin):
        author = Author.of_pin(idea, pin, follower)
        if idea.text == pin.text:  # staff took it as it was: the words are the author's, also when they want them gone
            idea.versions.update(author=author, name=author.name)
        idea.record("own", author=author.pk)


def lay_together(idea: Idea, pins: Sequence[Pin]) -> None:
    """Asks each pin's author; where nobody can be asked the pin is linked, and stays what it is."""
    for pin in pins:
        is_asked = authors_of(pin).exists()
        state = Gathered.State.ASKED if is_asked else Gathered.State.LINKED
        asked = timezone.now() if is_asked else None
        made = Gathered.objects.create(idea=idea, pin=pin, state=state, asked=asked)
        if is_asked:
            idea.record("consent_asked", gathered=made.pk)


def authors_of(pin: Pin) -> FollowerQuerySet:
    """The addresses that a letter to the pin's author reaches."""
    return Follower.objects.told().filter(pin=pin, is_author=True)
