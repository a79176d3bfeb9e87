"""The signs of points and the colours of places: those that static/surveys/symbols.js can draw, and no others."""

from django.utils.translation import gettext_lazy as _

SYMBOLS = [
    ("", _("et nummer")),
    ("heart", _("hjerte")),
    ("star", _("stjerne")),
    ("warning", _("udråbstegn")),
    ("tree", _("træ")),
    ("bench", _("bænk")),
    ("bike", _("cykel")),
    ("bus", _("bus")),
    ("light", _("lys")),
    ("water", _("vand")),
    ("play", _("leg")),
    ("home", _("hus")),
]
COLOURS = [
    ("blue", _("blå")),
    ("rust", _("rust")),
    ("green", _("grøn")),
    ("violet", _("violet")),
    ("gold", _("gylden")),
    ("grey", _("grå")),
]
