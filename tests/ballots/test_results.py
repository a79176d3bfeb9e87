"""What a ballot gave: each method's figures, small numbers, files, and nothing before it is counted."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kortet.ballots.changing import count_up
from kortet.ballots.models import Ballot, Urn
from kortet.ballots.results import Result, result_of
from kortet.ballots.tasks import count_ballots
from kortet.journal.models import Entry
from kortet.processes.models import Phase
from tests.ballots.conftest import vote_by_code, vote_in_browser
from tests.ballots.test_views import address, words


def told(ballot, votes, browsers=()):
    """The rows of each group after these votes: (place, title, figures, wins)."""
    for code, vote in zip(ballot.letters, votes, strict=True):
        vote_by_code(ballot, code, once=code, **vote)
    for number, vote in enumerate(browsers):
        vote_in_browser(ballot, str(number), once=str(number), **vote)
    count_up(ballot)
    ballot.refresh_from_db()
    groups = Result.of(ballot).groups
    return [[(row.place, row.option.title, row.figures, row.wins) for row in group.rows] for group in groups]


def test_supports(make_ballot):
    votes = [{"Lys": 1}, {"Lys": 1, "Bænke": 1}, {"Lys": 1}, {"Bænke": 1}, {"Træer": 1}]
    assert told(make_ballot(codes=5, voters="codes"), votes) == [
        [(1, "Lys", [3], False), (2, "Bænke", [2], False), (3, "Træer", [1], False)]
    ]


def test_points_and_equals_share_a_place(make_ballot):
    votes = [{"Lys": 6, "Bænke": 4}, {"Lys": 2}, {"Bænke": 4}, {"Træer": 6}, {"Træer": 2}]
    rows = told(make_ballot(codes=5, voters="codes", method="points"), votes)
    assert rows == [[(1, "Bænke", [8, 2], False), (1, "Lys", [8, 2], False), (1, "Træer", [8, 2], False)]]


def test_a_ranking_by_bordas_points_and_first_places(make_ballot):
    """Two places: the first gives 2, the second 1. Lys has three of each, Bænke a first place more and the fewer."""
    votes = [{"Lys": 1, "Bænke": 2}, {"Bænke": 1, "Lys": 2}, {"Træer": 1, "Lys": 2}, {"Bænke": 1}, {"Lys": 1}]
    rows = told(make_ballot(codes=5, voters="codes", method="ranking"), votes)
    assert rows == [[(1, "Lys", [6, 2, 4], False), (2, "Bænke", [5, 2, 3], False), (3, "Træer", [2, 1, 1], False)]]


def test_a_budget_is_spent_from_the_top_and_passes_over_what_is_too_dear(make_ballot):
    """110.000 kr.: Træer (70.000) first, Lys (60.000) no more, Bænke (40.000) just; nobody chose the free one."""
    ballot = make_ballot(codes=6, voters="codes", method="budget")
    ballot.options.create(title="Et skilt", cost=0, position=9)
    Urn.empty(Ballot.objects.get())
    votes = [{"Træer": 1}] * 3 + [{"Lys": 1}] * 2 + [{"Bænke": 1}]
    assert told(ballot, votes) == [
        [(1, "Træer", [3], True), (2, "Lys", [2], False), (3, "Bænke", [1], True), (4, "Et skilt", [0], False)]
    ]


def test_among_equals_the_cheapest_is_bought_first(make_ballot):
    ballot = make_ballot(codes=6, voters="codes", method="budget", money=70_000)
    rows = told(ballot, [{"Træer": 1}] * 3 + [{"Bænke": 1}] * 3)
    assert [(title, wins) for _place, title, _figures, wins in rows[0]] == [
        ("Bænke", True),
        ("Træer", False),
        ("Lys", False),
    ]


def test_each_group_by_itself_and_few_are_hidden(client, make_ballot):
    ballot = make_ballot(codes=5)
    rows = told(ballot, [{"Lys": 1}] * 5, [{"Træer": 1}] * 4)
    assert rows == [[(1, "Lys", [5], False), (2, "Bænke", [0], False), (2, "Træer", [0], False)], []]
    page = words(client.get(address(ballot)))
    assert "5 af 5 koder er brugt" in page and "færre end 5 har stemt uden kode" in page
    csv = client.get(f"{address(ballot)}resultat.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[1] == "med kode;1;Lys;5;60000;"
    assert "uden kode" not in csv


def test_nothing_before_it_is_counted_for_nobody(client, make_ballot, otto):
    ballot = make_ballot(codes=6)
    for code in ballot.letters:
        vote_by_code(ballot, code, "Lys", once=code)
    client.force_login(otto)
    design = f"/forloeb/{ballot.process.slug}/afstemning/opsaet/{ballot.word}/"
    for page in (address(ballot), design):
        assert "Nr." not in words(client.get(page)) and client.get(page).status_code == 200
    assert "<dd>6</dd>" in words(client.get(design))
    assert {client.get(f"{address(ballot)}resultat.{kind}").status_code for kind in ("csv", "xlsx")} == {404}


def test_the_result_in_excel(client, make_ballot):
    ballot = make_ballot(codes=5, method="ranking", title="=1+1")
    ballot.options.filter(title="Træer").update(title="=SUM(A1)")
    for code in ballot.letters:
        vote_by_code(ballot, code, Lys=1, Bænke=2, once=code)
    count_up(ballot)
    file = client.get(f"{address(ballot)}resultat.xlsx").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(file)).get_sheet_by_index(0).to_python()
    assert rows[:4] == [
        ["Afstemning", "=1+1", "", "", "", "", "", ""],
        ["Koder sendt", 5.0, "", "", "", "", "", ""],
        ["Stemmer med kode", "5", "", "", "", "", "", ""],
        ["Stemmer uden kode", "0", "", "", "", "", "", ""],
    ]
    assert rows[5][2:6] == ["Mulighed", "Point", "Førstepladser", "Stemmer"]
    assert rows[6][:7] == ["med kode", 1.0, "Lys", 10.0, 5.0, 5.0, 60000.0]
    assert rows[8][:4] == ["med kode", 3.0, "=SUM(A1)", 0.0]
    assert "'=SUM(A1)" in client.get(f"{address(ballot)}resultat.csv").content.decode()


def test_what_an_idea_got(make_ballot):
    ballot = make_ballot(codes=5)
    ballot.options.filter(title="Lys").update(source="ideas.idea", source_id=7)
    assert result_of("ideas.idea", 7) is None
    told(ballot, [{"Lys": 1}] * 5)
    group, row = result_of("ideas.idea", 7)
    assert (group.by, group.voted, row.place, row.votes) == ("codes", 5, 1, 5)
    assert result_of("ideas.idea", 8) is None


def test_the_worker_counts_when_nobody_can_vote_any_more(make_ballot):
    ballot = make_ballot(codes=1)
    phase = Phase.objects.filter(process=ballot.process)
    assert count_ballots(0) == 0
    phase.update(begins=timezone.now() - timedelta(days=3), ends=timezone.now() - timedelta(minutes=59))
    assert count_ballots(0) == 0
    phase.update(ends=timezone.now() - timedelta(minutes=61))
    assert count_ballots(0) == 1
    assert Ballot.objects.get().state == "closed" and not Urn.objects.exists()
    assert Entry.objects.filter(verb="counted", actor=None, is_public=True).count() == 1


@pytest.mark.parametrize("closes", ["process", "phase deleted"])
def test_the_worker_and_other_ends(make_ballot, closes):
    ballot = make_ballot(codes=1)
    if closes == "process":
        ballot.process.state, ballot.process.closed = "closed", timezone.now()
        ballot.process.save()
    else:
        ballot.process.phases.all().delete()
    assert count_ballots(0) == (1 if closes == "process" else 0)
