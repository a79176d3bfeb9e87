"""Of two people who change the same at once the second is told what the first one wrote, and nothing is lost."""

from typing import Any
from zlib import crc32

from django import forms
from django.utils.translation import gettext as _


class GuardedForm(forms.Form):
    """A form whose `initial` is what is stored now, also when it is sent.

    Its page carries `as_read`: a checksum of each field as it was when the page was read. Where something else is
    stored by then, and something else again was sent, the field says so. What was typed stays, and sending it once
    more counts. It is no lock: of two who send in the same instant the last one wins. A page without `as_read` has no
    guard, nor have fields that are `not_stored`.
    """

    not_stored: tuple[str, ...] = ("as_read",)

    as_read = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        if field_name == "as_read":
            return " ".join(f"{name}:{checksum}" for name, checksum in self._stored().items())
        return super().get_initial_for_field(field, field_name)

    def _stored(self) -> dict[str, str]:
        return {
            name: f"{crc32(repr(self.get_initial_for_field(field, name)).encode()):x}"
            for name, field in self.fields.items()
            if name not in self.not_stored and (name in self.initial or field.initial is not None)
        }

    def full_clean(self) -> None:
        super().full_clean()
        if self.is_bound and "as_read" in self.fields:
            read = dict(pair.split(":", 1) for pair in self.cleaned_data.pop("as_read", "").split() if ":" in pair)
            self._tell_what_others_wrote(read)

    def _tell_what_others_wrote(self, read: dict[str, str]) -> None:
        stored, mine = self._stored(), self.changed_data
        theirs = [name for name in mine if name in read and read[name] != stored.get(name)]
        for name in theirs:
            field = self.fields[name]
            is_words = isinstance(field, forms.CharField)
            self.add_error(name, wrote_meanwhile(self.get_initial_for_field(field, name) if is_words else ""))
        if theirs:
            sent: Any = self.data
            self.data = again = sent.copy()  # what was sent is not to be written into
            again[self.add_prefix("as_read")] = self.get_initial_for_field(self.fields["as_read"], "as_read")


def wrote_meanwhile(now: str) -> str:
    """What is told about a field that somebody else changed: their words, where it has words."""
    if now:
        told = _("En anden skrev imens: “%(now)s”. Det, du skrev, står her; gem igen, hvis det skal gælde.")
        return told % {"now": now}
    return _("En anden har ændret det imens. Det, du skrev, står her; gem igen, hvis det skal gælde.")
