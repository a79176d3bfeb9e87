"""What happens to what somebody put up or signed up to when they want it gone; once and twice are the same."""

from django.db import transaction
from django.db.models import QuerySet

from kortet.events.models import Event, SignUp
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality

GONE, WHY = "Slettet", "Slettet, fordi den, der satte det op, har bedt om det."


def erase_events(events: "QuerySet[Event]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """Of what a citizen put up: the words and the place go, or only the name."""
    for event in events.select_related("municipality"):
        erase_event(event, remove_words=remove_words)


@transaction.atomic
def erase_event(event: Event, *, remove_words: bool) -> None:
    event.author, event.author_name = None, ""
    if remove_words:
        event.title, event.text, event.place_text, event.online_url, event.picture = GONE, "", "", "", None
        event.price = event.spoken = ""
        event.shape, event.precision = None, Event.Precision.WHOLE
        event.point = event.public_point = event.municipality.middle
        event.moderation, event.hidden_reason = Event.Moderation.HIDDEN, WHY
        SignUp.objects.filter(occurrence__event=event).delete()
    event.save()
    Entry.objects.forget(event, "reason")
    Entry.objects.record("author_forgotten", event)
    Municipality.objects.filter(pk=event.municipality_id).raise_version()


def erase_sign_ups(sign_ups: "QuerySet[SignUp]", remove_words: bool) -> None:  # noqa: FBT001
    """The seats are free for those who wait."""
    for sign_up in sign_ups:
        sign_up.leave()
