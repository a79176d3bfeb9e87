"""What happens to what somebody wrote on an idea when they want to be forgotten. Done twice is the same as once."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet

from kortet.ideas.models import Author, IdeaVersion
from kortet.pins.erasing import GONE, WHY

if TYPE_CHECKING:
    from kortet.ideas.models import Idea


def erase_authors(authors: "QuerySet[Author]", remove_words: bool) -> None:  # noqa: FBT001  (as the registry calls it)
    """The address and the name go; with the words also what they wrote, and the idea says what others wrote before."""
    for author in authors.select_related("idea__process", "idea__municipality"):
        erase_author(author, remove_words=remove_words)


@transaction.atomic
def erase_author(author: Author, *, remove_words: bool) -> None:
    idea = author.idea
    idea.hold()
    author.answers.update(answered_by="", **({"answer": GONE} if remove_words else {}))
    author.versions.update(name="")
    if remove_words:
        erase_versions(idea, author.versions.all())
    author.delete()
    idea.tell_readers()


def erase_versions(idea: "Idea", versions: "QuerySet[IdeaVersion]") -> None:
    """Their numbers and days stay. Where nothing is left that may be read, the idea is hidden and empty."""
    numbers = list(versions.values_list("number", flat=True))
    versions.update(title=GONE, text=GONE, why="", moderation=IdeaVersion.Moderation.HIDDEN, hidden_reason=WHY)
    if idea.number in numbers:
        idea.title, idea.text = GONE, GONE
        idea.save(update_fields=["title", "text"])
        idea.fall_back(WHY)
