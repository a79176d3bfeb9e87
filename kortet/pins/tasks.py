"""What the worker does for pins."""

from procrastinate.contrib.django import app

from kortet.journal.listeners import hears
from kortet.municipalities.models import Municipality
from kortet.pictures.models import Picture
from kortet.pins import notices, notices_asked
from kortet.pins.erasing import forget_complaints
from kortet.pins.models import AreaAnswer, Complaint, Follower, KnownWord, Pin, PlannedAnswer

UNCONFIRMED_DAYS, FINISHED_DAYS = 7, 365
ANSWERS = "answers"


hears("pins.pin", *notices.TOLD)(notices.tell_followers)
hears("pins.comment", "commented", "shown")(notices.tell_of_comment)


@app.task(queue="letters", queueing_lock="forget_unconfirmed")
def forget_unconfirmed(timestamp: int) -> int:
    """Forgets addresses that were never confirmed, and those of what has long been over."""
    unconfirmed = Follower.objects.forget_unconfirmed(UNCONFIRMED_DAYS)
    return unconfirmed + Follower.objects.forget_finished(FINISHED_DAYS) + Follower.objects.forget_of_processes()


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


@app.periodic(cron="* * * * *")
@app.task(queue=ANSWERS, queueing_lock="give_answers", lock="give_answers")
def give_answers(timestamp: int) -> int:
    """Gives the planned answers that are due; returns how many were taken up."""
    return PlannedAnswer.objects.give_due()


@app.periodic(cron="* * * * * */5")  # the sixth field is seconds
@app.task(queue=ANSWERS, queueing_lock="answer_areas", lock="answer_areas")
def answer_areas(timestamp: int) -> int:
    """Gives the answers to areas that wait, and writes to those who follow the pins; returns how many letters."""
    letters = 0
    for answer in AreaAnswer.objects.unfinished().select_related("municipality"):
        while answer.answer_some():
            pass
        letters += notices_asked.tell_of_area(answer)
        answer.is_told()
    return letters


@app.periodic(cron="53 * * * *")
@app.task(queue=ANSWERS, queueing_lock="ask_whether_solved", lock="ask_whether_solved")
def ask_whether_solved(timestamp: int) -> int:
    """Asks whether what was done four weeks ago solved it; returns how many were asked."""
    return notices_asked.ask_whether_solved()


@app.periodic(cron="29 * * * *")
@app.task(queue=ANSWERS, queueing_lock="forget_answer_jobs", pass_context=True)
async def forget_answer_jobs(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished rounds."""
    await app.job_manager.delete_old_jobs(nb_hours=1, queue=ANSWERS)
