"""The design sheet, as those who own processes meet it; strangers find nothing (tests/test_house.py)."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from lxml import html

from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.people.models import Role
from kortet.processes.blueprints import BLUEPRINTS
from kortet.processes.checks import checks_of
from kortet.processes.design import StepVisit
from kortet.processes.models import Document, Process
from tests.conftest import square, staff
from tests.days import dated, day
from tests.involvement import make_phase
from tests.processes.sheets import begun, filled, read, sent
from tests.processes.test_papers import paper
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods")
TOLD = {"summary": "En sti for cykler og fodgængere."}
CONTACT = {"contact_name": "Otto Olsen", "contact_email": "otto@fjordby.example"}


def published(client, owner, word="ideer"):
    process = begun(client, owner, word, ahead=0)
    sent(client, process, "relevans", **TOLD)
    sent(client, process, "hvornaar", **CONTACT)
    client.post(f"/forloeb/{process.slug}/design/offentliggoer/")
    process.refresh_from_db()
    assert process.state == "published"
    return process


def in_days(number):
    return timedelta(days=number)


@pytest.mark.parametrize("word", BLUEPRINTS)
def test_each_blueprint_is_published_as_it_is_filled_in(client, otto, word):
    """Begin, tell it shortly, say who can be asked, publish: all other questions have an example as their answer."""
    process = begun(client, otto, word)
    assert client.get(process.get_absolute_url()).status_code == 200
    for step, typed in (("relevans", TOLD), ("hvem", {}), ("formaal", {})):
        assert (sent(client, process, step, **typed).status_code, step) == (302, step)
    assert sent(client, process, "hvornaar", **CONTACT).url.endswith("/design/offentliggoer/")
    assert "Der er intet at rette." in read(client, f"/forloeb/{process.slug}/design/offentliggoer/")
    assert client.post(f"/forloeb/{process.slug}/design/offentliggoer/").url == process.get_absolute_url()
    process.refresh_from_db()
    assert (process.state, process.blueprint, checks_of(process)) == ("published", word, [])
    client.logout()
    seen = read(client, process.get_absolute_url())
    assert process.relevance in seen and "Otto Olsen" in seen and "Det begynder snart" in seen


def test_what_stops_it_leads_to_its_field(client, otto):
    process = begun(client, otto, "ideer")
    answer = client.post(f"/forloeb/{process.slug}/design/offentliggoer/")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="publish"' not in page
    assert f'href="/forloeb/{process.slug}/design/hvornaar/#sheet-contact_name"' in page
    assert 'id="sheet-contact_name"' in read(client, f"/forloeb/{process.slug}/design/hvornaar/")
    process.refresh_from_db()
    assert process.state == "draft"


def test_what_was_typed_stays_with_its_errors(client, otto):
    process = begun(client, otto, "ideer")
    typed = {"phases-0-title": "Alle idéer", "phases-0-last": day(3), "phases-1-first": "i morgen"}
    answer = sent(client, process, "hvornaar", **typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and "Den sidste dag ligger før den første." in page
    assert 'value="Alle idéer"' in page and 'value="i morgen"' in page and 'href="#id_phases-1-first"' in page
    assert process.phases.first().title == "Saml idéer"


def test_phases_of_one_kind_do_not_overlap_and_may_change_places(client, otto):
    process = begun(client, otto, "ideer", ahead=10)
    one = {"phases-1-kind": "collect", "phases-1-first": day(20), "phases-1-last": day(50)}
    answer = sent(client, process, "hvornaar", **one)
    assert answer.status_code == 422 and "To faser af samme slags må ikke overlappe." in answer.content.decode()
    sent(client, process, "hvornaar", **(one | {"phases-1-first": day(38)}))
    swapped = {"phases-0-first": day(38), "phases-0-last": day(50), "phases-1-first": day(10), "phases-1-last": day(37)}
    assert sent(client, process, "hvornaar", **swapped).status_code == 302
    assert [phase.title for phase in process.phases.filter(kind="collect")] == ["Tal om dem", "Saml idéer"]


def test_who_is_overtaken_is_told_to_look_again(client, otto, monkeypatch):
    """Another owner adds a phase of the same kind between the look and the saving."""
    process = begun(client, otto, "ideer")
    seen = StepVisit.saved

    def meanwhile(visit):
        make_phase(process, "collect", 200, 210)
        return seen(visit)

    monkeypatch.setattr(StepVisit, "saved", meanwhile)
    one = {"phases-6-kind": "collect", "phases-6-first": day(205), "phases-6-last": day(220)}
    answer = sent(client, process, "hvornaar", **one)
    assert answer.status_code == 422 and "En anden har ændret forløbet imens." in answer.content.decode()
    assert process.phases.count() == 7


def test_of_two_who_change_the_same_the_second_is_told_and_keeps_what_they_typed(client, otto, fjordby):
    process, vera = begun(client, otto, "ideer"), staff("vera", fjordby, Role.Kind.PROCESS_OWNER)
    page = f"/forloeb/{process.slug}/design/relevans/"
    typed = filled(client, process, "relevans") | {"relevance": "Ottos grund", "settled": "Ottos penge"}
    client.force_login(vera)
    sent(client, process, "relevans", relevance="Veras grund")
    client.force_login(otto)
    answer = client.post(page, typed)
    told = answer.content.decode()
    assert answer.status_code == 422 and "En anden skrev imens: “Veras grund”" in told and "Ottos grund" in told
    again = {"seen": html.fromstring(told).xpath("//input[@name='seen']/@value")[0], "do": "save"}
    assert client.post(page, typed | again).status_code == 302
    process.refresh_from_db()
    assert (process.relevance, process.settled) == ("Ottos grund", "Ottos penge")


def test_two_who_change_different_things_are_not_in_each_others_way(client, otto, fjordby):
    process, vera = begun(client, otto, "ideer"), staff("vera", fjordby, Role.Kind.PROCESS_OWNER)
    typed = filled(client, process, "hvem") | {"groups-0-name": "Unge"}
    client.force_login(vera)
    sent(client, process, "relevans", relevance="Veras grund")
    client.force_login(otto)
    assert client.post(f"/forloeb/{process.slug}/design/hvem/", typed | {"do": "save"}).status_code == 302
    process.refresh_from_db()
    assert process.relevance == "Veras grund" and process.target_groups.first().name == "Unge"


def test_what_somebody_else_added_meanwhile_stays(client, otto):
    process = begun(client, otto, "ideer")
    said = filled(client, process, "hvem") | {"do": "save"}
    process.target_groups.create(name="Cyklister", channel="Skilte")
    assert client.post(f"/forloeb/{process.slug}/design/hvem/", said).status_code == 302
    assert process.target_groups.filter(name="Cyklister").exists()


def test_rows_come_and_go(client, otto, make_partner):
    club, process = make_partner(name="Spejderne"), begun(client, otto, "ideer")
    typed = {"groups-0-DELETE": "on", "groups-3-name": "Cyklister", "groups-3-hoped_for": "20"}
    typed |= {"invited-0-partner": club.pk, "invited-0-role": "co_host", "languages": ["da", "uk"]}
    sent(client, process, "hvem", **typed)
    assert [group.name for group in process.target_groups.all()][-1] == "Cyklister"
    assert process.target_groups.count() == 3
    assert [(one.partner, one.role) for one in process.invited.all()] == [(club, "co_host")]
    process.refresh_from_db()
    assert process.languages == ["da", "uk"]


@pytest.mark.parametrize(
    "wrong", [{"groups-TOTAL_FORMS": "x"}, {"groups-0-pk": "9" * 30}, {"groups-0-hoped_for": "-1"}]
)
def test_what_no_browser_sends_is_refused(client, otto, wrong):
    process = begun(client, otto, "ideer")
    assert sent(client, process, "hvem", **wrong).status_code == 422


def test_the_area_is_chosen_drawn_or_the_whole_town(client, otto, neighbourhoods):
    process = begun(client, otto, "ideer")
    assert sent(client, process, "hvem", limits="on").status_code == 422
    sent(client, process, "hvem", areas=["01", "02"], limits="on")
    process.refresh_from_db()
    assert round(process.area.area) == 2_000_000 and process.limits
    assert "Du er" not in filled(client, process, "hvem")["outline"]
    sent(client, process, "hvem")
    assert Process.objects.get(pk=process.pk).area.equals_exact(process.area)
    assert sent(client, process, "hvem", outline='{"type": "Polygon"}').status_code == 422
    said = filled(client, process, "hvem") | {"whole": "on", "do": "save"}
    said.pop("limits")
    client.post(f"/forloeb/{process.slug}/design/hvem/", said)
    process.refresh_from_db()
    assert (process.area, process.limits) == (None, False)


def test_an_owner_of_one_area_stays_in_it(client, fjordby, neighbourhoods):
    vera = staff("vera", fjordby, Role.Kind.PROCESS_OWNER)
    vera.roles.update(areas=[neighbourhoods[0].pk])
    process = begun(client, vera, "ideer")
    assert process.area.equals(square(0))
    answer = sent(client, process, "hvem", areas=["03"])
    assert answer.status_code == 422 and "det, du arbejder for" in answer.content.decode()
    assert sent(client, process, "hvem", areas=["01", "02"]).status_code == 302


def test_an_owner_of_one_theme_owns_all_processes(client, fjordby, green):
    vera = staff("vera", fjordby, Role.Kind.PROCESS_OWNER)
    vera.roles.update(themes=[green.pk])
    process = begun(client, vera, "ideer")
    assert process.area is None and sent(client, process, "hvem", whole="on").status_code == 302
    assert Process.objects.designed_by(vera, fjordby).get() == process


def test_a_draft_goes_with_its_meeting(client, otto, make_process, make_meeting):
    draft = make_process(state="draft", published=None)
    meeting = make_meeting(state="planned", process=draft)
    Event.objects.update(status="draft")
    client.force_login(otto)
    assert client.post(f"/forloeb/{draft.slug}/design/offentliggoer/", {"do": "drop"}).status_code == 302
    work()
    assert not Process.objects.exists() and not Event.objects.filter(pk=meeting.event_id).exists()


@pytest.mark.parametrize(
    ("step", "name"), [("relevans", "settled_on"), ("formaal", "decision_on"), ("hvornaar", "answer_on")]
)
@pytest.mark.parametrize("far", ["0001-01-01", "9999-12-31"])
def test_days_beyond_all_plans_are_refused(client, otto, step, name, far):
    """A copy moves them all: beyond the last day of the calendar there is nothing to move them to."""
    answer = sent(client, begun(client, otto, "ideer"), step, **{name: far})
    assert answer.status_code == 422 and "mellem 1970 og 2200" in answer.content.decode()


def test_a_copy_has_all_but_its_days(client, otto):
    earlier = published(client, otto)
    Document(process=earlier, title="Planen", kind="pdf", size=9).keep(b"%PDF-1.7\n")
    said = {"title": "Cykelsti langs åen", "day": day(100), "earlier": earlier.slug}
    slug = client.post("/forloeb/nyt/", said).url.split("/")[2]
    copy = Process.objects.get(slug=slug)
    assert slug == "cykelsti-langs-aaen-2" and copy.state == "draft" and copy.summary == earlier.summary
    moved = [(old.first_day, new.first_day) for old, new in zip(earlier.phases.all(), copy.phases.all(), strict=True)]
    assert {new - old for old, new in moved} == {timedelta(days=100)}
    assert copy.answer_on - earlier.answer_on == timedelta(days=100)
    assert copy.target_groups.count() == 3
    assert default_storage.open(copy.documents.get().file_name).read() == b"%PDF-1.7\n"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"title": "Sti", "day": in_days(5)}, "ikke begge"),
        ({"title": "", "day": in_days(5)}, "ikke begge"),
        ({"title": "Sti", "day": in_days(-1), "blueprint": "ideer"}, "Vælg en dag fra i dag"),
        ({"title": "", "day": in_days(5), "blueprint": "ideer"}, "skal udfyldes"),
        ({"title": "010190-1234", "day": in_days(5), "blueprint": "ideer"}, "CPR"),
    ],
)
def test_what_is_needed_to_begin(client, otto, said, error):
    client.force_login(otto)
    answer = client.post("/forloeb/nyt/", dated(said))
    assert answer.status_code == 422 and error in answer.content.decode()
    assert not Process.objects.exists()


def test_after_publishing_each_change_has_a_line(client, otto):
    process = published(client, otto)
    old = process.answer_on
    sent(client, process, "hvornaar", answer_on=day(200), **{"phases-0-last": day(31), "phases-1-first": day(32)})
    client.logout()
    page = read(client, process.get_absolute_url())
    assert "Ændret: hvornår lover I et svar?:" in page and f"(før {old.day}. " in page
    assert "Ændret: fasen “Saml idéer”:" in page and "Offentliggjort" in page
    english = read(client, f"/en{process.get_absolute_url()}")
    assert "Changed: the phase “Saml idéer”:" in english and "Published" in english


@pytest.mark.parametrize(
    ("step", "typed", "error"),
    [
        ("hvornaar", {"phases-0-first": in_days(1)}, "dens første dag kan ikke ændres"),
        ("hvornaar", {"phases-0-kind": "discuss"}, "blive til en anden slags"),
        ("hvornaar", {"phases-0-DELETE": "on"}, "er begyndt og kan ikke tages ud"),
        ("hvornaar", {"phases-1-first": in_days(-3)}, "kan ikke begynde i fortiden"),
        ("hvornaar", {"answer_on": ""}, "Lov et svar"),
        ("hvornaar", {"contact_name": ""}, "hvem man kan spørge"),
        ("formaal", {"influence": "inform"}, "kan ikke gøres mindre"),
        ("formaal", {"decided_by": ""}, "Skriv, hvem der beslutter"),
        ("formaal", {"decision_on": in_days(20)}, "efter at beslutningen er truffet"),
        ("relevans", {"relevance": ""}, "hvorfor det er relevant"),
    ],
)
def test_what_is_public_stays_sound(client, otto, step, typed, error):
    process = published(client, otto)
    answer = sent(client, process, step, **dated(typed))
    assert answer.status_code == 422 and error in answer.content.decode()
    assert not Entry.objects.about(process).filter(verb="changed", is_public=True).exists()


def test_an_open_phase_is_prolonged_but_does_not_end_in_the_past(client, otto):
    process = published(client, otto)
    past = make_phase(process, "discuss", -30, -20)
    process.phases.filter(title="Tal om dem").delete()
    answer = sent(client, process, "hvornaar", **{"phases-0-last": day(-25)})
    assert past == process.phases.first()
    assert answer.status_code == 422 and "ikke slutte i fortiden" in answer.content.decode()
    assert sent(client, process, "hvornaar", **{"phases-0-last": day(3)}).status_code == 302


def test_the_promised_answer_is_given(client, otto):
    process = published(client, otto)
    address = f"/forloeb/{process.slug}/loeftet-svar/"
    assert client.post(address, {"text": "Vi bygger den.", "url": "javascript:alert(1)"}).status_code == 422
    client.post(address, {"text": "Vi bygger den.", "url": "fjordby.example/sag"})
    client.logout()
    page = read(client, process.get_absolute_url())
    assert "Vi bygger den." in page and 'href="https://fjordby.example/sag"' in page and "Svaret er givet" in page


def test_closing_with_open_promises_needs_a_reason_that_all_can_read(client, otto):
    process = published(client, otto)
    address = f"/forloeb/{process.slug}/afslut/"
    assert "er ikke givet" in read(client, address)
    assert client.post(address).status_code == 422
    client.post(address, {"reason": "Pengene er sparet væk."})
    client.logout()
    page = read(client, process.get_absolute_url())
    assert "Ret forløbet" not in page
    assert "Pengene er sparet væk." in page and "Forløbet er afsluttet" in page and "Sæt en nål</a>" not in page
    client.force_login(otto)
    assert client.get(f"/forloeb/{process.slug}/design/hvem/").status_code == 404
    assert client.post(address).status_code == 422
    client.post(address, {"reason": "Pengene kom igen."})
    page = read(client, process.get_absolute_url())
    assert "Taget op igen: Pengene kom igen." in page and "Det kan du gøre nu" in page


def test_closing_needs_no_reason_when_all_was_kept(client, otto, make_process):
    process = make_process(answer_on=timezone.localdate(), answered_on=timezone.localdate())
    client.force_login(otto)
    client.post("/forloeb/cykelsti/afslut/")
    process.refresh_from_db()
    assert (process.state, process.closing_reason) == ("closed", "")


def test_a_draft_may_be_deleted_and_what_is_public_not(client, otto):
    public, draft = published(client, otto), begun(client, otto, "hoering")
    Document(process=draft, title="Planen", kind="pdf", size=9).keep(b"%PDF-1.7\n")
    name = draft.documents.get().file_name
    client.post(f"/forloeb/{draft.slug}/design/offentliggoer/", {"do": "drop"})
    assert list(Process.objects.all()) == [public] and not default_storage.exists(name)
    assert client.post(f"/forloeb/{public.slug}/design/offentliggoer/", {"do": "drop"}).status_code == 404


def test_moderators_read_drafts_but_do_not_design(client, otto, mads):
    process = begun(client, otto, "ideer")
    client.force_login(mads)
    assert client.get(process.get_absolute_url()).status_code == 200
    for page in ("design/", "design/hvem/", "design/offentliggoer/", "afslut/", "loeftet-svar/"):
        assert client.get(f"/forloeb/{process.slug}/{page}").status_code == 404


def test_papers_are_put_up_and_taken_away(client, otto):
    process = begun(client, otto, "ideer")
    assert sent(client, process, "hvornaar", paper=paper(b"GIF89a", "plan.pdf"), paper_title="Plan").status_code == 422
    assert sent(client, process, "hvornaar", paper=paper(), paper_title="").status_code == 422
    sent(client, process, "hvornaar", paper=paper(), paper_title="Planen")
    found = process.documents.get()
    answer = client.get(found.get_absolute_url())
    assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{found.download_name}"'
    client.logout()
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(otto)
    sent(client, process, "hvornaar", gone=[found.word])
    assert not process.documents.exists() and not default_storage.exists(found.file_name)
