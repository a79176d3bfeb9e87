"""One survey of a process: when it is asked, and in which editions."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.tongues import in_tongue
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.surveys.queries import SurveyQuerySet

if TYPE_CHECKING:
    from kortet.surveys.models.edition import Edition


class Survey(models.Model):
    """A survey. It is a draft until its first edition is published; `opens` and `closes` bound when it is answered.

    `title`, `intro` and `thanks` are words by language (`in_tongue`). `results_published` is the moment from which all
    may see what it gave. `earlier` is the survey that it is compared with: last year's.
    """

    process = models.ForeignKey(Process, models.CASCADE, related_name="surveys", verbose_name=_("forløb"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    title = models.JSONField(_("overskrift"), default=dict)
    intro = models.JSONField(_("indledning"), default=dict, blank=True)
    thanks = models.JSONField(_("tak"), default=dict, blank=True)
    opens = models.DateTimeField(_("åbner"), null=True, blank=True)
    closes = models.DateTimeField(_("lukker"), null=True, blank=True)
    closed = models.DateTimeField(_("lukket"), null=True, blank=True, editable=False)
    by_code_only = models.BooleanField(_("kun med kode fra et brev"), default=False)
    results_published = models.DateTimeField(_("resultater offentliggjort"), null=True, blank=True, editable=False)
    earlier = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="later", verbose_name=_("sammenlignes med")
    )
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("undersøgelse")
        verbose_name_plural = _("undersøgelser")
        ordering = ["-created", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens=None) | Q(closes=None) | Q(closes__gt=F("opens")), name="survey_closes_after_opening"
            ),
            models.CheckConstraint(condition=~Q(earlier=F("pk")), name="survey_is_not_its_own_past"),
        ]

    def __str__(self) -> str:
        return str(self.title.get("da", self.word))

    def get_absolute_url(self) -> str:
        return reverse("survey", args=[self.word])

    @property
    def municipality_id(self) -> int:
        return self.process.municipality_id

    @property
    def name_here(self) -> str:
        return in_tongue(self.title)

    @property
    def intro_here(self) -> str:
        return in_tongue(self.intro)

    @property
    def thanks_here(self) -> str:
        return in_tongue(self.thanks)

    @property
    def last_day(self) -> date | None:
        """The last one on which it is answered: `closes` is the midnight after it."""
        return timezone.localdate(self.closes - timedelta(microseconds=1)) if self.closes else None

    @property
    def has_opened(self) -> bool:
        return not self.opens or self.opens <= timezone.now()

    @property
    def is_due(self) -> bool:
        """Whether it is the time to answer, by its own days."""
        now = timezone.now()
        return not self.closed and self.has_opened and (not self.closes or now < self.closes)

    @property
    def is_open(self) -> bool:
        """Whether anybody may answer now: published, due, and in a phase of its process that asks."""
        return self.is_due and self.process.allows(Doing.RESPOND) and self.editions.published().exists()

    @transaction.atomic
    def close(self, actor: User) -> None:
        """Takes no more answers, before its day."""
        if not self.hold().closed:
            self.closed = timezone.now()
            self.save(update_fields=["closed"])
            Entry.objects.record("closed", self, actor=actor)

    @transaction.atomic
    def publish_results(self, actor: User) -> None:
        """Shows what it gave to all. Raises ValidationError while it is still answered."""
        if self.hold().is_due:
            raise ValidationError(_("Undersøgelsen er stadig åben. Luk den, før resultaterne vises for alle."))
        self.results_published = self.results_published or timezone.now()
        self.save(update_fields=["results_published"])
        Entry.objects.record("results_published", self, actor=actor, is_public=True)

    @property
    def draft(self) -> "Edition | None":
        """The edition that is still changed, if there is one."""
        return self.editions.drafts().first()

    def taken_keys(self) -> set[str]:
        """The keys of all questions of all its editions: none is given to another question, so no answers mix."""
        return {one.key for edition in self.editions.all() for one in edition.questionnaire.every()}

    def hold(self) -> "Survey":
        """Keeps others from changing it until the open transaction ends; it is itself, as it is by then."""
        held = Survey.objects.select_for_update(no_key=True).only("closed", "results_published").get(pk=self.pk)
        self.closed, self.results_published = held.closed, held.results_published
        return self
