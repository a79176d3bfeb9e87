"""A report from another system, read by the same form as a citizen's."""

from typing import Any

from django.http import QueryDict

from kortet.municipalities.models import Municipality
from kortet.pins.forms import PinForm
from kortet.pins.models import Pin

# What GeoReport calls the fields of our form.
CALLED = {"lng": "long", "lat": "lat", "address": "address_string", "theme": "service_code", "text": "description"}
CALLED |= {"email": "email", "title": "title", "key": "Idempotency-Key"}
TITLE = 80


class ReportForm(PinForm):
    """Names and telephone numbers are not taken: nothing here needs them. An e-mail address is asked whether it wants
    letters, as a citizen's is."""

    theme: Any
    minded = ()  # a machine ticks no box; who moderates is told what the text tells

    def __init__(self, said: QueryDict, *, municipality: Municipality, key: str) -> None:
        told = {ours: said.get(theirs, "") for ours, theirs in CALLED.items() if ours != "key"}
        told["title"] = told["title"] or headline(told["text"])
        super().__init__(told | {"kind": str(Pin.Kind.PROBLEM), "key": key}, municipality=municipality)
        self.fields["theme"].required = True
        del self.fields["pictures"], self.fields["shown_as"]

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        return said | {"pictures": [], "author_name": ""}

    @property
    def wrong(self) -> list[str]:
        """What is wrong, by GeoReport's names."""
        return [f"{CALLED.get(name, name)}: {told}" for name, errors in self.errors.items() for told in errors]


def headline(text: str) -> str:
    """The first line of a description, cut between two words: GeoReport has no headline."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return first if len(first) <= TITLE else first[: TITLE - 1].rsplit(None, 1)[0] + "…"
