"""Why a partner is suggested for a pin, or a pin for an event, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from kortet.events.models import Event
from kortet.links.models import Link
from kortet.municipalities.templatetags.times import far
from kortet.partners.models import Partner
from kortet.pins.models import Pin

MOST = 5


@dataclass(frozen=True)
class Suggestion:
    """A partner that could do something about a pin."""

    partner: Partner
    pin: Pin

    @property
    def why(self) -> str:
        """ "dækker Midtbyen, arbejder med grønne områder, 350 m væk"."""
        return ", ".join(words for words in (self.where, self.what, self.how_far) if words)

    @property
    def where(self) -> str:
        if self.partner.reach == Partner.Reach.WHOLE:
            return _("arbejder i hele kommunen")
        here = self.pin.neighbourhood.name if self.pin.neighbourhood else _("stedet")
        return _("dækker %(place)s") % {"place": here}

    @property
    def what(self) -> str:
        fits = self.partner.fits and self.pin.theme  # type: ignore[attr-defined]  # annotated by the question
        return _("arbejder med %(theme)s") % {"theme": self.pin.theme.label.lower()} if fits else ""  # type: ignore[union-attr]  # it fits

    @property
    def how_far(self) -> str:
        """Only where the premises may be shown."""
        return far(self.partner.distance.m) if self.partner.is_on_the_map else ""  # type: ignore[attr-defined]  # annotated


def suggested(pin: Pin) -> list[Suggestion]:
    return [Suggestion(partner, pin) for partner in Link.objects.suggested(pin, most=MOST)]


@dataclass(frozen=True)
class PinSuggestion:
    """An open pin that an event could have to do with."""

    pin: Pin

    @property
    def why(self) -> str:
        """ "handler om grønne områder, 350 m væk"."""
        return ", ".join(words for words in (self.what, far(self.pin.metres)) if words)  # type: ignore[attr-defined]  # annotated

    @property
    def what(self) -> str:
        fits = self.pin.fits and self.pin.theme  # type: ignore[attr-defined]  # annotated by the question
        return _("handler om %(theme)s") % {"theme": self.pin.theme.label.lower()} if fits else ""  # type: ignore[union-attr]  # it fits


def pins_for(event: Event) -> list[PinSuggestion]:
    """What is nowhere in particular is near to nothing."""
    if event.precision == Event.Precision.WHOLE:
        return []
    return [PinSuggestion(pin) for pin in Link.objects.pins_suggested(event, most=MOST)]
