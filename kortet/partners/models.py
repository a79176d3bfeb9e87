"""Who can do something about a place: associations, institutions, local councils, businesses, municipal units."""

import contextlib
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import transaction
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as cvr_numbers

from kortet.journal.models import Entry
from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.words import secret_word, to_type
from kortet.partners.queries import InvitationQuerySet, MemberQuerySet, PartnerQuerySet
from kortet.partners.service_areas import service_area_of
from kortet.people.models import User
from kortet.pictures.models import Picture
from kortet.places.models import Area, Placed

Actor = User | AnonymousUser | None
SEEN = Q(state="approved")
WEB_ADDRESS = RegexValidator(r"^https?://[^\s\x00-\x1f<>\"']+\Z", _("Skriv en adresse, der begynder med https://."))


def checked_cvr(number: str) -> None:
    """Refuses what is no CVR number: eight digits whose weighted sum is a multiple of eleven (python-stdnum)."""
    if not cvr_numbers.is_valid(number):
        raise ValidationError(_("Det er ikke et CVR-nummer. Det har otte cifre; se det på virk.dk."))


class Partner(Placed):
    """An association or institution. `point` is its premises; where there are none, precision is "whole".

    `service_area` (EPSG:25832) is where it works. Premises may be somebody's home: unless `shows_premises`, visitors
    see the neighbourhood's middle instead, and the exact point and the address are for staff and stewards.
    """

    class Kind(models.TextChoices):
        ASSOCIATION = "association", _("forening")
        INSTITUTION = "institution", _("institution")
        COUNCIL = "council", _("lokalråd")
        BUSINESS = "business", _("virksomhed")
        UNIT = "unit", _("kommunal enhed")

    class State(models.TextChoices):
        ASKED = "asked", _("vil være med")
        APPROVED = "approved", _("godkendt")
        SUSPENDED = "suspended", _("sat på pause")
        DECLINED = "declined", _("afvist")

    class Reach(models.TextChoices):
        WHOLE = "whole", _("hele kommunen")
        AREAS = "areas", _("bestemte områder")
        RADIUS = "radius", _("omkring stedet")
        DRAWN = "drawn", _("tegnet område")

    slug = models.SlugField(max_length=80)
    name = models.CharField(_("navn"), max_length=120)
    kind = models.CharField(_("slags"), max_length=11, choices=Kind, default=Kind.ASSOCIATION)
    themes = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("emner"))
    text = models.TextField(_("om"), max_length=2000, blank=True)
    logo = models.ForeignKey(Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo"))
    cvr = models.CharField(_("CVR-nummer"), max_length=8, blank=True, validators=[checked_cvr])
    address = models.CharField(_("adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("postnummer"), max_length=12, blank=True)
    shows_premises = models.BooleanField(_("adressen må vises"), default=False)
    reach = models.CharField(_("arbejder i"), max_length=6, choices=Reach, default=Reach.WHOLE)
    reach_metres = models.PositiveIntegerField(_("meter omkring"), null=True, blank=True)
    reach_codes = ArrayField(models.CharField(max_length=60), default=list, blank=True, verbose_name=_("områder"))
    service_area = models.MultiPolygonField(_("virkeområde"), srid=METRES, editable=False)
    web = models.CharField(_("hjemmeside"), max_length=300, blank=True, validators=[WEB_ADDRESS])
    email = models.EmailField(_("offentlig e-mail"), blank=True)
    phone = models.CharField(_("offentlig telefon"), max_length=30, blank=True)
    state = models.CharField(_("tilstand"), max_length=9, choices=State, default=State.ASKED)
    state_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    approved = models.DateTimeField(_("godkendt"), null=True, blank=True, editable=False)
    created = models.DateTimeField(_("kom til"), db_default=Now(), editable=False)
    source = models.CharField(_("kilde"), max_length=40, blank=True, editable=False)
    source_id = models.CharField(_("nummer i kilden"), max_length=120, blank=True, editable=False)
    folded = models.GeneratedField(
        expression=Func(F("name"), function="kortet_fold"), output_field=models.TextField(), db_persist=True
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("forening eller partner")
        verbose_name_plural = _("foreninger og partnere")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["municipality", "state", "name"], name="partner_by_name"),
            models.Index(fields=["neighbourhood"], condition=Q(state="approved"), name="partner_by_area"),
            GinIndex(fields=["folded"], opclasses=["gin_trgm_ops"], name="partner_by_sound"),
            # For the suggestions of a pin: who works there and no further, and who works everywhere with its theme.
            # F(): of a plain field of geometry Django's index forgets the condition.
            GistIndex(F("service_area"), condition=SEEN & ~Q(reach="whole"), name="partner_local"),
            GinIndex(fields=["themes"], condition=SEEN & Q(reach="whole"), name="partner_everywhere"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="partner_slug_once"),
            models.UniqueConstraint(fields=["municipality", "cvr"], condition=~Q(cvr=""), name="partner_cvr_once"),
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"], condition=~Q(source=""), name="partner_once_per_source"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="partner_has_a_name"),
            models.CheckConstraint(
                condition=~Q(reach="radius") | Q(reach_metres__gte=100, reach_metres__lte=20_000),
                name="partner_radius_in_bounds",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "approved")) | ~Q(state_reason=""), name="partner_state_with_reason"
            ),
            models.CheckConstraint(condition=Q(service_area__isvalid=True), name="partner_area_is_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """At birth it gets a name for addresses, its place, and the area it works in."""
        if self._state.adding:
            self.slug = self.slug or Partner.objects.free_slug(self.municipality_id, self.name)
            self.settle()
            if self.service_area is None:
                self.service_area = service_area_of(self, None)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("partner", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.state == self.State.APPROVED

    @property
    def has_premises(self) -> bool:
        return self.precision != self.Precision.WHOLE

    @property
    def is_on_the_map(self) -> bool:
        """Whether visitors may see where its premises are."""
        return self.has_premises and self.shows_premises

    @property
    def web_in_short(self) -> str:
        """The address as people say it: without https:// and a slash at the end."""
        return to_type(self.web)

    def settle(self) -> None:
        """As all that is placed; but premises that may not be shown are told as the middle of their neighbourhood."""
        super().settle()
        hidden = self.has_premises and not self.shows_premises
        self.veil(Area.objects.filter(pk=self.neighbourhood_id or 0).first() if hidden else None)

    def veil(self, around: Area | None) -> None:
        """Puts the public point of premises that may not be shown in the middle of an area, or of the municipality."""
        if self.has_premises and not self.shows_premises:
            self.public_point = around.boundary.point_on_surface if around else self.municipality.middle

    @classmethod
    def follow_areas(cls, municipality: Municipality) -> None:
        """Service areas made of neighbourhoods follow their boundaries; of codes that ended, what they were stays."""
        for partner in cls.objects.of(municipality).filter(reach=cls.Reach.AREAS):
            with contextlib.suppress(ValidationError):
                partner.work_in(cls.Reach.AREAS, codes=partner.reach_codes)
                partner.save(update_fields=["service_area"])

    def work_in(
        self,
        reach: str,
        *,
        metres: int | None = None,
        codes: list[str] | None = None,
        drawn: GEOSGeometry | None = None,
    ) -> None:
        """Sets where it works: the whole municipality, areas by code, a circle, or a drawn polygon; saves nothing.

        A circle is drawn around the public point, so that it does not tell where hidden premises are.
        """
        self.reach, self.reach_metres, self.reach_codes = reach, metres, codes or []
        self.service_area = service_area_of(self, drawn)

    @transaction.atomic
    def approve(self, actor: Actor = None) -> None:
        """From now on it is seen, and its stewards may write in its name."""
        self.approved = self.approved or timezone.now()
        self._become(self.State.APPROVED, "", actor)

    def decline(self, reason: str, actor: Actor = None) -> None:
        self._become(self.State.DECLINED, self._because(reason), actor)

    def suspend(self, reason: str, actor: Actor = None) -> None:
        """Takes it and what it puts up out of sight, never without a reason."""
        self._become(self.State.SUSPENDED, self._because(reason), actor)

    def put_back(self, state: str, reason: str, actor: Actor = None) -> None:
        """Undoes a decision: it asks, is approved, paused or declined as it was."""
        self._become(state, reason, actor)

    def _because(self, reason: str) -> str:
        if not reason.strip():
            raise ValidationError({"state_reason": _("Skriv hvorfor.")})
        return reason.strip()

    @transaction.atomic
    def _become(self, state: str, reason: str, actor: Actor) -> None:
        self.state, self.state_reason = state, reason
        self.save(update_fields=["state", "state_reason", "approved"])
        Municipality.objects.filter(pk=self.municipality_id).raise_version()
        Entry.objects.record(str(state), self, actor=actor, reason=reason)


class Member(models.Model):
    """Somebody who may write in a partner's name. Whoever is removed has lost it with the next request."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="members", verbose_name=_("forening"))
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("rolle i foreningen"), max_length=60, blank=True)
    since = models.DateTimeField(_("siden"), db_default=Now(), editable=False)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("medlem")
        verbose_name_plural = _("medlemmer")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["partner", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.partner}"

    @transaction.atomic
    def remove(self, actor: Actor = None) -> None:
        """Takes the right away; the journal keeps who did it."""
        Entry.objects.record("member_removed", self.partner, actor=actor, user=self.user_id)
        self.delete()


class Invitation(models.Model):
    """An address that may become a member by the button behind the link in a letter; good for thirty days, once."""

    partner = models.ForeignKey(Partner, models.CASCADE, related_name="invitations", verbose_name=_("forening"))
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("rolle i foreningen"), max_length=60, blank=True)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created = models.DateTimeField(db_default=Now(), editable=False)
    accepted = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitationer")
        constraints = [
            models.UniqueConstraint(
                F("partner"), Func(F("email"), function="lower"), condition=Q(accepted=None), name="invited_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.partner}"

    def get_absolute_url(self) -> str:
        return reverse("invitation", args=[self.word])

    @transaction.atomic
    def accept(self, user: User) -> Member:
        """The owner of the address pressed the button."""
        member, _made = Member.objects.get_or_create(partner=self.partner, user=user, defaults={"role": self.role})
        self.accepted = timezone.now()
        self.save(update_fields=["accepted"])
        Entry.objects.record("member_joined", self.partner, actor=user, user=user.pk)
        return member
