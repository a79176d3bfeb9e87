"""The numbers that citizens are told."""

from django.db import models

from kortet.municipalities.models import Municipality


class Series(models.Model):
    """The running number of each municipality's year: 2026-00417."""

    pk = models.CompositePrimaryKey("municipality_id", "year")
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()
