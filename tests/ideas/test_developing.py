"""An idea is developed: versions, questions and answers, a price."""

import pytest
from django.core.exceptions import ValidationError

from kortet.ideas.models import Author, Idea, OfficeQuestion
from kortet.partners.models import Member
from kortet.pins.models import Follower
from kortet.processes.models import InvitedPartner
from tests.conftest import spot, square
from tests.ideas.conftest import IDA, NILS, way
from tests.involvement import make_phase
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def nils_writes(idea):
    return Author.objects.create(idea=idea, name="Nils", email=NILS, state="accepted")


def said(**more):
    return {"seen": "1", "title": "Sti langs åen", "text": "En bred sti langs åen.", "why": "Den er bredere"} | more


def moderated_after(town):
    town.rules = town.rules | {"moderation": "after"}
    town.save()


def test_an_authors_version_waits_where_the_municipality_looks_first(client, idea, ida_writes, mads):
    assert idea.municipality.moderated_first
    answer = client.post(way(ida_writes), said())
    assert answer.headers["Location"] == ida_writes.get_absolute_url()
    version = idea.versions.get(number=2)
    assert (version.moderation, version.name, version.author) == ("waiting", "Ida", ida_writes)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "så børn kan cykle" in page and "En bred sti" not in page
    assert "Udgave 2 venter" in client.get(ida_writes.get_absolute_url()).content.decode()
    client.force_login(mads)
    queue = "/forloeb/cykelsti/forslag/venter/"
    assert "</span> bred<span" in client.get(queue).content.decode()  # what is new in it is marked
    client.post(queue, {"version": version.pk, "do": "show"})
    idea.refresh_from_db()
    assert (idea.number, idea.text) == (2, "En bred sti langs åen.")


def test_it_is_shown_at_once_where_the_municipality_looks_afterwards(client, idea, ida_writes, nils_writes, post):
    moderated_after(idea.municipality)
    client.post(way(ida_writes), said())
    idea.refresh_from_db()
    assert (idea.number, idea.title) == (2, "Sti langs åen")
    work()
    assert [to for [to] in post.recipients] == [IDA, NILS]  # Ida has her link from before, and only Nils hears of it


def test_a_refused_version_is_told_with_its_reason(client, idea, ida_writes, mads, post):
    client.post(way(ida_writes), said())
    version = idea.versions.get(number=2)
    client.force_login(mads)
    queue = "/forloeb/cykelsti/forslag/venter/"
    answer = client.post(queue, {"version": version.pk, "do": "hide", "reason": " "})
    assert answer.status_code == 422 and "Skriv en begrundelse" in answer.content.decode()
    client.post(queue, {"version": version.pk, "do": "hide", "reason": "Navngiver en nabo"})
    assert client.post(queue, {"version": version.pk, "do": "show"}).status_code == 404  # not waiting any more
    work()
    assert "Navngiver en nabo" in post.letters[-1].get_body(("plain",)).get_content()
    idea.refresh_from_db()
    assert (idea.number, idea.moderation) == (1, "shown")


def test_hiding_what_is_shown_brings_back_what_was(client, idea, ida_writes, mads):
    moderated_after(idea.municipality)
    client.post(way(ida_writes), said())
    client.force_login(mads)
    hide = f"/forloeb/cykelsti/forslag/{idea.word}/vis/"
    client.post(hide, {"what": "2", "reason": "Reklame", "do": "hide"})
    idea.refresh_from_db()
    assert (idea.number, idea.text) == (1, "En sti langs åen, så børn kan cykle til skole.")
    client.post(hide, {"what": "1", "reason": "Også", "do": "hide"})
    assert (idea.__class__.objects.get().moderation, idea.versions.shown().count()) == ("hidden", 0)
    client.logout()
    for address in ("", "udgaver/", "vaer-med/"):
        assert client.get(f"/forloeb/cykelsti/forslag/{idea.word}/{address}").status_code == 404
    assert client.get("/forloeb/cykelsti/forslag/").context["page"].paginator.count == 0
    assert b'"features":[]' in client.get("/forloeb/cykelsti/forslag.geojson").content
    client.force_login(mads)
    assert client.post(hide, {"what": "idea", "do": "show"}).status_code == 422  # nothing of it may be seen
    client.post(hide, {"what": "1", "do": "show"})
    client.post(hide, {"what": "idea", "do": "show"})
    assert Idea.objects.public().count() == 1


def test_of_two_who_write_at_once_the_second_keeps_what_they_typed(client, idea, ida_writes, nils_writes):
    moderated_after(idea.municipality)
    client.post(way(ida_writes), said(text="En sti af grus langs åen."))
    answer = client.post(way(nils_writes), said(text="En sti af asfalt langs åen."))
    page = answer.content.decode()
    assert answer.status_code == 422 and "nyere udgave, mens du skrev" in page
    assert "En sti af asfalt langs åen." in page and "grus" in page
    assert idea.versions.count() == 2
    assert answer.context["form"]["seen"].value() == "2"
    client.post(way(nils_writes), said(seen="2", text="En sti af asfalt langs åen."))
    assert idea.versions.get(number=3).text == "En sti af asfalt langs åen."


def test_a_form_sent_twice_is_one_version(client, idea, ida_writes):
    client.post(way(ida_writes), said())
    assert client.post(way(ida_writes), said()).status_code == 422
    assert idea.versions.count() == 2


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": "x" * 100_000}, "text"),
        ({"title": ""}, "title"),
        ({"why": ""}, "why"),
        ({"text": "Ring til Per, 010190-1234"}, "text"),
        ({"text": "Skriv til per@fjordby.example"}, "text"),
        ({"seen": "x"}, "seen"),
        ({"lng": "0.1", "lat": "51.5"}, "address"),
        ({"lng": "nan", "lat": "56"}, "address"),
        ({"shape": '{"type":"Polygon","coordinates":[[[10,56]]]}'}, "address"),
    ],
)
def test_what_is_wrong_with_a_version_is_told_at_its_field(client, idea, ida_writes, wrong, field):
    answer = client.post(way(ida_writes), said(**wrong))
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert idea.versions.count() == 1


def test_a_place_outside_the_area_of_the_process_is_refused_where_it_limits(client, idea, ida_writes, path):
    path.area, path.limits = square(0), True
    path.save()
    here, there = (place.transform(4326, clone=True) for place in (spot(500, 500), spot(1500, 500)))
    moderated_after(idea.municipality)
    answer = client.post(way(ida_writes), said(lng=str(there.x), lat=str(there.y)))
    assert answer.status_code == 422 and "uden for det område" in answer.content.decode()
    assert client.post(way(ida_writes), said(lng=f"{here.x + 0.001:.6f}", lat=str(here.y))).status_code == 302
    page = client.get(f"/forloeb/cykelsti/forslag/{idea.word}/udgaver/").content.decode()
    assert "Stedet er flyttet 62 meter" in page


def test_what_is_new_is_told_in_words(client, idea, ida_writes):
    moderated_after(idea.municipality)
    client.post(way(ida_writes), said(text="En bred sti langs åen, så børn kan gå til skole. <b>"))
    page = client.get(f"/forloeb/cykelsti/forslag/{idea.word}/udgaver/?fra=1&til=2").content.decode()
    assert '<ins><span class="unseen">[tilføjet:</span> bred<span class="unseen">]</span></ins>' in page
    assert '<del><span class="unseen">[slettet:</span> cykle<span class="unseen">]</span></del>' in page
    assert "<b>" not in page and "Den er bredere" in page
    for odd in ("?fra=2&til=1", "?fra=9&til=-1", "?til=99999999999999999999"):
        assert client.get(f"/forloeb/cykelsti/forslag/{idea.word}/udgaver/{odd}").status_code == 200


def test_a_developing_partner_writes_and_others_do_not(client, idea, path, rikke, rowing_club, make_partner):
    address = f"/forloeb/cykelsti/forslag/{idea.word}/ny-udgave/"
    invited = InvitedPartner.objects.create(process=path, partner=rowing_club, role="voice")
    client.force_login(rikke)
    assert client.get(address).status_code == 404
    invited.role = "developer"
    invited.save()
    assert client.post(address, said()).headers["Location"] == idea.get_absolute_url()
    version = idea.versions.get(number=2)
    assert (version.name, version.partner, version.moderation) == ("Roklubben", rowing_club, "shown")
    Member.objects.all().delete()
    assert client.get(address).status_code == 404


def test_an_authors_link_is_of_one_idea(client, idea, ida_writes, make_idea, make_raw):
    other = make_idea(make_raw("En anden"))
    assert client.get(f"/forloeb/cykelsti/forslag/{other.word}/ny-udgave/{ida_writes.word}/").status_code == 404


def test_questions_and_answers_are_public(client, idea, ida_writes, otto, mads, post):
    work()
    client.force_login(otto)
    client.post(f"/forloeb/cykelsti/forslag/{idea.word}/spoerg/", {"text": "Hvor bred?", "asked_by": "Vej og Park"})
    client.logout()
    work()
    assert "Hvor bred?" in post.letters[-1].get_body(("plain",)).get_content() and post.recipients[-1] == [IDA]
    question = idea.questions.get()
    address = f"/forloeb/cykelsti/forslag/{idea.word}/svar/{question.pk}/{ida_writes.word}/"
    assert address in client.get(ida_writes.get_absolute_url()).content.decode()
    assert client.post(address, {"answer": ""}).status_code == 422
    client.post(address, {"answer": "Tre meter"})
    assert client.post(address, {"answer": "Fire meter"}).status_code == 404  # it is answered
    page = client.get(idea.get_absolute_url()).content.decode()
    assert "Hvor bred?" in page and "Tre meter" not in page
    client.force_login(mads)
    question.refresh_from_db()
    read = {"question": question.pk, "answered_at": question.answered_at, "do": "show"}
    client.post("/forloeb/cykelsti/forslag/venter/", read)
    assert "Tre meter" in client.get(idea.get_absolute_url()).content.decode()


def test_an_answer_that_came_in_the_place_of_another_is_not_shown_unread(client, idea, ida_writes, mads, otto):
    question = OfficeQuestion.objects.create(idea=idea, text="Hvor bred?", asked_by="Vej")
    question.reply("Tre meter", name="Ida", author=ida_writes, waits=True)
    read, stale = {"question": question.pk, "answered_at": question.answered_at}, OfficeQuestion.objects.get()
    question.moderate(shown=False, actor=otto)
    with pytest.raises(ValidationError):
        stale.moderate(shown=True, actor=mads)
    question.reply("Naboen er en tyv", name="Ida", author=ida_writes, waits=True)
    client.force_login(mads)
    answer = client.post("/forloeb/cykelsti/forslag/venter/", read | {"do": "show"})
    assert answer.status_code == 422 and "et andet svar" in answer.content.decode()
    question.refresh_from_db()
    assert (question.answer, question.moderation) == ("Naboen er en tyv", "waiting")


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("40.000", "60 000 kr.", "40.000–60.000 kr."),
        ("kr. 1500000,-", "1.500.000", "1.500.000 kr."),
        ("0", "999", "0–999 kr."),
    ],
)
def test_a_price_is_read_and_told_as_danes_do(client, idea, otto, low, high, shown):
    client.force_login(otto)
    client.post(f"/forloeb/cykelsti/forslag/{idea.word}/pris/", {"low": low, "high": high, "by": "Vej og Park"})
    page = client.get(idea.get_absolute_url()).content.decode()
    assert f"<dd>{shown}</dd>" in page and "Vej og Park" in page


@pytest.mark.parametrize(
    ("low", "high", "field"),
    [
        ("60.000", "40.000", "high"),
        ("mange", "2", "low"),
        ("4.00", "500", "low"),
        ("-5", "5", "low"),
        ("1", "9" * 20, "high"),
    ],
)
def test_a_price_that_is_none(client, idea, otto, low, high, field):
    client.force_login(otto)
    answer = client.post(f"/forloeb/cykelsti/forslag/{idea.word}/pris/", {"low": low, "high": high, "by": "Vej"})
    assert answer.status_code == 422 and field in answer.context["form"].errors


def test_the_authors_link_sleeps_when_nothing_is_developed(client, idea, ida_writes, path):
    path.phases.all().delete()
    make_phase(path, "decide")
    assert "Lige nu skrives der ikke" in client.get(ida_writes.get_absolute_url()).content.decode()
    answer = client.post(way(ida_writes), said())
    assert answer.status_code == 403 and "Beslut" in answer.content.decode()
    assert idea.versions.count() == 1


def test_what_belongs_to_another_towns_host_is_not_there(client, idea, ida_writes, fjordby):
    type(fjordby).objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    fjordby.host = "testserver"
    fjordby.save()
    follower = Follower.objects.get(email=IDA)
    for address in (ida_writes.get_absolute_url(), way(ida_writes), f"/forslag/samtykke/{follower.word}/"):
        assert client.get(address, HTTP_HOST="nabo.localhost").status_code == 404
