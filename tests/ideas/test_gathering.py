"""Pins become ideas, and nothing is merged without the yes of whoever dropped it."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import MultiPolygon
from django.core.exceptions import ValidationError
from django.utils import timezone

from kortet.ideas.gathering import MIDDLE, gather
from kortet.ideas.models import Author, Gathered, Idea
from kortet.ideas.tasks import link_unanswered
from kortet.journal.models import Entry
from kortet.pins.models import Follower, Support
from tests.conftest import spot, square
from tests.ideas.conftest import IDA, KIM
from tests.post import link_in
from tests.worker import work

SAML = "/forloeb/cykelsti/forslag/saml/"
pytestmark = pytest.mark.usefixtures("site")


def states(idea):
    return {row.pin.title: row.state for row in idea.gathered.select_related("pin")}


def posted(idea, *pins, **more):
    return {"pins": [pin.word for pin in pins], "title": "Sti", "text": "En sti langs åen.", "place": "middle"} | more


def test_staff_choose_pins_and_write_the_idea(client, make_raw, mads, path):
    first, second = make_raw("Cykelsti langs åen"), make_raw("Cykelsti ved åen", point=spot(700, 500))
    make_raw("Legeplads", point=spot(900, 900))
    client.force_login(mads)
    page = client.get(SAML, {"naal": first.word})
    assert next(pin.title for pin in page.context["alike"]) == "Cykelsti ved åen"
    assert client.get(SAML, {"naal": [first.word, second.word], "skriv": "1"}).context["form"] is not None
    answer = client.post(SAML, posted(None, first, second, title="En sti langs åen"))
    idea = Idea.objects.get()
    assert answer.headers["Location"] == f"/forloeb/cykelsti/forslag/{idea.word}/naale/"
    assert (idea.point.x, idea.point.y) == (spot(600, 500).x, spot(600, 500).y)
    assert states(idea) == {"Cykelsti langs åen": "linked", "Cykelsti ved åen": "linked"}
    assert idea.versions.get().title == idea.title == "En sti langs åen"
    assert [entry.verb for entry in Entry.objects.about(idea)] == ["gathered"]
    first.refresh_from_db()
    assert first.is_public  # nothing is merged away


def test_what_was_typed_stays_when_something_is_missing(client, make_raw, mads, path):
    client.force_login(mads)
    answer = client.post(SAML, posted(None, make_raw(), title="", text="Dette har jeg skrevet"))
    assert answer.status_code == 422
    assert "Dette har jeg skrevet" in answer.content.decode()
    assert "title" in answer.context["form"].errors and not Idea.objects.exists()


@pytest.fixture
def merged(make_raw, make_idea):
    """An idea of Ida's pin and Kim's, who were both asked."""
    ida, kim = make_raw("Idas sti", email=IDA, author_name="Ida"), make_raw("Kims sti", email=KIM)
    return make_idea(ida, kim)


def key_of(email):
    return Follower.objects.get(email=email).word


def test_each_author_is_asked_by_letter_and_opening_it_says_nothing(client, post, merged):
    work()
    assert sorted(to for [to] in post.recipients) == [IDA, KIM]
    letter = next(one for one in post.letters if one["To"] == IDA)
    address = link_in(letter)
    assert address == f"/forslag/samtykke/{key_of(IDA)}/"
    for _ in range(2):
        assert "Ja, læg dem sammen" in client.get(address).content.decode()
    assert set(states(merged).values()) == {"asked"}


def test_a_yes_makes_an_author_who_gets_a_link(client, post, merged):
    work()
    address = f"/forslag/samtykke/{key_of(IDA)}/"
    client.post(address, {"do": "agree"})
    assert states(merged) == {"Idas sti": "merged", "Kims sti": "asked"}
    work()
    author = Author.objects.get()
    assert (author.email, author.name, author.is_accepted) == (IDA, "Ida", True)
    assert link_in(post.letters[-1]) == author.get_absolute_url()
    client.post(address, {"do": "decline"})  # the link once more: what was said stays
    assert states(merged) == {"Idas sti": "merged", "Kims sti": "asked"}
    assert "Du har sagt ja" in client.get(address).content.decode()


def test_a_no_stands_as_an_idea_of_its_own(client, post, merged):
    work()
    address = f"/forslag/samtykke/{key_of(KIM)}/"
    client.post(address, {"do": "decline"})
    client.post(address, {"do": "agree"})
    own = Idea.objects.exclude(pk=merged.pk).get()
    assert (own.title, states(own)) == ("Kims sti", {"Kims sti": "own"})
    assert states(merged) == {"Idas sti": "asked", "Kims sti": "declined"}
    assert own.authors.get().email == KIM and own.versions.get().author == own.authors.get()
    assert own.is_public and merged.is_public
    work()
    assert link_in(post.letters[-1]) == own.authors.get().get_absolute_url()


def test_an_idea_whose_pins_all_said_no_is_hidden(client, merged):
    for email in (IDA, KIM):
        client.post(f"/forslag/samtykke/{key_of(email)}/", {"do": "decline"})
    merged.refresh_from_db()
    assert (merged.moderation, merged.hidden_reason) == ("hidden", "De, der blev spurgt, sagde nej.")
    assert Idea.objects.public().count() == 2


def test_without_an_answer_a_pin_is_linked_after_a_fortnight_and_may_still_answer(client, merged):
    asked = timezone.now() - timedelta(days=14, minutes=1)
    Gathered.objects.filter(pin__title="Idas sti").update(asked=asked)
    assert link_unanswered(0) == 1 and link_unanswered(0) == 0
    assert states(merged) == {"Idas sti": "linked", "Kims sti": "asked"}
    client.post(f"/forslag/samtykke/{key_of(IDA)}/", {"do": "agree"})
    assert states(merged)["Idas sti"] == "merged"


def test_after_the_phase_the_link_says_so_and_changes_nothing(client, merged, path):
    path.phases.update(ends=timezone.now() - timedelta(minutes=1))
    address = f"/forslag/samtykke/{key_of(IDA)}/"
    assert "Der samles ikke længere" in client.get(address).content.decode()
    client.post(address, {"do": "agree"})
    assert set(states(merged).values()) == {"asked"} and not Author.objects.exists()


def test_a_key_of_somebody_else_opens_nothing(client, merged, make_pin):
    follower = Follower.objects.create(pin=make_pin(), email="x@fjordby.example", confirmed=timezone.now())
    stranger = Follower.objects.create(pin=make_pin(), email=IDA, is_author=True, confirmed=timezone.now())
    for word in (follower.word, stranger.word, "findesikke"):
        assert client.get(f"/forslag/samtykke/{word}/").status_code == 404


def test_a_withdrawn_pin_cannot_say_yes(client, merged):
    pin = Follower.objects.get(email=IDA).pin
    pin.withdraw()
    assert client.post(f"/forslag/samtykke/{key_of(IDA)}/", {"do": "agree"}).status_code == 404
    assert not Author.objects.exists()
    page = client.get(merged.get_absolute_url()).content.decode()
    assert "Kims sti" in page and "Idas sti" not in page


def test_one_pin_alone_is_the_idea_and_its_author_writes_on(post, make_raw, make_idea):
    idea = make_idea(make_raw("Idas sti", email=IDA))
    assert states(idea) == {"Idas sti": "own"}
    work()
    assert link_in(post.letters[0]) == Author.objects.get().get_absolute_url()


@pytest.mark.parametrize("wrong", ["gathered", "elsewhere", "free", "hidden", "withdrawn", "neighbour"])
def test_pins_that_cannot_be_gathered(client, make_raw, make_idea, make_process, make_pin, mads, path, wrong):
    good, bad = make_raw("God"), make_raw("Dårlig")
    if wrong == "gathered":
        make_idea(bad)
    if wrong == "elsewhere":
        bad.process = make_process("collect", slug="andet")
    if wrong == "free":
        bad.process = None
    if wrong == "neighbour":
        bad.process = None
        path.municipality.host = "testserver"
        path.municipality.save()
        bad.municipality = type(path.municipality).objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    bad.save()
    if wrong == "hidden":
        bad.hide("Reklame")
    if wrong == "withdrawn":
        bad.withdraw()
    before = Idea.objects.count()
    client.force_login(mads)
    answer = client.post(SAML, posted(None, good, bad))
    assert answer.status_code == 422 and "kan ikke samles" in answer.content.decode()
    assert Idea.objects.count() == before and not good.gathered.exists()


def test_of_two_who_gather_one_pin_the_second_is_told(make_raw, path, mads):
    """Both forms were sound when they were read; the verb looks again while it holds the pins."""
    pin = make_raw("Omstridt")
    words = {"title": "Et", "text": "Et forslag", "place": "", "actor": mads}
    gather(path, [pin], **words)
    with pytest.raises(ValidationError, match="“Omstridt” kan ikke samles"):
        gather(path, [pin], **words)
    assert Idea.objects.count() == 1


def test_more_pins_go_into_an_idea_that_is_there_and_out_again(client, make_raw, make_idea, otto):
    idea, late = make_idea(make_raw("Først")), make_raw("Sent", email=IDA)
    client.force_login(otto)
    client.post(SAML, {"pins": [late.word], "into": idea.word})
    assert states(idea) == {"Først": "own", "Sent": "asked"}
    row = idea.gathered.get(pin=late)
    client.post(f"/forloeb/cykelsti/forslag/{idea.word}/naale/", {"gathered": row.pk})
    assert states(idea) == {"Først": "own"}
    own = idea.gathered.get()
    answer = client.post(f"/forloeb/cykelsti/forslag/{idea.word}/naale/", {"gathered": own.pk})
    assert answer.status_code == 422 and states(idea) == {"Først": "own"}


def test_supporters_are_counted_as_persons_and_stay_at_their_pins(client, make_raw, make_idea):
    pins = [make_raw("Et"), make_raw("To"), make_raw("Tre")]
    for pin, people in zip(pins, ("abc", "bcd", "e"), strict=True):
        for person in people:
            pin.take_support(person * 64)
    idea = make_idea(*pins)
    assert Idea.objects.with_figures().get().supporters == 5
    assert "5 personer støtter" in client.get(idea.get_absolute_url()).content.decode()
    pins[2].hide("Reklame")
    assert Idea.objects.with_figures().get().supporters == 4
    assert Support.objects.count() == 7 and [pin.gathered.count() for pin in pins] == [1, 1, 1]


def test_an_idea_does_not_tell_where_a_rough_pin_is(make_raw, make_idea):
    exact = spot(123, 456)
    pin = make_raw("Ved mit hus", point=exact, precision="block", is_rough=True)
    idea = make_idea(pin)
    assert idea.point.equals(pin.public_point) and not idea.point.equals(exact)
    assert (idea.shape, idea.precision) == (None, "block")


def test_a_middle_that_lies_outside_is_at_the_nearest_pin(make_raw, path, otto):
    """The process is about two banks; between them is water."""
    banks = MultiPolygon(square(0, side=300)[0], square(6, side=300)[0], srid=25832)
    path.area, path.limits = banks, True
    path.save()
    west, near, east = (make_raw(point=spot(metres, 100)) for metres in (100, 290, 2050))
    idea = gather(path, [west, east, near], title="Bro", text="En bro", place=MIDDLE, actor=otto)
    assert idea.point.equals(near.point)


@pytest.mark.parametrize("others_wrote", [False, True])
def test_a_pin_that_is_withdrawn_takes_its_idea_along_unless_others_wrote_on(make_raw, make_idea, others_wrote):
    pin = make_raw("Idas sti", email=IDA)
    idea = make_idea(pin)
    idea.versions.create(idea=idea, number=2, title="2", text="Ida igen", point=idea.point, author=Author.objects.get())
    if others_wrote:
        idea.versions.create(idea=idea, number=3, title="3", text="En anden", point=idea.point)
    linked = make_idea(make_raw("Kims sti"), make_raw("Pers sti"), title="Samlet")
    work()
    linked.gathered.first().pin.withdraw()
    pin.withdraw()
    work()
    idea.refresh_from_db()
    assert (idea.moderation, bool(idea.hidden_reason)) == (("shown", False) if others_wrote else ("hidden", True))
    assert Idea.objects.public().filter(pk=linked.pk).exists()


@pytest.mark.parametrize("staff_hid_it", [False, True])
def test_a_pin_that_comes_back_brings_its_idea_along_unless_staff_hid_it(make_raw, make_idea, otto, staff_hid_it):
    pin = make_raw("Idas sti", email=IDA)
    idea = make_idea(pin)
    work()
    pin.withdraw()
    work()
    if staff_hid_it:
        idea.refresh_from_db()
        idea.hide("Grunden er solgt", otto)
    pin.restore()
    pin.show(otto)
    work()
    idea.refresh_from_db()
    assert idea.moderation == ("hidden" if staff_hid_it else "shown")
