"""How long what belongs to no subject is kept, and its forgetting."""

from kortet.journal.models import Entry
from kortet.privacy.models import DOOR_MINUTES, Door
from kortet.privacy.queries import forget_old_jobs

JOURNAL_DAYS, JOB_DAYS = 5 * 365, 7


def forget_journal(timestamp: int) -> int:
    """Takes names and reasons out of entries of long ago; returns of how many."""
    return Entry.objects.forget_before(JOURNAL_DAYS)


def forget_doors(timestamp: int) -> int:
    """Deletes links to "my data" whose time is over; returns how many."""
    return Door.objects.over().delete()[0]


def forget_jobs(timestamp: int) -> int:
    """Deletes finished jobs; returns how many."""
    return forget_old_jobs(JOB_DAYS)


__all__ = ["DOOR_MINUTES", "JOB_DAYS", "JOURNAL_DAYS", "forget_doors", "forget_jobs", "forget_journal"]
