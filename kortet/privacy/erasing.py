"""Erasing: what somebody wants gone goes everywhere at once, and stays gone when a backup is restored.

Pages, tiles, searches and feeds read the rows, under a version that is raised here. Letters that wait, files that
planners made, and the names that the admin's own log repeats are not rows of the registry: they are seen to below.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet

from kortet.desk.models import Note
from kortet.exports.models import Export
from kortet.insight.models import ReportOrder
from kortet.letters.models import Letter
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word
from kortet.pins.tasks import learn_words
from kortet.privacy import kept as registry
from kortet.privacy.kept import KEPT
from kortet.privacy.models import Erasure
from kortet.privacy.rows import Kept, Who

SHORTEST = 4  # letters: a name or headline shorter than that stands in too many letters that have nothing to do with it
REMOVE, ANONYMISE = "remove", "anonymise"
Item = list[Any]  # table, row number, when the row came (ISO 8601), how


class Chosen(NamedTuple):
    """Rows of one table that are to be erased."""

    row: Kept
    rows: "QuerySet[Any]"


def all_of(who: Who, town: Municipality) -> list[Chosen]:
    """All that a municipality keeps about somebody and can erase."""
    found = [Chosen(row, row.rows_of(who, town)) for row in KEPT if row.erase]
    return [chosen for chosen in found if chosen.rows.exists()]


@transaction.atomic
def erase(town: Municipality, who: Who, chosen: Iterable[Chosen], *, how: str = REMOVE) -> Erasure:
    """Erases them, writes it into the ledger and the journal, and takes what repeats them out of sight."""
    found = [(table.row, fixed(table)) for table in chosen]  # before anything is erased: one row's end ends others
    items = [item_of(kept, row, how) for kept, rows in found for row in rows]
    words = set().union(*(words_in(kept, rows) for kept, rows in found))
    for kept, rows in found:
        run(kept, rows, how)
    erasure = Erasure(municipality=town, mark=who.mark if who.email else "", items=items)
    erasure.note()
    forget_copies(erasure, words)
    return erasure


def fixed(chosen: Chosen) -> "QuerySet[Any]":
    """The same rows by their numbers, so that they stay the same while what led to them goes."""
    return chosen.row.table._base_manager.filter(pk__in=list(chosen.rows.values_list("pk", flat=True))).order_by("pk")


def item_of(row: Kept, found: Any, how: str) -> Item:
    return [row.model, found.pk, getattr(found, row.born).isoformat(), how]


def words_in(row: Kept, rows: "QuerySet[Any]") -> set[str]:
    """What the rows say, for finding letters that repeat it."""
    if not row.said:
        return set()
    return {word for said in rows.values_list(*row.said.split()) for word in said if word and len(word) >= SHORTEST}


def run(row: Kept, rows: "QuerySet[Any]", how: str) -> None:
    if row.erase is not None:
        row.erase(rows, how == REMOVE)


def forget_copies(erasure: Erasure, words: set[str]) -> None:
    """All that repeats what was erased, outside its own rows."""
    town = erasure.municipality
    drop_letters(town, erasure.mark, words)
    drop_files(town)
    drop_notes(erasure.items)
    blank_admin_log(erasure.items)
    Municipality.objects.filter(pk=town.pk).raise_version()
    # A lock of its own: beside a job that waits already, a second one would be refused, and the erasure with it.
    learn_words.configure(queueing_lock=f"learn_words {secret_word()}").defer(timestamp=0)


def drop_letters(town: Municipality, mark: str, words: set[str]) -> None:
    """Letters that wait: to them, and to others with their words. One letter too few is better than one too many."""
    theirs = Q(mark=mark) if mark else Q()
    for word in words:
        theirs |= Q(text__contains=word) | Q(subject__contains=word)
    if theirs:
        Letter.objects.waiting().filter(theirs, municipality=town).delete()


def drop_files(town: Municipality) -> None:
    """Files of the planners: nobody can say which of them holds somebody, and each can be made again."""
    exports = Export.objects.filter(municipality=town).select_related("municipality")
    for export in exports.filter(state=Export.State.RUNNING):
        if not export.try_again():
            export.cancel()
    for export in exports.filter(state=Export.State.DONE):
        export.expire()
    for order in ReportOrder.objects.filter(municipality=town, state=ReportOrder.State.MADE):
        order.drop()


def drop_notes(items: list[Item]) -> None:
    """What staff wrote to each other about what is gone."""
    for model, pk, _came, how in items:
        if how == REMOVE:
            Note.objects.filter(subject=model.lower(), subject_id=pk).delete()


def blank_admin_log(items: list[Item]) -> None:
    """The admin's own log calls each row by its words."""
    for model in {item[0] for item in items}:
        ids = [str(item[1]) for item in items if item[0] == model]
        content = ContentType.objects.get_for_model(registry.kept(model).table)
        LogEntry.objects.filter(content_type=content, object_id__in=ids).update(object_repr="–", change_message="")


@transaction.atomic
def erase_again(erasure: Erasure) -> int:
    """Erases once more what a restored backup brought back; returns how many rows were there.

    A row is known by its number and the time when it came: a later one that got the same number is left alone.
    """
    back = [(registry.kept(model), pk, came, how) for model, pk, came, how in erasure.items]
    found = [(row, row.table._base_manager.filter(pk=pk, **{row.born: came}), how) for row, pk, came, how in back]
    many = sum(rows.count() for _row, rows, _how in found)
    words = set().union(*(words_in(row, rows) for row, rows, _how in found))
    for row, rows, how in found:
        run(row, rows, how)
    forget_copies(erasure, words)
    return many
