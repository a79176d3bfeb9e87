"""When a page or question is shown: rows of an earlier question, what is asked of it, and the answers it is about.

The answers to choose from are those of the question that is chosen; until it is, there are none, so a form without
JavaScript has a button that shows them.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.surveys.asking import ASKS, COUNTED, NAMED, Groups, values_of, ways_to_ask
from kortet.surveys.questionnaire import Asks, Condition, Question, Shown

MOST_CONDITIONS = 10


def short(number: float | None) -> float | None:
    """A whole number without its decimals."""
    return int(number) if number is not None and number.is_integer() else number


class ConditionForm(forms.Form):
    """One condition; without a question it is none."""

    question = forms.ChoiceField(label=_("Svaret på"), required=False)
    asks = forms.ChoiceField(label=_("Hvad skal gælde?"), choices=ASKS, required=False)
    number = forms.FloatField(label=_("Antal eller trin"), required=False)
    values = forms.MultipleChoiceField(label=_("Svarene"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, before: list[Question], groups: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.use_required_attribute = "", False
        self.way: str = ""
        self.earlier = {one.key: one for one in before}
        fields: Any = self.fields
        names = [(one.key, one.name or one.key) for one in before]
        lost = self.initial.get("question", "")
        if lost and lost not in self.earlier:
            names.append((lost, _("%(key)s (findes ikke mere før dette)") % {"key": lost}))
        fields["question"].choices = [("", _("vises altid")), *names]
        self.asked = self.earlier.get(str(self["question"].value() or ""))
        if self.asked:
            fields["values"].choices = values_of(self.asked, groups)
            ways = ways_to_ask(self.asked)
            fields["asks"].choices = [(way, words) for way, words in ASKS if way in ways]
            way = self["asks"].value()
            self.way = way if way in ways else fields["asks"].choices[0][0]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        asks = said.get("asks")
        if not self.asked or self.errors:
            if said.get("question") and not self.asked:
                self.add_error("question", _("Vælg et spørgsmål, der står før dette."))
            return said
        if asks in NAMED and not said.get("values"):
            self.add_error("values", _("Vælg mindst ét svar."))
        if asks in COUNTED and said.get("number") is None:
            self.add_error("number", _("Skriv et tal."))
        return said

    @property
    def is_named(self) -> bool:
        """Whether answers are named in the way that is chosen."""
        return self.way in NAMED

    @property
    def is_counted(self) -> bool:
        return self.way in COUNTED

    @property
    def condition(self) -> Condition | None:
        said = self.cleaned_data
        if not said.get("question"):
            return None
        asks = Asks(said.get("asks") or Asks.ANSWERED)
        values = tuple(said["values"]) if asks in NAMED else ()
        return Condition(
            question=said["question"], asks=asks, values=values, number=said["number"] if asks in COUNTED else None
        )


class Conditions(forms.BaseFormSet):
    """All conditions of one page or question, and whether one is enough."""

    def __init__(self, data: Any, *, shown: Shown, before: list[Question], groups: Groups) -> None:
        given = [one.model_dump(mode="json") | {"number": short(one.number)} for one in shown.conditions]
        self.any_of = (data.get("any_of") == "1") if data else shown.any_of
        super().__init__(data, prefix="shown", initial=given, form_kwargs={"before": before, "groups": groups})
        self.before = before

    @property
    def shown(self) -> Shown:
        found = tuple(one for form in self.forms if form.cleaned_data and (one := form.condition))
        return Shown(any_of=self.any_of and len(found) > 1, conditions=found)


CONDITIONS: Any = forms.formset_factory(
    ConditionForm,
    Conditions,
    extra=1,
    max_num=MOST_CONDITIONS,
    absolute_max=MOST_CONDITIONS + 1,
    validate_max=True,
)
