"""What the municipality says, in as many languages as it was written in; and the words that stand ready for it."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality, Theme
from kortet.pins.models.state import Status
from kortet.pins.queries_answers import AnswerTemplateQuerySet

if TYPE_CHECKING:
    from kortet.pins.models.pin import Pin

FIELD = re.compile(r"\{([^{}]*)\}")
ANSWER_DAYS = 28  # {answer_by}: counted from the day that the pin was set


def in_language(text: str, language: str, translations: dict[str, str]) -> tuple[str, str]:
    """The words for whoever reads now and their language: a translation where there is one, else what was written."""
    wanted = (get_language() or "da")[:2]
    return (translations[wanted], wanted) if wanted != language and translations.get(wanted) else (text, language)


class AnswerTemplate(models.Model):
    """Words that stand ready for an answer, for pins of one theme where it is named; `group` is chosen with them.

    {number}, {title}, {place}, {theme}, {name} and {answer_by} are put in; nothing else in braces may be stored. What
    is put in is text and is not looked at again, so a title with braces stays a title.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", verbose_name=gettext_lazy("kommune")
    )
    name = models.CharField(gettext_lazy("navn"), max_length=80)
    language = models.CharField(
        gettext_lazy("sprog"), max_length=5, default="da", choices=[("da", "Dansk"), ("en", "English")]
    )
    theme = models.ForeignKey(
        Theme,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("kun om emnet"),
    )
    group = models.CharField(
        gettext_lazy("med status"),
        max_length=11,
        choices=Status,
        blank=True,
        help_text=gettext_lazy("Vælges sammen med skabelonen, hvor den er tilladt."),
    )
    text = models.TextField(
        gettext_lazy("tekst"),
        max_length=2000,
        help_text=gettext_lazy("Flettefelter: {number} {title} {place} {theme} {name} {answer_by}."),
    )
    active = models.BooleanField(gettext_lazy("kan vælges"), default=True)

    objects = AnswerTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("svarskabelon")
        verbose_name_plural = gettext_lazy("svarskabeloner")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name", "language"], name="answer_template_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(name=""), name="answer_template_says_something"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError where braces hold what cannot be put in, or are not closed."""
        unknown = [name for name in FIELD.findall(self.text) if name not in FALLBACKS]
        if unknown:
            told = {"name": unknown[0][:40], "known": " ".join(f"{{{name}}}" for name in FALLBACKS)}
            words = _("Flettefeltet {%(name)s} findes ikke. Disse kan bruges: %(known)s.") % told
            raise ValidationError({"text": words})
        if re.search(r"[{}]", FIELD.sub("", self.text)):
            raise ValidationError({"text": _("En krøllet parentes mangler sin makker.")})

    def filled(self, pin: "Pin") -> str:
        """The words with what is known of a pin put in; what is missing has a word of its own in that language."""
        with override(self.language):
            known = facts_of(pin)
            return FIELD.sub(lambda found: known.get(found[1]) or str(FALLBACKS.get(found[1], found[0])), self.text)


FALLBACKS = {
    "number": gettext_lazy("uden nummer"),
    "title": gettext_lazy("din nål"),
    "place": gettext_lazy("stedet"),
    "theme": gettext_lazy("emnet"),
    "name": gettext_lazy("borger"),
    "answer_by": gettext_lazy("snarest"),
}


def facts_of(pin: "Pin") -> dict[str, str]:
    """What can be put in, in the language that is spoken."""
    answer_by = timezone.localtime(pin.created) + timedelta(days=ANSWER_DAYS)
    return {
        "number": pin.number,
        "title": pin.title,
        "place": pin.place_text,
        "theme": pin.theme.label if pin.theme else "",
        "name": pin.author_name,
        "answer_by": date_format(answer_by, "DATE_FORMAT") if answer_by > timezone.now() else "",
    }
