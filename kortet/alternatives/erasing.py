"""What happens to what somebody said about a drawing when they want it gone: the words go, the step stays a number."""

from django.db.models import QuerySet

from kortet.alternatives.models import Reaction
from kortet.journal.models import Entry
from kortet.pins.erasing import nobody


def erase_reactions(reactions: "QuerySet[Reaction]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """Whose it was is not known any more; done twice it is the same as once."""
    for reaction in reactions:
        words = {"text": "", "hidden_reason": "", "moderation": "shown"} if remove_words else {}
        Entry.objects.forget(reaction, "reason")
        Reaction.objects.filter(pk=reaction.pk).update(person=nobody(), **words)
