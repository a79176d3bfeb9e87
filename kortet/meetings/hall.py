"""What a phone in the hall shows: where the meeting is, and what its owner may say now."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser

from kortet.meetings.forms import NoteForm, QuestionForm, VoteForm
from kortet.meetings.models import Guest, Meeting, Note, Poll, Question, Upvote
from kortet.people.models import User
from kortet.processes.parts import may
from kortet.processes.rights import Doing

MOST_QUESTIONS = 30


def may_meet(meeting: Meeting, user: User | AnonymousUser) -> bool:
    """Whether somebody may say something at the meeting now: it goes on, and its process is in a phase for it."""
    return meeting.takes_notes and may(user, meeting.process, Doing.MEET)


@dataclass
class Hall:
    """The page of one phone. `wrong`: forms that came with a mistake, by name."""

    meeting: Meeting
    user: User | AnonymousUser
    guest: Guest
    wrong: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def may_say(self) -> bool:
        return may_meet(self.meeting, self.user)

    @property
    def note_form(self) -> NoteForm:
        start = {"item": self.meeting.item_id, "table": self.guest.table_id}
        found: NoteForm = self.wrong.get("note") or NoteForm(meeting=self.meeting, initial=start)
        return found

    @property
    def question_form(self) -> QuestionForm:
        found: QuestionForm = self.wrong.get("question") or QuestionForm(meeting=self.meeting)
        return found

    @cached_property
    def vote_forms(self) -> list[VoteForm]:
        """One for each open poll, with what was voted already."""
        polls: Any = self.meeting.polls.open()
        said = polls.said_by(self.guest.person)
        return [self._vote_form(poll, said) for poll in polls]

    def _vote_form(self, poll: Poll, said: dict[int, list[int]]) -> VoteForm:
        wrong: VoteForm | None = self.wrong.get("vote")
        return wrong if wrong and wrong.poll.pk == poll.pk else VoteForm(poll=poll, said=said.get(poll.pk))

    @cached_property
    def questions(self) -> list[Question]:
        """Those most wanted, each with `is_mine`: whether this phone wants to know it too."""
        shown = Question.objects.at(self.meeting).shown().filter(answered=False).most_wanted()[:MOST_QUESTIONS]
        upvoted = set(Upvote.objects.filter(person=self.guest.person, question__in=list(shown)).values_list("question"))
        for question in shown:
            question.is_mine = (question.pk,) in upvoted
        return list(shown)

    @property
    def own_waiting(self) -> int:
        """How many notes and questions of this phone a moderator has not looked at yet."""
        said: list[Any] = [Note.objects.at(self.meeting), Question.objects.at(self.meeting)]
        return sum(int(rows.waiting().filter(person=self.guest.person).count()) for rows in said)
