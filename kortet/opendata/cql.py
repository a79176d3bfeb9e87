"""A CQL2 filter (21-065r2) as a condition for the database. Only properties of the collection can be named in it."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, NoReturn

from django.db.models import BooleanField, Func, TextField, Value
from django.utils.translation import gettext as _

from kortet.opendata.collection import WORDS, Collection, Property
from kortet.opendata.conditions import NO, YES, AnyOf, IsNull, Not, Said, all_of, geometry, one_of, text, together
from kortet.opendata.cql_text import read_text
from kortet.opendata.cql_times import TIMES, ends_of, in_time
from kortet.opendata.cql_words import MOST_DEPTH, MOST_LETTERS
from kortet.opendata.crs import Crs
from kortet.opendata.literals import Drawn, box_of, day, moment, shape, short
from kortet.opendata.refusals import RefusedError
from kortet.readable import once_each

COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
TURNED = {"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
PLACES = {
    "s_intersects": "ST_Intersects",
    "s_disjoint": "ST_Disjoint",
    "s_equals": "ST_Equals",
    "s_touches": "ST_Touches",
    "s_crosses": "ST_Crosses",
    "s_within": "ST_Within",
    "s_contains": "ST_Contains",
    "s_overlaps": "ST_Overlaps",
}
FOLDS = {"casei": "lower", "accenti": "unaccent"}
MOST_PARTS, MOST_LISTED = 500, 500
KINDS = {"text": "text", "integer": "number", "boolean": "boolean", "time": "time", "day": "day"}
GEOMETRY = "geometry"


class Operand(NamedTuple):
    """One side of a comparison. `literal` is what the question wrote, None where it named a property."""

    kind: str
    value: Any
    about: Property | None = None
    literal: Any = None


def compiled(filter_text: str, language: str, collection: Collection, crs: Crs) -> Any:
    """The condition; raises RefusedError that says what is wrong with the filter."""
    said = read_json(filter_text) if language == "cql2-json" else read_text(filter_text)
    return Compiler(collection, crs).condition(said)


def read_json(filter_text: str) -> Any:
    if len(filter_text) > MOST_LETTERS:
        raise RefusedError(_("filter er for langt: højst %(most)d tegn.") % {"most": MOST_LETTERS})
    try:
        said = json.loads(filter_text, parse_constant=not_json, object_pairs_hook=once_each)
        filter_text.encode()
        json.dumps(said, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise RefusedError(_("filter er ikke JSON.")) from None
    return said


def not_json(word: str) -> NoReturn:
    raise ValueError(word)


class Compiler:
    def __init__(self, collection: Collection, crs: Crs) -> None:
        self.collection, self.crs = collection, crs
        self.parts = self.depth = 0

    def condition(self, said: Any) -> Any:
        """What may be true or false; each step down and each part is counted."""
        self.parts, self.depth = self.parts + 1, self.depth + 1
        if self.depth > MOST_DEPTH or self.parts > MOST_PARTS:
            raise RefusedError(_("filter er for stort eller for dybt. Del det i flere spørgsmål."))
        found = self.operation(said) if isinstance(said, dict) and "op" in said else self.plain(said)
        self.depth -= 1
        return found

    def plain(self, said: Any) -> Any:
        if isinstance(said, bool):
            return YES if said else NO
        operand = self.operand(said)
        if operand.kind != "boolean":
            raise RefusedError(_("filter skal være noget, der kan være sandt eller falsk."))
        return Said("=", operand.value, YES)

    def operation(self, said: dict[str, Any]) -> Any:
        name, given = said["op"], said.get("args")
        if not isinstance(name, str) or not isinstance(given, list) or set(said) != {"op", "args"}:
            raise RefusedError(_("Hver del af filter skal have “op” og en liste “args”."))
        if name in ("and", "or"):
            return self.joined(name, given)
        if name in PLACES:
            return self.places(name, *self.counted(name, given, 2))
        if name in TIMES:
            first, second = (ends_of(each, self.operand) for each in self.counted(name, given, 2))
            return in_time(name, first, second)
        if name in COMPARISONS:
            left, right = self.counted(name, given, 2)
            return self.comparison(name, self.operand(left), self.operand(right))
        return self.other(name, given)

    def other(self, name: str, given: list[Any]) -> Any:
        verbs: dict[str, tuple[Callable[..., Any], int]] = {
            "not": (lambda part: Not(self.condition(part)), 1),
            "isNull": (self.missing, 1),
            "like": (self.like, 2),
            "between": (self.between, 3),
            "in": (self.among, 2),
        }
        if name not in verbs:
            raise RefusedError(_("“%(name)s” kan ikke bruges i filter her.") % {"name": short(name)})
        verb, parts = verbs[name]
        return verb(*self.counted(name, given, parts))

    def counted(self, name: str, given: list[Any], parts: int) -> list[Any]:
        if len(given) != parts:
            wrong = {"name": name, "parts": parts}
            raise RefusedError(_("“%(name)s” skal have %(parts)d dele.") % wrong)
        return given

    def joined(self, name: str, given: list[Any]) -> Any:
        if not given:
            raise RefusedError(_("“%(name)s” skal have %(parts)d dele.") % {"name": name, "parts": 2})
        parts = [self.condition(each) for each in given]
        return all_of(parts) if name == "and" else one_of(parts)

    def operand(self, said: Any) -> Operand:
        """A property, a value that was written, or one of them folded."""
        if isinstance(said, bool):
            return Operand("boolean", YES if said else NO, None, said)
        if isinstance(said, int | float):
            return Operand("number", Value(number(said)), None, said)
        if isinstance(said, str):
            return Operand("text", text(clean(said)), None, said)
        if isinstance(said, dict):
            return self.object(said)
        raise RefusedError(_("filter har en værdi, der ikke kan bruges: %(what)s.") % {"what": short(said)})

    def object(self, said: dict[str, Any]) -> Operand:
        if set(said) == {"property"}:
            return self.property(said["property"])
        if set(said) == {"timestamp"}:
            at = moment(said["timestamp"])
            return Operand("time", Value(at), None, at)
        if set(said) == {"date"}:
            return self.day(said["date"])
        if set(said) == {"op", "args"} and said["op"] in FOLDS and isinstance(said["args"], list):
            return self.folded(said["op"], *self.counted(said["op"], said["args"], 1))
        raise RefusedError(_("filter har en værdi, der ikke kan bruges: %(what)s.") % {"what": short(said)})

    def day(self, said: Any) -> Operand:
        asked = day(said)
        return Operand("day", Value(date.fromisoformat(said)), None, asked)

    def property(self, name: Any) -> Operand:
        if not isinstance(name, str) or name not in self.collection.by_name:
            known = ", ".join([GEOMETRY, *self.collection.by_name])
            wrong = {"name": short(name), "known": known}
            raise RefusedError(_("Der er ingen egenskab “%(name)s” at spørge om. Der er: %(known)s.") % wrong)
        about = self.collection.by_name[name]
        return Operand(KINDS[about.kind], about.told, about)

    def folded(self, name: str, inner: Any) -> Operand:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise RefusedError(_("filter er for stort eller for dybt. Del det i flere spørgsmål."))
        operand = self.operand(inner)
        self.depth -= 1
        if operand.kind != "text":
            raise RefusedError(_("“%(name)s” kan kun bruges om tekst.") % {"name": name})
        return Operand(
            "text", Func(operand.value, function=FOLDS[name], output_field=TextField()), None, operand.literal
        )

    def comparison(self, sign: str, left: Operand, right: Operand) -> Any:
        if left.about is None and right.about is not None:
            sign, left, right = TURNED[sign], right, left
        if left.kind == "time" and right.kind == "day" and right.literal:
            return on_day(sign, left.value, right.literal)
        alike(left, right)
        if sign in ("=", "<>") and left.about and left.about.codes and isinstance(right.literal, str):
            return Said(sign, left.about.value, coded(left.about, right.literal))
        return Said(sign, left.value, right.value)

    def between(self, what: Any, low: Any, high: Any) -> Any:
        left, *ends = (self.operand(each) for each in (what, low, high))
        return Said("AND", self.comparison(">=", left, ends[0]), self.comparison("<=", left, ends[1]))

    def among(self, what: Any, listed: Any) -> Any:
        if not isinstance(listed, list) or not 0 < len(listed) <= MOST_LISTED:
            raise RefusedError(_("“in” skal have en liste med højst %(most)d værdier.") % {"most": MOST_LISTED})
        left, options = self.operand(what), [self.operand(each) for each in listed]
        if any(left.kind == "time" and option.kind == "day" for option in options):
            return one_of([self.comparison("=", left, option) for option in options])
        for option in options:
            alike(left, option)
        if left.about and left.about.codes and all(isinstance(option.literal, str) for option in options):
            return AnyOf(left.about.value, *[coded(left.about, option.literal) for option in options])
        return AnyOf(left.value, *[option.value for option in options])

    def like(self, what: Any, pattern: Any) -> Any:
        left, right = self.operand(what), self.operand(pattern)
        if left.kind != "text" or not isinstance(right.literal, str):
            raise RefusedError(_("“%(name)s” kan kun bruges om tekst.") % {"name": "like"})
        if (len(right.literal) - len(right.literal.rstrip("\\"))) % 2:
            raise RefusedError(_("Mønstret i “like” slutter med en skråstreg, der ikke står foran noget."))
        return Said("LIKE", left.value, right.value)

    def missing(self, what: Any) -> Any:
        if what == {"property": GEOMETRY}:
            return IsNull(self.collection.place)
        return IsNull(self.operand(what).value)

    def places(self, name: str, *given: Any) -> Any:
        first, second = (self.place(each) for each in given)
        whole = {"s_equals": (first, second), "s_contains": (second,), "s_within": (first,)}.get(name, ())
        if any(isinstance(each, Drawn) and each.is_cut for each in whole):
            return NO
        sides = [geometry(each.shape) if isinstance(each, Drawn) else each for each in (first, second)]
        return Func(*sides, function=PLACES[name], output_field=BooleanField())

    def place(self, said: Any) -> Any:
        """The collection's place, or what the question drew."""
        if said == {"property": GEOMETRY}:
            return self.collection.place
        if isinstance(said, dict) and set(said) == {"bbox"} and isinstance(said["bbox"], list):
            boxes = box_of(said["bbox"], self.crs)
            if not boxes:
                raise RefusedError(_("bbox ligger for langt fra Danmark til at være om noget her."))
            return Drawn(together(boxes), False)
        if isinstance(said, dict) and "type" in said:
            return shape(said, self.crs)
        raise RefusedError(_("Her skal stå “geometry” eller en form: %(what)s.") % {"what": short(said)})


def on_day(sign: str, value: Any, asked: Any) -> Any:
    """A moment beside a whole day: it is on it, before it, after it."""
    first, last = Value(asked.first), Value(asked.last)
    if sign in ("=", "<>"):
        inside = Said("AND", Said(">=", value, first), Said("<=", value, last))
        return inside if sign == "=" else Not(inside)
    return Said(sign, value, last if sign in (">", "<=") else first)


def coded(about: Property, word: str) -> Any:
    """What the database says for a word; no row says "" for one that nobody knows."""
    return text(about.codes.get(word, ""))


def alike(left: Operand, right: Operand) -> None:
    if left.kind != right.kind:
        kinds = {"left": WORDS[left.kind], "right": WORDS[right.kind]}
        raise RefusedError(_("Det ene er %(left)s, det andet %(right)s: de kan ikke sammenlignes.") % kinds)


def number(said: float) -> float | int:
    """As the database can compare it with a whole number."""
    if not abs(said) < 1e300:
        raise RefusedError(_("filter har et tal, der er for stort."))
    return int(said) if float(said).is_integer() and abs(said) < 2**53 else float(said)


def clean(said: str) -> str:
    if "\0" in said:
        raise RefusedError(_("filter har et tegn, der ikke kan gemmes i nogen tekst."))
    return said
