"""What is asked of an export beside its format: which rows, for whose eyes, measured in which CRS."""

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import BinaryField, F, Func, TextField, Value

from kortet.exports.queries import Spots
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import AreaLayer
from kortet.selections.wanted import Wanted

BLOCK = 64  # bytes of a block of SHA-256
LETTERS = 16


@dataclass(frozen=True)
class Asked:
    """`reader`: the case worker whose eyes it is for; None for what anybody may see.

    `key` makes the authors' pseudonyms. It is made anew for each export and kept nowhere, so that nobody can say from
    two exports that an author is the same.
    """

    wanted: Wanted
    srid: int
    reader: User | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def town(self) -> Municipality:
        return self.wanted.town

    @cached_property
    def layers(self) -> list[AreaLayer]:
        return list(AreaLayer.objects.of(self.town))

    @property
    def pins(self) -> PinQuerySet:
        """The pins that are asked for, of those that the reader may see."""
        return self.wanted.apply(self.seen(Pin.objects.all()))

    def seen(self, rows: Any) -> Any:
        """Of any rows those of the town that the reader may see: the words that decide it everywhere."""
        return rows.visible_to(self.reader, self.town) if self.reader else rows.of(self.town).public()

    def spots(self, before: str = "") -> Spots:
        """Where something placed is: the public point, and a shape only where that is the exact one; for a case worker
        the exact point and every shape. `before`: the way to it."""
        point = f"{before}point" if self.reader else f"{before}public_point"
        return Spots(exact=F(f"{before}point"), place=F(point), drawing=F(f"{before}shape"))

    def pseudonym(self, who: Any) -> Any:
        """HMAC-SHA256 of an expression (text), its first 64 bits; nothing where it is nothing. In PostgreSQL."""
        inner, outer = (bytes(byte ^ pad for byte in self.key.ljust(BLOCK, b"\0")) for pad in (0x36, 0x5C))
        said = Func(who, Value("UTF8"), function="convert_to", output_field=BinaryField())
        once = sha256(Value(inner, output_field=BinaryField()), said)
        twice = sha256(Value(outer, output_field=BinaryField()), once)
        return Func(
            twice,
            template=f"left(encode(%(expressions)s, 'hex'), {LETTERS})",
            output_field=TextField(),
        )


def sha256(key: Any, said: Any) -> Func:
    return Func(key, said, template="sha256(%(expressions)s)", arg_joiner=" || ", output_field=BinaryField())
