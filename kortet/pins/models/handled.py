"""What the municipality does with what somebody said about a place: its states, and the answers to it."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.pins.models.comment import Comment
from kortet.pins.models.state import State, Status
from kortet.places.models import Placed

Actor = User | AnonymousUser | None


class Handled(Placed):
    """`status` is the group of `state`; the database keeps the two together (migration 0014).

    A verb holds the row and looks at what it is by then: `seen` is the state (its row number) that the decider saw, and
    ValidationError is raised where it is another one by now, so of two who decide at once none is overruled unseen.
    """

    Status = Status

    status = models.CharField(_("status"), max_length=11, choices=Status, default=Status.NEW)
    state = models.ForeignKey(
        State,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,  # the database has a wider one: with the group, and in the municipality
        verbose_name=_("status"),
    )
    status_since = models.DateTimeField(null=True, editable=False)
    comment_count = models.PositiveIntegerField(_("kommentarer"), default=0, db_default=0, editable=False)
    answered = models.DateTimeField(_("besvaret"), null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def standing(self) -> State:
        """Its state, also of a row that was made a moment ago: the database chose it."""
        if self.state_id is None:
            self.refresh_from_db(fields=["status", "state"])
        return self.state  # type: ignore[return-value]  # never empty in the table

    @transaction.atomic
    def step_to(
        self, state: State, actor: Actor = None, reason: str = "", *, name: str = "", seen: int | None = None
    ) -> None:
        """Takes it to another of its municipality's states; who follows the pin is told. `name` is the unit's."""
        self.hold()
        self.check_seen(seen)
        self.standing.check_step(state, reason)
        self._come_to(state, actor, reason, name)

    def move_on(self, group: str, actor: Actor = None, reason: str = "") -> None:
        """The same to the usual state of a group."""
        self.step_to(State.objects.usual(self.municipality_id, group), actor, reason)

    @transaction.atomic
    def reopen(self, reason: str, actor: Actor, *, name: str = "", seen: int | None = None) -> None:
        """Staff take up again what was closed: it is considered anew, and everybody sees why."""
        self.hold()
        self.check_seen(seen)
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv hvorfor den genåbnes. Borgerne ser det.")}, code="reason")
        self._reopen_to(Status.CONSIDERED, actor, reason, name)

    @transaction.atomic
    def reopen_for_author(self, words: str) -> None:
        """Its author says that it is not over: once each time that it is closed, for it is new work for the staff.

        The words are a comment of the author's, so they wait for a moderator and can be erased as any other.
        """
        self.hold()
        if not words.strip():
            raise ValidationError({"words": _("Skriv hvad der mangler.")}, code="words")
        self._reopen_to(Status.RECEIVED, None, "", "")
        pin: Any = self
        first = pin.municipality.moderated_first
        shown = Comment.Moderation.WAITING if first else Comment.Moderation.SHOWN
        Comment(pin=pin, text=words.strip(), author_name=pin.author_name, moderation=shown).say()

    def _reopen_to(self, group: str, actor: Actor, reason: str, name: str) -> None:
        if not self.standing.is_closed:
            raise ValidationError({"state": _("Nålen er ikke afsluttet.")}, code="open")
        self._come_to(State.objects.usual(self.municipality_id, group), actor, reason, name, verb="reopened")

    def follow_along(self, status: str) -> None:
        """Its status follows what an association does with it; who follows the pin is told of that, not of this."""
        self.status, self.status_since = status, timezone.now()
        self.save(update_fields=["status", "status_since"])
        self.refresh_from_db(fields=["state"])

    @transaction.atomic
    def answer(
        self,
        text: str,
        actor: Actor,
        name: str = "",
        *,
        translations: dict[str, str] | None = None,
        state: State | None = None,
        reason: str = "",
        seen: int | None = None,
        **facts: Any,
    ) -> Comment:
        """The municipality's answer, in a unit's or a person's name; who follows the pin is told, once.

        `translations` is language → text beside the Danish one. With a `state` the pin goes there in the same step; the
        answer is reason enough where none is written. `facts` are further columns of the answer.
        """
        self.hold()
        self.check_seen(seen)
        if state is not None:
            self.standing.check_step(state, reason or text)
        answer = self._say(text, actor, name, translations=translations or {}, **facts)
        told: dict[str, Any] = {"comment": answer.word, "name": answer.author_name}
        if answer.area_answer is not None:
            told["area"] = answer.area_answer.word
        if state is not None:
            self._come_to(state, actor, reason, name, with_answer=answer.word)
            told |= {"word": state.words, "reason": reason.strip()}
        Entry.objects.record("answered", self, actor=actor, is_public=True, **told)
        return answer

    def _say(self, text: str, actor: Actor, name: str, **facts: Any) -> Comment:
        name = name.strip() or self.municipality.name
        author = actor if isinstance(actor, User) else None
        facts |= {"is_official": True, "moderation": Comment.Moderation.SHOWN}
        pin: Any = self
        answer = Comment(pin=pin, text=text.strip(), author=author, author_name=name, **facts)
        answer.full_clean()
        answer.save()
        self.count_comments()
        return answer

    def _come_to(
        self, state: State, actor: Actor, reason: str, name: str, *, verb: str = "status", **told: Any
    ) -> None:
        self.state, self.status, self.status_since = state, state.group, timezone.now()
        self.save(update_fields=["state", "status", "status_since"])
        told |= {"status": state.group, "word": state.words, "reason": reason.strip()}
        told["name"] = name.strip() or self.municipality.name
        Entry.objects.record(verb, self, actor=actor, is_public=True, **told)

    def check_seen(self, seen: int | None) -> None:
        if seen is not None and seen != self.standing.pk:
            words = _("Nålen er blevet “%(state)s” imens. Se den igen, før du gemmer.") % {"state": self.standing}
            raise ValidationError({"state": words}, code="changed")

    def hold(self) -> None:
        """Holds the row until the transaction ends, so that its comments and states change one at a time."""
        held = type(self)._default_manager.select_for_update(no_key=True).values_list("status", "state")
        self.status, self.state_id = held.get(pk=self.pk)

    def count_comments(self) -> None:
        """Counts what is shown anew; to be called while the row is held."""
        counted = Comment.objects.filter(pin=self.pk).counted()
        type(self)._default_manager.filter(pk=self.pk).update(**counted)
        self.refresh_from_db(fields=["comment_count", "answered"])
