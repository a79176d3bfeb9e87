"""What an owner writes about a process's results: in short, a line for each aim and target group, and decisions."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.journal.models import Entry
from kortet.outcomes.models import AimLine, Decision, GroupLine, Outcome
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.processes.models import Process, TargetGroup
from kortet.saying.days import DayField
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField, SaidField

NUMBER = re.compile(r"\d{4}-\d{5,}")
MOST_PINS, MOST_PEOPLE = 200, 10_000_000
OF_OUTCOME = ("summary", "summary_en", "used", "used_en", "decided_on")
OF_DECISION = ("said", "said_en", "text", "text_en", "result", "decided_on")
ENGLISH = gettext_lazy("Det samme på engelsk")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class OutcomeForm(GuardedForm):
    """All lines of a process on one page; what is left empty is not told."""

    summary = SaidField(
        label=gettext_lazy("Kort fortalt: hvad kom der ud af det?"),
        help_text=gettext_lazy("To-tre sætninger, som alle forstår."),
        widget=area(4),
        max_length=2000,
        required=False,
    )
    summary_en = SaidField(label=ENGLISH, widget=area(3), max_length=2000, required=False)
    used = SaidField(
        label=gettext_lazy("Hvad blev resultatet brugt til?"),
        help_text=gettext_lazy("Det, der står ved siden af løftet om indflydelse."),
        widget=area(3),
        max_length=2000,
        required=False,
    )
    used_en = SaidField(label=ENGLISH, widget=area(3), max_length=2000, required=False)
    decided_on = DayField(required=False)

    def __init__(self, *args: Any, process: Process, outcome: Outcome, **kwargs: Any) -> None:
        self.process, self.outcome = process, outcome
        self.groups = list(process.target_groups.all())
        kwargs.setdefault("initial", self.written())
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "outcome-%s", ""
        self.fields["decided_on"].label = _("Hvornår blev det besluttet?")
        for aim, label in self.aims:
            self.fields[f"aim_{aim}"] = SaidField(label=label, widget=area(2), max_length=1000, required=False)
            self.fields[f"aim_{aim}_en"] = SaidField(label=ENGLISH, widget=area(2), max_length=1000, required=False)
        for group in self.groups:
            self.add_group(group)

    def add_group(self, group: TargetGroup) -> None:
        name, told = f"group_{group.pk}", {"group": group.name}
        self.fields[f"{name}_reached"] = forms.IntegerField(
            label=_("%(group)s: hvor mange blev nået?") % told, min_value=0, max_value=MOST_PEOPLE, required=False
        )
        self.fields[f"{name}_text"] = LineField(label=_("%(group)s: bemærkning") % told, max_length=500, required=False)
        self.fields[f"{name}_text_en"] = LineField(label=ENGLISH, max_length=500, required=False)

    @property
    def aims(self) -> list[tuple[str, str]]:
        labels = dict(Process.Aim.choices)
        return [(aim, str(labels[aim]).capitalize()) for aim in dict.fromkeys(self.process.aims)]

    @property
    def bound_aims(self) -> Iterator[tuple[Any, Any]]:
        return ((self[f"aim_{aim}"], self[f"aim_{aim}_en"]) for aim, _label in self.aims)

    @property
    def bound_groups(self) -> Iterator[list[Any]]:
        return ([self[f"group_{group.pk}_{name}"] for name in ("reached", "text", "text_en")] for group in self.groups)

    def written(self) -> dict[str, Any]:
        """What stands there already."""
        found = {
            name: getattr(self.outcome, name) for name in ("summary", "summary_en", "used", "used_en", "decided_on")
        }
        for line in AimLine.objects.filter(process=self.process):
            found |= {f"aim_{line.aim}": line.text, f"aim_{line.aim}_en": line.text_en}
        for group in GroupLine.objects.filter(group__process=self.process):
            told = {"reached": group.reached, "text": group.text, "text_en": group.text_en}
            found |= {f"group_{group.group_id}_{name}": value for name, value in told.items()}
        return found

    def clean(self) -> dict[str, Any]:
        """An English line translates a Danish one: without that there is nothing to translate."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for aim, _label in self.aims:
            if said.get(f"aim_{aim}_en") and not said.get(f"aim_{aim}"):
                self.add_error(f"aim_{aim}", _("Skriv den også på dansk."))
        return said

    @transaction.atomic
    def save(self, actor: User) -> Outcome:
        said = self.cleaned_data
        for name in OF_OUTCOME:
            setattr(self.outcome, name, said[name])
        self.outcome.save()
        for aim, _label in self.aims:
            self.put_aim(aim, said[f"aim_{aim}"], said[f"aim_{aim}_en"])
        for group in self.groups:
            told = {name: said[f"group_{group.pk}_{name}"] for name in ("reached", "text", "text_en")}
            GroupLine.objects.update_or_create(group=group, defaults=told)
        Entry.objects.record("written", self.outcome, actor=actor)
        return self.outcome

    def put_aim(self, aim: str, text: str, text_en: str) -> None:
        if text:
            told = {"text": text, "text_en": text_en}
            AimLine.objects.update_or_create(process=self.process, aim=aim, defaults=told)
        else:
            AimLine.objects.filter(process=self.process, aim=aim).delete()


class DecisionForm(GuardedForm):
    """What people said, what came of it, and on which pins they said it."""

    said = LineField(
        label=gettext_lazy("I sagde"), help_text=gettext_lazy("Med deres ord, i én sætning."), max_length=200
    )
    said_en = LineField(label=ENGLISH, max_length=200, required=False)
    text = SaidField(
        label=gettext_lazy("Vi gjorde"),
        help_text=gettext_lazy("Hvad blev besluttet, hvorfor, og hvad sker der nu?"),
        widget=area(4),
        max_length=2000,
    )
    text_en = SaidField(label=ENGLISH, widget=area(3), max_length=2000, required=False)
    result = forms.ChoiceField(label=gettext_lazy("Blev det til noget?"), choices=Decision.Result.choices)
    decided_on = DayField(required=False)
    pins = forms.CharField(
        label=gettext_lazy("Nåle, det handler om"),
        help_text=gettext_lazy("Deres numre med mellemrum, f.eks. 2026-00417 2026-00421. Kun nåle i dette forløb."),
        required=False,
        max_length=5000,
    )

    def __init__(self, *args: Any, process: Process, decision: Decision | None, **kwargs: Any) -> None:
        self.process, self.decision = process, decision
        kwargs.setdefault("initial", self.written())
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "decision-%s", ""
        self.fields["decided_on"].label = _("Besluttet den")

    def written(self) -> dict[str, Any]:
        if self.decision is None:
            return {}
        found = {
            name: getattr(self.decision, name)
            for name in ("said", "said_en", "text", "text_en", "result", "decided_on")
        }
        numbers = self.decision.pins.order_by("number").values_list("number", flat=True)
        return found | {"pins": " ".join(numbers)}

    def clean_pins(self) -> list[Pin]:
        """The pins of the numbers; one that is not seen, or of another process, is told by its number."""
        words = re.split(r"[\s,;]+", self.cleaned_data["pins"].strip()) if self.cleaned_data["pins"].strip() else []
        if strange := [word for word in words if not (NUMBER.fullmatch(word) and word.isascii())]:
            raise ValidationError(_("%(words)s er ikke numre på nåle.") % {"words": ", ".join(strange[:5])[:80]})
        if len(words) > MOST_PINS:
            raise ValidationError(_("Højst %(n)s nåle på én beslutning.") % {"n": MOST_PINS})
        found = {pin.number: pin for pin in Pin.objects.public().filter(process=self.process, number__in=words)}
        if missing := [word for word in words if word not in found]:
            told = {"numbers": ", ".join(missing[:5])}
            raise ValidationError(_("Disse nåle er ikke i forløbet, eller de er ikke offentlige: %(numbers)s.") % told)
        return list(found.values())

    @transaction.atomic
    def save(self, actor: User) -> Decision:
        said = dict(self.cleaned_data)
        pins = said.pop("pins")
        decision = self.decision or Decision(process=self.process)
        for name, value in said.items():
            setattr(decision, name, value)
        decision.save()
        decision.pins.set(pins)
        Entry.objects.record("decided", decision, actor=actor, pins=[pin.number for pin in pins])
        return decision
