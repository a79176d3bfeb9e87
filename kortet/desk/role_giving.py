"""Giving and taking roles: the journal has who did it, and the person gets a letter."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User

LIMITS = ("areas", "themes", "partners")


@transaction.atomic
def give(town: Municipality, email: str, kind: str, limits: dict[str, Any], actor: User) -> Role:
    """Gives a role to who has an address; an account is made where there is none, without a password."""
    person = User.with_address(email)
    role = Role.objects.create(user=person, municipality=town, kind=kind, **limits)
    User.objects.filter(pk=person.pk).update(is_staff=True)
    entry = Entry.objects.record("role_given", role, actor=actor, **told(role))
    lines = [_("Du er nu %(kind)s for %(town)s på kortet.") % {"kind": role.get_kind_display(), "town": town.name}]
    tell(role, entry, _("Du har fået en rolle"), lines)
    return role


@transaction.atomic
def limit(role: Role, limits: dict[str, Any], actor: User) -> None:
    """Says anew what a role is for."""
    for name, value in limits.items():
        setattr(role, name, value)
    role.save(update_fields=list(limits))
    entry = Entry.objects.record("role_limited", role, actor=actor, **told(role))
    words = {"kind": role.get_kind_display(), "town": role.municipality.name}
    tell(role, entry, _("Din rolle er ændret"), [_("Din rolle som %(kind)s for %(town)s er ændret.") % words])


@transaction.atomic
def take(role: Role, actor: User) -> None:
    """Takes a role away: from the next request on its owner has lost it. Who has none left is no staff any more."""
    entry = Entry.objects.record("role_taken", role, actor=actor, **told(role))
    words = {"kind": role.get_kind_display(), "town": role.municipality.name}
    tell(role, entry, _("Din rolle er ophørt"), [_("Du er ikke længere %(kind)s for %(town)s på kortet.") % words])
    person = role.user_id
    role.delete()
    if not Role.objects.filter(user=person).exists():
        User.objects.filter(pk=person, is_superuser=False).update(is_staff=False)


def told(role: Role) -> dict[str, Any]:
    """What the journal keeps of a role."""
    return {"user": role.user_id, "kind": role.kind} | {name: getattr(role, name) for name in LIMITS}


def tell(role: Role, entry: Entry, subject: str, lines: list[str]) -> None:
    if role.user.email:
        town = role.municipality
        paper = Paper(
            subject=subject,
            lines=lines,
            why=_("Du får dette brev, fordi du arbejder med kortet i kommunen."),
            town=town,
            language=(get_language() or "da")[:2],
            button=(_("Til arbejdsbordet"), town.address(reverse("desk"))),
        )
        Letter.objects.post(paper, to=role.user.email, key=f"role-{entry.pk}")
