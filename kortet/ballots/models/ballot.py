"""A ballot: what is asked, how one answers, who may, and when it is open, counted and shown."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kortet.ballots.queries import BallotQuerySet
from kortet.lettercodes.codes import new_salt
from kortet.municipalities.tongues import here
from kortet.municipalities.words import public_word
from kortet.processes.models import Process
from kortet.processes.rights import Doing, Part, allows

if TYPE_CHECKING:
    from kortet.ballots.models.option import Option
    from kortet.processes.models import Phase


class Ballot(models.Model):
    """Voters choose up to `most` (supports), share out `most` points with at most `most_each` at one option (points),
    put up to `most` in order (ranking), or choose for at most `money` kroner (budget).

    It is open while it is in that state and the process is in a phase in which people may vote. What was voted is
    sealed until it is closed (Urn); then it is counted once, and never opened again. `salt` is what the digests of its
    codes are made with.
    """

    class Method(models.TextChoices):
        SUPPORTS = "supports", _("vælg nogle")
        POINTS = "points", _("fordel point")
        RANKING = "ranking", _("sæt i rækkefølge")
        BUDGET = "budget", _("vælg for en sum penge")

    class Voters(models.TextChoices):
        CODES = "codes", _("kun med en kode fra et brev")
        BOTH = "both", _("med en kode, og uden kode én gang pr. browser")

    class State(models.TextChoices):
        DRAFT = "draft", _("kladde")
        OPEN = "open", _("åben")
        CLOSED = "closed", _("talt op")

    process = models.ForeignKey(Process, models.CASCADE, related_name="ballots", verbose_name=_("forløb"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    title = models.CharField(_("overskrift"), max_length=120)
    title_en = models.CharField(_("overskrift på engelsk"), max_length=120, blank=True)
    question = models.TextField(_("hvad spørger I om?"), max_length=1000, blank=True)
    question_en = models.TextField(_("hvad spørger I om? På engelsk"), max_length=1000, blank=True)
    method = models.CharField(_("hvordan stemmer man?"), max_length=8, choices=Method, default=Method.SUPPORTS)
    most = models.PositiveSmallIntegerField(_("hvor mange"), default=3)
    most_each = models.PositiveSmallIntegerField(_("højst til én"), null=True, blank=True)
    money = models.PositiveIntegerField(_("sum i kroner"), null=True, blank=True)
    voters = models.CharField(_("hvem kan stemme?"), max_length=5, choices=Voters, default=Voters.CODES)
    state = models.CharField(_("tilstand"), max_length=6, choices=State, default=State.DRAFT, editable=False)
    salt = models.BinaryField(default=new_salt, editable=False)
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    opened = models.DateTimeField(_("åbnet"), null=True, editable=False)
    closed = models.DateTimeField(_("talt op den"), null=True, editable=False)
    code_votes = models.PositiveIntegerField(_("stemmer med kode"), default=0, editable=False)
    browser_votes = models.PositiveIntegerField(_("stemmer uden kode"), default=0, editable=False)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("afstemning")
        verbose_name_plural = _("afstemninger")
        ordering = ["created", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="ballot_has_a_title"),
            models.CheckConstraint(condition=Q(most__gte=1), name="ballot_lets_choose"),
            models.CheckConstraint(
                condition=~Q(method="points") | Q(most_each__gte=1, most_each__lte=F("most")),
                name="ballot_points_at_one",
            ),
            models.CheckConstraint(condition=~Q(method="budget") | Q(money__gte=1), name="ballot_has_money"),
            models.CheckConstraint(condition=~Q(state="draft") ^ Q(opened=None), name="ballot_opened_when"),
            models.CheckConstraint(condition=~Q(state="closed") ^ Q(closed__isnull=False), name="ballot_closed_when"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("vote", args=[self.process.slug, self.word])

    @property
    def municipality_id(self) -> int:
        """Whose it is, for the journal."""
        return self.process.municipality_id

    @property
    def title_here(self) -> str:
        return here(self.title, self.title_en)

    @property
    def question_here(self) -> str:
        return here(self.question, self.question_en)

    @property
    def is_open(self) -> bool:
        """Whether somebody may vote now."""
        return self.state == self.State.OPEN and self.process.allows(Doing.VOTE)

    @property
    def voting_phases(self) -> "list[Phase]":
        """When one can vote, now and later, by the table of rights."""
        left = (phase for phase in self.process.phases.all() if not phase.is_over)
        return [phase for phase in left if allows("published", [phase.kind], Doing.VOTE, Part.CITIZEN)]

    @property
    def takes_browsers(self) -> bool:
        return self.voters == self.Voters.BOTH

    @cached_property
    def choices(self) -> "list[Option]":
        """The options in their order, read once."""
        return list(self.options.all())

    @property
    def places(self) -> int:
        """How many may be put in order: never more than there are."""
        return min(self.most, len(self.choices))
