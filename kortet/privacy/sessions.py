"""Sessions that are over: Django leaves their rows where they are."""

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

SESSIONS_LAST = {"days": settings.CITIZENS_SESSION_DAYS, "hours": settings.SESSION_COOKIE_AGE // 3600}


def forget_sessions(timestamp: int) -> int:
    """Deletes the rows of sessions that are over; returns how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
