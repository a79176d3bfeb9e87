"""What came of a process: for whom it is shown, what stands on it, and the sheet held against what happened."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.ideas.models import Decision as IdeaDecision
from kortet.ideas.models import Gathered, Idea, Milestone
from kortet.meetings.models import Attendance, Meeting
from kortet.outcomes.lines import in_one
from kortet.outcomes.models import AimLine, Decision, GroupLine, Outcome
from kortet.outcomes.report import Report
from kortet.outcomes.sheet import Sheet, kept
from kortet.processes.models import TargetGroup
from tests.conftest import spot
from tests.involvement import make_phase

PAGE = "/forloeb/cykelsti/resultat/"


def words(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_closed_process_tells_what_came_of_it(client, process, answered):
    told = words(client.get(PAGE))
    for said in ("Lys på stien", "Vi sætter lys op til oktober.", "Skolebørn", "klassens time", "kom 2 dage for sent"):
        assert said in told
    assert "mangler endnu" in told  # the decision of 1 June
    assert "sluttede" in told and "som planlagt" in told  # of the phases the one was cut short, the other was not
    english = words(client.get(f"/en{PAGE}"))
    assert "Bike path along the stream" in english and "came 2 days late" in english


def test_who_sees_it_before_it_is_public(client, make_process, otto, mads, ida, neighbourhoods):
    process = make_process("follow_up", slug="aaben")
    page = "/forloeb/aaben/resultat/"

    def seen():
        found = []
        for who in (None, ida, mads, otto):
            client.logout()
            if who:
                client.force_login(who)
            found.append([client.get(each).status_code for each in (page, page.replace("resultat/", "resultat.html"))])
        return found

    assert seen() == [[404, 404], [404, 404], [200, 200], [200, 200]]
    Outcome.objects.of(process).show(otto)
    assert seen() == [[200, 200]] * 4
    assert "Foreløbige resultater" in words(client.get(page))
    Outcome.objects.of(process).take_down(otto)
    assert seen()[0] == [404, 404]


def test_a_pin_that_is_not_public_is_nowhere(client, process, answered, say):
    hidden = say(title="Skjult nål", moderation="waiting")
    decision = Decision.objects.create(process=process, said="Om lys", text="Ja", result="yes")
    decision.pins.set([answered, hidden])
    for page in (PAGE, "/resultater/", "/forloeb/cykelsti/resultat.html"):
        told = words(client.get(page))
        assert "Om lys" in told and "Skjult nål" not in told
    assert [pin.title for line in in_one(process) for pin in line.pins] == ["Lys på stien"]


def test_pins_of_a_decision_have_no_line_of_their_own(process, answered, say, mads):
    other = say(title="Bredere sti")
    other.answer("Det tager vi med.", mads)
    decision = Decision.objects.create(
        process=process, said="Lys", text="Vi sætter lys op.", result="yes", decided_on=date(2026, 6, 9)
    )
    decision.pins.set([answered])
    lines = in_one(process)
    assert [(line.said, line.supports) for line in lines] == [("Bredere sti", 4), ("Lys", 4)]
    assert lines[1].areas and lines[1].themes


def test_the_reach_by_hand(process, say, neighbourhoods):
    """Vest has 1,000 inhabitants, two pins (a voice each) and the same four supporters: 6 voices, 6.0 of 1,000.

    Midt has 2,000 and one pin with those four: 5 voices, 2.5 of 1,000. Together they are 3 + 4 people.
    """
    say(), say(), say(point=spot(1500))
    table = Sheet(process, Outcome(process=process)).reach_table
    rows = {str(row[0].text if hasattr(row[0], "text") else row[0]): row[1:] for row in table.rows}
    assert rows["Vest"][:3] == [1000, 6, 6.0]
    assert rows["Midt"][:3] == [2000, 5, 2.5]
    assert rows["I alt"][1] == 7


def test_few_voices_are_hidden(client, process, make_pin):
    make_pin(process=process)
    assert "skjult" in words(client.get(PAGE))
    assert Report(process).facts[1][1].__class__.__name__ == "TooFew"


@pytest.mark.parametrize(
    ("came", "said"),
    [
        (date(2026, 5, 1), "kom til tiden, den 01.05.2026"),
        (date(2026, 4, 2), "kom til tiden, den 02.04.2026"),
        (date(2026, 5, 2), "kom 1 dag for sent, den 02.05.2026"),
        (None, "mangler endnu"),
    ],
)
def test_whether_a_promise_was_kept(came, said):
    assert kept(date(2026, 5, 1), came, date(2026, 5, 2)) == said


def test_a_promise_is_not_missing_before_its_day_is_over():
    assert kept(date(2026, 5, 1), None, date(2026, 5, 1)) == "er ikke kommet endnu; fristen er ikke gået"


def test_a_phase_that_never_began(process):
    make_phase(process, "prioritise", 2, 5)
    rows = {row[0]: row[3] for row in Sheet(process, Outcome(process=process)).phases.rows}
    assert rows["Prioritér"] == "kom aldrig i gang: forløbet var afsluttet"
    assert rows["Saml ind"] == "som planlagt"


def test_all_outcomes_by_area_and_theme(client, process, answered, say, mads, make_process, make_pin):
    east = say(title="Bænk i øst", point=spot(2500), theme=None)
    east.answer("Nej, der er for smalt.", mads)
    running = make_process("collect", slug="kommer")
    secret = make_pin(title="Ikke endnu", process=running)
    secret.answer("Svar, som først vises senere", mads)
    told = words(client.get("/resultater/"))
    assert "Lys på stien" in told and "Bænk i øst" in told and "Ikke endnu" not in told
    assert "Bænk i øst" not in words(client.get("/resultater/?omraade=01"))
    assert "Lys på stien" not in words(client.get("/resultater/?omraade=03"))
    assert "Bænk i øst" not in words(client.get("/resultater/?emne=green"))
    assert "Lys på stien" in words(client.get("/resultater/?omraade=findesikke&emne=%F0&side=x"))
    assert 'href="/resultater/?omraade=01"' in words(client.get("/omraader/bydele/01/"))


@pytest.mark.parametrize("page", [PAGE, "/resultater/"])
def test_as_many_questions_with_three_as_with_one(client, process, say, mads, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    def more(number):
        pin = say(title=f"Nål {number}", point=spot(500 + number))
        pin.answer("Ja.", mads)
        decision = Decision.objects.create(process=process, said=f"Sagt {number}", text="Gjort", result="yes")
        decision.pins.set([pin, say(title=f"Også {number}")])
        say(title=f"Alene {number}").answer("Nej.", mads)
        facts = {"process": process, "municipality": process.municipality, "point": spot(), "text": "Lamper."}
        idea = Idea.objects.create(title=f"Forslag {number}", **facts)
        Gathered.objects.create(idea=idea, pin=say(title=f"Samlet {number}"), state="own")
        Milestone.objects.create(idea=idea, title="Bestilt", planned=date(2026, 6, 9), done=date(2026, 6, 9))
        said = {"outcome": "chosen", "reason": "Ja.", "decided_by": "Byrådet", "decided_on": date(2026, 6, 1)}
        IdeaDecision.objects.create(idea=idea, **said)

    more(1)
    asked()  # what is kept for a while is asked for once
    one = asked()
    more(2), more(3)
    for name in ("Ældre", "Unge"):
        group = TargetGroup.objects.create(process=process, name=name)
        GroupLine.objects.create(group=group, reached=7)
    AimLine.objects.create(process=process, aim="ideas", text="Godt.")
    AimLine.objects.create(process=process, aim="support", text="Fint.")
    assert asked() == one


def test_a_decided_proposal_has_a_line_with_its_pins_and_how_far_it_is(client, process, answered, say, otto, fjordby):
    idea = Idea.objects.create(
        process=process, municipality=fjordby, title="Oplyst sti", text="Lamper hele vejen.", point=spot()
    )
    Gathered.objects.create(idea=idea, pin=answered, state="own")
    Gathered.objects.create(idea=idea, pin=say(title="Lys ved broen"), state="linked")
    IdeaDecision.objects.create(
        idea=idea, outcome="chosen", reason="Flest støttede det.", decided_by="Byrådet", decided_on=date(2026, 6, 9)
    )
    facts = {"idea": idea, "planned": date(2026, 9, 1)}
    Milestone.objects.create(title="Lamperne er bestilt", done=date(2026, 9, 2), **facts)
    Milestone.objects.create(title="Lamperne hænger der", is_last=True, **facts)
    [line] = in_one(process)
    assert (line.said, line.did, line.status, line.supports) == ("Oplyst sti", "Flest støttede det.", "valgt", 4)
    assert [pin.title for pin in line.pins] == ["Lys på stien", "Lys ved broen"]
    told = words(client.get(PAGE))
    assert "Lamperne er bestilt" in told and "Lamperne hænger der" not in told and "Lys ved broen" in told
    Milestone.objects.filter(is_last=True).update(done=date(2026, 10, 1))
    assert [(one.status, one.result) for one in in_one(process)] == [("bygget", "done")]
    idea.hide("Uegnet", otto)
    assert [one.said for one in in_one(process)] == ["Lys på stien"]


def test_who_came_to_the_meetings_is_told_by_neighbourhood_but_few_are_hidden(process, neighbourhoods, make_event):
    facts = {"process": process, "municipality": process.municipality, "event": make_event()}
    meeting = Meeting.objects.create(**facts)
    for number, area in enumerate([neighbourhoods[0]] * 9 + [neighbourhoods[1]] * 3):
        Attendance.objects.create(meeting=meeting, mark=f"{number:064}", area=area)
    table = Sheet(process, Outcome(process=process)).attendance
    told = [[str(cell) for cell in row] for row in table.rows]
    assert told[0][0] == "Vest" and ["Midt", "skjult"] in told
    assert [row[1] for row in told].count("skjult") == 2  # one of the others too, or it could be reckoned


def test_an_unknown_or_other_towns_process(client, make_process, fjordby):
    other = type(fjordby).objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    make_process(slug="nabo", municipality=other, state="closed")
    fjordby.host = "testserver"
    fjordby.save()
    assert [client.get(f"/forloeb/{slug}/resultat/").status_code for slug in ("nabo", "findesikke")] == [404, 404]


def test_pins_set_in_a_phase_are_counted_until_the_process_was_closed(process, say):
    say(created=timezone.now() - timedelta(days=3))
    say(created=timezone.now() + timedelta(days=1))
    rows = {row[0]: row[4] for row in Sheet(process, Outcome(process=process)).phases.rows}
    assert rows == {"Saml ind": 1, "Drøft": 1}
