"""The proposals of a process on its ballot, and what the votes said on their way."""

import pytest
from django.test import Client

from kortet.ballots.changing import count_up
from kortet.ballots.models import Ballot
from kortet.ideas.models import Idea, IdeaVersion
from kortet.ideas.votes import votes_of
from tests.ballots.conftest import vote_by_code
from tests.ballots.test_design import design, words
from tests.conftest import spot
from tests.days import day


@pytest.fixture
def make_idea(fjordby):
    def make(process, title, **given):
        facts = {"municipality": fjordby, "title": title, "text": "Langs åen", "point": spot()}
        idea = Idea.objects.create(process=process, **(facts | given))
        IdeaVersion.objects.begin(idea)
        return idea

    return make


def test_the_proposals_are_taken_in_once_with_their_prices(owner, make_process, make_ballot, make_idea):
    process = make_process("prioritise")
    ballot = Ballot.objects.create(process=process, title="Hvad først?")
    for title, cost in (("En bro", 40_000), ("En sti", None)):
        make_idea(
            process,
            title,
            cost_from=cost and 10_000,
            cost_to=cost,
            cost_by="Vej" if cost else "",
            cost_on=cost and day(),
        )
    make_idea(process, "Skjult", moderation="hidden", hidden_reason="Reklame")
    make_idea(make_process(slug="andet"), "Et andet sted")
    owner.post(design(ballot), {"do": "ideas"})
    assert set(ballot.options.values_list("title", "cost")) == {("En bro", 40_000), ("En sti", None)}
    again = owner.post(design(ballot), {"do": "ideas"})
    assert again.status_code == 422 and "ikke allerede er med" in words(again)
    assert ballot.options.count() == 2


def test_what_the_votes_said_stands_on_the_proposals_way(make_ballot, make_idea, otto, fjordby):
    ballot = make_ballot(codes=6)
    idea = make_idea(ballot.process, "Lys langs stien")
    ballot.options.filter(title="Lys").update(source="ideas.idea", source_id=idea.pk)
    for number, code in enumerate(ballot.letters):
        vote_by_code(ballot, code, *(["Lys", "Træer"] if number < 4 else ["Træer"]), once=f"form {number}")
    assert votes_of(idea) is None  # sealed until it is counted
    count_up(ballot, otto)
    told = votes_of(idea)
    assert (told.given, told.voters, told.place, told.ideas) == (4, 6, 2, 3)
    assert told.url == ballot.get_absolute_url()
    assert told.url in words(Client().get(idea.get_absolute_url()))
