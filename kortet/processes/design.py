"""One visit to a step of the sheet: its form, its rows and its papers, saved together or not at all."""

from datetime import date
from functools import cached_property
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.people.models import User
from kortet.processes import checks
from kortet.processes.changes import in_words
from kortet.processes.checks import Sheet, checked, checks_of
from kortet.processes.forms import PurposeForm, RelevanceForm, StepForm, WhenForm, WhoForm
from kortet.processes.forms_rows import GROUPS, INVITED, PHASES
from kortet.processes.models import Process
from kortet.processes.papers import PaperForm
from kortet.saying.meanwhile import wrote_meanwhile

FORMS: dict[str, type[StepForm]] = {
    checks.RELEVANCE: RelevanceForm,
    checks.WHO: WhoForm,
    checks.PURPOSE: PurposeForm,
    checks.WHEN: WhenForm,
}
ROWS: dict[str, dict[str, Any]] = {
    checks.WHO: {"groups": GROUPS, "invited": INVITED},
    checks.WHEN: {"phases": PHASES},
}
STEPS = list(FORMS)


class OvertakenError(Exception):
    """Another owner published or closed the process while this one filled in a step."""


class SameFieldsError(Exception):
    """Another owner changed the same: `what` has (name, title) of each change, as the journal keeps them."""

    def __init__(self, what: set[tuple[str, str]]) -> None:
        super().__init__(what)
        self.what = what


class StepVisit:
    """`process` is the owner's row. What was typed stays in the forms through every error.

    `seen` is the newest entry of the journal when the page was read: of two who change the same field at once, the
    second is told what the first one wrote, and that saving once more puts their own words in its place.
    """

    def __init__(self, request: TownRequest, process: Process, step: str) -> None:
        self.request, self.process, self.step = request, process, step
        self.actor: User = signed_in(request)
        said = request.POST if request.method == "POST" else None
        self.before = Process.objects.get(pk=process.pk)
        self.form: Any = FORMS[step](said, instance=process, user=self.actor)
        kinds = ROWS.get(step, {}).items()
        self.rows: dict[str, Any] = {name: kind(said, process=process, prefix=name) for name, kind in kinds}
        self.papers = PaperForm(said, request.FILES, process=process) if step == checks.WHEN else None
        self.seen = number(posted(request, "seen")) or self._newest()

    @property
    def parts(self) -> list[Any]:
        return [self.form, *self.rows.values(), *([self.papers] if self.papers else [])]

    @cached_property
    def is_sound(self) -> bool:
        """Whether all that was typed can be saved."""
        if not all([part.is_valid() for part in self.parts]):  # noqa: C419  (each says its errors, also after another's)
            return False
        if self.process.state != Process.State.DRAFT:
            self._stays_sound()
        return bool(not self.form.errors)

    def _stays_sound(self) -> None:
        """What is public may not be changed into what would not have been published."""
        had = {(check.word, check.at) for check in checks_of(self.before)}
        phases = self.rows["phases"].wanted() if "phases" in self.rows else list(self.process.phases.all())
        groups = self.rows["groups"].wanted() if "groups" in self.rows else list(self.process.target_groups.all())
        for check in checked(Sheet(self.process, sorted(phases, key=lambda phase: phase.begins), groups)):
            if check.stops and (check.word, check.at) not in had:
                self.form.add_check(check.at, check.text)

    def saved(self) -> bool:
        """Stores the step; of what is public each change gets a line that everybody sees.

        Who comes second, after somebody changed the same phases or published meanwhile, is told to look again.
        """
        try:
            self._save()
        except (IntegrityError, OvertakenError):
            self.form.add_error(None, _("En anden har ændret forløbet imens. Åbn siden igen, og se, hvad der er nyt."))
            return False
        except SameFieldsError as error:
            self._tell_what_they_wrote(error.what)
            return False
        return True

    def _tell_what_they_wrote(self, what: set[tuple[str, str]]) -> None:
        self.seen = self._newest()
        for name, title in sorted(what):
            now = getattr(self.before, name, None)
            text = _("En anden har ændret %(what)s imens. Det, du skrev, står her; gem igen, hvis det skal gælde.")
            text %= {"what": in_words({"name": name, "title": title})}
            if isinstance(now, str) and now:
                text = wrote_meanwhile(now)
            self.form.add_error(name if name in self.form.fields else None, text)

    def _newest(self) -> int:
        entries = Entry.objects.about(self.process).order_by("-pk")
        return entries.values_list("pk", flat=True).first() or 0

    def _theirs(self) -> set[tuple[str, str]]:
        """What others changed since the page was read."""
        entries = Entry.objects.about(self.process).filter(verb="changed", pk__gt=self.seen).exclude(actor=self.actor)
        return {key_of(told) for entry in entries for told in entry.data.get("changes", [])}

    @transaction.atomic
    def _save(self) -> None:
        changes, state = self._changes(), self.process.state
        self.process.hold()
        if self.process.state != state:
            raise OvertakenError
        if same := self._theirs() & {key_of(told) for told in changes}:
            raise SameFieldsError(same)
        columns = [name for name in self.form._meta.fields if name in self.form.fields]
        if self.step == checks.WHO:
            columns.append("area")
        self.process.save(update_fields=columns)
        for rows in self.rows.values():
            rows.save()
        changes += self.papers.save() if self.papers else []
        if changes:
            is_public = self.process.state != Process.State.DRAFT
            Entry.objects.record("changed", self.process, actor=self.actor, is_public=is_public, changes=changes)

    def _changes(self) -> list[dict[str, Any]]:
        """What differs from what is stored, by column, phase and kind of row."""
        told = []
        for name in (*self.form._meta.fields, *(["area"] if self.step == checks.WHO else [])):
            was, now = getattr(self.before, name), getattr(self.process, name)
            if was != now:
                told.append({"name": name, "was": days(was), "now": days(now)})
        if "phases" in self.rows:
            told += phase_changes(self.rows["phases"])
        told += [{"name": SETS[name]} for name, rows in self.rows.items() if name in SETS and rows.has_changed()]
        return told


def key_of(told: dict[str, Any]) -> tuple[str, str]:
    """What a change is about: the column, or the kind of row and its title."""
    return told["name"], told.get("title", "")


SETS = {"groups": "target_groups", "invited": "invited"}


def days(*values: Any) -> list[str]:
    """Those that are days, as the journal keeps them."""
    return [value.isoformat() for value in values if isinstance(value, date)]


def phase_changes(rows: Any) -> list[dict[str, Any]]:
    """New, changed and gone phases, with their days before and now."""
    told: list[dict[str, Any]] = []
    for form, old in rows.written():
        title = form.cleaned_data.get("title") or str(old or "")
        if form.is_gone:
            told += [{"name": "phase_gone", "title": str(old)}] if old else []
        elif form.has_changed():
            said = form.cleaned_data
            was = days(old.first_day, old.last_day) if old else []
            now = days(said["first"], said["last"])
            name = "phase" if old else "phase_new"
            told.append({"name": name, "title": title, "was": was if was != now else [], "now": now})
    return told
