"""Days counted from today when a test runs, so that a suite that goes on past midnight stays right."""

from datetime import timedelta

from django.utils import timezone


def day(number=0):
    """So many days from now, in the town's own time."""
    return timezone.localdate() + timedelta(days=number)


def dated(given):
    """What was given, with each `timedelta` as the day that lies so far from today."""
    return {name: day(value.days) if isinstance(value, timedelta) else value for name, value in given.items()}
