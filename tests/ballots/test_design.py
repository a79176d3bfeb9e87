"""Setting a ballot up: by who may, with what is missing said, and codes handed out once."""

import csv
import io
import zipfile

import pytest
from django.utils import timezone

from kortet.ballots.models import Ballot, Code, Option
from kortet.lettercodes.codes import digests, read_code
from kortet.processes.models import Process
from kortet.processes.rights import Part
from tests.ballots.conftest import vote_by_code
from tests.ballots.test_views import fields, sent, words
from tests.involvement import make_phase
from tests.processes.test_rights import CLOSED, DRAFT, PUBLISHED, SAID

FACTS = {"title": "Hvad først?", "method": "supports", "most": "2", "voters": "both"}


def design(ballot):
    return f"/forloeb/{ballot.process.slug}/afstemning/opsaet/{ballot.word}/"


def test_from_nothing_to_an_open_ballot(owner, make_process):
    make_process("prioritise")
    made = owner.post("/forloeb/cykelsti/afstemning/opsaet/", FACTS | {"title_en": "What first?"})
    ballot = Ballot.objects.get()
    assert made.headers["Location"] == design(ballot)
    assert "mindst to muligheder" in words(owner.get(design(ballot)))
    assert "mindst to muligheder" in words(owner.post(design(ballot), {"do": "open"}))
    lines = "Bænke | 40.000 kr. | Tre ved åen\nLys\t60000\n\nTræer"
    owner.post(design(ballot), {"do": "options", "lines": lines})
    rows = list(ballot.options.values_list("title", "cost", "text"))
    assert rows == [("Bænke", 40_000, "Tre ved åen"), ("Lys", 60_000, ""), ("Træer", None, "")]
    last = ballot.options.get(title="Træer")
    owner.post(f"{design(ballot)}?do=up", {"option": last.word})
    owner.post(f"{design(ballot)}?do=remove", {"option": ballot.options.get(title="Lys").word})
    assert list(ballot.options.values_list("title", flat=True)) == ["Bænke", "Træer"]
    owner.post(design(ballot), {"do": "open"})
    assert "Åben" in words(owner.get(design(ballot)))
    assert sent(owner, ballot, "choose").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": " "}, "Dette felt er påkrævet."),
        ({"title": "010203-1234"}, "CPR-nummer"),
        ({"method": "points"}, "højst kan give til én"),
        ({"method": "points", "most_each": "3"}, "flere, end man har"),
        ({"method": "budget"}, "hvor mange kroner"),
        ({"most": "0"}, "1"),
        ({"most": "99999999999999999999"}, "1000"),
        ({"method": "forged"}, "forged"),
    ],
)
def test_facts_that_do_not_fit(owner, make_process, wrong, told):
    make_process("prioritise")
    page = owner.post("/forloeb/cykelsti/afstemning/opsaet/", FACTS | wrong)
    assert page.status_code == 422 and told in words(page) and not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("Bænke | fyrre", "Linje 1: skriv prisen"),
        ("Bænke\n | 5", "Linje 2: skriv en overskrift"),
        ("B" * 121, "Linje 1: overskriften"),
        ("B | 1 | " + "x" * 1001, "Linje 1: teksten"),
        ("B | 99999999999", "så stor kan en pris ikke være"),
        ("B\n" * 101, "højst være 100"),
        ("Ring 010203-1234", "CPR-nummer"),
    ],
)
def test_lines_that_are_no_options(owner, make_ballot, lines, told):
    ballot = make_ballot(state="draft")
    page = owner.post(design(ballot), {"do": "options", "lines": lines})
    assert page.status_code == 422 and told in words(page) and ballot.options.count() == 3


def test_codes_are_handed_out_once(owner, make_ballot):
    ballot = make_ballot(state="draft", title="=Hvad?")
    file = owner.post(f"{design(ballot)}koder/", {"size": "30", "note": "Vestbyen"})
    folder = zipfile.ZipFile(io.BytesIO(file.content))
    rows = list(csv.DictReader(io.StringIO(folder.read("koder.csv").decode("utf-8-sig")), delimiter=";"))
    codes = {read_code(row["Kode"]) for row in rows}
    assert len(codes) == 30 and rows[0]["Afstemning"] == "'=Hvad?"
    assert rows[0]["Adresse til QR-kode"] == f"http://localhost:8000/stem/{ballot.word}/#{rows[0]['Kode']}"
    assert rows[0]["Kort adresse"] == f"localhost:8000/stem/{ballot.word}"
    assert set(Code.objects.values_list("digest", flat=True)) == {digests(bytes(ballot.salt), c)[0] for c in codes}
    sheet = folder.read("maerkater-1.html").decode()
    assert all(row["Kode"] in sheet for row in rows) and sheet.count("Vote once") == 30 and "<script" not in sheet
    again = words(owner.get(design(ballot)))
    assert "Pakke 1: Vestbyen" in again and not any(row["Kode"] in again for row in rows)
    assert owner.post(f"{design(ballot)}koder/", {"size": "2001"}).status_code == 422
    owner.post(f"{design(ballot)}?do=spoil", {"package": "1"})
    assert "spærret" in words(owner.get(design(ballot)))


def test_after_the_first_vote_it_is_told_that_nothing_changes(owner, make_ballot):
    ballot = make_ballot(codes=1)
    vote_by_code(ballot, ballot.letters[0], "Lys")
    option = ballot.options.first()
    tries = [
        (design(ballot), FACTS | {"do": "facts", "most": "1"}),
        (design(ballot), {"do": "options", "lines": "Nyt"}),
        (f"{design(ballot)}?do=remove", {"option": option.word}),
        (f"{design(ballot)}?do=up", {"option": option.word}),
        (f"{design(ballot)}mulighed/{option.word}/", {"title": "Andet"}),
    ]
    before = list(Option.objects.values()) + list(Ballot.objects.values())
    for page, said in tries:
        answer = owner.post(page, said)
        assert answer.status_code == 422 and "Der er stemt" in words(answer)
    assert list(Option.objects.values()) + list(Ballot.objects.values()) == before


def test_an_option_is_changed_and_the_urn_follows(owner, make_ballot):
    ballot = make_ballot(codes=1)
    option = ballot.options.get(title="Lys")
    page = f"{design(ballot)}mulighed/{option.word}/"
    assert owner.get(page).status_code == 200
    facts = {"title": "Lys langs åen", "cost": "", "title_en": "Lights"}
    assert owner.post(page, facts | {"cost": "-1"}).status_code == 422
    assert owner.post(page, facts | {"address": "Ingensteds 1"}).status_code == 422
    assert owner.post(page, facts).status_code == 302
    option.refresh_from_db()
    assert (option.title, option.cost, option.title_en) == ("Lys langs åen", None, "Lights")
    vote_by_code(ballot, ballot.letters[0], "Lys langs åen")


def test_a_trial_counts_nothing(owner, make_ballot):
    ballot = make_ballot(codes=1, state="draft")
    assert "Det er en prøve" in words(owner.get(f"{design(ballot)}proev/"))
    tried = owner.post(f"{design(ballot)}proev/", fields(ballot, Lys="on"))
    assert "Det var en prøve" in words(tried) and "Send min stemme" not in words(tried)
    assert owner.post(f"{design(ballot)}proev/", {}).status_code == 422


def test_it_is_ended_only_by_who_is_sure(owner, make_ballot):
    ballot = make_ballot(codes=1)
    assert owner.post(design(ballot), {"do": "count"}).status_code == 422
    assert Ballot.objects.get().state == "open"
    owner.post(design(ballot), {"do": "count", "sure": "1"})
    assert Ballot.objects.get().state == "closed"
    assert "Talt op" in words(owner.get(design(ballot)))


@pytest.mark.parametrize("kind", [*SAID, ""])
def test_who_may_vote_and_design_in_which_phase(client, make_process, make_ballot, otto, mads, ida, rikke, kind):
    """Phase x part x (vote, design) over HTTP, against the table that tests/processes/test_rights.py says by hand."""
    process = make_process("prioritise")
    process.invited.create(partner=rikke.memberships.get().partner)
    ballot = make_ballot(process=process)
    process.phases.all().delete()
    if kind:
        make_phase(process, kind)
    people = {Part.CITIZEN: ida, Part.PARTNER: rikke, Part.MODERATOR: mads, Part.OWNER: otto}
    for state, always in (("published", PUBLISHED), ("closed", CLOSED), ("draft", DRAFT)):
        closed = timezone.now() if state == "closed" else None
        Process.objects.filter(pk=process.pk).update(state=state, closed=closed)
        allowed = SAID.get(kind, {}) if state == "published" else {}
        for part, person in people.items():
            client.force_login(person)
            sees = part in always["read"]
            voted = sent(client, ballot, "choose").status_code
            assert voted == (404 if not sees else 200 if part in allowed.get("vote", set()) else 409), (state, part)
            designs = part in always.get("design", set())
            assert client.get(design(ballot)).status_code == (200 if designs else 404), (state, part)
