"""Ordering that a feed be fetched: by the clock or by a person, one order and one fetch of each feed at a time."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

FEEDS, TAKE_FEED = "feeds", "kortet.events.take_feed"


def order_feed(feed: int) -> bool:
    """Orders a fetch in the open transaction; returns whether none was waiting."""
    name = f"feed-{feed}"
    order = app.configure_task(TAKE_FEED, queue=FEEDS, lock=name, queueing_lock=name, allow_unknown=True)
    try:
        with transaction.atomic():  # the database refuses the second; what was done before it stands
            order.defer(feed=feed)
    except AlreadyEnqueued:
        return False
    return True
