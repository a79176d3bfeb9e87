"""Whole-set questions about who follows pins, by the address that they gave."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet
from django.utils import timezone

from kortet.pins.queries import OVER
from kortet.processes.models import Process

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User
    from kortet.pins.models import Follower, Pin


class FollowerQuerySet(QuerySet["Follower"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(pin__municipality=municipality)

    def with_pin(self) -> Self:
        """With what the pages behind a letter's link show of the pin."""
        return self.select_related("pin__theme", "pin__municipality", "pin__state").defer("pin__shape", "pin__search")

    def of_address(self, municipality: "Municipality", email: str) -> Self:
        """Where the owner of an address pressed the button behind its first letter."""
        return self.of(municipality).filter(email__iexact=email).exclude(confirmed=None)

    def left_by(self, municipality: "Municipality", email: str) -> Self:
        """Pins that were dropped with an address, by somebody who had no account or was not signed in."""
        return self.of_address(municipality, email).filter(is_author=True, pin__author=None)

    def claim(self, municipality: "Municipality", user: "User") -> int:
        """Makes the pins that were left with the address that a person has shown theirs; returns how many."""
        left = self.left_by(municipality, user.shown_email).values("pin") if user.shown_email else self.none()
        pins: Any = self.model._meta.get_field("pin").related_model
        return pins.objects.filter(author=None, pk__in=left.values("pin")).update(author=user)

    def told(self) -> Self:
        """Who gets letters: those who confirmed their address and have not stopped."""
        return self.exclude(confirmed=None).filter(wants_letters=True)

    def ask(self, pin: "Pin", email: str, language: str, *, is_author: bool = False) -> "Follower":
        """The follower with an address, made if there was none; who wrote the pin is never forgotten again."""
        found, _made = self.get_or_create(
            pin=pin, email__iexact=email, defaults={"email": email, "language": language, "is_author": is_author}
        )
        if is_author and not found.is_author:
            self.filter(pk=found.pk).update(is_author=True)
        return found

    def forget_unconfirmed(self, days: int) -> int:
        """Deletes addresses that nobody confirmed; returns how many."""
        return self.filter(confirmed=None, created__lt=timezone.now() - timedelta(days=days)).delete()[0]

    def forget_of_processes(self) -> int:
        """Deletes the addresses at pins of processes that said that they would be gone by now; returns how many."""
        return self.filter(pin__process__in=Process.objects.past_keeping().values("pk")).delete()[0]

    def forget_finished(self, days: int) -> int:
        """Deletes the addresses at pins that the municipality has finished with so long ago; returns how many."""
        over = timezone.now() - timedelta(days=days)
        return self.filter(pin__status__in=OVER, pin__status_since__lt=over).delete()[0]
