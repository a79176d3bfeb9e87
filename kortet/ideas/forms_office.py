"""What the administration says about an idea: a question, a price, a decision, a milestone, why it is hidden."""

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.forms import PlaceIfSaidForm
from kortet.ideas.models import Decision, Idea, Milestone, OfficeQuestion
from kortet.ideas.models.idea import MOST_KRONER
from kortet.people.models import User
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.places.models import METRES
from kortet.places.turned import turned
from kortet.saying.days import DayField
from kortet.saying.said import LineField, SaidField


class KronerField(forms.CharField):
    """Whole kroner as people write them: "40.000", "40 000 kr.", "kr. 40000,-"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "numeric"}), **kwargs)

    def clean(self, value: Any) -> Any:
        said = re.sub(r"(?:^kr\.?|kr\.?$|,-$|,00$)", "", (super().clean(value) or "").strip().lower()).strip()
        if said and not re.fullmatch(r"[0-9]{1,3}(?:[. \u00a0][0-9]{3})*|[0-9]+", said):
            raise ValidationError(_("Skriv et beløb i hele kroner, f.eks. 40.000."), code="kroner")
        kroner = int(re.sub(r"\D", "", said)) if said else None
        if kroner is not None and kroner > MOST_KRONER:
            raise ValidationError(_("Beløbet er for stort."), code="much")
        return kroner


class OfficeForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "office-%s", ""


class QuestionForm(OfficeForm):
    text = SaidField(label=_("Spørgsmål"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000)
    asked_by = LineField(label=_("Hvem spørger?"), help_text=_("F.eks. Vej og Park"), max_length=80)

    def save(self, idea: Idea, actor: User) -> bool:
        OfficeQuestion(idea=idea, actor=actor, **self.cleaned_data).ask()
        return True


class EstimateForm(OfficeForm):
    low = KronerField(label=_("Fra (kr.)"), help_text=_("Hele kroner, f.eks. 40.000"))
    high = KronerField(label=_("Til (kr.)"))
    by = LineField(label=_("Hvem skønner?"), help_text=_("F.eks. Vej og Park"), max_length=80)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("low") is not None and said.get("high") is not None and said["high"] < said["low"]:
            self.add_error("high", _("Beløbet er mindre end det første."))
        return said

    def save(self, idea: Idea, actor: User) -> bool:
        idea.estimate(self.cleaned_data["low"], self.cleaned_data["high"], self.cleaned_data["by"], actor)
        return True


class DecisionForm(OfficeForm):
    outcome = forms.ChoiceField(
        label=_("Hvad blev besluttet?"), choices=Decision.Outcome.choices, widget=forms.RadioSelect
    )
    reason = SaidField(
        label=_("Begrundelse"),
        help_text=_(
            "Alle kan læse den. Sig, hvad der talte for og imod, og hvem der tager over, hvis I giver det videre."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
    )
    decided_by = LineField(label=_("Hvem besluttede det?"), help_text=_("F.eks. Teknisk Udvalg"), max_length=120)
    decided_on = DayField(label=_("Hvilken dag?"))

    def save(self, idea: Idea, actor: User) -> bool:
        try:
            Decision(idea=idea, actor=actor, **self.cleaned_data).decide()
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors


class MilestoneForm(PlaceIfSaidForm):
    """A step on the way until it is built; its place is the idea's where none is said."""

    title = LineField(label=_("Hvad sker der?"), help_text=_("F.eks. Stien graves"), max_length=120, min_length=3)
    text = SaidField(label=_("Fortæl"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    planned = DayField(label=_("Planlagt til"))
    done = DayField(label=_("Udført den"), help_text=_("Lad det stå tomt, til det er sket."), required=False)
    is_last = forms.BooleanField(label=_("Når det er udført, er forslaget bygget"), required=False)
    picture = forms.FileField(label=_("Billede"), required=False)
    picture_words = LineField(label=_("Hvad ser man på billedet?"), max_length=200, required=False)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        names = ("title", "text", "planned", "done", "is_last")
        initial = {name: getattr(milestone, name) for name in names} if milestone.pk else {}
        super().__init__(*args, process=milestone.idea.process, initial=initial, **kwargs)
        self.milestone = milestone
        self.auto_id, self.label_suffix = "milestone-%s", ""

    def clean_done(self) -> date | None:
        done: date | None = self.cleaned_data["done"]
        if done and done > timezone.localdate():
            raise ValidationError(_("Dagen er ikke kommet endnu."))
        return done

    def clean_picture(self) -> Picture | None:
        """Developed as all pictures are: pixels only."""
        if not (file := self.cleaned_data["picture"]):
            return None
        try:
            town = self.milestone.idea.municipality
            return Picture.objects.receive(file, municipality=town, sender="")[0]
        except PictureError as refusal:
            raise ValidationError(in_words(refusal.reason, file.name)) from refusal

    @transaction.atomic
    def save(self, actor: Any) -> None:
        said, milestone = self.cleaned_data, self.milestone
        for name in ("title", "text", "planned", "done", "is_last"):
            setattr(milestone, name, said[name])
        if self.place is not None:
            metres: Any = turned(self.place, METRES)
            milestone.point = metres if metres.geom_type == "Point" else metres.point_on_surface
        if taken := said["picture"]:
            self._hang(taken, said["picture_words"])
        milestone.report(actor)

    def _hang(self, taken: Picture, words: str) -> None:
        if self.milestone.picture:
            self.milestone.picture.drop()
        taken.alt = words
        [self.milestone.picture] = Picture.objects.keep([taken])


class HideForm(OfficeForm):
    """What is hidden or shown again: the idea, or one of its versions (by number)."""

    what = forms.ChoiceField(label=_("Hvad?"), widget=forms.RadioSelect)
    reason = SaidField(
        label=_("Hvorfor?"),
        help_text=_("Den, der skrev det, får begrundelsen at se."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.idea = idea
        self.versions = {str(version.number): version for version in idea.versions.order_by("number")}
        named = _("Udgave %(number)s: %(title)s (%(state)s)")
        rows = [
            (number, named % {"number": number, "title": v.title, "state": v.get_moderation_display()})
            for number, v in self.versions.items()
        ]
        whole = _("Hele forslaget (%(state)s)") % {"state": idea.get_moderation_display()}
        self.fields["what"].choices = [("idea", whole), *rows]  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("what", "idea")

    def save(self, actor: User, *, show: bool) -> bool:
        """Does what the pressed button says; what cannot be done stands at the form."""
        what: Any = self.versions.get(self.cleaned_data["what"], self.idea)
        try:
            if show:
                what.show(actor)
            else:
                what.hide(self.cleaned_data["reason"], actor)
        except ValidationError as error:
            self.add_error(None, error)
        return not self.errors
