"""Showing what a survey gave to all: tables and maps are reckoned once, as the door is closed behind them."""

from django.db import transaction

from kortet.findings.map_published import freeze_maps
from kortet.findings.models import Published
from kortet.findings.tables import tables_now
from kortet.people.models import User
from kortet.surveys.models import Survey


@transaction.atomic
def publish(survey: Survey, actor: User) -> Published:
    """Publishes the results as they are now. Raises ValidationError while it is still answered.

    Done again it shows the tables of the first time: two that differ by a few answers could be subtracted.
    """
    survey.publish_results(actor)
    return freeze(survey, actor)


@transaction.atomic
def freeze(survey: Survey, actor: User | None = None) -> Published:
    """Keeps what the tables and maps of a survey say; what is kept already stays as it is."""
    survey.hold()
    kept = Published.objects.filter(survey=survey).first()
    kept = kept or Published.objects.create(survey=survey, content=tables_now(survey), made_by=actor)
    freeze_maps(survey, kept.content)
    return kept
