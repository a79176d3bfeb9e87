"""What happens to somebody's thanks when they want to be forgotten."""

from django.db.models import QuerySet

from kortet.links.models import Thanks
from kortet.pins.erasing import nobody


def erase_thanks(thanks: "QuerySet[Thanks]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """The number stays right; whose it was is not known any more."""
    for each in thanks:
        Thanks.objects.filter(pk=each.pk).update(person=nobody())
