"""The letter of the morning: how much waits for a member of staff, of each kind, and where it is decided. No words of
anybody's are in it, for mail lies in more places than the desk does."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.desk.asked import ANSWER, CLOSE, Asked
from kortet.desk.deadlines import Deadlines
from kortet.desk.in_processes import Waiting, waiting_in_processes
from kortet.desk.listing import many
from kortet.desk.models import MorningLetter
from kortet.desk.queue import STAFF, Queue
from kortet.desk.subjects import SUBJECTS
from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.watches.queries import MORNING

TO_ANSWER, LATE_ANSWERS, LATE_ENDS = "answer", "late_answers", "late_ends"
LATE = {LATE_ANSWERS: Asked(trin=ANSWER, forfalden=True), LATE_ENDS: Asked(trin=CLOSE, forfalden=True)}
LOOKED_AT = {code: Asked(slags=code) for code in SUBJECTS} | LATE  # by whoever decides what is shown
ANSWERED = {TO_ANSWER: Asked(trin=ANSWER)} | LATE  # by whoever answers only
IN_SUBJECT = 3  # of the piles, so that the subject is still a line


@dataclass(frozen=True)
class Piles:
    """What waits for somebody: each view of the queue and how many rows it has, the oldest, and rooms of processes."""

    views: dict[str, Asked]
    counts: dict[str, int]
    oldest: datetime | None
    rooms: list[Waiting]

    @classmethod
    def of(cls, user: User, deadlines: Deadlines) -> "Piles":
        """Counted as the desk counts, so that the letter and the desk say the same."""
        queue = Queue(user, deadlines.town, deadlines)
        views = LOOKED_AT if queue.is_decider else ANSWERED
        first = queue.page(Asked() if queue.is_decider else Asked(trin=ANSWER), size=1)
        rooms = waiting_in_processes(user, deadlines.town)
        return cls(views, queue.few(views), first[0][2] if first else None, rooms)

    @property
    def age(self) -> list[str]:
        """A line about the oldest, where there is one."""
        if self.oldest is None:
            return []
        day = {"day": date_format(timezone.localtime(self.oldest), "DATE_FORMAT")}
        if TO_ANSWER in self.views:
            return [_("Det ældste, der skal besvares, kom %(day)s.") % day]
        return [_("Det ældste, der skal ses på, kom %(day)s.") % day]

    def rows(self, town: Municipality) -> list[Row]:
        """A line for each pile that is not empty, in the language of the moment."""
        desk = reverse("desk")
        told = [
            Row(said(name, self.counts[name]), url=town.address(f"{desk}?{asked.question}"))
            for name, asked in self.views.items()
            if self.counts[name]
        ]
        return told + [Row(said_of_room(room), url=town.address(room.address)) for room in self.rooms]


@dataclass
class Round:
    """One morning. What was counted for somebody is not counted again for colleagues whose roles are the same."""

    day: date
    deadlines: dict[int, Deadlines] = field(default_factory=dict)
    known: dict[Any, Piles] = field(default_factory=dict)

    def deadlines_of(self, town: Municipality) -> Deadlines:
        return self.deadlines.setdefault(town.pk, Deadlines(town))

    def piles_of(self, user: User, town: Municipality) -> Piles:
        roles = tuple(sorted(user.roles_by_municipality.get(town.pk, {}).items()))
        key = (town.pk, user.is_superuser, roles)
        if key not in self.known:
            self.known[key] = Piles.of(user, self.deadlines_of(town))
        return self.known[key]


def tell_all(now: datetime) -> int:
    """Writes this morning's letters; returns how many. May run twice at once, and all day: each person is seen to once.

    Whoever has nothing waiting in the morning has had their morning: what comes later is told the next day.
    """
    local = timezone.localtime(now)
    if local.time() < MORNING:
        return 0
    MorningLetter.objects.make_missing()
    morning = Round(local.date())
    return sum(tell(pk, morning) for pk in list(MorningLetter.objects.due(morning.day).values_list("pk", flat=True)))


@transaction.atomic
def tell(pk: int, morning: Round) -> bool:
    """Writes somebody's letter and that they were seen to, both or neither."""
    letter = MorningLetter.objects.take(pk, morning.day)
    if letter is None:
        return False
    letter.was_seen_to(morning.day)
    if not letter.is_wanted_on(morning.day, morning.deadlines_of(letter.municipality).calendar):
        return False
    piles = morning.piles_of(letter.user, letter.municipality)
    with translation.override(letter.language):
        rows = piles.rows(letter.municipality)
        key = f"morning-{letter.pk}-{morning.day}"
        return bool(rows) and Letter.objects.post(paper_of(letter, piles, rows), to=letter.user.letter_address, key=key)


def paper_of(letter: MorningLetter, piles: Piles, rows: list[Row]) -> Paper:
    town = letter.municipality
    lines = [_("Det her venter på dig. Tryk på en linje for at komme til det."), *piles.age]
    has_desk = letter.user.is_in_role(town, *STAFF)  # who only runs processes has none
    return Paper(
        subject=_("Arbejdsbordet: %(what)s") % {"what": ", ".join(row.title for row in rows[:IN_SUBJECT])},
        lines=lines,
        why=_("Du får dette brev, fordi du arbejder med kortet i kommunen."),
        town=town,
        language=letter.language,
        rows=rows,
        more_rows=[Row(_("Vælg, hvornår du får brevet"), url=town.address(reverse("morning_letter")))],
        button=(_("Til arbejdsbordet"), town.address(reverse("desk"))) if has_desk else None,
        stop=town.address(letter.stop_url),
    )


def said(name: str, n: int) -> str:
    """How many rows a view has, in words: "300 nåle"; above a thousand nobody counts."""
    number = {"n": many(n)}
    if name == TO_ANSWER:
        return ngettext("%(n)s nål skal besvares", "%(n)s nåle skal besvares", n) % number
    if name == LATE_ANSWERS:
        return ngettext("%(n)s svar er forfaldent", "%(n)s svar er forfaldne", n) % number
    if name == LATE_ENDS:
        return ngettext("%(n)s nål skulle være afsluttet", "%(n)s nåle skulle være afsluttet", n) % number
    return f"{many(n)} {SUBJECTS[name].one if n == 1 else SUBJECTS[name].many}"


def said_of_room(room: Waiting) -> str:
    """Without the name of the process, which may be a draft."""
    number = {"n": room.count}
    if room.is_of_ideas:
        return ngettext("%(n)s tekst til et forslag", "%(n)s tekster til forslag", room.count) % number
    return ngettext("%(n)s mening i et forløb", "%(n)s meninger i et forløb", room.count) % number
