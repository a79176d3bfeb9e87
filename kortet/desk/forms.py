"""What is typed at the desk: filters, reasons, notes, views; and what is set up once: deadlines and closed days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.desk.asked import ANSWER, ANY, CLOSE, LOOK, MINE, NOBODYS
from kortet.desk.models import ClosedDay, Deadline, Note, Reason, SavedView
from kortet.desk.subjects import SUBJECTS
from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import Role, User
from kortet.places.models import Area
from kortet.saying.said import LineField, SaidField

MOST_REASON = 300


class FilterForm(forms.Form):
    """The filters of the queue as fields; `Asked` is what they mean."""

    trin = forms.ChoiceField(
        label=_("Hvad skal der ske?"),
        choices=[
            (LOOK, _("Skal ses på")),
            (ANSWER, _("Skal besvares")),
            (CLOSE, _("Skal afsluttes")),
            (ANY, _("Alt åbent")),
        ],
    )
    slags = forms.ChoiceField(label=_("Slags"))
    emne = forms.ChoiceField(label=_("Emne"))
    omraade = forms.ChoiceField(label=_("Område"))
    alder = forms.ChoiceField(
        label=_("Alder"),
        choices=[
            (0, _("Alle")),
            (1, _("Over et døgn")),
            (7, _("Over en uge")),
            (30, _("Over en måned")),
            (365, _("Over et år")),
        ],
    )
    hvem = forms.ChoiceField(
        label=_("Ansvarlig"), choices=[("", _("Alle")), (MINE, _("Mig")), (NOBODYS, _("Ingen endnu"))]
    )
    q = forms.CharField(label=_("Ord eller nummer"), max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    forfalden = forms.BooleanField(label=_("Kun det, der er forfaldent"))
    anmeldt = forms.BooleanField(label=_("Kun det, der er anmeldt"))

    def __init__(self, town: Municipality, initial: Any) -> None:
        super().__init__(initial=initial, auto_id="filter-%s", label_suffix="")
        every = [("", _("Alle"))]
        areas = Area.objects.of(town).neighbourhoods().current().light().order_by("name", "pk")
        choices: dict[str, list[Any]] = {
            "slags": [*every, *((code, str(one.many).capitalize()) for code, one in SUBJECTS.items())],
            "emne": [(0, _("Alle")), *((theme.pk, theme.label) for theme in Theme.objects.of(town))],
            "omraade": [(0, _("Alle")), *((area.pk, area.name) for area in areas)],
        }
        for name, some in choices.items():
            self.fields[name].choices = some  # type: ignore[attr-defined]  # choice fields
        for field in self.fields.values():
            field.required = False


class ReasonForm(forms.Form):
    """Why something is hidden or declined."""

    reason = LineField(
        label=_("Begrundelse for at skjule eller afvise"),
        help_text=_("Den, der skrev det, får begrundelsen at læse."),
        max_length=MOST_REASON,
        error_messages={"required": _("Skriv hvorfor.")},
        widget=forms.TextInput(attrs={"list": "reasons"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "decide-%s", ""


class NoteForm(forms.ModelForm):
    """A note to colleagues."""

    text = SaidField(
        label=_("Note til kolleger"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv noten først.")},
    )

    class Meta:
        model = Note
        fields = ("text",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "note-%s", ""


class AssigneeForm(forms.Form):
    """Who gets the case: somebody who works at the desk, or nobody."""

    assignee = forms.ModelChoiceField(User.objects.none(), label=_("Ansvarlig"), required=False)

    def __init__(self, town: Municipality, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "case-%s", ""
        field: Any = self.fields["assignee"]
        field.queryset, field.empty_label = colleagues(town), _("Ingen")
        field.label_from_instance = lambda user: user.called


class ThemeForm(forms.Form):
    theme = forms.ModelChoiceField(Theme.objects.none(), label=_("Emne"), required=False)

    def __init__(self, town: Municipality, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "theme-%s", ""
        field: Any = self.fields["theme"]
        field.queryset, field.empty_label = Theme.objects.of(town), _("Intet emne")


class ViewForm(forms.ModelForm):
    """The name of a view."""

    class Meta:
        model = SavedView
        fields = ("name", "is_shared")
        field_classes = {"name": LineField}
        labels = {"name": _("Gem visningen som"), "is_shared": _("Kolleger må se den")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "view-%s", ""


class TownModelForm(forms.ModelForm):
    """A row of a municipality's own; `once` is the field that says a thing which may be there only once."""

    once = ""

    def __init__(self, town: Municipality, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = f"{type(self).__name__.lower()}-%s", ""
        self.instance.municipality = town
        if "theme" in self.fields:
            field: Any = self.fields["theme"]
            field.queryset, field.empty_label = Theme.objects.of(town), _("Alle andre emner")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.once and self.once in said:
            same = {"municipality": self.instance.municipality, self.once: said[self.once]}
            if type(self.instance)._default_manager.filter(**same).exists():
                self.add_error(self.once, _("Det står her allerede."))
        return said


class DeadlineForm(TownModelForm):
    """Saying a theme's days again changes them."""

    class Meta:
        model = Deadline
        fields = ("theme", "answer_days", "closing_days")
        labels = {"answer_days": _("Arbejdsdage til første svar"), "closing_days": _("Arbejdsdage til afslutning")}

    answer_days = forms.IntegerField(label=_("Arbejdsdage til første svar"), min_value=0, max_value=250)
    closing_days = forms.IntegerField(label=_("Arbejdsdage til afslutning"), min_value=0, max_value=750)

    def validate_unique(self) -> None:
        """Nothing to say: `save` writes over what was there."""

    def validate_constraints(self) -> None:
        """As `validate_unique`; the fields have the bounds."""

    def save(self, commit: bool = True) -> Deadline:  # noqa: FBT001, FBT002  (Django's)
        said = self.cleaned_data
        days = {name: said[name] for name in ("answer_days", "closing_days")}
        found, _made = Deadline.objects.update_or_create(
            municipality=self.instance.municipality, theme=said["theme"], defaults=days
        )
        return found


class ClosedDayForm(TownModelForm):
    once = "day"

    class Meta:
        model = ClosedDay
        fields = ("day", "name")
        field_classes = {"name": LineField}
        widgets = {"day": forms.DateInput(attrs={"type": "date"})}


class PresetReasonForm(TownModelForm):
    once = "text"

    class Meta:
        model = Reason
        fields = ("text",)
        field_classes = {"text": LineField}


def colleagues(town: Municipality) -> Any:
    """Who may have a case: people with a role at the desk."""
    kinds = (Role.Kind.MODERATOR, Role.Kind.ANSWERER, Role.Kind.CASE_WORKER, Role.Kind.ADMIN)
    here = Role.objects.of(town).filter(kind__in=kinds)
    found = User.objects.filter(pk__in=here.values("user"), is_active=True, is_staff=True)
    return found.order_by("first_name", "username", "pk")
