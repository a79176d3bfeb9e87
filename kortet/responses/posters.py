"""A poster of a survey, and cards that remind those who got a letter: PDF/UA-1 (ISO 14289-1), written by Typst."""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.municipalities.words import to_type
from kortet.readable import readable
from kortet.responses.sharing import Share, svg_of
from kortet.surveys.models import Survey
from kortet.typesetting import pdf_of

LAYOUT = Path(__file__).parent / "poster.typ"
MOST_WORDS = 600  # letters of the introduction that a poster has room for


def poster(share: Share) -> bytes:
    """One side of A4 with the short address and its QR code."""
    foot = _("Det er frivilligt, og du behøver ikke at oprette dig.")
    return written(share, intro=shortened(share.survey), short=share.short, address=share.address, foot=foot)


def reminders(share: Share, number: int) -> bytes:
    """So many cards, four on a side. They say to everybody what is true of everybody: who answered is not known."""
    intro = _("Vi har sendt dig et brev med en kode. Har du svaret, siger vi tak. Har du ikke, kan du nå det endnu.")
    foot = _("Brug koden fra brevet.")
    return written(share, intro=intro, short=to_type(share.codes), address=share.codes, foot=foot, cards=number)


def shortened(survey: Survey) -> str:
    words = survey.intro_here
    return words if len(words) <= MOST_WORDS else words[:MOST_WORDS].rsplit(" ", 1)[0] + " …"


def written(share: Share, *, address: str, cards: int = 0, **words: str) -> bytes:
    told: dict[str, Any] = {name: readable(said) for name, said in words.items()}
    told |= {"title": readable(share.survey.name_here), "town": readable(share.town.name), "cards": cards}
    told |= {"language": (get_language() or "da")[:2], "qr": svg_of(address)}
    told["alt"] = _("QR-kode til %(address)s") % {"address": address}
    return pdf_of(LAYOUT, told)
