"""What a ballot gave: the options in the order of the votes, of those with a code and those without, each apart."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.ballots.models import Ballot, Count, Option
from kortet.ballots.models.code import Code
from kortet.ballots.models.count import By

FEWEST = 5  # fewer votes than this, and the figures would tell what somebody voted


@dataclass(frozen=True)
class Row:
    """One option's result. `place` is shared by equals; `share` is of the longest bar, in hundredths."""

    option: Option
    votes: int
    points: int
    firsts: int
    place: int
    share: float
    wins: bool
    figures: list[int]


@dataclass(frozen=True)
class Group:
    """One way to come in: how many voted, and what it gave. With fewer than FEWEST votes there are no rows."""

    by: By
    voted: int
    rows: list[Row]

    @property
    def is_hidden(self) -> bool:
        return 0 < self.voted < FEWEST

    @property
    def told(self) -> str:
        """How many voted, as far as it may be told."""
        return _("færre end %(n)s") % {"n": FEWEST} if self.is_hidden else number_format(self.voted, use_l10n=True)


@dataclass(frozen=True)
class Result:
    """`groups`: those with a code first, if there were codes, then those without, where the ballot let them."""

    ballot: Ballot
    sent: int
    groups: list[Group]

    @classmethod
    def of(cls, ballot: Ballot) -> "Result":
        """The result of a ballot that is counted; three questions to the database."""
        counts: dict[str, list[Count]] = {by: [] for by in By}
        for count in Count.objects.filter(option__ballot=ballot).select_related("option"):
            counts[count.by].append(count)
        voted = {By.CODES: ballot.code_votes, By.BROWSERS: ballot.browser_votes}
        sent = Code.objects.of(ballot).sent().count()
        open_too = ballot.takes_browsers
        shown = [by for by, is_so in ((By.CODES, sent or not open_too), (By.BROWSERS, open_too)) if is_so]
        groups = [Group(by, voted[by], rows(ballot, counts[by]) if voted[by] >= FEWEST else []) for by in shown]
        return cls(ballot, sent, groups)

    @property
    def columns(self) -> list[str]:
        """What is told of each option, besides its title and its place."""
        return [str(title) for title, _name in figures(self.ballot)]

    @property
    def table(self) -> list[list[Any]]:
        """All rows as cells, for files."""
        return [
            [
                str(group.by.label),
                row.place,
                row.option.title_here,
                *row.figures,
                row.option.cost,
                _("ja") if row.wins else "",
            ]
            for group in self.groups
            for row in group.rows
        ]


def figures(ballot: Ballot) -> list[tuple[str, str]]:
    """The columns of a method: what they are called, and what of a row stands in them; the first decides."""
    votes = (pgettext("afstemning", "Stemmer"), "votes")
    if ballot.method == Ballot.Method.POINTS:
        return [(pgettext("afstemning", "Point"), "points"), votes]
    if ballot.method == Ballot.Method.RANKING:
        return [(pgettext("afstemning", "Point"), "points"), (_("Førstepladser"), "firsts"), votes]
    return [votes]


def rows(ballot: Ballot, counts: list[Count]) -> list[Row]:
    """By what decides; equals share a place and stand as on the ballot."""
    names = [name for _title, name in figures(ballot)]
    told = {count.pk: [getattr(count, name) for name in names] for count in counts}
    ordered = sorted(counts, key=lambda count: (*(-n for n in told[count.pk]), count.option.position))
    winners = winning(ballot, ordered)
    longest = max((told[count.pk][0] for count in ordered), default=0) or 1
    found: list[Row] = []
    for values, equals in groupby(ordered, key=lambda count: told[count.pk]):
        place, share = len(found) + 1, round(100 * values[0] / longest, 1)
        found += [
            Row(count.option, count.votes, count.points, count.firsts, place, share, count.option_id in winners, values)
            for count in equals
        ]
    return found


def winning(ballot: Ballot, ordered: list[Count]) -> set[int]:
    """Within a budget: by votes, cheapest first among equals, each that still can be paid; what nobody chose is not.

    The rest are not chosen by the ballot but by whoever decides: there nothing wins by itself.
    """
    if ballot.method != Ballot.Method.BUDGET:
        return set()
    left, won = ballot.money or 0, set()
    for count in sorted(ordered, key=lambda count: (-count.votes, count.option.cost or 0, count.option.position)):
        if count.votes and (count.option.cost or 0) <= left:
            left -= count.option.cost or 0
            won.add(count.option_id)
    return won


def result_of(source: str, source_id: int) -> tuple[Group, Row] | None:
    """How it went for what an option stands for ("ideas.idea", 7) in the ballot that was counted last; nothing where it
    was in none, or too few voted. Those with a code are told where there are any, else those without.
    """
    option = Option.objects.of_source(source, source_id).first()
    groups = Result.of(option.ballot).groups if option is not None else []
    found = ((group, row) for group in groups for row in group.rows if row.option == option)
    return next(found, None)
