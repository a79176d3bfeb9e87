"""Keys as a whole, and pins as service requests."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.functions import Now, TruncHour
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.open311.models import ApiKey

AN_HOUR = 1_000  # reports of one key: more than any town's citizens send, fewer than a runaway script


class ApiKeyQuerySet(QuerySet["ApiKey"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def valid(self) -> Self:
        return self.filter(revoked=None)

    def use(self, key: "ApiKey") -> bool:
        """Counts one report of a key; False where it has had its hour's. Two at once are both counted."""
        hour = TruncHour(Now())
        begun = When(hour=hour, then=F("used") + 1)
        mine = self.filter(pk=key.pk)
        free = mine.exclude(hour__gte=timezone.now() - timedelta(hours=1), used__gte=AN_HOUR)
        return bool(free.update(used=Case(begun, default=Value(1)), hour=hour))

    def revoke(self) -> int:
        return self.valid().update(revoked=Now())
