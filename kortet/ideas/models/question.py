"""What the administration asks the authors of an idea, and what they answer. Both are read by everybody."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.author import Author
from kortet.ideas.models.idea import Idea
from kortet.ideas.queries import OfficeQuestionQuerySet
from kortet.people.models import User
from kortet.saying.moderated import Moderated


class OfficeQuestion(models.Model):
    """One question in a unit's name (`asked_by`), and its answer, which may wait for a moderator."""

    Moderation = Moderated

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="questions")
    text = models.TextField(_("spørgsmål"), max_length=1000)
    asked_by = models.CharField(_("hvem spørger?"), max_length=80)
    asked = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    answer = models.TextField(_("svar"), max_length=2000, blank=True)
    answered_by = models.CharField(_("navn"), max_length=80, blank=True)
    author = models.ForeignKey(Author, models.SET_NULL, null=True, related_name="answers")
    answered = models.DateTimeField(_("besvaret"), null=True)
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.SHOWN)

    objects = OfficeQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørgsmål til et forslag")
        verbose_name_plural = _("spørgsmål til forslag")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="idea_question_asks_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered=None) | ~Q(answer="") & Q(answered__isnull=False),
                name="question_answered_with_something",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def answered_at(self) -> str:
        """Tells this answer from another that comes in its place."""
        return self.answered.isoformat() if self.answered else ""

    @property
    def shown_answer(self) -> str:
        """What everybody reads of the answer."""
        return self.answer if self.moderation == self.Moderation.SHOWN else ""

    @transaction.atomic
    def ask(self) -> None:
        self.save()
        self.idea.record("asked", self.actor, question=self.pk)

    @transaction.atomic
    def reply(self, answer: str, *, name: str, author: Author | None, waits: bool, actor: Any = None) -> None:
        """The first answer counts; who comes second is told so."""
        self.idea.hold()
        self.refresh_from_db()
        if self.answered is not None:
            raise ValidationError(_("Der er svaret på spørgsmålet, mens du skrev."), code="answered")
        self.answer, self.answered_by, self.author, self.answered = answer, name, author, timezone.now()
        self.moderation = self.Moderation.WAITING if waits else self.Moderation.SHOWN
        self.save()
        self.idea.record("answered", actor, question=self.pk)

    @transaction.atomic
    def moderate(self, *, shown: bool, actor: User) -> None:
        """A moderator shows the answer; or takes it away, so that it can be answered anew. Raises ValidationError where
        it was decided, or another came in its place, since this row was read."""
        self.idea.hold()
        if not OfficeQuestion.objects.filter(pk=self.pk, moderation="waiting", answered=self.answered).exists():
            raise ValidationError(_("Det er allerede afgjort. Se siden igen."), code="decided")
        if shown:
            self.moderation = self.Moderation.SHOWN
        else:
            self.answer, self.answered_by, self.author, self.answered = "", "", None, None
            self.moderation = self.Moderation.SHOWN
        self.save()
        self.idea.record("answer_shown" if shown else "answer_removed", actor, question=self.pk)
