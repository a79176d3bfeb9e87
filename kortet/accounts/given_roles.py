"""The roles that a municipality's provider gives: those of a person's groups, anew at each sign-in, and no others."""

from typing import Any

from django.db import transaction

from kortet.identity import Provider
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User


def roles_in(told: Provider, claims: dict[str, Any]) -> set[str]:
    groups = claims.get(told.groups_claim)
    return told.roles_of([str(group) for group in groups]) if isinstance(groups, list) else set()


@transaction.atomic
def give_roles(user: User, told: Provider, kinds: set[str]) -> None:
    """Lets a person have these roles in the provider's municipality; who has none left is not staff any more."""
    town = Municipality.objects.by_code(told.town)
    held = set(Role.objects.of(town).filter(user=user).values_list("kind", flat=True))
    Role.objects.of(town).filter(user=user).exclude(kind__in=kinds).delete()
    Role.objects.bulk_create(Role(user=user, municipality=town, kind=kind) for kind in kinds - held)
    user.is_staff = user.is_superuser or Role.objects.filter(user=user).exists()
    user.save(update_fields=["is_staff"])
    if held != kinds:
        Entry.objects.record("roles_given", user, actor=user, provider=told.name, roles=sorted(kinds))
