"""Ideas on a ballot: the proposals of a process as its options, and what the votes said, told on the idea's own way."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.ballots.changing import MOST_OPTIONS, changing
from kortet.ballots.models import Ballot, Option
from kortet.ballots.results import result_of
from kortet.ideas.models import Idea
from kortet.ideas.votes import Votes, counts

IDEA = "ideas.idea"


def take_ideas(ballot: Ballot) -> None:
    """An option for each proposal of the process that has none yet, with its price at most, the most supported first.

    Raises ValidationError where somebody has voted, there is none to take, or they would be too many.
    """
    with changing(ballot) as now:
        known = now.options.filter(source=IDEA).values("source_id")
        found = Idea.objects.public().filter(process=now.process_id).exclude(pk__in=known)
        ideas = list(found.with_figures().in_order("supported")[: MOST_OPTIONS + 1])
        if not ideas:
            raise ValidationError(_("Der er ingen forslag i forløbet, som ikke allerede er med."))
        if now.options.count() + len(ideas) > MOST_OPTIONS:
            raise ValidationError(_("Der kan højst være %(most)s muligheder."), params={"most": MOST_OPTIONS})
        first = now.options.after_the_last()
        Option.objects.bulk_create(option_of(now, idea, place) for place, idea in enumerate(ideas, first))


def option_of(ballot: Ballot, idea: Idea, place: int) -> Option:
    facts = {"title": idea.title, "text": idea.text[:1000], "cost": idea.cost_to, "point": idea.public_point}
    return Option(ballot=ballot, position=place, source=IDEA, source_id=idea.pk, **facts)


@counts
def votes_of_idea(idea: Idea) -> Votes | None:
    """How it went for an idea in the ballot that was counted last."""
    found = result_of(IDEA, idea.pk)
    if found is None:
        return None
    group, row = found
    ballot = row.option.ballot
    closed = timezone.localtime(ballot.closed).date()
    address = ballot.get_absolute_url()
    return Votes(row.figures[0], group.voted, row.place, len(group.rows), closed, address)
