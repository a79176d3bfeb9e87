"""Events in RSS and Atom. The day on which an item was published is never taken for the day of the event.

A start is read where a feed tells one: RSS 1.0's event module (ev:startdate), xCal (dtstart), Google's gd:when, and
elements of the same names in other spaces. Without one an item is refused: "an event some time" helps nobody.
"""

from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from django.utils.translation import gettext as _

from kortet.events.reading import MOST_BYTES, CalendarError, Read, Said, reads_of

MOST_DEPTH = 100
STARTS = ("startdate", "dtstart", "start_date", "starttime", "start")
ENDS = ("enddate", "dtend", "end_date", "endtime", "end")
XHTML_BREAKS = {"p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3"}


@dataclass
class Node:
    """An element: its name without its space, in small letters."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def children(self, *names: str) -> list["Node"]:
        return [one for name in names for one in self.inside if isinstance(one, Node) and one.name == name]

    def words(self, *names: str) -> str:
        """The text of the first child of these names that has one."""
        return next(filter(None, (one.text.strip() for one in self.children(*names))), "")

    @property
    def text(self) -> str:
        """All text within, with a line break after paragraphs."""
        parts, waiting = [], [iter(self.inside)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif isinstance(one, str):
                parts.append(one)
            else:
                parts.append("\n" if one.name in XHTML_BREAKS else "")
                waiting.append(iter(one.inside))
        return "".join(parts)


class Tree:
    """Builds nodes while expat reads. A document type is refused, and with it every entity that it could declare."""

    def __init__(self) -> None:
        self.root = Node("")
        self.open = [self.root]
        self.parser: Any = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.StartDoctypeDeclHandler = self.refuse

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > MOST_DEPTH:
            self.refuse()
        node = Node(local(name), {local(key): value for key, value in attributes.items()})
        self.open[-1].inside.append(node)
        self.open.append(node)

    def end(self, name: str) -> None:
        self.open.pop()

    def say(self, text: str) -> None:
        self.open[-1].inside.append(text)

    def refuse(self, *_told: object) -> NoReturn:
        raise CalendarError(_("Det er ikke RSS eller Atom, der kan læses."))


def local(name: str) -> str:
    return name.rpartition(" ")[2].lower()


def read_rss(data: bytes) -> list[Read]:
    """All items of a feed; raises CalendarError where it is none, or too large."""
    if len(data) > MOST_BYTES:
        raise CalendarError(_("Kalenderen er for stor: højst 5 MB."))
    tree = Tree()
    try:
        tree.parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise CalendarError(_("Det er ikke RSS eller Atom, der kan læses.")) from error
    [root] = [node for node in tree.root.inside if isinstance(node, Node)]
    if root.name not in ("rss", "rdf", "feed"):
        raise CalendarError(_("Det er ikke RSS eller Atom, der kan læses."))
    homes = [root, *root.children("channel")]
    return reads_of(said_by(item) for home in homes for item in home.children("item", "entry"))


def said_by(item: Node) -> Said:
    lat, lng = point_of(item)
    return Said(
        uid=item.words("guid", "id") or link_of(item),
        title=item.words("title", "summary") if item.name == "item" else item.words("title"),
        text=item.words("encoded", "content", "description", "summary"),
        place=item.words("location", "venue", "where")
        or next((one.attributes.get("valuestring", "") for one in item.children("where")), ""),
        url=link_of(item),
        price=item.words("cost", "price"),
        lat=lat,
        lng=lng,
        times=times_of(item),
        is_cancelled=item.words("status").lower() in ("cancelled", "canceled"),
    )


def link_of(item: Node) -> str:
    """RSS has it as text, Atom as an attribute."""
    links = [one for one in item.children("link") if one.attributes.get("rel", "alternate") == "alternate"]
    return next(filter(None, ((one.attributes.get("href") or one.text).strip() for one in links)), "")


def times_of(item: Node) -> list[tuple[str, str]]:
    """Starts and ends; an element may also hold both as attributes, once for each date (gd:when)."""
    dates = [(one.attributes.get("starttime", ""), one.attributes.get("endtime", "")) for one in item.children("when")]
    start = item.words(*STARTS)
    return [(start, item.words(*ENDS))] if start else [(begins, ends) for begins, ends in dates if begins]


def point_of(item: Node) -> tuple[str, str]:
    """Latitude and longitude, by GeoRSS or the W3C's geo."""
    both = item.words("point").split()
    return (both[0], both[1]) if len(both) == 2 else (item.words("lat"), item.words("long", "lng", "lon"))
