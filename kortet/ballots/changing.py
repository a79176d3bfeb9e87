"""What a process owner does with a ballot: changes it until somebody has voted, opens it, makes codes, counts it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ballots.models import Ballot, Code, Count, Package, Urn
from kortet.ballots.models.count import By
from kortet.ballots.sums import Sums
from kortet.journal.models import Entry
from kortet.people.models import User

BEGUN = _("Der er stemt. Muligheder, og hvordan man stemmer, kan ikke ændres mere.")
COUNTED = _("Afstemningen er talt op og kan ikke ændres mere.")
NOT_WHOLE = _(
    "Urnen passer ikke med, hvor mange der har stemt, så der er ikke talt op. Sig det til dem, der driver Kortet."
)
FEWEST, MOST_OPTIONS = 2, 100


def held(ballot: Ballot) -> Ballot:
    """The ballot as it stands, which nobody else changes until the open transaction ends; votes go on."""
    return Ballot.objects.select_for_update(no_key=True).select_related("process").get(pk=ballot.pk)


@contextmanager
def changing(ballot: Ballot) -> Iterator[Ballot]:
    """Holds a ballot and its urn while its method or options change; raises ValidationError where it is too late."""
    with transaction.atomic():
        now = held(ballot)
        urn = Urn.objects.select_for_update().filter(ballot=now).first()
        if now.state == Ballot.State.CLOSED:
            raise ValidationError(COUNTED)
        if urn is not None and any(urn.sums.voted.values()):
            raise ValidationError(BEGUN)
        yield now
        if urn is not None:
            Urn.empty(Ballot.objects.get(pk=now.pk))


def missing(ballot: Ballot) -> list[str]:
    """What has to be there before it is opened."""
    options = ballot.choices
    found = []
    if not ballot.voting_phases:
        found.append(_("Forløbet har ingen fase, der er begyndt eller kommer, hvor man kan prioritere."))
    if len(options) < FEWEST:
        found.append(_("Der skal være mindst to muligheder."))
    if ballot.method == Ballot.Method.BUDGET:
        if any(option.cost is None for option in options):
            found.append(_("Hver mulighed skal have en pris."))
        if options and not any((option.cost or 0) <= (ballot.money or 0) for option in options):
            found.append(_("Ingen af mulighederne kan købes for summen."))
    if ballot.voters == Ballot.Voters.CODES and not Code.objects.of(ballot).exists():
        found.append(_("Der er ingen koder endnu, og man kan kun stemme med en."))
    return [str(each) for each in found]


@transaction.atomic
def open_ballot(ballot: Ballot, actor: User) -> None:
    """Shows it, and lets people vote while the phase allows; raises ValidationError with what is missing."""
    now = held(ballot)
    if now.state != Ballot.State.DRAFT:
        return
    if lacks := missing(now):
        raise ValidationError(lacks)
    now.state, now.opened = Ballot.State.OPEN, timezone.now()
    now.save(update_fields=["state", "opened"])
    Urn.empty(now)
    Entry.objects.record("opened", now, actor=actor)


@transaction.atomic
def make_package(ballot: Ballot, size: int, note: str, actor: User) -> tuple[Package, list[str]]:
    """New codes, which are shown now and never again; raises ValidationError when it is too late."""
    now = held(ballot)
    if now.state == Ballot.State.CLOSED:
        raise ValidationError(COUNTED)
    package = Package.objects.create(ballot=now, number=now.packages.after_the_last(), size=size, note=note)
    return package, package.fill(actor)


@transaction.atomic
def spoil(ballot: Ballot, number: int, actor: User) -> None:
    """The unused codes of a package count no more; what was voted with the others stays."""
    now = held(ballot)
    Urn.objects.select_for_update().filter(ballot=now).first()
    package = now.packages.filter(number=number, revoked=None).first()
    if package is not None and now.state != Ballot.State.CLOSED:
        package.revoked = timezone.localdate()
        package.save(update_fields=["revoked"])
        Entry.objects.record("codes_spoiled", package, actor=actor)


@transaction.atomic
def count_up(ballot: Ballot, actor: User | None = None) -> None:
    """Opens the urn, writes down what was in it, and closes the ballot for good; raises ValidationError where the votes
    in it are not as many as the codes that were used and the browsers that came.
    """
    now = held(ballot)
    urn = Urn.objects.select_for_update().filter(ballot=now).first()
    if now.state != Ballot.State.OPEN or urn is None:
        return
    sums = urn.sums
    if sums.voted != {By.CODES: Code.objects.of(now).used().count(), By.BROWSERS: now.browsers.count()}:
        raise ValidationError(NOT_WHOLE)
    write_down(now, sums)
    now.browsers.all().delete()
    Code.objects.forget_order(now)
    urn.delete()
    Entry.objects.record("counted", now, actor=actor, is_public=True)


def write_down(ballot: Ballot, sums: Sums) -> None:
    Count.objects.bulk_create(
        Count(option_id=option, by=by, votes=votes, points=points, firsts=firsts)
        for by in By
        for option, (votes, points, firsts) in sums.options[by].items()
    )
    ballot.state, ballot.closed = Ballot.State.CLOSED, timezone.now()
    ballot.code_votes, ballot.browser_votes = sums.voted[By.CODES], sums.voted[By.BROWSERS]
    ballot.save(update_fields=["state", "closed", "code_votes", "browser_votes"])
