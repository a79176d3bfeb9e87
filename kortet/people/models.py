"""Who is asking, and what they may do for a municipality."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractUser
from django.db import models, transaction
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word
from kortet.people.queries import RoleQuerySet, hold_address


class User(AbstractUser):
    """A person with an account. Citizens need none."""

    class Meta(AbstractUser.Meta):  # type: ignore[name-defined]  # the stubs hide Meta
        verbose_name = _("person")
        verbose_name_plural = _("personer")

    @classmethod
    @transaction.atomic
    def behind(cls, email: str) -> "User":
        """The account behind an address that somebody has just shown to be theirs; made if there was none.

        Staff are not found by an address: they come in by their own door.
        """
        hold_address(email)
        shown = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
        found = cls.objects.filter(Q(pk__in=shown) | Q(email__iexact=email), is_staff=False)
        user = found.order_by("pk").first() or cls.objects.create_user(secret_word(), email=email)
        user.has_shown(user.email if user.email.lower() == email.lower() else email)
        return user

    def has_shown(self, email: str) -> None:
        """Notes that an address is this person's, who has no other, and nobody else's."""
        EmailAddress.objects.filter(Q(email__iexact=email) | Q(user=self)).delete()
        EmailAddress.objects.create(user=self, email=email, verified=True, primary=True)
        self.email = email
        self.save(update_fields=["email"])

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
    def roles_by_municipality(self) -> dict[int, set[str]]:
        """Municipality id → the person's roles there; one query a request."""
        found: dict[int, set[str]] = {}
        for municipality_id, kind in self.roles.values_list("municipality_id", "kind"):
            found.setdefault(municipality_id, set()).add(kind)
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
        held = self.roles_by_municipality.get(municipality.pk, set())
        return self.is_superuser or bool(held & {*kinds, Role.Kind.ADMIN})


class Role(models.Model):
    """What a person may do for one municipality."""

    class Kind(models.TextChoices):
        MODERATOR = "moderator", _("moderator")
        PLANNER = "planner", _("planlægger")
        CASE_WORKER = "case_worker", _("sagsbehandler")
        ADMIN = "admin", _("administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("person"))
    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="roles", verbose_name=_("kommune"))
    kind = models.CharField(_("rolle"), max_length=12, choices=Kind)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [models.UniqueConstraint(fields=["user", "municipality", "kind"], name="role_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_kind_display()}"
