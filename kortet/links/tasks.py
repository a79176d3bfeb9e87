"""What the worker does for links."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.links import moves, notices
from kortet.links.models import Volunteer

hears("links.handover", *moves.MOVES)(notices.tell)
hears("links.handover", "volunteered")(notices.tell_of_volunteer)


@app.task(queue="letters", queueing_lock="forget_volunteers")
def forget_volunteers(timestamp: int) -> int:
    """Forgets addresses that were never confirmed, and helpers of what is long over."""
    return Volunteer.objects.forget_old()
