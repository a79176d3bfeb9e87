"""What the worker does for pins."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.municipalities.models import Municipality
from kortet.pictures.models import Picture
from kortet.pins import notices
from kortet.pins.models import Follower, KnownWord, Pin

UNCONFIRMED_DAYS = 7


hears("pins.pin", *notices.TOLD)(notices.tell_followers)
hears("pins.comment", "commented", "shown")(notices.tell_of_comment)


@app.periodic(cron="41 2 * * *")
@app.task(queue="letters", queueing_lock="forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> int:
    """Forgets addresses that were never confirmed."""
    return Follower.objects.forget_unconfirmed(UNCONFIRMED_DAYS)


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
