"""What waits in the rooms of processes, where it is decided; the desk says that it does, and leads there."""

from dataclasses import dataclass

from django.db.models import Count, F, QuerySet
from django.urls import reverse

from kortet.alternatives.models import Reaction
from kortet.ideas.models import IdeaVersion, OfficeQuestion
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.processes.models import Process
from kortet.processes.queries import SEEN_BY

IDEAS, REACTIONS = "ideas_waiting", "alternatives_moderate"  # the pages where it is read


@dataclass(frozen=True)
class Waiting:
    """So many texts in one room of one process."""

    process: Process
    page: str
    count: int

    @property
    def address(self) -> str:
        return reverse(self.page, args=[self.process.slug])

    @property
    def is_of_ideas(self) -> bool:
        return self.page == IDEAS


def waiting_in_processes(user: User, town: Municipality) -> list[Waiting]:
    """For the processes that a person moderates. Three questions, and one for the processes where anything waits."""
    run = Process.objects.worked_on_by(user, town, *SEEN_BY).values("pk")
    versions = counted(IdeaVersion.objects.filter(idea__process__in=run), "idea__process")
    answers = counted(OfficeQuestion.objects.filter(idea__process__in=run), "idea__process")
    reactions = counted(Reaction.objects.filter(alternative__process__in=run), "alternative__process")
    found = [(IDEAS, row) for row in summed(versions, answers)] + [(REACTIONS, row) for row in summed(reactions)]
    processes = (
        Process.objects.filter(pk__in={pk for _page, (pk, _n) in found}).defer("area").in_bulk() if found else {}
    )
    return [Waiting(processes[pk], page, n) for page, (pk, n) in found]


def counted(rows: "QuerySet[IdeaVersion] | QuerySet[OfficeQuestion] | QuerySet[Reaction]", way: str) -> dict[int, int]:
    """Process id → how many of these rows wait."""
    waiting = rows.filter(moderation="waiting").order_by().values(process_id=F(way)).annotate(n=Count("pk"))
    return {row["process_id"]: row["n"] for row in waiting}


def summed(*parts: dict[int, int]) -> list[tuple[int, int]]:
    keys = sorted({pk for part in parts for pk in part})
    return [(pk, sum(part.get(pk, 0) for part in parts)) for pk in keys]
