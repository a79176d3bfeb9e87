"""Writing what came of a process: who may and when, what is refused, and what stands there afterwards."""

import pytest

from kortet.outcomes.models import AimLine, Decision, GroupLine, Outcome
from kortet.processes.models import InvitedPartner
from tests.involvement import make_phase

WRITE = "/forloeb/cykelsti/resultat/ret/"
DECIDE = f"{WRITE}beslutning/"
SAID = {"said": "Vi vil have lys", "text": "Lyset kommer til oktober.", "result": "yes", "said_en": "", "text_en": ""}


def lines(process, **given):
    [group] = process.target_groups.all()
    said = {"summary": "Stien får lys.", "used": "Til budgettet.", "aim_ideas": "41 idéer.", "decided_on": "2026-06-09"}
    return said | {f"group_{group.pk}_reached": "34", f"group_{group.pk}_text": "To klasser."} | given


def test_an_owner_writes_all_lines(owner, process, answered):
    assert owner.post(WRITE, lines(process)).status_code == 302
    page = owner.get("/forloeb/cykelsti/resultat/").content.decode()
    for said in ("Stien får lys.", "41 idéer.", "34", "To klasser.", "kom 8 dage for sent", "Til budgettet."):
        assert said in page
    owner.post(WRITE, lines(process, aim_ideas="", summary="Kort."))
    assert (AimLine.objects.count(), GroupLine.objects.get().reached, Outcome.objects.get().summary) == (0, 34, "Kort.")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"summary": "x" * 2001}, "2000"),
        ({"used": "010180-1232"}, "CPR"),
        ({"decided_on": "i går"}, "gyldig dato"),
        ({"aim_support_en": "Only English"}, "også på dansk"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(owner, process, said, wrong):
    answer = owner.post(WRITE, lines(process, **said))
    assert answer.status_code == 422
    assert wrong in answer.content.decode() and "To klasser." in answer.content.decode()
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("number", ["-1", "1.5", "ti", "99999999999999999999"])
def test_a_reached_number_is_a_number(owner, process, number):
    [group] = process.target_groups.all()
    answer = owner.post(WRITE, lines(process, **{f"group_{group.pk}_reached": number}))
    assert answer.status_code == 422 and not GroupLine.objects.exists()


def test_a_small_reached_number_is_for_staff_only(owner, process):
    [group] = process.target_groups.all()
    owner.post(WRITE, lines(process, **{f"group_{group.pk}_reached": "3"}))
    assert 'value="3"' in owner.get(WRITE).content.decode()
    assert "skjult" in owner.get("/forloeb/cykelsti/resultat/").content.decode()


def test_a_decision_with_its_pins(owner, process, answered, say):
    other = say(title="Lys ved skolen")
    assert owner.post(DECIDE, SAID | {"pins": f"{answered.number}, {other.number}"}).status_code == 302
    decision = Decision.objects.get()
    assert set(decision.pins.all()) == {answered, other}
    page = owner.get("/forloeb/cykelsti/resultat/").content.decode()
    assert "Vi vil have lys" in page and "Lys ved skolen" in page
    address = f"{DECIDE}{decision.pk}/"
    assert answered.number in owner.get(address).content.decode()
    owner.post(address, SAID | {"pins": "", "result": "no"})
    assert (Decision.objects.get().result, Decision.objects.get().pins.count()) == ("no", 0)
    owner.post(address, {"remove": "1"})
    assert not Decision.objects.exists()


def test_only_public_pins_of_the_process(owner, process, make_pin, say):
    strange, hidden = make_pin(), say(moderation="waiting")
    for pins, wrong in (
        (strange.number, strange.number),
        (hidden.number, hidden.number),
        ("abc", "ikke numre"),
        ("2026-²³456", "ikke numre"),
        (" ".join(f"2026-{n:05}" for n in range(201)), "Højst 200"),
    ):
        answer = owner.post(DECIDE, SAID | {"pins": pins})
        assert answer.status_code == 422 and wrong in answer.content.decode()
    assert not Decision.objects.exists()


def test_who_may_write_and_when(client, make_process, otto, mads, pia, ida, rikke, neighbourhoods):
    """The owner, while results may be told; not the invited partner, who tells of the partner's own work elsewhere."""
    process = make_process("collect")
    InvitedPartner.objects.create(process=process, partner=rikke.memberships.get().partner)

    def let_in():
        found = []
        for who in (otto, mads, pia, ida, rikke):
            client.force_login(who)
            found += [who.username] if client.get(WRITE).status_code == 200 else []
            assert client.get(WRITE).status_code == client.get(DECIDE).status_code
        return found

    assert let_in() == []
    make_phase(process, "follow_up")
    assert let_in() == ["otto"]
    client.logout()
    assert client.get(WRITE).status_code == 302


def test_interim_results_are_shown_and_taken_down(client, make_process, otto, neighbourhoods):
    make_process("follow_up")
    client.force_login(otto)
    said = {"summary": "Indtil nu.", "do": "show"}
    assert client.post(WRITE, said).status_code == 302
    client.logout()
    assert "Indtil nu." in client.get("/forloeb/cykelsti/resultat/").content.decode()
    assert 'href="/forloeb/cykelsti/resultat/"' in client.get("/forloeb/cykelsti/").content.decode()
    client.force_login(otto)
    client.post(WRITE, {"do": "hide"})
    client.logout()
    assert client.get("/forloeb/cykelsti/resultat/").status_code == 404
    assert Outcome.objects.get().summary == "Indtil nu."
