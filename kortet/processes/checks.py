"""What the design sheet is held against before it is published, and after every change (docs/decisions/0037).

Some stop a process from being published (`stops`), the others are only told. Each says at which step and field it can
be mended. Nothing here asks the database for more than the process, its phases and its target groups.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from kortet.processes.rights import PhaseKind

if TYPE_CHECKING:
    from kortet.processes.models import Phase, Process, TargetGroup

RELEVANCE, WHO, PURPOSE, WHEN = "relevans", "hvem", "formaal", "hvornaar"
ORDER = list(PhaseKind)
ASKING = (PhaseKind.COLLECT, PhaseKind.DISCUSS, PhaseKind.DEVELOP, PhaseKind.PRIORITISE)
DECIDERS = ("collaborate", "empower")
WEEKS = {"plan": 8, "plan_change": 4, "local_plan": 4, "minor_local_plan": 2}
SECTIONS = {"plan": 3, "plan_change": 4, "local_plan": 5, "minor_local_plan": 6}


@dataclass(frozen=True)
class Check:
    """One thing to mend: what is wrong in a sentence, at which step, and the id of the field there."""

    word: str
    text: str
    step: str
    at: str
    stops: bool = True

    def address(self, slug: str) -> str:
        return f"{reverse('design_step', args=[slug, self.step])}#{self.at}"


@dataclass(frozen=True)
class Sheet:
    """What the rules look at."""

    process: "Process"
    phases: "list[Phase]"
    groups: "list[TargetGroup]"
    today: date = field(default_factory=timezone.localdate)

    def of_kinds(self, *kinds: str) -> "list[Phase]":
        return [phase for phase in self.phases if phase.kind in kinds]


def checks_of(process: "Process") -> list[Check]:
    """All that is to be said of a process, in the order of the steps."""
    return checked(Sheet(process, list(process.phases.all()), list(process.target_groups.all())))


def checked(sheet: Sheet) -> list[Check]:
    return [check for rule in RULES for check in rule(sheet)]


def day_of(day: date) -> str:
    return formats.date_format(day, "DATE_FORMAT")


def said(sheet: Sheet) -> Iterator[Check]:
    """The questions that everybody may expect an answer to."""
    process = sheet.process
    missing = [
        ("relevance", RELEVANCE, _("Skriv, hvorfor det er relevant at spørge.")),
        ("open_questions", RELEVANCE, _("Skriv, hvad der endnu kan ændres på. Kan intet ændres, så spørg ikke.")),
        ("purpose", PURPOSE, _("Skriv, hvad formålet er.")),
        ("influence", PURPOSE, _("Vælg, hvor meget indflydelse folk får.")),
        ("use_of_result", PURPOSE, _("Skriv, hvad resultatet bliver brugt til.")),
    ]
    for name, step, text in missing:
        if not getattr(process, name):
            yield Check(f"no_{name}", text, step, f"sheet-{name}")
    if not process.summary:
        text = _("Fortæl kort, hvad det går ud på: det er det første, folk læser.")
        yield Check("no_summary", text, RELEVANCE, "sheet-summary", stops=False)


def reached(sheet: Sheet) -> Iterator[Check]:
    """Somebody is to be reached, each group by a way."""
    if not sheet.groups:
        yield Check("no_groups", _("Sig, hvem I gerne vil høre fra."), WHO, "groups")
    for number, group in enumerate(sheet.groups):
        if not group.channel:
            text = _("%(name)s har ingen kanal: hvordan når I dem?") % {"name": group.name}
            yield Check("no_channel", text, WHO, f"id_groups-{number}-channel", stops=False)


def placed(sheet: Sheet) -> Iterator[Check]:
    """What it is about lies in the municipality."""
    area, outline = sheet.process.area, sheet.process.municipality.outline
    if area is None or outline is None or outline.covers(area):
        return
    if outline.intersects(area):
        text = _("En del af området ligger uden for kommunen.")
        yield Check("area_sticks_out", text, WHO, "area", stops=False)
    else:
        yield Check("area_outside", _("Området ligger uden for kommunen."), WHO, "area")


def promised(sheet: Sheet) -> Iterator[Check]:
    """What the degree of influence promises can be kept."""
    process = sheet.process
    if process.influence == "empower" and not (process.is_binding and process.decision_on):
        text = _("I overlader beslutningen: så skal den følge resultatet, og dagen skal stå her.")
        at = "is_binding" if process.decision_on else "decision_on"
        yield Check("empower_without_decision", text, PURPOSE, f"sheet-{at}")
    if process.influence in DECIDERS and not process.decided_by:
        text = _("Skriv, hvem der beslutter, når I samarbejder eller overlader beslutningen.")
        yield Check("nobody_decides", text, PURPOSE, "sheet-decided_by")


def answered(sheet: Sheet) -> Iterator[Check]:
    """An answer is promised, and not for a day on which people still speak. Who only informs owes none."""
    process, asked = sheet.process, sheet.of_kinds(*ASKING, PhaseKind.DECIDE)
    if process.answer_on is None:
        if process.influence != "inform":
            yield Check("no_answer_day", _("Lov et svar, og sig hvornår."), WHEN, "sheet-answer_on")
        return
    late = [phase for phase in asked if phase.last_day > process.answer_on]
    if late:
        text = _("Svaret er lovet til %(day)s, men %(phase)s slutter først %(last)s.")
        words = {"day": day_of(process.answer_on), "phase": late[-1].name_here, "last": day_of(late[-1].last_day)}
        yield Check("answer_before_the_end", text % words, WHEN, "sheet-answer_on")


def phased(sheet: Sheet) -> Iterator[Check]:
    """There is a phase, and not all of it is history before anybody hears of it."""
    if not sheet.phases:
        yield Check("no_phases", _("Sæt mindst én fase på."), WHEN, "phases")
    elif sheet.process.state == "draft":
        past = [number for number, phase in enumerate(sheet.phases) if phase.last_day < sheet.today]
        all_past = len(past) == len(sheet.phases)
        for number in past:
            text = _("%(phase)s er allerede gået.") % {"phase": sheet.phases[number].name_here}
            yield Check("phase_in_the_past", text, WHEN, f"id_phases-{number}-first", stops=all_past)


def ordered(sheet: Sheet) -> Iterator[Check]:
    """No kind of phase begins before a kind that comes before it; side by side is fine."""
    first = {kind: min(sheet.of_kinds(kind), key=lambda phase: phase.begins) for kind in ORDER if sheet.of_kinds(kind)}
    kinds = list(first)
    for earlier, later in pairwise(kinds):
        if first[later].first_day < first[earlier].first_day:
            text = _("%(later)s begynder før %(earlier)s. Byt om på datoerne.")
            words = {"later": first[later].name_here, "earlier": first[earlier].name_here}
            at = f"id_phases-{sheet.phases.index(first[later])}-first"
            yield Check("phases_reversed", text % words, WHEN, at)


def decided(sheet: Sheet) -> Iterator[Check]:
    """People are asked after what is settled, and before what is to be decided."""
    process = sheet.process
    for number, phase in enumerate(sheet.phases):
        words = {"phase": phase.name_here}
        if process.settled_on and phase.first_day < process.settled_on:
            text = _("%(phase)s begynder, før det er besluttet, hvad der ligger fast (%(day)s).")
            words |= {"day": day_of(process.settled_on)}
            yield Check("before_settled", text % words, WHEN, f"id_phases-{number}-first", stops=False)
        if process.decision_on and phase.kind in ASKING and phase.last_day > process.decision_on:
            text = _("%(phase)s slutter, efter at beslutningen er truffet (%(day)s).")
            words |= {"day": day_of(process.decision_on)}
            yield Check("after_the_decision", text % words, WHEN, f"id_phases-{number}-last")


def heard(sheet: Sheet) -> Iterator[Check]:
    """A hearing is as long as the planning act says (planloven § 24, stk. 3-6); § 23 c leaves it to the council."""
    process = sheet.process
    if process.form != "hearing":
        return
    if not process.hearing:
        yield Check("which_hearing", _("Vælg, hvilken slags høring det er."), WHEN, "sheet-hearing")
    weeks, open_for = WEEKS.get(process.hearing, 0), sheet.of_kinds(PhaseKind.COLLECT)
    longest = max((phase.last_day - phase.first_day + timedelta(days=1) for phase in open_for), default=timedelta())
    if longest < timedelta(weeks=weeks) or not open_for:
        yield Check("hearing_too_short", too_short(process.hearing, longest.days), WHEN, "phases")


def too_short(hearing: str, days: int) -> str:
    if hearing not in WEEKS:
        return _("En høring skal have en periode, hvor der samles ind.")
    text = _("Høringen er på %(days)s dage. Planlovens § 24, stk. %(section)s, kræver mindst %(weeks)s uger.")
    return text % {"days": days, "section": SECTIONS[hearing], "weeks": WEEKS[hearing]}


def contacted(sheet: Sheet) -> Iterator[Check]:
    """Somebody can be asked, and reminded of the promise."""
    process = sheet.process
    if not (process.contact_name and (process.contact_email or process.contact_phone)):
        text = _("Skriv, hvem man kan spørge, med e-mail eller telefon.")
        yield Check("no_contact", text, WHEN, "sheet-contact_name")
    elif not process.contact_email:
        text = _("Uden en e-mail kan vi kun minde den, der har lavet forløbet, om det lovede svar.")
        yield Check("no_contact_email", text, WHEN, "sheet-contact_email", stops=False)


RULES: list[Callable[[Sheet], Iterator[Check]]] = [
    said,
    reached,
    placed,
    promised,
    answered,
    phased,
    ordered,
    decided,
    heard,
    contacted,
]
