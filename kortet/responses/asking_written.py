"""What is asked for in letters and digits: a number, a day, a text."""

import math
import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _

from kortet.responses.asking import Asking
from kortet.responses.sheets import Row
from kortet.saying.said import SaidField

LETTERS = 4000
NUMBER = re.compile(r"[-−]?\d{1,12}([.,]\d{1,6})?|[-−]?\d{1,3}([.\s]\d{3}){1,3}(,\d{1,6})?")
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


class Number(Asking):
    """A number as Danes and the English write it, within what the question allows."""

    template = "responses/_field.html"

    def fields(self) -> dict[str, forms.Field]:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "number"})
        return {self.name: NumberField(label=self.question.name, required=False, widget=widget, max_length=40)}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {
            self.name: number_format(format(rows[0]["number"], ".12g"), use_l10n=True, force_grouping=False)
            if rows
            else ""
        }

    def check(self) -> None:
        said, least, most = self.said(self.name), self.question.least, self.question.most
        if said is not None and least is not None and said < least:
            self.complain(_("Skriv et tal på mindst %(n)s.") % {"n": number_format(format(least, "g"))})
        elif said is not None and most is not None and said > most:
            self.complain(_("Skriv et tal på højst %(n)s.") % {"n": number_format(format(most, "g"))})

    def rows(self) -> list[Row]:
        said = self.said(self.name)
        return [] if said is None else [self.row(number=said)]


class NumberField(forms.CharField):
    """A finite number; with a comma, dots before it stand between thousands."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        if not NUMBER.fullmatch(text) or (not text.isascii() and "−" not in text):
            raise ValidationError(_("Skriv et tal, f.eks. 12 eller 2,5."))
        text = re.sub(r"\s", "", text.replace("−", "-"))
        if "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
            text = text.replace(".", "").replace(",", ".")
        number = float(text)
        if not math.isfinite(number):
            raise ValidationError(_("Skriv et tal, f.eks. 12 eller 2,5."))
        return number


class Day(Asking):
    """A day, typed as Danes write it or chosen in the browser's calendar."""

    template = "responses/_field.html"

    def fields(self) -> dict[str, forms.Field]:
        formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y"]
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        wrong = {"invalid": _("Skriv en dag, f.eks. 24.12.2026.")}
        field = forms.DateField(
            label=self.question.name, required=False, input_formats=formats, widget=widget, error_messages=wrong
        )
        return {self.name: field}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {self.name: rows[0]["day"] if rows else None}

    def check(self) -> None:
        said = self.said(self.name)
        if said and not EARLIEST <= said <= LATEST:
            ends = {"first": date_format(EARLIEST), "last": date_format(LATEST)}
            self.complain(_("Vælg en dag mellem %(first)s og %(last)s.") % ends)

    def rows(self) -> list[Row]:
        said = self.said(self.name)
        return [self.row(day=said)] if said else []


class Text(Asking):
    """Some lines of one's own."""

    template = "responses/_text.html"

    @property
    def letters(self) -> int:
        return min(LETTERS, int(self.question.most or LETTERS))

    def fields(self) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": 4})
        field = SaidField(label=self.question.name, required=False, max_length=self.letters, widget=widget)
        return {self.name: field}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {self.name: rows[0]["text"] if rows else ""}

    def check(self) -> None:
        said, least = self.said(self.name), int(self.question.least or 0)
        if said and len(said) < least:
            self.complain(_("Skriv mindst %(n)s tegn.") % {"n": least})

    def rows(self) -> list[Row]:
        said = self.said(self.name)
        return [self.row(text=said)] if said else []
