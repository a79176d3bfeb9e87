"""What the worker does for ballots."""

import logging

from django.core.exceptions import ValidationError
from procrastinate.contrib.django import app

from kortet.ballots.changing import count_up
from kortet.ballots.models import Ballot

log = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="ballots", queueing_lock="count_ballots")
def count_ballots(timestamp: int) -> int:
    """Counts those that nobody can vote in any more; returns how many. One that does not add up stays as it is."""
    done = 0
    for ballot in Ballot.objects.run_out():
        try:
            count_up(ballot)
            done += 1
        except ValidationError:
            log.exception("a ballot's urn does not add up", extra={"ballot": ballot.word})
    return done
