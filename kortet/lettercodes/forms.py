"""What is filled in about codes: the code itself, by who got a letter, and a package of them, by who sends letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.lettercodes.codes import read_code
from kortet.lettercodes.models import MOST_AT_ONCE
from kortet.saying.said import LineField


class CodeForm(forms.Form):
    """The code, as it is typed or comes with the QR code."""

    code = forms.CharField(
        label=_("Koden fra dit brev"),
        help_text=_("12 tegn, f.eks. ABCD-EFGH-JKMN. Store og små bogstaver og bindestreger er lige meget."),
        error_messages={"required": _("Skriv koden fra brevet.")},
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "class": "code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autocorrect": "off",
            }
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean_code(self) -> str:
        return read_code(self.cleaned_data["code"])


class PackageForm(forms.Form):
    """How many codes, and for whom."""

    size = forms.IntegerField(
        label=_("Hvor mange koder?"),
        help_text=_("Højst 2.000 ad gangen. Lav flere pakker, hvis I skal bruge flere."),
        min_value=1,
        max_value=MOST_AT_ONCE,
    )
    note = LineField(
        label=_("Til hvem?"),
        help_text=_("F.eks. en bydel. Skriv aldrig en persons navn: ingen må kunne vide, hvem der fik hvilken kode."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "package-%s", ""
