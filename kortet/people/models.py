"""Who is asking, and what they may do for a municipality."""

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word
from kortet.people.queries import EVERYTHING, Limit, PeopleQuerySet, RoleQuerySet, hold_address


class PeopleManager(UserManager.from_queryset(PeopleQuerySet)):  # type: ignore[misc]  # made by Django
    """Django's, with our words."""

    use_in_migrations = False


class User(AbstractUser):
    """A person with an account. Citizens need none."""

    objects: ClassVar[Any] = PeopleManager()

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]  # the stubs hide Meta
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    @property
    def called(self) -> str:
        """What colleagues call this person."""
        return self.get_full_name() or self.get_username()

    @classmethod
    @transaction.atomic
    def behind(cls, email: str) -> "User":
        """The account behind an address that somebody has just shown to be theirs; made if there was none.

        Staff who have a password or come from a provider are not found by an address: they have a door of their own.
        """
        hold_address(email)
        shown = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
        found = cls.objects.filter(Q(pk__in=shown) | Q(email__iexact=email)).come_by_code()
        user = found.order_by("-is_staff", "pk").first() or cls.objects.create_user(secret_word(), email=email)
        user.has_shown(user.email if user.email.lower() == email.lower() else email)
        return user

    @classmethod
    @transaction.atomic
    def with_address(cls, email: str) -> "User":
        """The account that has an address, staff's first; made if there was none. Nobody has shown whose it is."""
        hold_address(email)
        found = cls.objects.filter(email__iexact=email).order_by("-is_staff", "pk").first()
        return found or cls.objects.create_user(secret_word(), email=email)

    def has_shown(self, email: str) -> None:
        """Notes that an address is this person's, who has no other, and nobody else's."""
        EmailAddress.objects.filter(Q(email__iexact=email) | Q(user=self)).delete()
        EmailAddress.objects.create(user=self, email=email, verified=True, primary=True)
        self.email = email
        self.save(update_fields=["email"])

    @transaction.atomic
    def move_to(self, email: str) -> bool:
        """Gives the account an address that its owner has just shown to be theirs; False where another has it."""
        hold_address(email)
        if User.objects.filter(email__iexact=email).exclude(pk=self.pk).exists():
            return False
        self.has_shown(email)
        return True

    @property
    def shown_email(self) -> str:
        """The address that this person has shown to be theirs; empty where there is none."""
        found = EmailAddress.objects.filter(user=self, verified=True).first()
        return str(found.email) if found else ""

    @property
    def letter_address(self) -> str:
        """Where letters about the account go; of staff the address that their administrator wrote."""
        return self.email if self.is_staff else self.shown_email

    @cached_property
    def roles_by_municipality(self) -> dict[int, dict[str, Limit]]:
        """Municipality id → the person's roles there and what each is limited to; one query a request."""
        found: dict[int, dict[str, Limit]] = {}
        for role in self.roles.all():
            found.setdefault(role.municipality_id, {})[role.kind] = role.limit
        return found

    def works_for(self, municipality: Municipality | None) -> bool:
        """Whether this person is staff of the municipality; a superuser is staff of all."""
        if municipality is None or not (self.is_active and self.is_staff):
            return False
        return self.is_superuser or municipality.pk in self.roles_by_municipality

    def is_in_role(self, municipality: Municipality | None, *kinds: str) -> bool:
        """Whether this person has one of the roles there; admins have every role."""
        if not self.works_for(municipality) or municipality is None:
            return False
        held = self.roles_by_municipality.get(municipality.pk, {})
        return self.is_superuser or bool(held.keys() & {*kinds, Role.Kind.ADMIN})

    def limits_in(self, municipality: Municipality, *kinds: str) -> list[Limit]:
        """What each of this person's roles there is limited to: of these kinds and of administrators, or of any kind.

        Empty for who has no such role; `EVERYTHING` is among them where one has no limit.
        """
        if not self.works_for(municipality):
            return []
        if self.is_superuser:
            return [EVERYTHING]
        held = self.roles_by_municipality[municipality.pk]
        return [limit for kind, limit in held.items() if not kinds or kind in {*kinds, Role.Kind.ADMIN}]

    def is_unlimited_in(self, municipality: Municipality, *kinds: str) -> bool:
        """Whether one of the roles is for the whole municipality and all that is in it."""
        return EVERYTHING in self.limits_in(municipality, *kinds)


class Role(models.Model):
    """What a person may do for one municipality. `areas`, `themes` and `partners` (row numbers) limit it where given.

    They are arrays of numbers, as `Partner.themes` is: people know neither places nor partners.
    """

    class Kind(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        ANSWERER = "answerer", _("besvarer")
        PLANNER = "planner", _("planlægger")
        CASE_WORKER = "case_worker", _("sagsbehandler")
        PROCESS_OWNER = "process_owner", _("procesejer")
        ADMIN = "admin", _("administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("person"))
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="roles", verbose_name=_("kommune"))
    kind = models.CharField(_("rolle"), max_length=13, choices=Kind)
    unit = models.CharField(_("enhed"), max_length=80, blank=True)
    areas = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("kun i områderne"))
    themes = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("kun om emnerne"))
    partners = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("kun for foreningerne"))

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(fields=["user", "municipality", "kind"], name="role_once"),
            models.CheckConstraint(
                condition=~Q(kind="admin") | Q(areas=[], themes=[], partners=[]), name="role_admin_is_unlimited"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"

    @property
    def limit(self) -> Limit:
        return Limit(tuple(self.areas), tuple(self.themes), tuple(self.partners))
