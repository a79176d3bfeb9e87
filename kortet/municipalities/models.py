"""Whose map this is: the municipality, its words, colours and themes. Everything local is data, nothing is code."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.colours import light, readable
from kortet.municipalities.queries import MunicipalityQuerySet, ThemeQuerySet
from kortet.municipalities.tongues import here

MIDDLE_OF_DENMARK = (563_000, 6_240_000)
AROUND_DENMARK = (430_000, 6_040_000, 900_000, 6_420_000)
METRES = 25832  # ETRS89 / UTM zone 32N: all that is stored is in metres
CODE = RegexValidator(r"^[a-z0-9][a-z0-9-]*$", _("Brug små bogstaver, tal og bindestreg."))
HTTPS = RegexValidator(r"^https://[a-z0-9.-]+(/[^\s<>\"']*)?\Z", _("Skriv en adresse, der begynder med https://."))
COLOUR = RegexValidator(r"^#[0-9a-f]{6}$", _("Skriv farven som #1a2b3c."))
DEFAULT_WORDS = {
    "da": {"neighbourhood": "bydel", "neighbourhoods": "bydele"},
    "en": {"neighbourhood": "neighbourhood", "neighbourhoods": "neighbourhoods"},
}


def default_languages() -> list[str]:
    return ["da", "en"]


def default_rules() -> dict[str, object]:
    return {"moderation": "before", "vertices": 2000, "shapes": ["point", "line", "area"]}


def are_languages(said: object) -> bool:
    return (
        isinstance(said, list)
        and bool(said)
        and all(isinstance(each, str) and each in dict(settings.LANGUAGES) for each in said)
    )


def are_words(said: object) -> bool:
    """Language → word → the municipality's own word."""
    parts = list(said.values()) if isinstance(said, dict) else [None]
    return all(isinstance(each, dict) and all(isinstance(word, str) for word in each.values()) for each in parts)


def are_rules(said: object) -> bool:
    if not isinstance(said, dict):
        return False
    most = said.get("vertices", 2000)
    sound = isinstance(most, int) and not isinstance(most, bool) and 3 <= most <= 10_000
    return sound and said.get("moderation", "before") in ("before", "after")


class Municipality(models.Model):
    """One municipality: its host, words, colours, rules and the outline that its pins must lie in (EPSG:25832)."""

    code = models.SlugField(_("kode"), unique=True, validators=[CODE])
    name = models.CharField(_("navn"), max_length=80)
    host = models.CharField(_("værtsnavn"), max_length=253, blank=True, help_text=_("F.eks. kortet.fjordby.example"))
    languages = models.JSONField(_("sprog"), default=default_languages)
    words = models.JSONField(
        _("ord"), default=dict, blank=True, help_text=_('F.eks. {"da": {"neighbourhood": "lokalområde"}}')
    )
    rules = models.JSONField(_("regler"), default=default_rules, blank=True)
    primary = models.CharField(_("farve"), max_length=7, default="#0b5563", validators=[COLOUR])
    accent = models.CharField(_("farve 2"), max_length=7, default="#b3541e", validators=[COLOUR])
    outline = models.MultiPolygonField(_("omrids"), srid=METRES, null=True, blank=True)
    basemap = models.JSONField(_("baggrundskort"), default=dict, blank=True)
    content_version = models.BigIntegerField(default=1, editable=False)
    contact_address = models.TextField(_("postadresse"), max_length=300, blank=True)
    contact_email = models.EmailField(_("e-mail"), blank=True)
    contact_phone = models.CharField(_("telefon"), max_length=30, blank=True)
    dpo_email = models.EmailField(_("databeskyttelsesrådgiverens e-mail"), blank=True)
    dpo_phone = models.CharField(_("databeskyttelsesrådgiverens telefon"), max_length=30, blank=True)
    was_url = models.CharField(
        _("tilgængelighedserklæringens adresse"),
        max_length=200,
        blank=True,
        validators=[HTTPS],
        help_text=_("Den, som WAS-Tool har givet, f.eks. https://www.was.digst.dk/kortet-fjordby-dk"),
    )

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommune")
        verbose_name_plural = _("kommuner")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["host"], condition=~Q(host=""), name="one_municipality_per_host"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """What pages read of words, rules and languages has the form in which they read it."""
        forms = {
            "languages": are_languages(self.languages),
            "words": are_words(self.words),
            "rules": are_rules(self.rules),
        }
        if wrong := {name: _("Det har ikke den form, som siderne læser.") for name, fits in forms.items() if not fits}:
            raise ValidationError(wrong)

    def word(self, key: str) -> str:
        """The municipality's own word in the language of the page, e.g. "bydel" or "lokalområde"."""
        language = (get_language() or "da")[:2]
        return self.words.get(language, {}).get(key) or DEFAULT_WORDS.get(language, DEFAULT_WORDS["da"])[key]

    def rule(self, key: str) -> object:
        return self.rules.get(key, default_rules()[key])

    @property
    def readable_primary(self) -> str:
        """The first colour, darkened until white text on it has a contrast of 4.5:1."""
        return readable(self.primary)

    @property
    def light_primary(self) -> str:
        """The first colour, lightened until dark text on it and it on a dark page have a contrast of 7:1."""
        return light(self.primary)

    def address(self, path: str) -> str:
        """The whole address of a path of ours, on the municipality's own host: never on one that a request named."""
        site = urlsplit(settings.SITE_ADDRESS)
        port = f":{site.port}" if site.port else ""
        return f"{site.scheme}://{self.host or site.hostname}{port}{path}"

    @property
    def ground(self) -> MultiPolygon:
        """The outline (EPSG:25832); where none is known yet, a box around Denmark."""
        outline: Any = self.outline
        return outline or MultiPolygon(Polygon.from_bbox(AROUND_DENMARK), srid=METRES)

    @property
    def middle(self) -> Point:
        """A point inside the outline (EPSG:25832): what is about all of it is anchored there."""
        outline: Any = self.outline
        return outline.point_on_surface if outline else Point(*MIDDLE_OF_DENMARK, srid=METRES)

    @property
    def moderated_first(self) -> bool:
        return self.rule("moderation") == "before"


class Theme(models.Model):
    """What a pin is about, in the municipality's own words."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="themes", verbose_name=_("kommune"))
    code = models.SlugField(_("kode"), validators=[CODE])
    name = models.CharField(_("navn"), max_length=60)
    name_en = models.CharField(_("navn på engelsk"), max_length=60, blank=True)
    colour = models.CharField(_("farve"), max_length=7, default="#0b5563", validators=[COLOUR])
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    active = models.BooleanField(_("kan vælges"), default=True)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("emne")
        verbose_name_plural = _("emner")
        ordering = ["order", "name"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="theme_code_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return here(self.name, self.name_en)
