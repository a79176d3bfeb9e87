"""What is to be done to many rows at once, as the page said it: chosen one by one, or all that match."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from kortet.desk.asked import Asked, number
from kortet.desk.deadlines import Deadlines
from kortet.desk.deeds import ASSIGN, THEME, Assignment, Chosen, Deed, ThemeChange
from kortet.desk.forms import AssigneeForm, ReasonForm, ThemeForm
from kortet.desk.listing import deeds_of
from kortet.desk.models import Reason
from kortet.desk.queue import MOST_AT_ONCE, Queue
from kortet.desk.subjects import SUBJECTS
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User

WORDS = {ASSIGN: _("Giv til"), THEME: _("Skift emne")}


@dataclass
class Bulk:
    """`sure` comes from the second page: what the deed needs was said, and the number was seen."""

    user: User
    town: Municipality
    said: QueryDict
    asked: Asked

    @classmethod
    def of(cls, request: TownRequest) -> "Bulk":
        user: Any = request.user
        return cls(user, request.municipality, request.POST, Asked.read(request.GET.dict()))

    @property
    def code(self) -> str:
        known = {ASSIGN, THEME} | {code for one in SUBJECTS.values() for code in one.deeds}
        said = str(self.said.get("do", ""))
        return said if said in known else ""

    @property
    def words(self) -> Any:
        """What the button says."""
        here = deeds_of(SUBJECTS[code] for code in self.chosen).get(self.code)
        return WORDS.get(self.code) or here or deeds_of(SUBJECTS.values())[self.code]

    @property
    def is_all(self) -> bool:
        return bool(self.said.get("alle"))

    @property
    def seen(self) -> datetime | None:
        """When the page was made on which "all that match" was ticked."""
        try:
            found = parse_datetime(self.said.get("set", ""))
        except ValueError:
            return None
        return found if found and found.tzinfo else None

    @cached_property
    def chosen(self) -> Chosen:
        if not self.code:
            return {}
        return self._matching() if self.is_all else self._ticked()

    def _ticked(self) -> Chosen:
        found: Chosen = {}
        for value in self.said.getlist("valgt"):
            code, _dash, rest = value.partition("_")
            pk, _dash, stamp = rest.partition("_")
            if code in SUBJECTS and number(pk) and stamp:
                found.setdefault(code, {})[number(pk)] = stamp
        return found

    def _matching(self) -> Chosen:
        """What matched when the page was made and has not been touched since; the first two thousand."""
        if self.seen is None:
            return {}
        found: Chosen = {}
        queue = Queue(self.user, self.town, Deadlines(self.town))
        for code, pk, came in queue.page(self.asked, size=MOST_AT_ONCE - 1):
            if came <= self.seen:
                found.setdefault(code, {})[pk] = ""
        return {code: self._untouched(code, numbers) for code, numbers in found.items()}

    def _untouched(self, code: str, numbers: dict[int, str]) -> dict[int, str]:
        model = SUBJECTS[code].model
        later = Entry.objects.filter(subject=model._meta.label_lower, subject_id=OuterRef("pk"), happened__gt=self.seen)
        touched = set(model.objects.filter(Exists(later), pk__in=list(numbers)).values_list("pk", flat=True))
        return {pk: stamp for pk, stamp in numbers.items() if pk not in touched}

    @property
    def count(self) -> int:
        return sum(len(numbers) for numbers in self.chosen.values())

    @property
    def is_sure(self) -> bool:
        return bool(self.said.get("sure"))

    @cached_property
    def form(self) -> Any:
        """What the deed needs to be told; None where it needs nothing."""
        said = self.said if self.is_sure else None
        if self.code == ASSIGN:
            return AssigneeForm(self.town, said, initial={"assignee": self.user})
        if self.code == THEME:
            return ThemeForm(self.town, said)
        wants = any(one.deeds.get(self.code, ("", False))[1] for one in SUBJECTS.values())
        return ReasonForm(said) if wants else None

    @property
    def is_ready(self) -> bool:
        """What needs nothing and was ticked row by row is done at once: it can be undone."""
        if self.form is None:
            return self.is_sure or not self.is_all
        return bool(self.is_sure and self.form.is_valid())

    @property
    def is_wrong(self) -> bool:
        return self.form is not None and self.form.is_bound and not self.form.is_valid()

    def deed(self) -> Deed:
        said = self.form.cleaned_data if self.form is not None else {}
        if self.code == ASSIGN:
            return Assignment(self.user, self.town, ASSIGN, assignee=said["assignee"])
        if self.code == THEME:
            return ThemeChange(self.user, self.town, THEME, theme=said["theme"])
        return Deed(self.user, self.town, self.code, reason=said.get("reason", ""))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the second page sends again."""
        some = [("valgt", value) for value in self.said.getlist("valgt")] if not self.is_all else []
        once = [(name, str(self.said.get(name, ""))) for name in ("do", "alle", "set") if self.said.get(name)]
        return [*some, *once, ("sure", "1")]

    @property
    def back(self) -> str:
        return f"{reverse('desk')}?{self.asked.question or 'trin=se'}"

    @property
    def action(self) -> str:
        return f"{reverse('desk_bulk')}?{self.asked.question}"

    @property
    def reasons(self) -> Any:
        return Reason.objects.filter(municipality=self.town)
