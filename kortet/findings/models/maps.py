"""Maps of drawn places as they were published: made once, so that two of them cannot be held against each other."""

from collections.abc import Iterator

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.findings.queries_published import PublishedQuerySet
from kortet.surveys.models import Survey


class PublishedMap(models.Model):
    """What all may see of one map question: never made anew, and seen only while the results of its survey are.

    `cells` are {people, at_least, km2, name, beside, side, squares}, most people first; `shapes` the same as GeoJSON
    texts (EPSG:4326), which only the map needs.
    `tables` are {key, rows: [[choice or step, people or null]]}: what those said of their places who drew any.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="maps_published", verbose_name=_("undersøgelse"))
    key = models.CharField(_("spørgsmål"), max_length=40)
    cells = models.JSONField(_("felter"), default=list)
    shapes = models.JSONField(_("tegninger"), default=list)
    tables = models.JSONField(_("tabeller"), default=list)
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("offentliggjort kort")
        verbose_name_plural = _("offentliggjorte kort")
        ordering = ["survey", "pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="published_map_once")]

    def __str__(self) -> str:
        return f"{self.survey} {self.key}"

    def numbers(self) -> Iterator[int]:
        """Every number of people that it tells."""
        yield from (cell["people"] for cell in self.cells)
        yield from (n for table in self.tables for _name, n in table["rows"] if n is not None)
