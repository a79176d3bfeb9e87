"""What staff fill in for one pin: an answer, a step, a reopening, and which other pin it is the same as."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.answers.wording import MOST, REASON, SignedForm, add_words, translations
from kortet.people.models import User
from kortet.pins.models import AnswerTemplate, Pin, PlannedAnswer, SameAs
from kortet.pins.models.same_as import UNKNOWN, part
from kortet.saying.said import LineField, SaidField


class VerbForm(forms.Form):
    """A form whose `do` calls a verb; what the verb refuses stands beside the field, and what was typed stays."""

    prefix_of_ids = "answer"

    def __init__(self, said: Any, *, pin: Pin, **kwargs: Any) -> None:
        super().__init__(said, label_suffix="", auto_id=f"{self.prefix_of_ids}-%s", **kwargs)
        self.pin = pin

    def done(self, actor: User) -> bool:
        """Whether it was filled in well and the verb took it."""
        if not self.is_valid():
            return False
        try:
            self.do(actor)
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors

    def do(self, actor: User) -> None:
        raise NotImplementedError

    @property
    def seen(self) -> int | None:
        """The state that whoever fills this in saw when the page was made."""
        shown = self.data.get("seen", "")
        return int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else None


class AnswerForm(VerbForm, SignedForm):
    """An answer, a step, or both; now, or when its time comes."""

    template = forms.ChoiceField(label=_("Skabelon"), required=False)
    text = SaidField(
        label=_("Kommunens svar"),
        help_text=_("Vises først i samtalen, og alle, der følger nålen, får besked."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=MOST,
        required=False,
    )
    due = forms.DateTimeField(
        label=_("Giv svaret senere"),
        help_text=_("Lad feltet stå tomt for at svare nu."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        required=False,
    )

    def __init__(self, said: Any, *, pin: Pin, **kwargs: Any) -> None:
        super().__init__(said, pin=pin, **kwargs)
        self.fields["state"].queryset = pin.standing.followers()  # type: ignore[attr-defined]  # a model choice
        names = AnswerTemplate.objects.fitting(pin).order_by("name").values_list("name", flat=True).distinct()
        self.fields["template"].choices = [("", "–"), *((name, name) for name in names)]  # type: ignore[attr-defined]
        add_words(self, pin.municipality)
        self.order_fields(["template", "text", "text_en", "name", "state", "reason", "due"])

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if not (said.get("text") or said.get("state")) and not self.errors:
            self.add_error("text", _("Skriv et svar, eller vælg en ny status."))
        if said.get("due") and not said.get("text") and not self.errors:
            self.add_error("text", _("Skriv det svar, der skal gives senere."))
        if translations(said) and not said.get("text"):
            self.add_error("text", _("Skriv også svaret på dansk."))
        return said

    def do(self, actor: User) -> None:
        said = self.cleaned_data
        facts = {"translations": translations(said), "state": said["state"], "reason": said["reason"]}
        if said["due"]:
            facts |= {"pin": self.pin, "text": said["text"], "name": said["name"], "actor": actor, "due": said["due"]}
            PlannedAnswer(**facts).plan()
        elif said["text"]:
            self.pin.answer(said["text"], actor, said["name"], seen=self.seen, **facts)
        else:
            self.pin.step_to(said["state"], actor, said["reason"], name=said["name"], seen=self.seen)

    def filled(self) -> "AnswerForm":
        """The same form, with the words of the chosen template in each language that it has."""
        said: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent
        ready = AnswerTemplate.objects.fitting(self.pin).filter(name=said.get("template", "")[:80])
        for template in ready:
            said["text" if template.language == "da" else f"text_{template.language}"] = template.filled(self.pin)
            said["state"] = said.get("state") or self.state_with(template)
        return AnswerForm(None, pin=self.pin, initial=said.dict())

    def state_with(self, template: AnswerTemplate) -> str:
        """The state that a template is meant for, where the pin may go there."""
        found = self.pin.standing.followers().filter(group=template.group, is_usual=True).first()
        return str(found.pk) if found else ""


class ReopenForm(VerbForm):
    """Why what was closed is taken up again."""

    prefix_of_ids = "reopen"
    reason = SaidField(
        label=_("Hvorfor genåbnes den?"), help_text=REASON, widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )
    name = LineField(label=_("Enhed"), max_length=80, required=False)

    def do(self, actor: User) -> None:
        said = self.cleaned_data
        self.pin.reopen(said["reason"], actor, name=said["name"], seen=self.seen)


class SameForm(VerbForm):
    """Which pin this one is the same as, and why."""

    prefix_of_ids = "same"
    number = LineField(label=_("Nummeret på den anden nål"), help_text=_("F.eks. 2026-00417."), max_length=12)
    reason = SaidField(
        label=_("Begrundelse"), help_text=REASON, widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        self.target = Pin.objects.of(self.pin.municipality).filter(number=number).first()
        if self.target is None:
            raise ValidationError(UNKNOWN)
        return number

    def add_error(self, field: str | None, error: Any) -> None:
        """The verb speaks of the target, which is typed as a number here."""
        told = getattr(error, "error_dict", {})
        if "target" in told:
            field, error = "number", told["target"]
        elif "source" in told:
            error = told["source"]
        super().add_error(field, error)

    def do(self, actor: User) -> None:
        reason = self.cleaned_data["reason"]
        SameAs(source=self.pin, target=self.target, actor=actor, reason=reason).propose()


class MergeForm(VerbForm):
    """Why two pins become one now."""

    prefix_of_ids = "merge"
    reason = SaidField(
        label=_("Begrundelse"), help_text=REASON, widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )

    def do(self, actor: User) -> None:
        found = SameAs.objects.open().with_pins().filter(source=self.pin).first()
        if found is None:
            raise ValidationError(_("Forslaget er allerede afgjort. Se siden igen."))
        found.merge(actor, self.cleaned_data["reason"])


class PartForm(MergeForm):
    """Why two pins become two again."""

    prefix_of_ids = "part"

    def do(self, actor: User) -> None:
        part(self.pin, actor, self.cleaned_data["reason"])
