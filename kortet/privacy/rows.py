"""What the registry's rows say: what is kept about people in one table, why, until when, and how it is forgotten.

Consent is the basis of nothing: a municipality keeps what its tasks take (art. 6(1)(e)) or what a law demands (c), and
neither depends on somebody's yes. So there is no field for it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kortet.letters.addresses import mark_of
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.visitors import person_of

TASK = _("en opgave, som kommunen har (databeskyttelsesforordningen art. 6, stk. 1, litra e)")
DUTY = _("en pligt efter loven (databeskyttelsesforordningen art. 6, stk. 1, litra c)")


class Until(NamedTuple):
    """How long: so many days after something (`after`), or in words alone (`days` 0)."""

    after: Any
    days: int = 0

    def __str__(self) -> str:
        if not self.days:
            return str(self.after)
        said = ngettext("%(n)s dag", "%(n)s dage", self.days) % {"n": self.days}
        return f"{said} {self.after}"


@dataclass(frozen=True)
class Who:
    """Whom it is about: who has an address, and the accounts that are theirs."""

    email: str
    user: int | None = None

    @cached_property
    def users(self) -> list[int]:
        """Row numbers of their accounts. Those of staff are not among them: their employer gives and takes those."""
        theirs = Q(pk=self.user) if self.user else Q()
        theirs |= Q(email__iexact=self.email) if self.email else Q()
        return list(User.objects.filter(theirs, is_staff=False).values_list("pk", flat=True)) if theirs else []

    @property
    def mark(self) -> str:
        return mark_of(self.email)

    @property
    def persons(self) -> list[str]:
        return [person_of(user) for user in self.users]


Find = Callable[[Who], Q]
Erase = Callable[["QuerySet[Any]", bool], None]
NOBODY = Q(pk__in=[])


def by_mail(field: str = "email") -> Find:
    return lambda who: Q(**{f"{field}__iexact": who.email}) if who.email else NOBODY


def by_mark(field: str = "mark") -> Find:
    return lambda who: Q(**{field: who.mark}) if who.email else NOBODY


def by_person(field: str = "person") -> Find:
    return lambda who: Q(**{f"{field}__in": who.persons})


def by_user(field: str) -> Find:
    return lambda who: Q(**{f"{field}__in": who.users})


def either(*ways: Find) -> Find:
    return lambda who: Q(*[way(who) for way in ways], _connector=Q.OR)


def delete_rows(rows: "QuerySet[Any]", remove_words: bool) -> None:  # noqa: FBT001  (what every way to erase takes)
    """One by one, so that what a model does about its own end is done."""
    for row in rows:
        row.delete()


@dataclass(frozen=True)
class Kept:
    """What one table keeps about people. `fields` and the rest are words with spaces between.

    `find`: whose it is; without it it is found by nobody's address. `town`: the way to the municipality ("" where the
    row belongs to none of them). `erase`: what is done when they ask; without it the row stays, and `erased` says why.
    `said`: the fields whose words may stand in letters that wait. `about`: the way to words that say which one it is.
    `born`: when a row came, so that it is known again after a restore. `forget`: what the nightly job calls.
    `name`: what people call the rows, where the table has no name of its own.
    """

    model: str
    fields: str
    what: Any
    why: Any
    until: Until
    seen_by: Any
    erased: Any
    basis: Any = TASK
    find: Find | None = None
    town: str = "municipality"
    erase: Erase | None = None
    said: str = ""
    about: str = ""
    born: str = "created"
    forget: Callable[[int], int] | None = None
    name: Any = ""

    @property
    def table(self) -> type[Model]:
        return apps.get_model(self.model)

    @property
    def label(self) -> str:
        return str(self.name or self.table._meta.verbose_name_plural)

    def rows_of(self, who: Who, town: Municipality) -> "QuerySet[Any]":
        """The rows about somebody that this municipality answers for, oldest first."""
        rows: Any = self.table._base_manager.order_by("pk")
        rows = rows.annotate(called=F(self.about)) if self.about else rows
        if self.find is None:
            return rows.none()
        return rows.filter(self.find(who), **({self.town: town} if self.town else {}))


@dataclass(frozen=True)
class Plain:
    """Fields that say nothing about a person, and why not: table → fields with spaces between; "*" of a table of
    somebody else's, whose fields we do not choose."""

    why: str
    tables: dict[str, str]
