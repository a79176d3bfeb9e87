from datetime import timedelta

import pytest
from django.utils import timezone


@pytest.fixture
def weekly(make_event):
    """Every Tuesday at 19, from the first Tuesday after next week on."""
    first = timezone.localdate() + timedelta(days=7)
    first += timedelta(days=(1 - first.weekday()) % 7)
    return make_event(day=first, rule="FREQ=WEEKLY")
