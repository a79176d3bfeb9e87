"""What a report of a process's results holds, once: the page, HTML, PDF and Word all show these parts in this order.

No name of anybody who said something is in it; official answers stand without the name of who wrote them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.figures.tables import Table, said
from kortet.outcomes.lines import Line, in_one
from kortet.outcomes.models import Outcome
from kortet.outcomes.sheet import Sheet
from kortet.outcomes.told import Said
from kortet.pins.models import Pin
from kortet.processes.models import Process


@dataclass
class Part:
    """A heading with words and tables below it; words are paragraphs, each with what it answers or nothing."""

    code: str
    title: str
    words: list[tuple[str, str]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


@dataclass
class Report:
    """One process and what came of it; each part is asked for when it is shown."""

    process: Process

    def __post_init__(self) -> None:
        self.made = timezone.now()
        self.outcome = Outcome.objects.of(self.process)
        self.sheet = Sheet(self.process, self.outcome)
        self.said = Said(Pin.objects.public().filter(process=self.process), self.process.municipality)

    @property
    def title(self) -> str:
        return _("Resultater: %(process)s") % {"process": self.process.name_here}

    @cached_property
    def lines(self) -> list[Line]:
        return in_one(self.process)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """What stands at the top in large letters."""
        voices = self.sheet.reach.voices(-1) if self.sheet.reach else None
        told = [(_("Nåle"), self.said.total), (_("Stemmer"), voices), (_("Svar og beslutninger"), len(self.lines))]
        reactions = self.sheet.reactions
        return [*told, (_("Meninger om det tegnede"), reactions)] if reactions != 0 else told

    @property
    def about(self) -> list[tuple[str, str]]:
        """Which process, in which form, and when it was open."""
        process = self.process
        rows = [(pgettext("process", "Forløb"), process.name_here)]
        rows.append((_("Form"), str(process.get_form_display())))
        if process.published:
            rows.append((_("Offentligt fra"), said(process.published)))
        rows.append(
            (_("Afsluttet"), said(process.closed)) if process.closed else (_("Tilstand"), _("foreløbige resultater"))
        )
        return rows

    def parts(self) -> Iterator[Part]:
        """The report from its beginning to its end, without what there is nothing to say about."""
        return (part for part in self._all_parts() if part.words or filled(*part.tables) or part.code == "linjer")

    def _all_parts(self) -> Iterator[Part]:
        if self.outcome.summary_here:
            yield Part("kort", _("Kort fortalt"), [("", self.outcome.summary_here)])
        yield self.what_came
        yield Part("sagt", _("Det blev sagt"), [], [*self.said.tables, self.said.supported])
        yield from self.questions()

    @property
    def what_came(self) -> Part:
        columns = [_("I sagde"), _("Vi gjorde"), _("Status"), _("Hvor"), _("Dato")]
        rows: list[list[Any]] = [
            [line.said, told_of(line), line.status, ", ".join(line.areas.values()), line.decided_on]
            for line in self.lines
        ]
        return Part("linjer", _("I sagde, vi gjorde"), [], [Table("linjer", _("I sagde, vi gjorde"), columns, rows)])

    def questions(self) -> Iterator[Part]:
        """The four questions of the design sheet, each with what was written then and what happened."""
        process, sheet = self.process, self.sheet
        why = [(_("Derfor spurgte vi"), process.relevance), (_("Det kunne ændres"), process.open_questions)]
        yield Part("relevant", _("Var det relevant?"), worded([*why, (_("Det lå fast"), process.settled)]))
        tables = [sheet.groups, *([sheet.reach_table] if sheet.reach_table else []), sheet.attendance]
        yield Part("hvem", _("Hvem blev nået?"), [], filled(*tables))
        purpose = [(_("Formålet"), process.purpose), (_("Resultatet skulle bruges til"), process.use_of_result)]
        purpose.append((_("Vores svar"), process.answer_text))
        yield Part("formaal", _("Hvad kom der ud af det?"), worded(purpose), filled(sheet.aims, sheet.promises))
        then = worded([(_("Derfor på det tidspunkt"), process.timing)])
        yield Part("hvornaar", _("Hvornår skete det?"), then, filled(sheet.phases, sheet.changes))


def worded(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(name, text) for name, text in words if text]


def filled(*tables: Table) -> list[Table]:
    return [table for table in tables if not table.is_empty]


def told_of(line: Line) -> str:
    """What was decided or answered, how far it is, and what associations did."""
    reached = [f"{said(one.done)}: {one.title}" for one in line.reached]
    taken_on = [f"{one.partner.name}: {one.result or one.what}" for one in line.handovers]
    return "\n".join([line.did, *reached, *taken_on])
