"""The design sheet held against what happened, question by question: whom it reached, what it gave."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.alternatives.models import Reaction
from kortet.alternatives.queries import LEAST
from kortet.figures.reach import Reach
from kortet.figures.small_numbers import hide_list
from kortet.figures.tables import TOO_FEW, Table, said
from kortet.meetings.models import Attendance
from kortet.outcomes.models import AimLine, GroupLine, Outcome
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from kortet.processes.changes import changes_of
from kortet.processes.models import Phase, Process

BORDER = 10  # metres that an area may lie over a border without being about the other side


@dataclass
class Sheet:
    """One process; each part is asked for when it is shown. `today` is the day it is held against."""

    process: Process
    outcome: Outcome

    def __post_init__(self) -> None:
        self.today = timezone.localdate()

    @property
    def pins(self) -> Any:
        return Pin.objects.public().filter(process=self.process)

    @cached_property
    def reach(self) -> Reach | None:
        """Who was heard in each neighbourhood; None where the municipality has none."""
        layer = AreaLayer.objects.of(self.process.municipality).filter(is_neighbourhoods=True).first()
        return Reach(self.pins, layer) if layer else None

    @cached_property
    def reach_table(self) -> Table | None:
        """Neighbourhood, inhabitants, voices, voices per 1,000, and what was said; without neighbourhoods nothing.

        Of a process with an area the neighbourhoods outside it have a row only where somebody spoke: a 0 hides nothing.
        """
        if self.reach is None:
            return None
        table, heard = self.reach.table.only(0, 1, 2, 3, 6), self.asked
        named = [area.pk for area in self.reach.areas]
        rows = [
            row for place, row in enumerate(table.rows) if row[2] != 0 or place >= len(named) or named[place] in heard
        ]
        title = _("Stemmer i hvert område")
        return Table("naaet", title, table.columns, rows, voices_note(), table.bar, total=True)

    @cached_property
    def asked(self) -> set[int]:
        """The neighbourhoods (row numbers) that the process is about: those in its area, else all."""
        areas = Area.objects.of(self.process.municipality).neighbourhoods().current()
        if self.process.area is not None:
            areas = areas.filter(boundary__intersects=self.process.area.buffer(-BORDER))
        return set(areas.values_list("pk", flat=True))

    @cached_property
    def reactions(self) -> Any:
        """How many people said what they think of what was drawn; few are not told."""
        n = Reaction.objects.of(self.process).values("person").distinct().count()
        return TOO_FEW if 0 < n < LEAST else n

    @cached_property
    def attendance(self) -> Table:
        """Where those who came to the meetings said that they live; few are hidden."""
        counted = Attendance.objects.filter(meeting__process=self.process).values_list("area__name")
        rows = list(counted.annotate(n=Count("pk")).order_by("-n", "area__name"))
        hidden = hide_list([n for _name, n in rows])
        told: list[list[Any]] = [
            [name, TOO_FEW if hidden.is_hidden(place, 0) else n] for place, (name, n) in enumerate(rows)
        ]
        total = TOO_FEW if hidden.is_hidden(-1, 0) else sum(n for _name, n in rows)
        told += [[_("I alt"), total]] if rows else []
        columns = [_("Område"), _("Fremmødte")]
        return Table("moeder", _("Fremmødte til møderne"), columns, told, meetings_note(), bar=1, total=True)

    @cached_property
    def changes(self) -> Table:
        """What was changed after the process was published, as its own page tells it."""
        rows: list[list[Any]] = [[change.when, change.text] for change in changes_of(self.process)]
        return Table("aendringer", _("Undervejs"), [_("Dag"), _("Hvad skete der?")], rows[::-1])

    @cached_property
    def groups(self) -> Table:
        """The target groups: hoped for, and reached as far as staff know: nobody is asked what they are."""
        lines = {line.group_id: line for line in GroupLine.objects.filter(group__process=self.process)}
        rows = [self.group_row(group, lines.get(group.pk)) for group in self.process.target_groups.all()]
        columns = [_("Målgruppe"), _("Hvordan"), _("Håbede på"), _("Nåede"), _("Bemærkning")]
        return Table("maalgrupper", _("Målgrupper"), columns, rows)

    def group_row(self, group: Any, line: GroupLine | None) -> list[Any]:
        reached = line.reached if line else None
        few = reached is not None and 0 < reached < LEAST
        return [group.name, group.channel, group.hoped_for, TOO_FEW if few else reached, line.text_here if line else ""]

    @cached_property
    def aims(self) -> Table:
        lines = {line.aim: line.text_here for line in AimLine.objects.filter(process=self.process)}
        labels = dict(Process.Aim.choices)
        rows: list[list[Any]] = [
            [str(labels[aim]).capitalize(), lines.get(aim) or _("Ikke skrevet endnu")] for aim in self.process.aims
        ]
        return Table("formaal", _("Formål"), [_("Vi ville opnå"), _("Sådan gik det")], rows)

    @cached_property
    def promises(self) -> Table:
        """What was promised and what came of it; what was never promised has no row."""
        process, rows = self.process, []
        used = self.outcome.used_here or _("Ikke skrevet endnu")
        if process.influence:
            rows.append([_("Indflydelse"), str(process.get_influence_display()), used])
        elif process.use_of_result or self.outcome.used_here:
            rows.append([_("Brug af resultatet"), process.use_of_result, used])
        if process.answer_on:
            rows.append(
                [_("Et svar"), said(process.answer_on), kept(process.answer_on, process.answered_on, self.today)]
            )
        if process.decision_on:
            came = kept(process.decision_on, self.outcome.decided_on, self.today)
            rows.append([_("En beslutning"), said(process.decision_on), came])
        return Table("loefter", _("Løfter"), [_("Vi lovede"), _("Hvad"), _("Det skete")], rows)

    @cached_property
    def phases(self) -> Table:
        """Each phase: planned from and to, how it ran, and how many pins were set while it did."""
        rows = [self.phase_row(phase) for phase in self.process.phases.all()]
        columns = [_("Fase"), _("Fra"), _("Til"), _("Hvordan den forløb"), _("Nåle sat")]
        return Table("faser", _("Faser"), columns, rows)

    def phase_row(self, phase: Phase) -> list[Any]:
        pins = sum(phase.begins <= moment < self.end_of(phase) for moment in self.moments)
        last = phase.ends
        return [phase.name_here.capitalize(), phase.begins, last, self.run(phase), pins]

    def end_of(self, phase: Phase) -> Any:
        return min(phase.ends, self.process.closed) if self.process.closed else phase.ends

    @cached_property
    def moments(self) -> list[Any]:
        return list(self.pins.values_list("created", flat=True))

    def run(self, phase: Phase) -> str:
        """How a phase went, in words: closing a process ends its phases."""
        closed, now = self.process.closed, timezone.now()
        if closed and closed <= phase.begins:
            return _("kom aldrig i gang: forløbet var afsluttet")
        if closed and closed < phase.ends:
            return _("sluttede %(day)s, da forløbet blev afsluttet") % {"day": said(closed)}
        if now < phase.begins:
            return _("er ikke begyndt")
        return _("som planlagt") if phase.ends <= now else _("er i gang")


def voices_note() -> str:
    return _(
        "En stemme er et menneske, der har sat en nål i forløbet, støtter en eller kommenterer, talt én gang i hvert "
        "område; ved vi ikke, hvem der satte en nål, tæller den som én stemme. Færre end fem stemmer, og tal, som de "
        "kunne regnes ud af, står som “skjult”."
    )


def meetings_note() -> str:
    return _("Hver har selv valgt sit område på sin telefon, uden navn. Færre end fem står som “skjult”.")


def kept(promised: date, came: date | None, today: date) -> str:
    """Whether something came by the day it was promised for."""
    if came is None:
        return _("mangler endnu") if promised < today else _("er ikke kommet endnu; fristen er ikke gået")
    late = (came - promised).days
    if late <= 0:
        return _("kom til tiden, den %(day)s") % {"day": said(came)}
    words = ngettext("kom %(n)s dag for sent, den %(day)s", "kom %(n)s dage for sent, den %(day)s", late)
    return words % {"n": late, "day": said(came)}
