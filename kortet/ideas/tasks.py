"""What the worker does for ideas."""

from procrastinate.contrib.django import app

from kortet.ideas import gathering, notices
from kortet.ideas.models import Author, Gathered, Milestone
from kortet.ideas.models.gathered import PATIENCE
from kortet.journal.listeners import hears

QUEUE = "ideas"

hears("ideas.idea", *notices.TOLD)(notices.tell)
hears("pins.pin", "withdrawn", "hidden")(gathering.let_go)
hears("pins.pin", "restored", "shown")(gathering.come_back)


@app.periodic(cron="43 * * * *")
@app.task(queue=QUEUE, queueing_lock="link_unanswered", lock="link_unanswered")
def link_unanswered(timestamp: int) -> int:
    """Links the pins whose authors were asked a fortnight ago and said nothing; returns how many."""
    return sum(each.link() for each in Gathered.objects.unanswered_for(PATIENCE.days).select_related("idea"))


@app.periodic(cron="7 6 * * *")
@app.task(queue=QUEUE, queueing_lock="tell_of_late_milestones", lock="tell_of_late_milestones")
def tell_of_late_milestones(timestamp: int) -> int:
    """Tells the owner of each process of milestones that are past their day, once a day that was planned."""
    return sum(each.tell_late() for each in Milestone.objects.late())


@app.task(queue="letters", queueing_lock="forget_joiners")
def forget_joiners(timestamp: int) -> int:
    """Forgets the addresses of those who wanted to join and never confirmed, or were told no, and of old processes."""
    return Author.objects.forget_unanswered() + Author.objects.forget_of_processes()


@app.periodic(cron="31 * * * *")
@app.task(queue=QUEUE, queueing_lock="forget_idea_jobs", pass_context=True)
async def forget_idea_jobs(context: object, timestamp: int) -> None:
    """Deletes the rows that the queue keeps of finished rounds."""
    await app.job_manager.delete_old_jobs(nb_hours=24, queue=QUEUE)
