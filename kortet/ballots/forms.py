"""What voters fill in: their choice, and what it is sent with. All is checked here; scripts only help."""

from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kortet.ballots.models import Ballot, Option
from kortet.ballots.sums import Mark
from kortet.people.robots import RobotTrap

PREFIX = "o-"  # the names of the options' fields: o-7kq2mx5
STRANGE = _("En af mulighederne findes ikke mere i afstemningen. Se dem igennem, og vælg igen.")


class ChoiceForm(forms.Form):
    """A choice among the options of a ballot; `picked` is it: the options with their value, 1 and up.

    What a value means is the ballot's method: chosen, so many points, so high on the list, bought.
    """

    def __init__(self, *args: Any, ballot: Ballot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ballot, self.label_suffix = ballot, ""
        self.picked: list[tuple[Option, int]] = []
        for option in ballot.choices:
            self.fields[f"{PREFIX}{option.word}"] = field_of(ballot, option)

    @property
    def rows(self) -> list[tuple[Option, forms.BoundField]]:
        return [(option, self[f"{PREFIX}{option.word}"]) for option in self.ballot.choices]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if any(name.startswith(PREFIX) and name not in self.fields for name in self.data):
            raise ValidationError(STRANGE)
        if not self.errors:
            values = ((option, int(said.get(f"{PREFIX}{option.word}") or 0)) for option in self.ballot.choices)
            self.picked = [(option, value) for option, value in values if value]
            if not self.picked:
                raise ValidationError(_("Du har ikke valgt noget endnu."))
            CHECKS[self.ballot.method](self.ballot, self.picked)
            self.picked = in_order(self.ballot, self.picked)
        return said

    @property
    def vote(self) -> dict[int, Mark]:
        """What it gives each option: points as they were shared out, or by place."""
        return {option.pk: mark(self.ballot, value) for option, value in self.picked}

    @property
    def kept(self) -> list[tuple[str, int]]:
        """Names and values, to be carried to the next page."""
        return [(f"{PREFIX}{option.word}", value) for option, value in self.picked]

    @property
    def spent(self) -> int:
        """What the chosen ones cost, in kroner."""
        return sum(option.cost or 0 for option, _value in self.picked)


def field_of(ballot: Ballot, option: Option) -> forms.Field:
    label = option.title_here
    if ballot.method == Ballot.Method.POINTS:
        most = ballot.most_each or ballot.most
        return forms.IntegerField(
            label=label,
            min_value=0,
            max_value=most,
            required=False,
            widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            error_messages={
                "invalid": _("Skriv et helt tal."),
                "min_value": _("Man kan ikke give mindre end 0 point."),
                "max_value": _("Man kan højst give %(limit_value)s point til én."),
            },
        )
    if ballot.method == Ballot.Method.RANKING:
        places = [("", _("ikke på listen")), *((n, _("nr. %(n)s") % {"n": n}) for n in range(1, ballot.places + 1))]
        wrong = {"invalid_choice": _("Vælg en af pladserne.")}
        return forms.TypedChoiceField(label=label, choices=places, coerce=int, required=False, error_messages=wrong)
    return forms.BooleanField(label=label, required=False)


def check_number(ballot: Ballot, picked: list[tuple[Option, int]]) -> None:
    if len(picked) > ballot.most:
        raise ValidationError(
            ngettext(
                "Du kan vælge %(most)s. Du har valgt %(n)s.",
                "Du kan vælge højst %(most)s. Du har valgt %(n)s.",
                ballot.most,
            ),
            params={"most": ballot.most, "n": len(picked)},
        )


def check_points(ballot: Ballot, picked: list[tuple[Option, int]]) -> None:
    given = sum(value for _option, value in picked)
    if given > ballot.most:
        raise ValidationError(
            _("Du har %(most)s point at give af. Du har givet %(n)s."), params={"most": ballot.most, "n": given}
        )


def check_places(ballot: Ballot, picked: list[tuple[Option, int]]) -> None:
    """No place twice. An empty place between is no error: those below move up, which the next page shows."""
    values = sorted(value for _option, value in picked)
    if twice := next((value for value, after in pairwise(values) if value == after), None):
        raise ValidationError(_("To af dem har plads nr. %(n)s. Giv den ene en anden plads."), params={"n": twice})


def check_money(ballot: Ballot, picked: list[tuple[Option, int]]) -> None:
    cost = sum(option.cost or 0 for option, _value in picked)
    if cost > (ballot.money or 0):
        raise ValidationError(
            _("Det koster %(cost)s kr. i alt. Der er %(money)s kr. at vælge for."),
            params={"cost": number_format(cost), "money": number_format(ballot.money or 0)},
        )


CHECKS = {"supports": check_number, "points": check_points, "ranking": check_places, "budget": check_money}


def in_order(ballot: Ballot, picked: list[tuple[Option, int]]) -> list[tuple[Option, int]]:
    """A ranking by its places, 1, 2, 3 without a gap; all else as it stands on the page."""
    if ballot.method != Ballot.Method.RANKING:
        return picked
    ranked = sorted(picked, key=lambda row: row[1])
    return [(option, place) for place, (option, _value) in enumerate(ranked, 1)]


def mark(ballot: Ballot, value: int) -> Mark:
    """First of n places gives n points, the next one less, the last 1 (Borda's count, cut off at n)."""
    if ballot.method == Ballot.Method.RANKING:
        return Mark(points=ballot.places + 1 - value, is_first=value == 1)
    return Mark(points=value if ballot.method == Ballot.Method.POINTS else 0)


class SendForm(RobotTrap):
    """The last step: the form's own key, and for who comes without a code what robots fall into."""

    key = forms.CharField(max_length=64, required=False)
