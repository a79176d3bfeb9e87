"""Posting letters, taking them for delivery, and what has waited too long."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min, QuerySet
from django.utils import timezone

from kortet.letters.addresses import mark_of
from kortet.letters.paper import Paper

if TYPE_CHECKING:
    from kortet.letters.models import Letter

ASKED_PER_DAY, ASKED_AGAIN_MINUTES = 10, 10
LEASE_SECONDS = 300


class LetterQuerySet(QuerySet["Letter"]):
    def ask(self, paper: Paper, *, to: str, about: str) -> bool:
        """Posts a letter that somebody asked for without having shown that the address is theirs.

        The same matter (`about`) is asked about once in ten minutes, and an address gets ten of these a day.
        """
        if self.asked_lately(to) >= ASKED_PER_DAY:
            return False
        turn = int(timezone.now().timestamp() // (60 * ASKED_AGAIN_MINUTES))
        return self.post(paper, to=to, key=f"{about}-{turn}", asked=True)

    @transaction.atomic
    def post(self, paper: Paper, *, to: str, key: str, asked: bool = False) -> bool:
        """Puts a letter in the outbox, once per key, in the open transaction; False where nothing was put.

        The row is the job: the worker looks for due letters every five seconds.
        """
        letter = self.model(municipality=paper.town, key=key, mark=mark_of(to), is_asked=asked, to=to)
        letter.subject, letter.text, letter.html = paper.one_line_subject, paper.text, paper.html
        letter.picture, letter.stop = paper.picture, paper.stop
        if self.filter(key=key).exists():
            return False
        self.bulk_create([letter], ignore_conflicts=True)
        return True

    def asked_lately(self, to: str) -> int:
        """How many letters were asked for to an address in the last day, whether sent or not."""
        day = timezone.now() - timedelta(days=1)
        return self.filter(mark=mark_of(to), is_asked=True, created__gte=day).count()

    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent=None, given_up=None)

    def waiting_since(self) -> datetime | None:
        """When the oldest letter that still waits was written."""
        oldest: datetime | None = self.waiting().aggregate(oldest=Min("created"))["oldest"]
        return oldest

    def held(self) -> "LetterQuerySet":
        """Those that wait only because the mail server was gone, and are not due yet."""
        return self.waiting().filter(is_held=True, due__gt=timezone.now())

    def take(self) -> "Letter | None":
        """The next letter that is due, out of reach of other workers for five minutes. None where none is due.

        It is not a row lock, which would keep a transaction open for as long as the mail server takes. `was_held` says
        whether it was; now it is not, so nobody makes due what a worker has.
        """
        sql = """
            WITH letter AS MATERIALIZED (
                SELECT id, is_held FROM letters_letter
                WHERE sent IS NULL AND given_up IS NULL AND due <= statement_timestamp()
                ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED
            )
            UPDATE letters_letter AS taken SET
                due = statement_timestamp() + make_interval(secs => %s), tries = tries + 1, is_held = false
            FROM letter WHERE taken.id = letter.id RETURNING taken.*, letter.is_held AS was_held"""
        return next(iter(self.raw(sql, [LEASE_SECONDS])), None)

    def forget_old(self, days: int) -> int:
        """Deletes what was sent or given up; returns how many. A key is known that long."""
        old = timezone.now() - timedelta(days=days)
        return self.exclude(sent=None, given_up=None).filter(created__lt=old).delete()[0]
