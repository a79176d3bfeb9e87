"""The worker's part, done in the test: what was enqueued by then, in its order."""

from procrastinate.contrib.django.models import ProcrastinateJob

from kortet.journal.models import Entry
from kortet.journal.tasks import hear
from kortet.letters.tasks import deliver_letters


def listen():
    """Calls all who hear of what happened."""
    for job in ProcrastinateJob.objects.filter(task_name=hear.name, status="todo").order_by("id"):
        if Entry.objects.filter(pk=job.args["entry"]).exists():  # tests that commit leave their jobs behind
            hear(**job.args)
        ProcrastinateJob.objects.filter(pk=job.pk).delete()


def work():
    """Calls all who hear of what happened, and delivers the letters that they wrote."""
    listen()
    deliver_letters(0)
