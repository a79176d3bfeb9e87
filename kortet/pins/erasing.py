"""What happens to what somebody said when they want it gone: their words go, what others did stays as numbers.

Done twice is the same as once: after a backup was restored it is done again.
"""

import secrets

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.pictures.models import Picture
from kortet.pins.models import Comment, Complaint, Follower, Pin, PinPicture, Revision, Support, Verdict
from kortet.places.models import Placed

GONE = "Slettet af den, der skrev det."  # stands where words stood; seen by nobody but staff, and by readers of replies
NOBODYS = "xx"
WHY = "Slettet, fordi den, der skrev det, har bedt om det."


def erase_pins(pins: "QuerySet[Pin]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """The words and the place go, or only what ties them to their author."""
    for pin in pins.select_related("municipality"):
        if remove_words:
            erase_pin(pin)
        forget_author(pin)


@transaction.atomic
def forget_author(pin: Pin) -> None:
    """Nobody can tell any more who wrote it; the link that let them change it is gone."""
    authors = Follower.objects.filter(pin=pin, is_author=True)
    erase_verdicts(Verdict.objects.filter(follower__in=authors), remove_words=True)
    authors.delete()
    pin.author, pin.author_name, pin.once = None, "", ""
    pin.save(update_fields=["author", "author_name", "once"])
    Entry.objects.record("author_forgotten", pin)


@transaction.atomic
def erase_pin(pin: Pin) -> None:
    """Its number, theme, status, days and counts are left, in the middle of its neighbourhood, and seen by nobody."""
    pin.hold()
    was_public = pin.is_public
    shown = Picture.objects.filter(pin_picture__pin=pin)
    Picture.objects.filter(Q(pk__in=shown.values("pk")) | Q(redactions__in=shown)).drop()
    PinPicture.objects.filter(pin=pin).delete()
    Revision.objects.filter(pin=pin).delete()
    take_place_away(pin)
    pin.let_go(None)
    pin.merged_into, pin.title, pin.text, pin.hidden_reason = None, GONE, "", WHY
    pin.moderation, pin.withdrawn = Pin.Moderation.HIDDEN, pin.withdrawn or timezone.now()
    pin.save()
    if was_public:
        Entry.objects.record("withdrawn", pin)
    Entry.objects.forget(pin, "reason")


def take_place_away(pin: Pin) -> None:
    """Leaves the neighbourhood, which reports of the past count, and nothing nearer."""
    area = pin.neighbourhood
    pin.shape, pin.is_rough, pin.place_text = None, False, area.name if area else ""
    pin.point = pin.public_point = area.boundary.point_on_surface if area else pin.municipality.middle
    pin.precision = Placed.Precision.AREA if area else Placed.Precision.WHOLE


def erase_comments(comments: "QuerySet[Comment]", remove_words: bool) -> None:  # noqa: FBT001
    for comment in comments.select_related("pin__municipality"):
        erase_comment(comment, remove_words=remove_words)


@transaction.atomic
def erase_comment(comment: Comment, *, remove_words: bool) -> None:
    """The comment goes; where others replied its place stays, empty."""
    comment.pin.hold()
    Entry.objects.forget(comment, "reason")
    if remove_words and not comment.replies.exists():
        comment.delete()
    else:
        empty = {"text": GONE, "place_text": "", "point": None} if remove_words else {}
        Comment.objects.filter(pk=comment.pk).update(author=None, author_name="", person="", once="", **empty)
    comment.pin.count_comments()


def erase_supports(supports: "QuerySet[Support]", remove_words: bool) -> None:  # noqa: FBT001
    """The number stays right; whose it was is not known any more."""
    for support in supports:
        Support.objects.filter(pk=support.pk).update(person=nobody())


def erase_complaints(complaints: "QuerySet[Complaint]", remove_words: bool) -> None:  # noqa: FBT001
    for complaint in complaints:
        Complaint.objects.filter(pk=complaint.pk).update(person=nobody(), text="")


def erase_verdicts(verdicts: "QuerySet[Verdict]", remove_words: bool) -> None:  # noqa: FBT001
    """What was said stays as a number; the words and who it was go."""
    for verdict in verdicts:
        Verdict.objects.filter(pk=verdict.pk).update(words="", follower=None)


def nobody() -> str:
    """As long as a person's digest, and nobody's: digests have no x."""
    return f"{NOBODYS}{secrets.token_hex(31)}"


def forget_complaints(complaints: "QuerySet[Complaint]") -> int:
    """Takes words and person out; returns of how many that had them."""
    found = complaints.exclude(person__startswith=NOBODYS)
    erase_complaints(found, remove_words=True)
    return len(found)
