"""Forms for people's own words: which texts, what tag, and a quote that is approved."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.findings.asked_questions import questions_of
from kortet.findings.models import Quote, TaggedText, TextTag
from kortet.findings.queries_texts import living_in, matching, texts_of
from kortet.findings.texts import homes_of
from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.places.models import Area
from kortet.responses.models import Answer
from kortet.responses.queries import AnswerQuerySet
from kortet.saying.said import LineField, SaidField
from kortet.surveys.models import Survey

UNTAGGED, NEW = "uden", gettext_lazy("Nyt mærke")


class TextFilter(forms.Form):
    """Which texts: what they answer, their words, their tag, and where those live who wrote them."""

    q = forms.CharField(
        label=gettext_lazy("Søg"), required=False, max_length=200, help_text=gettext_lazy("Finder også bøjninger.")
    )
    spoergsmaal = forms.ChoiceField(label=gettext_lazy("Spørgsmål"), required=False)
    maerke = forms.ChoiceField(label=gettext_lazy("Mærke"), required=False)
    bydel = forms.ChoiceField(label=gettext_lazy("Bor i"), required=False)

    def __init__(self, asked: QueryDict, survey: Survey, tags: list[TextTag]) -> None:
        super().__init__(asked)
        self.survey, self.questions = survey, questions_of(survey)
        areas = Area.objects.of(survey.process.municipality).neighbourhoods().current().light().order_by("name")
        written = set(texts_of(survey).order_by().values_list("key", flat=True).distinct())
        every = ("", _("Alle"))
        asked_for = [(key, one.name) for key, one in self.questions.items() if key in written]
        choices = {"spoergsmaal": asked_for, "bydel": [(one.code, one.name) for one in areas]}
        choices["maerke"] = [*((str(tag.pk), tag.name) for tag in tags), (UNTAGGED, _("uden mærke"))]
        for name, some in choices.items():
            field: Any = self.fields[name]
            field.choices = [every, *some]

    @property
    def chosen(self) -> dict[str, str]:
        """What is asked for, all of it; nothing where something of it is wrong."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    @property
    def texts(self) -> AnswerQuerySet:
        chosen, tagged = self.chosen, TaggedText.objects.filter(tag__survey=self.survey)
        texts: Any = living_in(texts_of(self.survey), homes_of(self.survey))
        if "spoergsmaal" in chosen:
            texts = texts.filter(key=chosen["spoergsmaal"])
        if "bydel" in chosen:
            texts = texts.filter(home=chosen["bydel"])
        if tag := chosen.get("maerke"):
            found = Q(pk__in=(tagged if tag == UNTAGGED else tagged.filter(tag=int(tag))).values("answer"))
            texts = texts.filter(~found if tag == UNTAGGED else found)
        return matching(texts, chosen["q"]) if "q" in chosen else texts


# In the order of static/findings/texts.css.
NAMES = [
    gettext_lazy("blågrøn"),
    gettext_lazy("orange"),
    gettext_lazy("grøn"),
    gettext_lazy("rød"),
    gettext_lazy("lilla"),
    gettext_lazy("blå"),
    gettext_lazy("gul"),
    gettext_lazy("pink"),
]


class TagForm(forms.Form):
    """A tag for all texts that were marked: one that is there, or a new one."""

    maerke = forms.ModelChoiceField(
        queryset=TextTag.objects.none(),
        label=gettext_lazy("Mærke"),
        required=False,
        empty_label=gettext_lazy("Nyt mærke"),
    )
    navn = LineField(label=gettext_lazy("Navn på nyt mærke"), required=False, max_length=60)
    farve = forms.TypedChoiceField(
        label=gettext_lazy("Farve"), coerce=int, choices=list(enumerate(NAMES)), required=False
    )

    def __init__(self, said: QueryDict | None, survey: Survey) -> None:
        super().__init__(said, auto_id="set_%s")
        self.survey = survey
        field: Any = self.fields["maerke"]
        field.queryset = TextTag.objects.filter(survey=survey)
        self.answers = said.getlist("svar") if said else []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("maerke") and not cleaned.get("navn") and "navn" not in self.errors:
            self.add_error("navn", _("Vælg et mærke, eller skriv navnet på et nyt."))
        marked = [int(one) for one in self.answers if one.isascii() and one.isdigit() and len(one) < 18]
        cleaned["texts"] = texts_of(self.survey).filter(pk__in=marked)
        if not cleaned["texts"].exists():
            raise ValidationError(_("Sæt først kryds ved de tekster, det gælder."))
        return cleaned

    @transaction.atomic
    def put_on(self) -> None:
        """Puts the tag on the texts; on some it may be already."""
        tag = self.cleaned_data["maerke"] or self.new_tag()
        texts = self.cleaned_data["texts"].values_list("pk", flat=True)
        TaggedText.objects.bulk_create([TaggedText(tag=tag, answer_id=pk) for pk in texts], ignore_conflicts=True)

    def new_tag(self) -> TextTag:
        facts = {"colour": self.cleaned_data["farve"] or 0}
        tag, _is_new = TextTag.objects.get_or_create(survey=self.survey, name=self.cleaned_data["navn"], defaults=facts)
        return tag

    def take_off(self) -> None:
        if tag := self.cleaned_data["maerke"]:
            TaggedText.objects.filter(tag=tag, answer__in=self.cleaned_data["texts"]).delete()


class QuoteForm(forms.Form):
    """Words to show all, as they were written or shorter; who approves them has read them."""

    text = SaidField(
        label=gettext_lazy("Citatet"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Gør det gerne kortere. Skriv “…”, hvor du har taget noget ud."),
    )
    laest = forms.BooleanField(
        label=gettext_lazy("Jeg har læst citatet. Det peger ikke på nogen, og det er ikke lagt ord til."),
        error_messages={"required": gettext_lazy("Sæt kryds, når du har læst citatet.")},
    )

    @transaction.atomic
    def save(self, answer: Answer, survey: Survey, actor: User) -> None:
        facts = {"survey": survey, "text": self.cleaned_data["text"], "approved_by": actor}
        Quote.objects.update_or_create(answer=answer, defaults=facts)
        Entry.objects.record("quote_approved", survey, actor=actor)
