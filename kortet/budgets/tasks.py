"""What the worker does with budgets."""

from procrastinate.contrib.django import app

from kortet.budgets.models import Spent


@app.periodic(cron="11 * * * *")
@app.task(queue="letters", queueing_lock="forget_spent")
def forget_spent(timestamp: int) -> int:
    """Forgets budgets that have begun anew; returns how many."""
    return Spent.objects.forget_ended()
