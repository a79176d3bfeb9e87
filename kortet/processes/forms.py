"""The sheet, step by step. A draft may be saved half done; what is public stays as sound as it was published."""

from typing import Any, ClassVar

from django import forms
from django.contrib.gis.geos import MultiPolygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.people.models import User
from kortet.places.models import Area
from kortet.places.outlines import MOST_BYTES, read_outline
from kortet.processes.beginning import areas_of, as_multi
from kortet.processes.influence import DEGREES
from kortet.processes.models import Process
from kortet.processes.models.process import SPOKEN
from kortet.saying.days import DayField
from kortet.saying.said import LineField, SaidField

LONG, SHORT = forms.Textarea(attrs={"rows": 4}), forms.Textarea(attrs={"rows": 2})


class StepForm(forms.ModelForm):
    """The columns that one step fills."""

    class Meta:
        model = Process
        fields: ClassVar[Any] = ()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix, self.user = "sheet-%s", "", user

    def add_check(self, at: str, text: str) -> None:
        """Shows a check beside its field, or above them all where its field is at another step."""
        name = at.removeprefix("sheet-")
        self.add_error(name if name in self.fields else None, text)


class RelevanceForm(StepForm):
    """1. Is it relevant?"""

    class Meta(StepForm.Meta):
        fields = ("title", "title_en", "summary", "summary_en", "relevance", "open_questions", "settled", "settled_on")
        field_classes: ClassVar = {"title": LineField, "title_en": LineField, "settled_on": DayField} | dict.fromkeys(
            ("summary", "summary_en", "relevance", "open_questions", "settled"), SaidField
        )
        widgets: ClassVar = {"summary": SHORT, "summary_en": SHORT} | dict.fromkeys(
            ("relevance", "open_questions", "settled"), LONG
        )
        help_texts: ClassVar = {
            "title": _("Sig, hvad det handler om, f.eks. Cykelsti langs åen."),
            "title_en": _("Tomt, hvis overskriften er den samme."),
            "summary": _("To sætninger, som en travl nabo forstår."),
            "relevance": _("Hvad ved I ikke, som folk ved? Hvem mærker det, der skal ske?"),
            "open_questions": _("Kun det, der virkelig kan ændres på. Kan intet ændres, så orientér i stedet."),
            "settled": _("Penge, love og beslutninger, som ikke kan laves om. Så bliver ingen skuffet."),
            "settled_on": _("Dagen, hvor det blev besluttet, hvis der er en."),
        }


class AreaFields(forms.Form):
    """What it is about: drawn, chosen by name (a choice counts before what was drawn), or the whole town."""

    whole = forms.BooleanField(label=_("Det handler om hele kommunen"), required=False)
    areas = forms.MultipleChoiceField(
        label=_("Eller vælg områder"),
        help_text=_("De bliver lagt sammen og træder i stedet for det, der er tegnet."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    outline = forms.CharField(label=_("Tegnet område"), required=False, widget=forms.HiddenInput, max_length=MOST_BYTES)


class WhoForm(StepForm, AreaFields):
    """2. Who? The groups and the partners are rows beside it (forms_rows.py)."""

    languages = forms.MultipleChoiceField(
        label=_("Sprog"),
        help_text=_("De sprog, I kan tale og læse svar på."),
        choices=SPOKEN,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta(StepForm.Meta):
        fields = ("languages", "limits")
        help_texts: ClassVar = {
            "limits": _("Ellers er området kun til at vise, hvad det handler om, og nåle kan ligge overalt.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        town = self.instance.municipality
        self.here = Area.objects.of(town).neighbourhoods().current()
        names = self.here.order_by("name", "code").values_list("code", "name")
        self.fields["areas"].choices = list(names)  # type: ignore[attr-defined]  # a choice field
        self.fields["outline"].initial = self.instance.area_geojson

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.instance.area = said["area"] = self._area(said)
        except ValidationError as error:
            self.add_error("outline", error)
            return said
        if said.get("limits") and said["area"] is None:
            self.add_error("limits", _("Tegn eller vælg et område, før nåle skal ligge i det."))
        self._stays_ones_own(said["area"])
        return said

    def _area(self, said: dict[str, Any]) -> MultiPolygon | None:
        if said.get("whole"):
            return None
        if said.get("areas"):
            return as_multi(self.here.filter(code__in=said["areas"]).whole())
        drawn = said.get("outline", "")
        if drawn == self.instance.area_geojson:
            return self.instance.area
        return read_outline(drawn, self.instance.municipality) if drawn else None

    def _stays_ones_own(self, area: MultiPolygon | None) -> None:
        """Who is for some areas would lose a process that is about none of them."""
        mine = areas_of(self.user, self.instance.municipality)
        if not mine:
            return
        if area is None or not Area.objects.filter(pk__in=mine, boundary__intersects=area).exists():
            self.add_error("outline", _("Vælg et område, som har noget til fælles med det, du arbejder for."))


class PurposeForm(StepForm):
    """3. What for?"""

    aims = forms.MultipleChoiceField(
        label=_("Hvad skal det give?"),
        choices=Process.Aim.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    influence = forms.ChoiceField(
        label=_("Hvor meget indflydelse får folk?"),
        help_text=_("Det er et løfte: vælg ikke mere, end I kan holde."),
        choices=Process.Influence.choices,
        widget=forms.RadioSelect,
        required=False,
    )

    class Meta(StepForm.Meta):
        fields = ("purpose", "aims", "influence", "use_of_result", "decided_by", "decision_on", "is_binding")
        field_classes: ClassVar = {
            "purpose": SaidField,
            "use_of_result": SaidField,
            "decided_by": LineField,
            "decision_on": DayField,
        }
        widgets: ClassVar = {"purpose": LONG, "use_of_result": LONG}
        help_texts: ClassVar = {
            "purpose": _("Hvad er anderledes bagefter, hvis det lykkes?"),
            "use_of_result": _("Hvor går resultatet hen, og hvem læser det?"),
            "decided_by": _("F.eks. Byrådet, Teknik- og miljøudvalget eller Borgerne ved afstemning."),
            "decision_on": _("Dagen for mødet eller afstemningen."),
            "is_binding": _("Sæt kun kryds, hvis I gør det, som folk vælger."),
        }

    def clean_influence(self) -> str:
        """What was promised to those who took part is never made less."""
        wanted, had = self.cleaned_data["influence"], str(self.initial.get("influence") or "inform")
        order = list(DEGREES)
        if self.instance.state != Process.State.DRAFT and order.index(wanted or "inform") < order.index(had):
            raise ValidationError(_("Indflydelsen kan ikke gøres mindre, når folk er begyndt at være med."))
        return str(wanted)

    @property
    def degrees(self) -> list[tuple[Any, Any]]:
        """Each choice with what it promises and when it fits, for the page."""
        return [(choice, DEGREES[str(choice.data["value"])]) for choice in self["influence"]]


class WhenForm(StepForm):
    """4. When? The phases are rows beside it, the papers a form of their own."""

    class Meta(StepForm.Meta):
        fields = ("timing", "hearing", "answer_on", "forget_months", "contact_name", "contact_email", "contact_phone")
        field_classes: ClassVar = {
            "timing": SaidField,
            "contact_name": LineField,
            "contact_phone": LineField,
            "contact_email": MailField,
            "answer_on": DayField,
        }
        widgets: ClassVar = {"timing": SHORT}
        help_texts: ClassVar = {
            "hearing": _("Loven siger, hvor længe høringen mindst skal vare."),
            "forget_months": _("Det gælder dem, der følger nåle eller skriver forslag i forløbet."),
            "answer_on": _("Kontakten får et brev 14 og 3 dage før, og når dagen er gået."),
            "contact_email": _("Vises på siden."),
            "contact_phone": _("Vises på siden."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.form != Process.Form.HEARING:
            del self.fields["hearing"]


class ReasonForm(forms.Form):
    """Why something is done that people would not expect."""

    reason = SaidField(
        label=_("Hvorfor?"),
        help_text=_("Alle kan læse det på forløbets side."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )
    auto_id = "close-%s"


class AnswerForm(forms.Form):
    """The answer that was promised."""

    text = SaidField(
        label=_("Svaret"),
        help_text=_("Hvad blev der sagt, hvad bliver der gjort, og hvad bliver der ikke gjort, og hvorfor?"),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
    )
    url = LineField(label=_("Adresse, hvor der står mere"), max_length=300, required=False)
