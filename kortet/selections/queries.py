"""Whole-set questions about selections. `visible_to()` decides who sees which."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.selections.models import Selection  # noqa: F401  (the names in the base classes are text)


class SelectionQuerySet(QuerySet["Selection"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """One's own and those that colleagues share; nothing for who does not work for the municipality."""
        if not (user.is_authenticated and user.works_for(municipality)):
            return self.none()
        return self.of(municipality).filter(Q(owner=user) | Q(is_shared=True))

    def changeable_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """One's own, and shared ones whose owner is gone."""
        mine = self.visible_to(user, municipality)
        return mine.filter(Q(owner=user.pk) | Q(owner=None))

    def as_rows(self) -> Self:
        """With who owns it, and without the outline."""
        return self.select_related("owner").defer("outline").order_by("name", "pk")
