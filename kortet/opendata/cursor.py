"""Where a page ends, as an opaque word in the address of the next: the order's columns of its last row."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from typing import Any

from django.db.models import F, Value
from django.utils.translation import gettext as _

from kortet.opendata.collection import Collection
from kortet.opendata.conditions import Row, Said, text
from kortet.opendata.refusals import RefusedError

MOST = 2**63


def written(last: tuple[Any, ...]) -> str:
    told = [each.isoformat() if isinstance(each, datetime) else each for each in last]
    return urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def after(word: str, collection: Collection) -> Any:
    """The rows that come after a page, as one comparison of rows, which an index of that order answers at any depth."""
    sign = "<" if collection.is_newest_first else ">"
    return Said(sign, Row(*[F(column) for column in collection.order]), Row(*read(word, collection)))


def read(word: str, collection: Collection) -> list[Any]:
    try:
        said = json.loads(urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        first, key = said
        if isinstance(key, bool) or not isinstance(key, int) or not -MOST < key < MOST or not isinstance(first, str):
            raise ValueError
        if collection.order[0] in (collection.begins, "starts"):
            moment = datetime.fromisoformat(first)
            if moment.tzinfo is None:
                raise ValueError
            return [Value(moment), Value(key)]
        if "\0" in first:
            raise ValueError
        first.encode()
        return [text(first), Value(key)]
    except (ValueError, TypeError, RecursionError):
        raise RefusedError(_("cursor er ikke en, som en side her har givet. Begynd fra den første side.")) from None
