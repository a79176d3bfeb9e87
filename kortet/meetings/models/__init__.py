from kortet.meetings.models.guest import Attendance, Guest
from kortet.meetings.models.meeting import Meeting
from kortet.meetings.models.note import Note
from kortet.meetings.models.plan import AgendaItem, Table
from kortet.meetings.models.poll import Poll, Vote
from kortet.meetings.models.question import Question, Upvote

__all__ = ["AgendaItem", "Attendance", "Guest", "Meeting", "Note", "Poll", "Question", "Table", "Upvote", "Vote"]
