"""The queue as a page shows it: rows with their words, counts, views, and what can be undone."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from kortet.desk.asked import ANSWER, ANY, CLOSE, MINE, Asked, Key, key_of, said_key
from kortet.desk.deadlines import ANSWER as TO_ANSWER
from kortet.desk.deadlines import CLOSING, Deadlines
from kortet.desk.forms import FilterForm
from kortet.desk.hints import hints_of
from kortet.desk.models import Batch, Case, SavedView
from kortet.desk.queue import A_PAGE, DECIDERS, MOST_COUNTED, Queue
from kortet.desk.subjects import COMMENTS, PINS, SUBJECTS, Subject
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User
from kortet.pins.models import Complaint
from kortet.places.queries import today


@dataclass
class Line:
    """One row of the list."""

    subject: Subject
    row: Any
    came: Any
    assignee: User | None = None
    complaints: int = 0
    due: Any = None
    address: str = ""

    @property
    def value(self) -> str:
        """What its tick sends: which row, and as it was read."""
        return f"{self.subject.code}_{self.row.pk}_{self.subject.stamp(self.row)}"

    @property
    def title(self) -> str:
        return str(getattr(self.row, "title", "") or getattr(self.row, "name", "") or self.row)

    @property
    def about(self) -> str:
        """The pin that it hangs on."""
        pin = getattr(self.row, "pin", None)
        return str(pin) if pin else ""

    @property
    def hints(self) -> list[str]:
        return hints_of(self.row, self.complaints)

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < today()


@dataclass
class Listing:
    """One person's page of the queue; the number of queries does not grow with the rows."""

    user: User
    town: Municipality
    asked: Asked
    behind: Key | None = None

    @classmethod
    def of(cls, request: TownRequest) -> "Listing":
        said = request.GET.dict()
        user: Any = request.user
        asked = Asked.read(said)
        if "trin" not in said and not asked.question and not user.is_in_role(request.municipality, *DECIDERS):
            asked = asked.but(trin=ANSWER)
        return cls(user, request.municipality, asked, key_of(said.get("efter", "")))

    @cached_property
    def deadlines(self) -> Deadlines:
        return Deadlines(self.town)

    @cached_property
    def queue(self) -> Queue:
        return Queue(self.user, self.town, self.deadlines)

    @cached_property
    def _found(self) -> list[Any]:
        return self.queue.page(self.asked, self.behind)

    @cached_property
    def lines(self) -> list[Line]:
        found = self._found[:A_PAGE]
        rows = {code: self._rows(code, [pk for kind, pk, _came in found if kind == code]) for code in SUBJECTS}
        here = [(code, rows[code][pk], came) for code, pk, came in found if pk in rows[code]]
        return [self._line(SUBJECTS[code], row, came) for code, row, came in here]

    def _rows(self, code: str, numbers: list[int]) -> dict[int, Any]:
        return {row.pk: row for row in SUBJECTS[code].rows(numbers)} if numbers else {}

    def _line(self, subject: Subject, row: Any, came: Any) -> Line:
        key = (row._meta.label_lower, row.pk)
        complaints = self._complaints.get((subject.code, row.pk), 0)
        line = Line(subject, row, came, self._assignees.get(key), complaints, self._due(subject, row, came))
        line.address = self.address_of(subject.code, row.pk)
        return line

    def _due(self, subject: Subject, row: Any, came: Any) -> Any:
        pin = row if subject is PINS else getattr(row, "pin", None)
        step = CLOSING if subject is PINS and row.answered else TO_ANSWER
        return self.deadlines.due(pin.theme_id if pin else None, step, came)

    @cached_property
    def _assignees(self) -> dict[tuple[str, int], User | None]:
        numbers = [pk for _code, pk, _came in self._found]
        cases = Case.objects.filter(subject_id__in=numbers, municipality=self.town).select_related("assignee")
        return {(case.subject, case.subject_id): case.assignee for case in cases}

    @cached_property
    def _complaints(self) -> dict[tuple[str, int], int]:
        """How many open reports there are about the pins and comments of the page."""
        numbers = {code: [pk for kind, pk, _came in self._found if kind == code] for code in (PINS.code, COMMENTS.code)}
        every = Complaint.objects.open().order_by()
        pins = every.filter(pin__in=numbers[PINS.code], comment=None).values_list("pin").annotate(n=Count("pk"))
        said = every.filter(comment__in=numbers[COMMENTS.code]).values_list("comment").annotate(n=Count("pk"))
        found = {(PINS.code, pk): n for pk, n in pins}
        return found | {(COMMENTS.code, pk): n for pk, n in said}

    @property
    def more(self) -> str:
        """The address of what comes behind this page; empty at the end."""
        if len(self._found) <= A_PAGE:
            return ""
        code, pk, came = self._found[A_PAGE - 1]
        return self.address(efter=said_key(came, code, pk))

    @property
    def keys(self) -> str:
        """The question of this very page, for the addresses of its rows."""
        return self.address().partition("?")[2]

    def address(self, efter: str | None = None) -> str:
        key = said_key(self.behind[0], self.behind[1], self.behind[2]) if self.behind and efter is None else efter
        parts = [self.asked.question, f"efter={key.replace('+', '%2B')}" if key else ""]
        return f"{reverse('desk')}?{'&'.join(part for part in parts if part)}"

    def address_of(self, code: str, pk: int) -> str:
        return f"{reverse('desk_item', args=[code, pk])}?{self.keys}"

    @cached_property
    def counts(self) -> list[tuple[Subject, int, str]]:
        found = self.queue.counts(self.asked)
        return [
            (one, found[code], f"{reverse('desk')}?{self.asked.but(slags=code).question}")
            for code, one in SUBJECTS.items()
            if found[code] or self.asked.slags == code
        ]

    @property
    def total(self) -> int:
        found = {one.code: n for one, n, _address in self.counts}
        return found.get(self.asked.slags, 0) if self.asked.slags else sum(found.values())

    @cached_property
    def views(self) -> list[dict[str, Any]]:
        """The views that everybody has, those that are shared, and one's own, each with how many rows it has."""
        saved = list(SavedView.objects.visible_to(self.user, self.town)[:20])
        views = usual(self.queue) + [(view.name, Asked.read(QueryDict(view.question).dict()), view) for view in saved]
        few = self.queue.few({str(n): asked for n, (_name, asked, _view) in enumerate(views)})
        return [
            {
                "name": name,
                "n": many(few[str(n)]),
                "address": f"{reverse('desk')}?{asked.question or 'trin=se'}",
                "is_open": asked == self.asked,
                "mine": view if view and view.owner_id in (self.user.pk, None) else None,
            }
            for n, (name, asked, view) in enumerate(views)
        ]

    @cached_property
    def filter(self) -> FilterForm:
        return FilterForm(self.town, self.asked.__dict__)

    @cached_property
    def last(self) -> Batch | None:
        """What can be undone."""
        found = Batch.objects.undoable_by(self.user, self.town)
        return found.annotate(n=Count("moves")).first()

    @property
    def deeds(self) -> dict[str, str]:
        """What can be done to the rows of this page at once."""
        here = {line.subject for line in self.lines} if self.queue.is_decider else set()
        kinds = [one for one in SUBJECTS.values() if one in here]
        return deeds_of(kinds)


def deeds_of(kinds: Iterable[Subject]) -> dict[str, str]:
    """The deed → what its button says for these kinds together: "Vis / Godkend"."""
    found: dict[str, dict[str, None]] = {}
    for one in kinds:
        for code, (words, _wants) in one.deeds.items():
            found.setdefault(code, {})[str(words)] = None
    return {code: " / ".join(words) for code, words in found.items()}


def usual(queue: Queue) -> list[tuple[str, Asked, None]]:
    """The views that everybody begins with."""
    decides = [(_("Nye"), Asked(), None), (_("Anmeldte"), Asked(slags="anmeldelse"), None)] if queue.is_decider else []
    return [
        *decides,
        (_("Mine"), Asked(trin=ANY, hvem=MINE), None),
        (_("Forfaldne"), Asked(trin=ANY, forfalden=True), None),
        (_("Skal besvares"), Asked(trin=ANSWER), None),
        (_("Skal afsluttes"), Asked(trin=CLOSE), None),
    ]


def many(n: int) -> str:
    return f"{MOST_COUNTED}+" if n > MOST_COUNTED else str(n)
