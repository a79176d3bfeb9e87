"""What a process owner fills in: a ballot, and its options one by one or many at once."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.ballots.changing import MOST_OPTIONS, changing
from kortet.ballots.models import Ballot, Option
from kortet.municipalities.models import Municipality
from kortet.places.models import METRES
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.processes.models import Process
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField, SaidField, plain

LAST = 2**31 - 1
KRONER = re.compile(r"^(\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,-|,00)?\s*(?:kr\.?)?$", re.IGNORECASE)


class BallotForm(GuardedForm):
    """The facts of a ballot."""

    title = LineField(label=_("Overskrift"), max_length=120)
    question = SaidField(
        label=_("Hvad spørger I om?"),
        help_text=_("Sig også, hvad resultatet bruges til."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    title_en = LineField(label=_("Overskrift på engelsk"), max_length=120, required=False)
    question_en = SaidField(
        label=_("Hvad spørger I om? På engelsk"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    method = forms.ChoiceField(label=_("Hvordan stemmer man?"), choices=Ballot.Method.choices)
    most = forms.IntegerField(
        label=_("Hvor mange?"),
        help_text=_("Så mange man kan vælge, så mange point man har, eller så mange pladser der er på listen."),
        min_value=1,
        max_value=1000,
        initial=3,
    )
    most_each = forms.IntegerField(
        label=_("Højst hvor mange point til én?"),
        help_text=_("Kun når man fordeler point."),
        min_value=1,
        max_value=1000,
        required=False,
    )
    money = forms.IntegerField(
        label=_("Sum i kroner"),
        help_text=_("Kun når man vælger for en sum penge."),
        min_value=1,
        max_value=LAST,
        required=False,
    )
    voters = forms.ChoiceField(label=_("Hvem kan stemme?"), choices=Ballot.Voters.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "ballot-%s", ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        method, most, each = said.get("method"), said.get("most"), said.get("most_each")
        if method == Ballot.Method.POINTS and "most_each" not in self.errors:
            if each is None:
                self.add_error("most_each", _("Skriv, hvor mange point man højst kan give til én."))
            elif most and each > most:
                self.add_error("most_each", _("Det er flere, end man har at give af."))
        if method == Ballot.Method.BUDGET and not said.get("money") and "money" not in self.errors:
            self.add_error("money", _("Skriv, hvor mange kroner der er at vælge for."))
        return said

    def make(self, process: Process) -> Ballot:
        return Ballot.objects.create(process=process, **self.cleaned_data)

    def change(self, ballot: Ballot) -> None:
        """Raises ValidationError where somebody has voted."""
        with changing(ballot) as now:
            for name, value in self.cleaned_data.items():
                setattr(now, name, value)
            now.save(update_fields=list(self.cleaned_data))


class OptionForm(GuardedForm, PlaceForm):
    """One option."""

    title = LineField(label=_("Overskrift"), max_length=120)
    text = SaidField(label=_("Kort om den"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False)
    cost = forms.IntegerField(label=_("Pris i kroner"), min_value=0, max_value=LAST, required=False)
    title_en = LineField(label=_("Overskrift på engelsk"), max_length=120, required=False)
    text_en = SaidField(
        label=_("Kort om den på engelsk"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000, required=False
    )
    no_place = forms.BooleanField(label=_("Fjern stedet"), required=False)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, municipality=municipality, **kwargs)
        self.auto_id, self.label_suffix = "option-%s", ""
        for name in ("shape", "area", "lng", "lat"):
            del self.fields[name]
        self.fields["address"].help_text = _("Kun hvis den hører til et sted, f.eks. Havnegade 12.")

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("address"):
            self.find_place()
        return said

    def change(self, option: Option) -> None:
        """Raises ValidationError where somebody has voted."""
        facts = {name: self.cleaned_data[name] for name in ("title", "text", "cost", "title_en", "text_en")}
        if self.place is not None:
            facts["point"] = turned(self.place, METRES)
        elif self.cleaned_data["no_place"]:
            facts["point"] = None
        with changing(option.ballot):
            Option.objects.filter(pk=option.pk).update(**facts)


class OptionsForm(forms.Form):
    """Many options at once, a line each, pasted from a sheet or typed: title | price | a few words."""

    lines = SaidField(
        label=_("Nye muligheder"),
        help_text=_("En på hver linje: overskrift | pris | kort om den. Pris og tekst kan undlades."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=60_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "options-%s", ""

    def clean_lines(self) -> list[dict[str, Any]]:
        lines = [line for line in plain(self.cleaned_data["lines"]).splitlines() if line.strip()]
        return [told(number, line) for number, line in enumerate(lines, 1)]

    def change(self, ballot: Ballot) -> None:
        """Raises ValidationError where somebody has voted, or they would be too many."""
        rows = self.cleaned_data["lines"]
        with changing(ballot) as now:
            if now.options.count() + len(rows) > MOST_OPTIONS:
                raise ValidationError(_("Der kan højst være %(most)s muligheder."), params={"most": MOST_OPTIONS})
            first = now.options.after_the_last()
            Option.objects.bulk_create(
                Option(ballot=now, position=place, **facts) for place, facts in enumerate(rows, first)
            )


def told(number: int, line: str) -> dict[str, Any]:
    """A line's title, cost and text; raises ValidationError with the number of the line."""
    title, cost, text = ([part.strip() for part in re.split(r"[|\t]", line, maxsplit=2)] + ["", ""])[:3]
    price = KRONER.match(cost)
    wrong = {
        _("Linje %(n)s: skriv en overskrift først."): not title,
        _("Linje %(n)s: overskriften kan højst være 120 tegn."): len(title) > 120,
        _("Linje %(n)s: teksten kan højst være 1.000 tegn."): len(text) > 1000,
        _("Linje %(n)s: skriv prisen som et helt tal, f.eks. 40.000."): bool(cost) and price is None,
    }
    amount = int(re.sub(r"\D", "", price[1])) if price else None
    wrong[_("Linje %(n)s: så stor kan en pris ikke være.")] = (amount or 0) > LAST
    if found := next((said for said, is_so in wrong.items() if is_so), None):
        raise ValidationError(found, params={"n": number})
    return {"title": title, "cost": amount, "text": text}
