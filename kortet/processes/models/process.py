"""A process of involvement: designed by four questions, opened on the map, and held against what came of it."""

from datetime import date
from typing import Any

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.tongues import here
from kortet.people.models import User
from kortet.places.drawn import DEGREES
from kortet.places.turned import turned
from kortet.processes.checks import checks_of, day_of
from kortet.processes.queries import ProcessQuerySet
from kortet.processes.rights import Doing, Part, allows

# What a process may be held in.
SPOKEN = [
    ("da", _("dansk")),
    ("en", _("engelsk")),
    ("ar", _("arabisk")),
    ("de", _("tysk")),
    ("fa", _("persisk")),
    ("pl", _("polsk")),
    ("ro", _("rumænsk")),
    ("so", _("somali")),
    ("tr", _("tyrkisk")),
    ("uk", _("ukrainsk")),
    ("ur", _("urdu")),
    ("sign", _("dansk tegnsprog")),
]


def language_named(code: str) -> str:
    """A language's name in the language of the page, or its code where it is none of ours."""
    return str(dict(SPOKEN).get(code, code))


def default_languages() -> list[str]:
    return ["da"]


class Process(models.Model):
    """One process. It is seen by all from the day it is published; until then by those who design it.

    The four questions: `relevance` (with `open_questions` and `settled`), `TargetGroup` rows, `purpose` with `aims`,
    and `timing` with the phases. `influence` says how far it goes, after IAP2's Spectrum of Public Participation
    (2018): inform, consult, involve, collaborate, empower. `area` (EPSG:25832) is what it is about; where it
    `limits`, pins of the process must lie in it.
    """

    class Form(models.TextChoices):
        DEBATE_MEETING = "debate_meeting", _("borger- og debatmøde")
        IDEA_PROCESS = "idea_process", _("idé- og udviklingsproces")
        LOCAL_CITIZENSHIP = "local_citizenship", _("lokalt medborgerskab")
        CITIZEN_SURVEY = "citizen_survey", _("borgerundersøgelse")
        HEARING = "hearing", _("høring")
        PARTICIPATORY_BUDGET = "participatory_budget", _("borgerbudget")

    class Influence(models.TextChoices):
        INFORM = "inform", _("orientere")
        CONSULT = "consult", _("høre")
        INVOLVE = "involve", _("inddrage")
        COLLABORATE = "collaborate", _("samarbejde")
        EMPOWER = "empower", _("overlade beslutningen")

    class Aim(models.TextChoices):
        UNDERSTANDING = "understanding", _("en bedre forståelse af hensigterne")
        IDEAS = "ideas", _("nye idéer og løsninger")
        DECISIONS = "decisions", _("et bedre grundlag for at beslutte")
        SUPPORT = "support", _("opbakning, så det bliver til noget")

    class Hearing(models.TextChoices):
        """Which rule of the planning act (planloven, §§ 23 c and 24) says how long a hearing lasts at least."""

        PLAN = "plan", _("planforslag (§ 24, stk. 3)")
        PLAN_CHANGE = "plan_change", _("mindre ændring af kommuneplanen (§ 24, stk. 4)")
        LOCAL_PLAN = "local_plan", _("lokalplan (§ 24, stk. 5)")
        MINOR_LOCAL_PLAN = "minor_local_plan", _("lokalplan af mindre betydning (§ 24, stk. 6)")
        CALL = "call", _("indkaldelse af idéer og forslag (§ 23 c)")
        OTHER = "other", _("anden høring, hvor planloven ikke siger hvor længe")

    class State(models.TextChoices):
        DRAFT = "draft", _("kladde")
        PUBLISHED = "published", _("offentligt")
        CLOSED = "closed", _("afsluttet")

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="processes", verbose_name=_("kommune"))
    slug = models.SlugField(_("adresse"), max_length=60)
    form = models.CharField(_("form"), max_length=20, choices=Form)
    blueprint = models.SlugField(_("skabelon"), max_length=40, blank=True, editable=False)
    state = models.CharField(_("tilstand"), max_length=9, choices=State, default=State.DRAFT, editable=False)
    title = models.CharField(_("overskrift"), max_length=120)
    title_en = models.CharField(_("overskrift på engelsk"), max_length=120, blank=True)
    summary = models.TextField(_("kort fortalt"), max_length=600, blank=True)
    summary_en = models.TextField(_("kort fortalt på engelsk"), max_length=600, blank=True)
    hearing = models.CharField(_("hvilken høring?"), max_length=16, choices=Hearing, blank=True)
    relevance = models.TextField(_("hvorfor er det relevant at spørge?"), max_length=2000, blank=True)
    open_questions = models.TextField(_("hvad kan der endnu ændres på?"), max_length=2000, blank=True)
    settled = models.TextField(_("hvad ligger fast?"), max_length=2000, blank=True)
    settled_on = models.DateField(_("hvornår blev det besluttet?"), null=True, blank=True)
    purpose = models.TextField(_("hvad er formålet?"), max_length=2000, blank=True)
    aims = ArrayField(
        models.CharField(max_length=13, choices=Aim), default=list, blank=True, verbose_name=_("hvad skal det give?")
    )
    influence = models.CharField(_("indflydelse"), max_length=11, choices=Influence, blank=True)
    use_of_result = models.TextField(_("hvad bruges resultatet til?"), max_length=2000, blank=True)
    decided_by = models.CharField(_("hvem beslutter?"), max_length=120, blank=True)
    decision_on = models.DateField(_("hvornår bliver det besluttet?"), null=True, blank=True)
    is_binding = models.BooleanField(_("beslutningen følger resultatet"), default=False)
    timing = models.TextField(_("hvorfor nu?"), max_length=2000, blank=True)
    answer_on = models.DateField(_("hvornår lover I et svar?"), null=True, blank=True)
    answered_on = models.DateField(_("hvornår kom svaret?"), null=True, blank=True, editable=False)
    # The answer that was promised: its words, and where more of it stands.
    answer_text = models.TextField(_("svaret"), max_length=4000, blank=True, editable=False)
    answer_url = models.CharField(_("mere om svaret"), max_length=300, blank=True, editable=False)
    # Which reminders of the promise were written, as "2026-05-01 14": the promised day, and days before it.
    reminded = ArrayField(models.CharField(max_length=16), default=list, editable=False)
    # Of who took part: after so many months of 30 days from the closing, addresses are deleted.
    forget_months = models.PositiveSmallIntegerField(
        _("så mange måneder efter afslutningen slettes adresser"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    languages = ArrayField(models.CharField(max_length=5), default=default_languages, verbose_name=_("sprog"))
    area = models.MultiPolygonField(_("område"), srid=METRES, null=True, blank=True)
    limits = models.BooleanField(_("nåle skal ligge i området"), default=False)
    contact_name = models.CharField(_("kontaktperson"), max_length=80, blank=True)
    contact_email = models.EmailField(_("kontaktens e-mail"), blank=True)
    contact_phone = models.CharField(_("kontaktens telefon"), max_length=30, blank=True)
    owner = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name=_("procesejer"), editable=False
    )
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)
    published = models.DateTimeField(_("offentliggjort"), null=True, editable=False)
    closed = models.DateTimeField(_("afsluttet"), null=True, editable=False)
    closing_reason = models.CharField(_("hvorfor før tid?"), max_length=500, blank=True, editable=False)

    objects = ProcessQuerySet.as_manager()

    class Meta:
        verbose_name = _("forløb")
        verbose_name_plural = _("forløb")
        ordering = ["-created", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="process_slug_once"),
            models.CheckConstraint(condition=~Q(title=""), name="process_has_a_title"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published__isnull=False), name="process_published_when"
            ),
            models.CheckConstraint(condition=~Q(state="closed") ^ Q(closed__isnull=False), name="process_closed_when"),
            models.CheckConstraint(
                condition=Q(forget_months__gte=1, forget_months__lte=60), name="process_forgets_in_time"
            ),
            models.CheckConstraint(condition=~Q(limits=True) | Q(area__isnull=False), name="process_limits_by_an_area"),
            models.CheckConstraint(
                condition=Q(state="draft") | ~Q(influence="empower") | Q(is_binding=True, decision_on__isnull=False),
                name="process_empowers_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(closed=None) | Q(closed__gte=F("published")), name="process_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("process", args=[self.slug])

    @property
    def name_here(self) -> str:
        """The title in the language of the page."""
        return here(self.title, self.title_en)

    @property
    def summary_here(self) -> str:
        return here(self.summary, self.summary_en)

    @property
    def aims_here(self) -> list[str]:
        return [str(label) for aim, label in self.Aim.choices if aim in self.aims]

    @property
    def languages_here(self) -> list[str]:
        return [str(label) for code, label in SPOKEN if code in self.languages]

    @property
    def stage(self) -> str:
        """Where it is now, in one word: draft, open, coming, over (all phases are past) or closed."""
        if self.state != self.State.PUBLISHED:
            return "closed" if self.state == self.State.CLOSED else "draft"
        phases = self.phases.all()
        if any(phase.is_open for phase in phases):
            return "open"
        return "coming" if any(phase.is_coming for phase in phases) else "over"

    @property
    def timeline(self) -> list[dict[str, Any]]:
        """Phases, the decision and the answer in the order of their days; the decision before what follows from it."""
        points: list[tuple[date, int, dict[str, Any]]] = [
            (phase.first_day, 1, {"phase": phase}) for phase in self.phases.all()
        ]
        if self.decision_on:
            points.append((self.decision_on, 0, {"decision": self.decision_on}))
        if self.answer_on:
            points.append((self.answer_on, 2, {"answer": self.answer_on}))
        return [told for _day, _rank, told in sorted(points, key=lambda point: point[:2])]

    @property
    def open_promises(self) -> list[str]:
        """What was promised and did not come yet, each in a sentence."""
        today, promises = timezone.localdate(), []
        if self.answer_on and not self.answered_on:
            promises.append(
                gettext("Svaret, der er lovet til %(day)s, er ikke givet.") % {"day": day_of(self.answer_on)}
            )
        if self.decision_on and self.decision_on > today:
            promises.append(gettext("Beslutningen træffes først %(day)s.") % {"day": day_of(self.decision_on)})
        for phase in self.phases.all():
            if not phase.is_over and phase.kind != "follow_up":
                words = {"phase": phase.name_here, "day": day_of(phase.last_day)}
                promises.append(gettext("Fasen “%(phase)s” løber til %(day)s.") % words)
        return promises

    @transaction.atomic
    def publish(self, actor: User) -> None:
        """Opens it for all. Raises ValidationError with what stops it, in sentences."""
        self.hold()
        if self.state != self.State.DRAFT:
            return
        if stops := [check.text for check in checks_of(self) if check.stops]:
            raise ValidationError(stops)
        self.state, self.published = self.State.PUBLISHED, timezone.now()
        self.save(update_fields=["state", "published"])
        Entry.objects.record("published", self, actor=actor, is_public=True)

    @transaction.atomic
    def answer(self, text: str, url: str, actor: User) -> None:
        """Gives the promised answer; saying it again mends its words, not its day."""
        self.hold()
        self.answer_text, self.answer_url = text, url
        self.answered_on = self.answered_on or timezone.localdate()
        self.save(update_fields=["answer_text", "answer_url", "answered_on"])
        Entry.objects.record("answered", self, actor=actor, is_public=True)

    @transaction.atomic
    def close(self, actor: User, reason: str = "") -> None:
        """Ends it. Raises ValidationError where something that was promised is missing and no reason is given."""
        self.hold()
        if self.state != self.State.PUBLISHED:
            raise ValidationError(gettext("Kun et offentligt forløb kan afsluttes."))
        if self.open_promises and not reason:
            raise ValidationError({"reason": gettext("Skriv hvorfor. Alle kan læse det.")})
        self.state, self.closed, self.closing_reason = self.State.CLOSED, timezone.now(), reason
        self.save(update_fields=["state", "closed", "closing_reason"])
        Entry.objects.record("closed", self, actor=actor, is_public=True)

    @transaction.atomic
    def reopen(self, actor: User, reason: str) -> None:
        """Takes it up again; its phases are as they were."""
        self.hold()
        if self.state == self.State.CLOSED:
            self.state, self.closed, self.closing_reason = self.State.PUBLISHED, None, ""
            self.save(update_fields=["state", "closed", "closing_reason"])
            Entry.objects.record("reopened", self, actor=actor, is_public=True, reason=reason)

    def hold(self) -> None:
        """Keeps others from changing it until the open transaction ends."""
        held = Process.objects.select_for_update(no_key=True).only("state", "answered_on").get(pk=self.pk)
        self.state, self.answered_on = held.state, held.answered_on

    @property
    def ground(self) -> MultiPolygon:
        """What it is about (EPSG:25832): its area, else the municipality's outline."""
        return self.area or self.municipality.ground

    @property
    def area_geojson(self) -> str:
        """Its area in degrees (EPSG:4326), for a map; empty where it is about the whole town."""
        return str(turned(self.area, DEGREES).json) if self.area else ""

    def takes_in(self, place: GEOSGeometry) -> bool:
        """Whether a pin of the process may lie there (EPSG:25832)."""
        return not self.limits or self.area is None or self.area.intersects(place)

    def allows(self, doing: Doing, part: Part = Part.CITIZEN) -> bool:
        """Whether somebody with this part may do that now; the phases are read once (`prefetch_related`)."""
        return allows(self.state, [phase.kind for phase in self.phases.all() if phase.is_open], doing, part)
