"""The tile summaries: how many public pins lie in each cell of a grid, kept by the database itself."""

from django.db import models

from kortet.atlas.queries import TileCellQuerySet
from kortet.municipalities.models import Municipality


class TileCell(models.Model):
    """The public pins of one cell of the grid (kortet.places.tiles), by kind, at the levels 8 to 14.

    `status` "" stands for all of them. `…_east` and `…_north` are sums of EPSG:3857 coordinates in whole centimetres,
    so that taking a pin away undoes adding it to the last digit. `…_ids` are sums of row numbers: where one pin is
    left, the sum is its number.
    """

    pk = models.CompositePrimaryKey("municipality_id", "level", "status", "cell")
    # The writers are the database's own triggers, so a second check of the foreign key would only cost.
    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    level = models.SmallIntegerField()
    status = models.CharField(max_length=11, blank=True)
    cell = models.BigIntegerField()
    proposals = models.IntegerField()
    proposals_east = models.BigIntegerField()
    proposals_north = models.BigIntegerField()
    proposals_ids = models.BigIntegerField()
    problems = models.IntegerField()
    problems_east = models.BigIntegerField()
    problems_north = models.BigIntegerField()
    problems_ids = models.BigIntegerField()

    objects = TileCellQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.level}/{self.cell} {self.status}: {self.proposals} + {self.problems}"


class TileDelta(models.Model):
    """What came to or left a cell of the finest level and is not yet folded into the cells. Only added to and taken.

    A row with n = 0 tells that something seen on the map changed without moving a count.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    cell = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    status = models.CharField(max_length=11)
    n = models.IntegerField()
    east = models.BigIntegerField()
    north = models.BigIntegerField()
    ids = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "cell"], name="delta_by_cell")]

    def __str__(self) -> str:
        return f"{self.cell} {self.kind} {self.status}: {self.n:+}"
