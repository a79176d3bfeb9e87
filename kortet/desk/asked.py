"""What is asked of the queue, as the address says it: plain words, so that a view can be kept and shared."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.dateparse import parse_datetime

from kortet.desk.subjects import SUBJECTS

LOOK, ANSWER, CLOSE, ANY = "se", "svar", "luk", "alle"
STEPS = (LOOK, ANSWER, CLOSE, ANY)
MINE, NOBODYS = "mig", "ingen"
MOST_DAYS, LARGEST = 3650, 2**62
Key = tuple[datetime, str, int]


@dataclass(frozen=True)
class Asked:
    """Filters of the queue. What cannot be read is left out: an address that was cut short still opens."""

    trin: str = LOOK
    slags: str = ""
    emne: int = 0
    omraade: int = 0
    alder: int = 0
    forfalden: bool = False
    hvem: str = ""
    anmeldt: bool = False
    q: str = ""

    @classmethod
    def read(cls, said: Mapping[str, str]) -> "Asked":
        return cls(
            trin=one_of(said.get("trin"), STEPS) or LOOK,
            slags=one_of(said.get("slags"), SUBJECTS),
            emne=number(said.get("emne")),
            omraade=number(said.get("omraade")),
            alder=min(number(said.get("alder")), MOST_DAYS),
            forfalden=bool(said.get("forfalden")),
            hvem=one_of(said.get("hvem"), (MINE, NOBODYS)),
            anmeldt=bool(said.get("anmeldt")),
            q=" ".join((said.get("q") or "").replace("\0", "").split())[:100],
        )

    @property
    def question(self) -> str:
        """The part of an address after `?`, without what is as it always is."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        known = {one.name: one.default for one in fields(self)}
        return urlencode({name: 1 if value is True else value for name, value in said.items() if value != known[name]})

    def but(self, **other: object) -> "Asked":
        return replace(self, **other)  # type: ignore[arg-type]  # the names are the fields'


def one_of(said: str | None, known: Mapping[str, object] | tuple[str, ...]) -> str:
    return said if said and said in known else ""


def number(said: str | None) -> int:
    """A row number or a count; 0 where it is none that the database can hold."""
    if not (said and said.isascii() and said.isdigit() and len(said) < 20):
        return 0
    return int(said) if int(said) < LARGEST else 0


def key_of(said: str) -> Key | None:
    """Where a page of the queue begins: behind this row; None at the beginning, and where nonsense was sent."""
    came, _dash, rest = said.partition("_")
    code, _dash, pk = rest.partition("_")
    try:
        when = parse_datetime(came)
    except ValueError:
        return None
    if when is None or when.tzinfo is None or code not in SUBJECTS or not number(pk):
        return None
    return when, code, number(pk)


def said_key(came: datetime, code: str, pk: int) -> str:
    return f"{came.isoformat()}_{code}_{pk}"
