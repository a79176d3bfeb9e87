"""Votes: each code at most once, counts exact, nothing that leads from a code to what was chosen."""

import pytest
from django.core.exceptions import ValidationError

from kortet.ballots.casting import NOT_OPEN, REVOKED, UNKNOWN, USED, VOTED, RefusedError
from kortet.ballots.changing import changing, count_up, make_package, spoil
from kortet.ballots.models import Ballot, Code, Count, Urn, Voter
from kortet.ballots.results import Result
from kortet.enciphered import ciphers
from kortet.journal.models import Entry
from kortet.lettercodes.codes import digests, new_code
from tests.attacks.test_g_races import at_once
from tests.ballots.conftest import rows_of, vote_by_code, vote_in_browser
from tests.involvement import make_phase


def counted(ballot):
    """title → (by code, without), after counting."""
    count_up(ballot)
    rows = {(count.option.title, count.by): count.votes for count in Count.objects.select_related("option")}
    titles = dict.fromkeys(title for title, _by in rows)
    return {title: (rows[title, "codes"], rows[title, "browsers"]) for title in titles}


def refused(why):
    return pytest.raises(RefusedError, match=f"^{why}$")


def test_a_code_votes_once(make_ballot):
    ballot = make_ballot(codes=2)
    vote_by_code(ballot, ballot.letters[0], "Lys", "Træer")
    with refused(USED):
        vote_by_code(ballot, ballot.letters[0], "Bænke", once="another form")
    vote_by_code(ballot, ballot.letters[1], "Lys")
    assert counted(ballot) == {"Bænke": (0, 0), "Lys": (2, 0), "Træer": (1, 0)}


def test_the_same_form_sent_twice_is_one_vote_and_no_error(make_ballot):
    ballot = make_ballot(codes=1)
    for _again in range(2):
        vote_by_code(ballot, ballot.letters[0], "Lys", once="the same form")
        vote_in_browser(ballot, "a person", "Bænke", once="the same form")
    assert counted(ballot) == {"Bænke": (0, 1), "Lys": (1, 0), "Træer": (0, 0)}


def test_a_browser_votes_once_and_apart(make_ballot):
    ballot = make_ballot(codes=1)
    vote_in_browser(ballot, "one", "Lys")
    with refused(VOTED):
        vote_in_browser(ballot, "one", "Lys", once="another form")
    vote_in_browser(ballot, "another", "Lys")
    vote_by_code(ballot, ballot.letters[0], "Lys")
    assert counted(ballot)["Lys"] == (1, 2)
    assert not Voter.objects.exists()


def test_no_browser_where_only_codes_vote(make_ballot):
    with refused(NOT_OPEN):
        vote_in_browser(make_ballot(codes=1, voters="codes"), "one", "Lys")


def test_wrong_spoiled_and_anothers_codes(make_ballot, make_process, otto):
    ballot = make_ballot(codes=2)
    other = make_ballot(codes=1, process=make_process("prioritise", slug="anden"))
    for code in (new_code(), other.letters[0]):
        with refused(UNKNOWN):
            vote_by_code(ballot, code, "Lys")
    vote_by_code(ballot, ballot.letters[0], "Lys")
    spoil(ballot, 1, otto)
    with refused(USED):
        vote_by_code(ballot, ballot.letters[0], "Lys", once="another")
    with refused(REVOKED):
        vote_by_code(ballot, ballot.letters[1], "Lys")
    assert (Code.objects.of(ballot).sent().count(), Code.objects.of(ballot).count()) == (1, 2)


def test_nobody_votes_before_after_or_outside_the_phase(make_ballot, make_process, otto):
    draft = make_ballot(codes=1, state="draft")
    later = make_process("discuss", slug="senere")
    make_phase(later, "prioritise", 1, 2)
    outside = make_ballot(codes=1, process=later)
    closed = make_ballot(codes=1, process=make_process("prioritise", slug="talt"))
    count_up(closed)
    for ballot in (draft, outside, closed):
        with refused(NOT_OPEN):
            vote_by_code(ballot, ballot.letters[0], "Lys")
    assert not Code.objects.filter(used=True).exists()


def test_after_the_first_vote_nothing_is_changed(make_ballot, otto):
    ballot = make_ballot(codes=2)
    with changing(ballot) as now:
        now.options.get(title="Bænke").delete()
    vote_by_code(ballot, ballot.letters[0], "Lys")
    with pytest.raises(ValidationError, match="Der er stemt"), changing(ballot):
        pytest.fail("it was let in")
    assert counted(ballot) == {"Lys": (1, 0), "Træer": (0, 0)}
    with pytest.raises(ValidationError, match="talt op"), changing(ballot):
        pytest.fail("it was let in")
    with pytest.raises(ValidationError, match="talt op"):
        make_package(ballot, 1, "", otto)


def test_an_urn_that_was_put_back_is_noticed(make_ballot):
    """Whoever can write in the database takes the urn of an hour ago: then it holds fewer than have voted."""
    ballot = make_ballot(codes=2)
    vote_by_code(ballot, ballot.letters[0], "Lys")
    before = Urn.objects.get().sealed
    vote_by_code(ballot, ballot.letters[1], "Lys")
    Urn.objects.update(sealed=before)
    with pytest.raises(ValidationError, match="passer ikke"):
        count_up(ballot)
    assert Ballot.objects.get().state == "open"


def test_the_urn_of_another_ballot_does_not_fit(make_ballot, make_process):
    ballot, other = make_ballot(codes=1), make_ballot(process=make_process("prioritise", slug="anden"))
    Urn.objects.filter(ballot=ballot).update(sealed=Urn.objects.get(ballot=other).sealed)
    with pytest.raises(ValueError, match="those of"):
        vote_by_code(ballot, ballot.letters[0], "Lys")


def test_the_urn_says_nothing_without_the_key(make_ballot):
    """Not what, not when, and not by its length; the sums themselves are there for who has the key."""
    ballot = make_ballot(codes=12)
    lengths = {len(bytes(Urn.objects.get().sealed))}
    for code in ballot.letters:
        vote_by_code(ballot, code, "Lys", once=code)
        lengths.add(len(bytes(Urn.objects.get().sealed)))
    sealed = bytes(Urn.objects.get().sealed)
    assert len(lengths) == 1
    assert ciphers("ballots.urn").extract_timestamp(sealed) == 0
    assert Urn.objects.get().sums.voted == {"codes": 12, "browsers": 0}
    assert not Count.objects.exists()


def test_the_journal_tells_of_no_vote(make_ballot):
    ballot = make_ballot(codes=2)
    before = Entry.objects.count()
    vote_by_code(ballot, ballot.letters[0], "Lys")
    assert Entry.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_many_at_once_and_each_code_twice(make_ballot):
    """200 codes, each sent twice with another choice, by eight hands: 200 votes, and the sums are theirs."""
    ballot = make_ballot(codes=200)
    titles = ["Bænke", "Lys", "Træer"]

    def one(number):
        code, title = ballot.letters[number // 2], titles[number % 3]
        try:
            vote_by_code(ballot, code, title, once=str(number))
        except RefusedError as error:
            return error.why
        return title

    told = at_once(one, 400, hands=8)
    won = [each for each in told if each in titles]
    assert len(won) == 200 and set(told) - set(titles) == {USED}
    assert Code.objects.filter(used=True).count() == 200
    assert counted(ballot) == {title: (won.count(title), 0) for title in titles}
    assert Result.of(Ballot.objects.get()).groups[0].voted == 200


@pytest.mark.django_db(transaction=True)
def test_no_table_leads_from_a_code_to_a_vote(make_ballot):
    """500 votes, each for one of three; then all that the tables hold, and PostgreSQL's own columns of each row.

    There are no rows of votes: what changes with a vote is the code and the one sealed row of its ballot. The only
    transaction that both tables share is the last voter's, and the row that it wrote holds sums. When it is counted,
    not even the order in which codes were used is left.
    """
    ballot = make_ballot(codes=500)
    for number, code in enumerate(ballot.letters):
        vote_by_code(ballot, code, ("Bænke", "Lys", "Træer")[number % 3], once=code)
    codes, urns = rows_of("ballots_code"), rows_of("ballots_urn")
    assert (len(codes), len(urns), rows_of("ballots_count"), rows_of("ballots_voter")) == (500, 1, [], [])
    assert shared(codes, urns) == set()
    assert len({row["xmin"] for row in codes}) == 500
    assert sum(row["xmin"] == urns[0]["xmin"] for row in codes) == 1
    assert Urn.objects.get().sums.voted["codes"] == 500
    count_up(ballot)
    codes, counts = rows_of("ballots_code"), rows_of("ballots_count")
    assert shared(codes, counts) == set() and rows_of("ballots_urn") == []
    assert {row["xmin"] for row in codes} == {row["xmin"] for row in counts}  # all were written when it was counted
    assert sum(row["used"] for row in codes) == 500 and {row["once"] for row in codes} == {""}
    assert in_step([row["digest"] for row in codes], ballot) < 0.2  # by chance: under 0.045 in two of three cases


def shared(some, others):
    """Pairs of columns, one of each table, with a value of more than a few signs in common: what could be joined on.

    Truths and small numbers (how many points, which option) are in every table; they join everything with everything.
    """
    found = set()
    for name in some[0]:
        values = {str(row[name]) for row in some if len(str(row[name])) > 5} - {"False", "True"}
        found |= {(name, other) for other in others[0] if values & {str(row[other]) for row in others}}
    return found - {("xmin", "xmin"), ("ctid", "ctid")}


def in_step(rows, ballot):
    """How far the rows of the codes lie in the order in which their codes were used: Spearman's rank correlation."""
    used = {digests(bytes(ballot.salt), code)[0]: number for number, code in enumerate(ballot.letters)}
    ranks = [used[row] for row in rows]
    n = len(ranks)
    return abs(1 - 6 * sum((rank - place) ** 2 for place, rank in enumerate(ranks)) / (n * (n * n - 1)))
