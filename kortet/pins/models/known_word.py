"""The words that public pins use, so that a misspelt question can be understood."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func

from kortet.municipalities.models import Municipality
from kortet.pins.queries_words import KnownWordQuerySet


class KnownWord(models.Model):
    """A word as full text keeps it (its Danish stem), and how many public pins of the municipality have it.

    Learned from the pins by a job (`learn`), because a trigram index on every pin would make each pin dearer to store
    and a common misspelling slow to look up (docs/decisions/0023).
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    stem = models.CharField(max_length=40)
    pins = models.PositiveIntegerField()
    folded = models.GeneratedField(
        expression=Func(F("stem"), function="kortet_fold"), output_field=models.TextField(), db_persist=True
    )

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        indexes = [GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="known_word_by_sound")]
        constraints = [models.UniqueConstraint(fields=["municipality", "stem"], name="known_word_once")]

    def __str__(self) -> str:
        return self.stem
