"""Pictures that people send: pixels only, upright. A picture waits for its pin for a day, or it is gone."""

import contextlib
import posixpath
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word
from kortet.pictures.queries import PictureQuerySet
from kortet.pictures.redaction import Box, covered
from kortet.pictures.sizes import FIRST, SIZES, TYPES, Print, made_of, prints_of, size_at

MOST_ALT = 200
LATER = timedelta(minutes=5)


class Picture(models.Model):
    """One picture. Until it is kept, only who has its `key` sees it; `word` is its name in addresses from then on.

    Its files are in the default storage, in a folder of its own: two JPEGs from the beginning, the others when the
    worker has made them. `sender` (a keyed digest) is forgotten when the picture is kept.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    word = models.CharField(max_length=28, unique=True, default=secret_word, editable=False)
    key = models.CharField(max_length=28, unique=True, default=secret_word, editable=False)
    sender = models.CharField(max_length=64, blank=True, editable=False)
    alt = models.CharField(_("hvad man ser"), max_length=MOST_ALT, blank=True)
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created = models.DateTimeField(db_default=Now(), editable=False)
    kept = models.DateTimeField(null=True, editable=False)
    sized = models.DateTimeField(null=True, editable=False)
    due = models.DateTimeField(db_default=Now(), editable=False)
    dropped = models.DateTimeField(null=True, editable=False)
    # What was covered on it, and the picture that shows all; that one is kept as long as this one.
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="redactions", editable=False
    )
    boxes = models.JSONField(default=list, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("billede")
        verbose_name_plural = _("billeder")
        indexes = [
            models.Index(fields=["municipality", "sender"], condition=Q(kept=None, dropped=None), name="picture_waits"),
            models.Index(fields=["kept"], condition=Q(sized=None, dropped=None), name="picture_to_size"),
            models.Index(fields=["dropped"], condition=Q(dropped__isnull=False), name="picture_dropped"),
        ]

    def __str__(self) -> str:
        return self.alt or self.word

    def write(self, large: bytes, small: bytes) -> None:
        """Puts the two first files where they belong; raises OSError where the storage takes none."""
        for one, data in zip(FIRST, (large, small), strict=True):
            self.put(one, data)

    def put(self, one: Print, data: bytes) -> None:
        """Writes a file under its own name, over what an interrupted writer left there."""
        name = self.file_name(one)
        default_storage.delete(name)
        if default_storage.save(name, ContentFile(data)) != name:
            raise OSError(f"{name} is taken")

    def file_name(self, one: Print) -> str:
        return posixpath.join("pictures", self.municipality.code, self.word[:2], self.word, str(one))

    def has(self, one: Print) -> bool:
        """Whether such a file of it is there to be seen."""
        return one in FIRST or (self.sized is not None and one in prints_of(self.width, self.height))

    @property
    def large(self) -> str:
        return self.address(FIRST[0])

    @property
    def small(self) -> str:
        return self.address(FIRST[1])

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """What a page offers a browser, best first: content type, and addresses with their widths in pixels."""
        offered = prints_of(self.width, self.height) if self.sized else FIRST
        return [(TYPES[kind], self.addresses(kind, offered)) for kind in TYPES if kind == "jpg" or self.sized]

    @property
    def stamps(self) -> list[tuple[str, str]]:
        """The smallest, for rows of lists; nothing until they are made."""
        return [(TYPES[kind], self.address(Print(SIZES[0], kind))) for kind in TYPES] if self.sized else []

    def addresses(self, kind: str, offered: Iterable[Print]) -> str:
        sizes = sorted((one for one in offered if one.format == kind), reverse=True)
        # Of two that are as wide (the picture is no larger) the smaller one stays: a width may be told once.
        widths = {size_at(self.width, self.height, one.size)[0]: one for one in sizes}
        return ", ".join(f"{self.address(widths[width])} {width}w" for width in sorted(widths))

    def address(self, one: Print) -> str:
        return reverse("picture", args=[self.word, one.size, one.format])

    def make_sizes(self) -> None:
        """Writes the smaller files in three formats; for the worker."""
        with default_storage.open(self.file_name(FIRST[0])) as file:
            data = file.read()
        for one, made in made_of(data):
            self.put(one, made)
        Picture.objects.filter(pk=self.pk).update(sized=timezone.now())

    def size_later(self) -> None:
        """After a failure: others come first."""
        Picture.objects.filter(pk=self.pk).update(due=timezone.now() + LATER)

    @property
    def whole(self) -> "Picture":
        """The picture without boxes; for staff."""
        return self.original or self

    def redact(self, boxes: list[Box]) -> "Picture":
        """A new picture, with a new word, that shows all but the boxes. Raises OSError where it cannot be stored."""
        whole = self.whole
        with default_storage.open(whole.file_name(FIRST[0])) as file:
            large, small = covered(file.read(), boxes)
        made = Picture(municipality=whole.municipality, alt=self.alt, width=whole.width, height=whole.height)
        made.digest, made.kept = sha256(large).hexdigest(), timezone.now()
        made.original, made.boxes = whole, [list(box) for box in boxes]
        made.save()
        try:
            made.write(large, small)
        except OSError:
            made.delete()
            raise
        return made

    def drop(self) -> None:
        """Nobody sees it any more; the worker deletes the files, and then the row."""
        Picture.objects.filter(pk=self.pk).drop()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """First the files, then the row: while a file is left, something says so."""
        names = [self.file_name(one) for one in prints_of(self.width, self.height)]
        for name in names:
            default_storage.delete(name)
        with contextlib.suppress(OSError):
            default_storage.delete(posixpath.dirname(names[0]))
        return super().delete(*args, **kwargs)
