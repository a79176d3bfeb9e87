"""The list of a town's processes: what one can take part in now, what comes, and what is over."""

from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.places.models import Area
from kortet.processes.models import Process
from kortet.processes.queries import ProcessQuerySet

MOST, MOST_OVER = 200, 50


class ProcessFilter(forms.Form):
    """Nonsense in one field is told beside it and otherwise ignored."""

    area = forms.ModelChoiceField(Area.objects.none(), to_field_name="code", required=False, empty_label=_("Alle"))

    def __init__(self, question: QueryDict, town: Municipality) -> None:
        super().__init__(question, auto_id="filter-%s", label_suffix="")
        every: list[Any] = [("", _("Alle")), *Process.Form.choices]
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=every, required=False)
        self.order_fields(["form", "area"])
        field: Any = self.fields["area"]
        field.queryset = Area.objects.of(town).neighbourhoods().current().light()
        field.label = town.word("neighbourhood").capitalize()
        self.is_valid()
        self.chosen = {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, processes: ProcessQuerySet) -> ProcessQuerySet:
        """One about the whole town is about each of its areas."""
        if "form" in self.chosen:
            processes = processes.filter(form=self.chosen["form"])
        return processes.in_area(self.chosen["area"]) if "area" in self.chosen else processes


class ProcessList:
    """Two questions for the rows and two for their phases, however many there are."""

    def __init__(self, town: Municipality, question: QueryDict, user: Any) -> None:
        self.town, self.user = town, user
        self.filter = ProcessFilter(question, town)

    def _rows(self, which: Q, most: int) -> list[Process]:
        seen = Process.objects.visible_to(self.user, self.town).filter(which)
        return list(self.filter.apply(seen).as_rows()[:most])

    @cached_property
    def _running(self) -> list[Process]:
        return self._rows(~Q(state="closed"), MOST)

    def _at(self, stage: str) -> list[Process]:
        return [process for process in self._running if process.stage == stage]

    @property
    def groups(self) -> list[tuple[str, str, list[Process]]]:
        """Heading, stage and processes; only those that have some."""
        told = [
            (_("Du kan være med nu"), "open", self._at("open")),
            (_("Kommer snart"), "coming", self._at("coming")),
            (_("Venter på svar"), "over", self._at("over")),
            (_("Afsluttede"), "closed", self._rows(Q(state="closed"), MOST_OVER)),
            (_("Kladder"), "draft", self._at("draft")),
        ]
        return [(str(heading), stage, rows) for heading, stage, rows in told if rows]

    @property
    def may_design(self) -> bool:
        signed_in = isinstance(self.user, User)
        return signed_in and self.user.is_in_role(self.town, "process_owner")
