"""How many people live where, by sex and age: what answers are held against."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kortet.findings.queries import PopulationQuerySet
from kortet.places.models import Area


class Population(models.Model):
    """People of an area, of one sex (or of both together), from one age to another, both included, at a year's start.

    Without `age_to` there is no upper end.
    """

    class Sex(models.TextChoices):
        FEMALE = "female", _("kvinder")
        MALE = "male", _("mænd")
        BOTH = "", _("begge køn")

    area = models.ForeignKey(Area, models.CASCADE, related_name="people", verbose_name=_("område"))
    sex = models.CharField(_("køn"), max_length=6, choices=Sex, blank=True)
    age_from = models.PositiveSmallIntegerField(_("fra alder"), validators=[MaxValueValidator(125)])
    age_to = models.PositiveSmallIntegerField(
        _("til alder"), null=True, blank=True, validators=[MaxValueValidator(125)], help_text=_("Med i gruppen.")
    )
    persons = models.PositiveIntegerField(_("personer"))
    year = models.PositiveSmallIntegerField(_("år"))
    source = models.CharField(_("kilde"), max_length=200, blank=True)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("befolkningstal")
        verbose_name_plural = _("befolkningstal")
        ordering = ["area", "year", "sex", "age_from"]
        constraints = [
            models.UniqueConstraint(fields=["area", "year", "sex", "age_from"], name="population_once"),
            models.CheckConstraint(
                condition=Q(age_to=None) | Q(age_to__gte=F("age_from")), name="population_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.year} {self.sex} {self.age_from}-{self.age_to or ''}"
