"""What the worker does for pins."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.municipalities.models import Municipality
from kortet.pictures.models import Picture
from kortet.pins import notices
from kortet.pins.erasing import forget_complaints
from kortet.pins.models import Complaint, Follower, KnownWord, Pin

UNCONFIRMED_DAYS, FINISHED_DAYS = 7, 365


hears("pins.pin", *notices.TOLD)(notices.tell_followers)
hears("pins.comment", "commented", "shown")(notices.tell_of_comment)


@app.task(queue="letters", queueing_lock="forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> int:
    """Forgets addresses that were never confirmed, and those of what has long been over."""
    return Follower.objects.forget_unconfirmed(UNCONFIRMED_DAYS) + Follower.objects.forget_finished(FINISHED_DAYS)


@app.task(queue="letters", queueing_lock="forget_decided")
def forget_decided(timestamp: int) -> int:
    """Forgets who complained of something, and in which words, long after it was decided."""
    return forget_complaints(Complaint.objects.decided_before(FINISHED_DAYS))


@app.periodic(cron="11 * * * *")
@app.task(queue="pictures", queueing_lock="forget_pictures")
def forget_pictures(timestamp: int) -> int:
    """Drops pictures whose pin, association or event was deleted; returns how many."""
    return Picture.objects.unused().drop()


@app.periodic(cron="17 * * * *")
@app.task(queue="words", queueing_lock="learn_words")
def learn_words(timestamp: int) -> int:
    """Reads the words that pins use, for those who search and misspell; returns how many there are."""
    towns = Municipality.objects.all()
    return sum(KnownWord.objects.learn(town, Pin.objects.of(town).public()) for town in towns)
