"""What somebody began and never sent is not kept for long after the survey closed."""

from kortet.responses.models import Response

ABANDONED_DAYS = 30


def forget_abandoned(timestamp: int) -> int:
    """Deletes unfinished responses with all that was said in them; returns how many."""
    gone = Response.objects.abandoned(ABANDONED_DAYS)
    count = gone.count()
    gone.delete()
    return count
