"""Voting as a browser does it: by code and without, each step at one address, each way to be wrong."""

import pytest
from django.test import Client

from kortet.ballots.changing import count_up, spoil
from kortet.ballots.coming import GUESSES
from kortet.ballots.models import Code, Count, Option, Urn, Voter
from kortet.budgets.models import Budget
from kortet.lettercodes.codes import grouped, new_code
from tests.ballots.conftest import vote_by_code


def address(ballot):
    return f"/forloeb/{ballot.process.slug}/afstemning/{ballot.word}/"


def fields(ballot, **values):
    words = {option.title: option.word for option in ballot.options.all()}
    return {f"o-{words[title]}": value for title, value in values.items()}


def sent(client, ballot, do, code="", **values):
    way = {"way": "code", "code": code} if code else {"way": "open"}
    return client.post(address(ballot), way | {"do": do} | values)


def words(answer):
    return " ".join(answer.content.decode().split())


def key_of(page):
    return page.content.decode().partition('name="key" value="')[2].partition('"')[0]


def voted():
    return sum(Urn.objects.get().sums.voted.values())


def test_from_the_code_to_the_receipt(client, make_ballot):
    ballot = make_ballot(codes=1)
    code, choice = grouped(ballot.letters[0]).lower(), fields(ballot, Lys="on", Træer="on")
    assert "Koden fra dit brev" in words(client.get(address(ballot)))
    slip = sent(client, ballot, "choose", code)
    assert slip.status_code == 200 and ballot.letters[0] in words(slip)
    look = sent(client, ballot, "confirm", code, **choice)
    assert "kan den ikke ændres" in words(look) and voted() == 0
    again = sent(client, ballot, "choose", code, **choice)
    assert words(again).count("checked") == 2
    done = sent(client, ballot, "send", code, key=key_of(look), **choice)
    assert done.headers["Location"] == f"{address(ballot)}tak/"
    assert "Din stemme er talt med" in words(client.get(done.headers["Location"]))
    twice = sent(client, ballot, "send", code, key=key_of(look), **choice)
    assert twice.headers["Location"] == f"{address(ballot)}tak/" and voted() == 1
    assert "Koden er brugt" in words(sent(client, ballot, "send", code, key="another", **choice))
    assert "visitor" not in client.cookies and "session" not in client.cookies


def test_no_address_and_no_answer_tells_a_code(client, make_ballot):
    """Not in redirects, and pages that hold it are kept by nobody."""
    ballot = make_ballot(codes=1)
    slip = sent(client, ballot, "choose", ballot.letters[0])
    assert "no-store" in slip.headers["Cache-Control"]
    done = sent(client, ballot, "send", ballot.letters[0], **fields(ballot, Lys="on"))
    assert ballot.letters[0] not in str(done.headers)
    short = client.get(f"/stem/{ballot.word}/")
    assert short.headers["Location"] == address(ballot)


def test_the_only_ballot_is_the_page(client, make_ballot, make_process):
    ballot = make_ballot(codes=1)
    here = f"/forloeb/{ballot.process.slug}/afstemning/"
    assert client.get(here).headers["Location"] == address(ballot)
    make_ballot(process=ballot.process, title="Og hvornår?")
    assert "Og hvornår?" in words(client.get(here))
    empty = make_process(slug="tomt")
    assert "ingen afstemning" in words(client.get(f"/forloeb/{empty.slug}/afstemning/"))


def test_without_a_code_once_and_with_a_cookie(client, make_ballot):
    ballot = make_ballot()
    choice = fields(ballot, Lys="on")
    assert "visitor" not in client.get(address(ballot)).cookies
    assert "tager ikke imod" in words(sent(client, ballot, "send", **choice)) and voted() == 0
    assert sent(client, ballot, "choose").status_code == 200
    look = sent(client, ballot, "confirm", **choice)
    facts = choice | {"key": key_of(look)}
    assert sent(client, ballot, "send", **facts, website="robot").status_code == 422
    assert voted() == 0
    assert sent(client, ballot, "send", **facts).status_code == 302
    assert sent(client, ballot, "send", **facts).status_code == 302
    assert voted() == 1 == Voter.objects.count()
    for do in ("choose", "confirm", "send"):
        assert "Der er stemt uden kode" in words(sent(client, ballot, do, **choice))


def test_no_way_in_without_a_code_where_only_codes_vote(client, make_ballot):
    ballot = make_ballot(codes=1, voters="codes")
    assert "Stem uden kode" not in words(client.get(address(ballot)))
    assert sent(client, ballot, "choose").status_code == 422


@pytest.mark.parametrize(
    ("method", "values", "told"),
    [
        ("supports", {}, "Du har ikke valgt noget endnu"),
        ("supports", {"Bænke": "on", "Lys": "on", "Træer": "on"}, "Du kan vælge højst 2. Du har valgt 3."),
        ("points", {"Lys": "7"}, "Man kan højst give 6 point til én."),
        ("points", {"Lys": "6", "Træer": "5"}, "Du har 10 point at give af. Du har givet 11."),
        ("points", {"Lys": "-1"}, "Man kan ikke give mindre end 0 point."),
        ("points", {"Lys": "2,5"}, "Skriv et helt tal."),
        ("points", {"Lys": "9" * 400}, "Man kan højst give 6 point til én."),
        ("ranking", {"Lys": "1", "Træer": "1"}, "To af dem har plads nr. 1."),
        ("ranking", {"Lys": "3"}, "Vælg en af pladserne."),
        ("budget", {"Lys": "on", "Træer": "on"}, "Det koster 130.000 kr. i alt. Der er 110.000 kr."),
    ],
)
def test_what_a_slip_may_not_say(client, make_ballot, method, values, told):
    ballot = make_ballot(codes=1, method=method)
    for do in ("confirm", "send"):
        page = sent(client, ballot, do, ballot.letters[0], **fields(ballot, **values))
        assert page.status_code == 422 and told in words(page)
        assert all(f'value="{value}"' in words(page) for value in values.values() if method == "points")
    assert voted() == 0


def test_a_thousand_points_are_carried_as_a_number(client, make_ballot):
    ballot = make_ballot(codes=1, method="points", most=1000, most_each=1000)
    page = sent(client, ballot, "confirm", ballot.letters[0], **fields(ballot, Lys="1000"))
    assert 'value="1000"' in words(page) and "1.000 point" in words(page)


def test_an_option_that_is_not_there(client, make_ballot):
    ballot = make_ballot(codes=1)
    page = sent(client, ballot, "confirm", ballot.letters[0], **fields(ballot, Lys="on"), **{"o-2222222": "on"})
    assert page.status_code == 422 and "findes ikke mere i afstemningen" in words(page)


def test_a_gap_in_a_ranking_closes(client, make_ballot):
    ballot = make_ballot(codes=1, method="ranking", most=3)
    page = sent(client, ballot, "confirm", ballot.letters[0], **fields(ballot, Lys="3", Træer="1"))
    found = words(page)
    assert found.index("Træer") < found.index("nr. 1") < found.index("Lys") < found.index("nr. 2")


def test_it_is_counted_between_two_steps(client, make_ballot):
    ballot = make_ballot(codes=1)
    count_up(ballot)
    page = sent(client, ballot, "send", ballot.letters[0], **fields(ballot, Lys="on"))
    assert page.status_code == 409 and "ikke talt med" in words(page)
    assert not Code.objects.filter(used=True).exists() and not Count.objects.filter(votes__gt=0).exists()


def test_the_three_answers_to_codes(client, make_ballot, otto):
    ballot = make_ballot(codes=2)
    vote_by_code(ballot, ballot.letters[0], "Lys")
    spoil(ballot, 1, otto)
    told = {new_code(): "Koden findes ikke", ballot.letters[0]: "Koden er brugt", ballot.letters[1]: "Koden er spærret"}
    for code, answer in told.items():
        page = sent(client, ballot, "choose", code)
        assert page.status_code == 422 and answer in words(page)
    slip = sent(client, ballot, "choose", ballot.letters[0][:-1] + "2")
    assert "slåfejl" in words(slip) or "Koden er brugt" in words(slip)


def test_guessing_from_one_network_ends_after_five(make_ballot, django_assert_num_queries):
    ballot = make_ballot(codes=1)
    thief = Client(REMOTE_ADDR="192.0.2.7")
    told = [sent(thief, ballot, "choose", new_code()).status_code for _guess in range(8)]
    assert told == [422] * 5 + [429] * 3
    assert sent(thief, ballot, "choose", ballot.letters[0]).status_code == 429  # a right guess is told nothing either
    assert sent(thief, ballot, "send", ballot.letters[0], **fields(ballot, Lys="on")).status_code == 429
    assert sent(thief, ballot, "choose", "ABCD-EFGH-JKM").status_code == 422  # a slip of the pen is told still
    assert sent(Client(REMOTE_ADDR="192.0.2.8"), ballot, "choose", ballot.letters[0]).status_code == 200


def test_waiting_grows(monkeypatch, make_ballot):
    """A minute later there are five more, until the hour's are used up."""
    ballot = make_ballot(codes=1)
    minute, hour, _day = GUESSES.network
    wrong = 0
    for _round in range(10):
        while GUESSES.may_go_on(ballot.pk, "192.0.2.7"):
            GUESSES.was_wrong(ballot.pk, "192.0.2.7")
            wrong += 1
        minute.forget("192.0.2.7")
    assert wrong == hour.most == 15
    hour.forget("192.0.2.7")
    assert GUESSES.may_go_on(ballot.pk, "192.0.2.7")


def test_a_siege_from_many_networks(monkeypatch, make_ballot):
    """Each network is wrong once, and who has a letter gets in; at the wall nobody does."""
    ballot = make_ballot(codes=3)
    monkeypatch.setattr(GUESSES, "siege", Budget("test.siege", most=3, seconds=3600))
    monkeypatch.setattr(GUESSES, "wall", Budget("test.wall", most=7, seconds=3600))
    thieves = [Client(REMOTE_ADDR=f"198.51.100.{n}") for n in range(8)]
    first = [sent(thief, ballot, "choose", new_code()).status_code for thief in thieves[:5]]
    again = [sent(thief, ballot, "choose", new_code()).status_code for thief in thieves[:5]]
    assert (first, again) == ([422] * 5, [429] * 5)
    voter = Client(REMOTE_ADDR="203.0.113.9")
    assert sent(voter, ballot, "choose", ballot.letters[0]).status_code == 200
    assert [sent(thief, ballot, "choose", new_code()).status_code for thief in thieves[5:]] == [422, 422, 429]
    assert sent(voter, ballot, "choose", ballot.letters[0]).status_code == 429


@pytest.mark.parametrize("method", ["supports", "points", "ranking", "budget"])
def test_every_method_has_its_pages_in_both_languages(client, make_ballot, method):
    ballot = make_ballot(codes=1, method=method, title_en="What first?")
    ballot.options.update(title_en="A bench")
    for language, title in (("", "Hvad skal vi begynde med?"), ("/en", "What first?")):
        page = client.post(f"{language}{address(ballot)}", {"code": ballot.letters[0], "do": "choose"})
        assert title in words(page) and ("A bench" in words(page)) is bool(language)


def test_queries_do_not_grow_with_the_options(client, make_ballot, django_assert_num_queries):
    ballot = make_ballot(codes=1)
    ballot.options.exclude(title="Lys").delete()
    client.get(address(ballot))
    with django_assert_num_queries(4):
        client.get(address(ballot))
    Option.objects.bulk_create(Option(ballot=ballot, title=f"Nr. {n}") for n in range(3))
    with django_assert_num_queries(4):
        client.get(address(ballot))
