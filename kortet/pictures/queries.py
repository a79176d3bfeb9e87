"""Which pictures wait, are kept, are to be made smaller or thrown away."""

from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Self

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kortet.pictures.developing import Developed, PictureError, develop

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from kortet.municipalities.models import Municipality
    from kortet.pictures.models import Picture

Position = tuple[float, float]  # lng, lat in degrees
MOST_OF_ONE, MOST_OF_ALL = 40, 2000  # pictures that wait: of one visitor, in a municipality
WAITING_HOURS, CROWDED_HOURS = 24, 1


class PictureQuerySet(QuerySet["Picture"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality, dropped=None)

    def waiting(self) -> Self:
        """Sent, and not yet on a pin."""
        return self.filter(kept=None, dropped=None)

    def unsized(self) -> Self:
        """Kept, without the smaller files, and due for them."""
        return self.filter(kept__isnull=False, sized=None, dropped=None, due__lte=timezone.now())

    def rubbish(self) -> Self:
        """What is to be deleted: dropped, or waiting since yesterday; the whole one after those that cover it."""
        yesterday = timezone.now() - timedelta(hours=WAITING_HOURS)
        covers = self.model.objects.filter(original=OuterRef("pk"))
        return self.filter(Q(dropped__isnull=False) | Q(kept=None, created__lt=yesterday)).exclude(Exists(covers))

    def has_room_for(self, municipality: "Municipality", sender: str) -> bool:
        """Whether a visitor may send one more. In a crowd, what has waited for an hour makes room."""
        waiting = self.of(municipality).waiting()
        if waiting.filter(sender=sender)[:MOST_OF_ONE].count() >= MOST_OF_ONE:
            return False
        if waiting.count() < MOST_OF_ALL:
            return True
        return waiting.filter(created__lt=timezone.now() - timedelta(hours=CROWDED_HOURS)).drop() > 0

    def receive(
        self, file: "UploadedFile", *, municipality: "Municipality", sender: str, head: bytes = b""
    ) -> "tuple[Picture, Position | None]":
        """Develops and stores what somebody sends; where it was taken is told here, once. Raises PictureError."""
        if not self.has_room_for(municipality, sender):
            raise PictureError("many")
        developed = develop(file, file.size or 0, head)
        return self.take_in(municipality, sender, developed), developed.position

    def take_in(self, municipality: "Municipality", sender: str, developed: Developed) -> "Picture":
        """Stores a developed picture, waiting; raises PictureError where the storage takes none."""
        facts = {"width": developed.width, "height": developed.height, "digest": sha256(developed.large).hexdigest()}
        picture = self.create(municipality=municipality, sender=sender, **facts)  # before its files: see `delete`
        try:
            picture.write(developed.large, developed.small)
        except OSError as error:
            picture.drop()
            raise PictureError("store") from error
        return picture

    def keep(self, pictures: "Iterable[Picture]") -> "list[Picture]":
        """Those that still wait are kept from now on, with their words, in their order; in the open transaction."""
        given = {picture.pk: picture for picture in pictures}
        if not given:
            return []
        free = {picture.pk: picture for picture in self.waiting().filter(pk__in=given).select_for_update()}
        kept = [free[pk] for pk in given if pk in free]
        for picture in kept:
            picture.alt, picture.kept, picture.sender = given[picture.pk].alt, timezone.now(), ""
            picture.save(update_fields=["alt", "kept", "sender"])
        return kept

    def unused(self) -> Self:
        """Kept pictures that no row of any table leads to any more."""
        found = self.filter(kept__isnull=False)
        for relation in self.model._meta.related_objects:
            rows: Any = relation.related_model
            found = found.exclude(Exists(rows.objects.filter(**{relation.field.name: OuterRef("pk")})))
        return found

    def drop(self) -> int:
        """Nobody sees them any more; the worker deletes them."""
        return self.filter(dropped=None).update(dropped=timezone.now())

    @transaction.atomic
    def take_next(self) -> "Picture | None":
        """One of them, out of reach of other workers until the transaction ends."""
        return self.select_related("municipality").select_for_update(of=("self",), skip_locked=True).first()
