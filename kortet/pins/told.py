"""What anybody may see of a pin, as rows of data: one list for files, interfaces and whoever else writes pins out.

The names are part of what others have built on: they are never changed.
"""

from typing import Any, Literal, NamedTuple

from django.utils.translation import gettext as _

from kortet.pins.models import Pin
from kortet.places.models import Placed


class Fact(NamedTuple):
    """`field` is the way to it from a pin; of a choice `choices` has the words, which are told instead of the code."""

    name: str
    kind: Literal["text", "integer", "time"]
    what: str
    field: str
    choices: Any = None


def pin_facts() -> list[Fact]:
    """In the order in which they stand, in the language that is spoken. Place, link and areas are not among them."""
    return [
        Fact("nummer", "text", _("kommunens nummer for nålen"), "number"),
        Fact("slags", "text", _("forslag eller problem"), "kind", Pin.Kind),
        Fact("overskrift", "text", _("overskrift"), "title"),
        Fact("tekst", "text", _("hvad der blev skrevet"), "text"),
        Fact("emne", "text", _("emne"), "theme__name"),
        Fact("emne_kode", "text", _("emnets kode"), "theme__code"),
        Fact("status", "text", _("hvor langt kommunen er"), "status", Pin.Status),
        Fact("sat", "time", _("hvornår nålen blev sat"), "created"),
        Fact("status_siden", "time", _("hvornår den fik sin status"), "status_since"),
        Fact("besvaret", "time", _("hvornår kommunen svarede"), "answered"),
        Fact("stoetter", "integer", _("hvor mange der støtter den"), "support_count"),
        Fact("kommentarer", "integer", _("hvor mange kommentarer den har"), "comment_count"),
        Fact("sted", "text", _("stedet i ord"), "place_text"),
        Fact("praecision", "text", _("hvor præcist stedet er"), "precision", Placed.Precision),
        Fact("sprog", "text", _("sproget, den er skrevet på"), "language"),
    ]
