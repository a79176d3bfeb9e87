"""The forms of a survey as a whole: begin one, say what it is about and when it is asked, and what a page says."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.processes.beginning import midnight
from kortet.processes.models import Process
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField
from kortet.surveys.batteries import BATTERIES, pages_of
from kortet.surveys.forms_tongues import WRITTEN, TonguesForm
from kortet.surveys.models import Edition, MapObject, Survey
from kortet.surveys.queries import SurveyQuerySet
from kortet.surveys.questionnaire import Page, Questionnaire

DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}


class EarlierField(forms.ModelChoiceField):
    """One of the surveys that a visitor may copy or compare with."""

    def __init__(self, label: Any, help_text: Any) -> None:
        none = Survey.objects.none()
        told = {"label": label, "help_text": help_text, "empty_label": _("Intet valgt")}
        super().__init__(none, to_field_name="word", required=False, **told)


class BeginForm(forms.Form):
    """A title, and what to begin from: nothing, a battery, or an earlier survey."""

    title = LineField(label=_("Hvad skal undersøgelsen hedde?"), max_length=120, min_length=3)
    battery = forms.MultipleChoiceField(
        label=_("Begynd med et batteri"),
        help_text=_("Spørgsmål, der er formuleret på forhånd. Alle kan rettes."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(one.word, one.name) for one in BATTERIES],
    )
    earlier = EarlierField(
        _("Eller kopiér en tidligere undersøgelse"),
        _("Alle spørgsmål kommer med, og resultaterne bliver sammenlignet med den."),
    )

    def __init__(self, *args: Any, mine: SurveyQuerySet, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.use_required_attribute = "", False
        self.process = process
        self.fields["earlier"].queryset = mine  # type: ignore[attr-defined]  # a choice field

    @transaction.atomic
    def save(self, actor: User) -> Survey:
        said = self.cleaned_data
        earlier: Survey | None = said["earlier"]
        last = earlier.editions.order_by("-number").first() if earlier else None
        told = {"title": {"da": said["title"]}, "earlier": earlier}
        told |= {"intro": earlier.intro, "thanks": earlier.thanks} if earlier else {}
        made = Survey.objects.create(process=self.process, **told)
        edition = Edition.objects.create(survey=made, content=self.content(last))
        if last:
            MapObject.objects.bulk_create(last.copies_of_objects(edition))
        Entry.objects.record("begun", made, actor=actor)
        return made

    def content(self, last: Edition | None) -> dict[str, Any]:
        """What the first draft asks."""
        if last:
            return dict(last.content)
        languages = tuple(code for code, _name in WRITTEN if code in ("da", *self.process.languages))
        pages = tuple(page for word in self.cleaned_data["battery"] for page in pages_of(word))
        asked = Questionnaire(languages=languages, pages=pages or (Page(key="side_1"),))
        return asked.model_dump(mode="json", exclude_defaults=True)


class SettingsForm(GuardedForm, TonguesForm):
    """Title, words before and after, languages, days, who may answer, and what it is compared with."""

    spoken = forms.MultipleChoiceField(
        label=_("Sprog"),
        help_text=_("Dansk er altid med. Gem, så kan du skrive på de andre sprog."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(code, name) for code, name in WRITTEN if code != "da"],
    )
    first = forms.DateField(label=_("Første dag"), help_text=_("Tomt: så snart den er offentlig."), **DAY)
    last = forms.DateField(label=_("Sidste dag"), help_text=_("Tomt: til forløbets fase slutter."), **DAY)
    by_code_only = forms.BooleanField(label=_("Kun for dem, der har fået en kode i et brev"), required=False)
    earlier = EarlierField(
        _("Sammenlign med"),
        _("Sidste års undersøgelse: spørgsmål med samme indikator lægges ved siden af hinanden."),
    )

    def __init__(self, *args: Any, survey: Survey, mine: SurveyQuerySet, spoken_again: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        if not spoken_again:
            del self.fields["spoken"]
        self.tongues("title", _("Overskrift"), survey.title, most=120, required=True)
        self.tongues("intro", _("Indledning"), survey.intro, most=3000, lines=5)
        self.tongues("thanks", _("Tak"), survey.thanks, most=2000, lines=3)
        self.fields["earlier"].queryset = mine.exclude(pk=survey.pk)  # type: ignore[attr-defined]  # a choice field

    @staticmethod
    def given(survey: Survey, languages: tuple[str, ...]) -> dict[str, Any]:
        return {
            "spoken": [code for code in languages if code != "da"],
            "first": timezone.localdate(survey.opens) if survey.opens else None,
            "last": survey.last_day,
            "by_code_only": survey.by_code_only,
            "earlier": survey.earlier,
        }

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for name in ("first", "last"):
            if said.get(name) and not 2000 <= said[name].year < 2200:
                self.add_error(name, _("Se på årstallet."))
        if said.get("first") and said.get("last") and said["last"] < said["first"]:
            self.add_error("last", _("Den sidste dag ligger før den første."))
        return said

    @property
    def chosen(self) -> tuple[str, ...]:
        return ("da", *(code for code, _name in WRITTEN if code in self.cleaned_data["spoken"]))

    def save(self) -> None:
        """Stores the words and days; the languages belong to the questionnaire."""
        said, survey = self.cleaned_data, self.survey
        for name in ("title", "intro", "thanks"):
            setattr(survey, name, self.words(name))
        survey.opens = midnight(said["first"]) if said["first"] else None
        survey.closes = midnight(said["last"] + timedelta(days=1)) if said["last"] else None
        survey.by_code_only, survey.earlier = said["by_code_only"], said["earlier"]
        survey.save(update_fields=["title", "intro", "thanks", "opens", "closes", "by_code_only", "earlier"])


class PageForm(TonguesForm):
    """What stands at the top of a page."""

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = page
        self.tongues("title", _("Sidens overskrift"), page.title, most=200)
        self.tongues("text", _("Tekst øverst på siden"), page.text, most=4000, lines=3)

    @property
    def page(self) -> Page:
        return self.was.model_copy(update={"title": self.words("title"), "text": self.words("text")})
