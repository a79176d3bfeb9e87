"""Whole-set questions about ballots, options and codes. `public()` and `visible_to()` decide what is seen."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from kortet.lettercodes.queries import LetterCodesQuerySet, PackagesQuerySet
from kortet.processes.models import Process
from kortet.processes.queries import SEEN_BY
from kortet.processes.rights import Doing, Part, PhaseKind, allows

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.ballots.models import Ballot, Code, Option, Package  # noqa: F401  (text in the base classes)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User

# Phases in which citizens vote, as the table of rights has them.
VOTING = [kind for kind in PhaseKind if allows("published", [kind], Doing.VOTE, Part.CITIZEN)]


class BallotQuerySet(QuerySet["Ballot"]):
    def public(self) -> Self:
        """Those that were opened, of processes that everybody sees."""
        return self.exclude(state="draft").filter(process__in=Process.objects.public())

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """What is public, and for those who see a process's drafts also the ballots of it that are none yet."""
        seen = Process.objects.visible_to(user, municipality).values("pk")
        run = Process.objects.worked_on_by(user, municipality, *SEEN_BY).values("pk")
        return self.filter(process__in=seen).filter(~Q(state="draft") | Q(process__in=run))

    def with_process(self) -> Self:
        """With what their pages say of the process, and its phases, for `is_open`."""
        found = self.select_related("process__municipality").prefetch_related("process__phases")
        return found.defer("process__area", "process__municipality__outline")

    def run_out(self) -> Self:
        """Those still open although nobody can vote any more: the process closed, or the last phase for it ended an
        hour ago. Until then an owner who forgot may make the phase longer.
        """
        voting = Process.objects.filter(phases__kind__in=VOTING)
        left = voting.filter(state="published", phases__ends__gt=timezone.now() - timedelta(hours=1))
        begun = Q(process__state="closed") | Q(process__in=voting.values("pk"))
        return self.filter(begun, state="open").exclude(process__in=left.values("pk"))


class OptionQuerySet(QuerySet["Option"]):
    def of_source(self, source: str, source_id: int) -> Self:
        """What stands for one row of another table, in ballots that are counted; the latest first."""
        found = self.filter(source=source, source_id=source_id, ballot__state="closed")
        return found.select_related("ballot").order_by("-ballot__closed", "-pk")

    def after_the_last(self) -> int:
        """The next place on the list."""
        return (self.aggregate(last=Max("position"))["last"] or 0) + 1


class PackageQuerySet(PackagesQuerySet["Package"]):
    """Of ballots' packages nothing is asked that is not asked of all."""


class CodeQuerySet(LetterCodesQuerySet["Code"]):
    def of(self, ballot: "Ballot") -> Self:
        return self.filter(package__ballot=ballot)

    def known(self, ballot: "Ballot", digests: list[str]) -> "Code | None":
        """The code of a ballot that is kept as one of these, with its package."""
        return self.of(ballot).kept_as(digests)

    def forget_order(self, ballot: "Ballot") -> None:
        """Writes the codes of a ballot anew, by their digests and in one transaction: so far PostgreSQL has them, and
        the transactions that wrote them, in the order in which they were used.
        """
        rows = sorted(self.of(ballot).values_list("digest", "package_id", "used"))
        self.of(ballot).delete()
        self.bulk_create(self.model(digest=digest, package_id=package, used=used) for digest, package, used in rows)
