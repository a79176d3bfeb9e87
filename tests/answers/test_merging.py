"""Two pins about the same matter: nobody is moved without having been asked."""

from datetime import timedelta
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.pins.erasing import erase_pin
from kortet.pins.models import Comment, Pin, SameAs
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site", "neighbourhoods")


@pytest.fixture
def pair(make_pin):
    """Two pins about one lamp; the first is the one that may become part of the other."""
    return make_pin(title="Lygten er gået"), make_pin(title="Mørkt ved skolen")


@pytest.fixture
def merge(cara):
    def merge(source, target, reason="Det er den samme lygte."):
        proposal = SameAs(source=source, target=target, actor=cara, reason=reason)
        proposal.propose()
        proposal.merge(cara, reason)
        return proposal

    return merge


def propose(desk, source, target):
    return desk.post(f"/svar/naal/{source.word}/", {"do": "same", "number": target.number, "reason": "Samme lygte"})


def test_the_author_is_asked_and_says_yes(client, desk, pair, post, follow):
    source, target = pair
    follow(source, "forfatter@example.org", is_author=True)
    follow(source, "stoetter@example.org")
    assert propose(desk, source, target).status_code == 302
    page = desk.post(f"/svar/naal/{source.word}/", {"do": "merge", "reason": "Nu"}).content.decode()
    assert "er spurgt og har ikke svaret endnu" in page
    work()
    [letter] = post.letters
    assert letter["To"].strip() == "forfatter@example.org"
    client.logout()
    link = link_in(letter)
    assert "Mørkt ved skolen" in client.get(link).content.decode()
    source.refresh_from_db()
    assert source.is_public  # a link that is only opened changes nothing
    client.post(link, {"do": "agree"})
    source.refresh_from_db()
    assert (source.moderation, source.merged_into) == ("merged", target)
    work()
    told = [letter for letter in post.letters if letter["To"].strip() == "stoetter@example.org"]
    assert "din støtte ikke flyttet" in told[0].get_body(("plain",)).get_content().replace("\r\n", " ")


def test_the_author_says_no(client, desk, pair, follow):
    source, target = pair
    author = follow(source, is_author=True)
    propose(desk, source, target)
    for _ in range(2):
        client.post(author.get_absolute_url(), {"do": "decline"})
    client.post(author.get_absolute_url(), {"do": "agree"})
    source.refresh_from_db()
    assert source.is_public and SameAs.objects.get().state == "declined"


def test_after_a_fortnight_of_silence_staff_decide(pair, cara, follow):
    source, target = pair
    follow(source, is_author=True)
    proposal = SameAs(source=source, target=target, actor=cara)
    proposal.propose()
    with pytest.raises(ValidationError):
        proposal.merge(cara, "Samme lygte")
    proposal.asked = timezone.now() - timedelta(days=14)
    proposal.save()
    with pytest.raises(ValidationError):
        proposal.merge(cara, " ")
    proposal.merge(cara, "Samme lygte")
    source.refresh_from_db()
    assert source.is_merged
    with pytest.raises(ValidationError):
        proposal.decline(cara)


def test_an_author_proposes_and_staff_decide(client, desk, pair, follow, make_pin):
    source, target = pair
    author = follow(source, is_author=True)
    hidden = make_pin(moderation="waiting")
    form = f"/foelger/{author.word}/samme/"
    for number, error in (
        ("2020-00001", "Der er ingen nål med det nummer."),
        (hidden.number, "Der er ingen nål med det nummer."),
        (source.number, "Det er den samme nål."),
        ("", "Dette felt er påkrævet"),
    ):
        answer = client.post(form, {"number": number})
        assert answer.status_code == 422 and error in answer.content.decode()
    assert client.post(form, {"number": target.number}).status_code == 302
    assert client.post(form, {"number": target.number}).status_code == 422
    source.refresh_from_db()
    assert source.is_public
    desk.post(f"/svar/naal/{source.word}/", {"do": "merge", "reason": "Samme lygte"})
    source.refresh_from_db()
    assert source.merged_into == target


def test_who_only_follows_decides_nothing(client, pair, cara, follow):
    source, target = pair
    follower = follow(source)
    SameAs(source=source, target=target, actor=cara).propose()
    client.post(follower.get_absolute_url(), {"do": "agree"})
    source.refresh_from_db()
    assert source.is_public
    for way in ("samme", "genaabn"):
        assert client.post(f"/foelger/{follower.word}/{way}/", {"number": target.number}).status_code == 404


def test_a_merged_pin_is_read_and_counted_nowhere(client, pair, merge):
    source, target = pair
    Comment(pin=source, text="Der er mørkt.", moderation="shown").say()
    source.take_support("ida")
    merge(source, target)
    page = client.get(f"/naal/{source.word}/").content.decode()
    assert target.get_absolute_url() in page and "Der er mørkt." in page and "Det er den samme lygte." in page
    assert "Skriv en kommentar" not in page
    theirs = client.get(f"/naal/{target.word}/").content.decode()
    sources = theirs[theirs.index("Samlet her") :]
    assert source.get_absolute_url() in sources and "1 støtte" in sources
    target.refresh_from_db()
    assert target.support_count == 0
    assert "Lygten er gået" not in client.get("/").content.decode()
    assert source.word not in client.get("/naale.atom").content.decode()
    assert client.get(f"/ogc/collections/naale/items/{source.word}").status_code == 404
    assert client.get(f"/naal/{source.word}/kommenter/").status_code == 404


def test_support_of_a_merged_pin_can_be_taken_back_and_not_given(client, pair, merge):
    source, target = pair
    client.post(f"/naal/{source.word}/stoet/", {"support": "1"})
    merge(source, target)
    page = client.get(f"/naal/{source.word}/stoet/").content.decode()
    assert "Fortryd støtte" in page
    client.post(f"/naal/{source.word}/stoet/", {"support": "0"})
    client.post(f"/naal/{source.word}/stoet/", {"support": "1"})
    source.refresh_from_db()
    assert source.support_count == 0


def test_what_was_merged_into_a_pin_goes_with_it(client, make_pin, merge):
    first, second, third = (make_pin(title=title) for title in ("Et", "To", "Tre"))
    merge(first, second)
    merge(second, third)
    assert set(Pin.objects.filter(merged_into=third)) == {first, second}
    with pytest.raises(ValidationError):
        merge(third, Pin.objects.get(pk=first.pk))
    assert [step.verb for step in Entry.objects.about(first).public()] == ["merged", "merged"]


def test_staff_part_them_again(desk, pair, merge):
    source, target = pair
    merge(source, target)
    address = f"/svar/naal/{source.word}/"
    assert desk.post(address, {"do": "part", "reason": ""}).status_code == 422
    assert desk.post(address, {"do": "part", "reason": "Det var to lygter."}).status_code == 302
    source.refresh_from_db()
    assert source.is_public and source.merged_into is None and SameAs.objects.get().state == "parted"
    assert "Det var to lygter." in desk.get(f"/naal/{target.word}/").content.decode()


@pytest.mark.parametrize("leave", [lambda pin: pin.hide("Grov"), lambda pin: pin.withdraw()])
def test_what_was_merged_into_a_pin_that_leaves_stands_alone_again(pair, merge, leave):
    source, target = pair
    merge(source, target)
    leave(Pin.objects.get(pk=target.pk))
    source.refresh_from_db()
    assert source.is_public and source.merged_into is None


def test_a_merged_pin_that_is_hidden_is_merged_no_more(client, pair, merge):
    source, target = pair
    merge(source, target)
    source.refresh_from_db()
    source.hide("Grov")
    assert source.merged_into is None and client.get(f"/naal/{source.word}/").status_code == 404


def test_a_merged_pins_words_are_still_looked_at_first(pair, follow, client):
    source, target = pair
    author = follow(source, is_author=True)
    SameAs(source=source, target=target, by_author=True).propose()
    SameAs.objects.get().merge(None, "Samme lygte")
    client.post(f"/foelger/{author.word}/ret/", {"title": "Ny overskrift", "text": ""})
    source.refresh_from_db()
    assert source.title == "Lygten er gået"


def test_the_database_lets_no_chain_and_no_half_merging_be(make_pin, merge):
    first, second, third = (make_pin() for _ in range(3))
    merge(first, second)
    rows = Pin.objects.filter
    for pk, facts in (
        (second.pk, {"moderation": "merged", "merged_into": third}),
        (third.pk, {"moderation": "merged", "merged_into": first}),
        (third.pk, {"moderation": "merged", "merged_into": third}),
        (third.pk, {"moderation": "merged"}),
        (third.pk, {"merged_into": second}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows(pk=pk).update(**facts)


@pytest.mark.django_db(transaction=True)
def test_of_two_mergings_that_would_form_a_circle_one_is_refused(pair, cara):
    source, target = pair
    proposals = [SameAs(source=source, target=target, actor=cara), SameAs(source=target, target=source, actor=cara)]
    for proposal in proposals:
        proposal.propose()
    refused = []

    def merge(proposal):
        try:
            SameAs.objects.get(pk=proposal.pk).merge(cara, "Samme lygte")
        except ValidationError as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=merge, args=[proposal]) for proposal in proposals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1 and Pin.objects.filter(moderation="merged").count() == 1


def test_pins_that_the_desk_decides_about_in_bulk_are_merged_no_more(pair, make_pin, merge, mads):
    source, target = pair
    other = make_pin()
    merge(source, target)
    Pin.objects.filter(pk__in=[target.pk, other.pk]).decide("hidden", "Grov", mads)
    source.refresh_from_db()
    assert source.is_public
    merge(source, make_pin())
    Pin.objects.filter(pk=source.pk).decide("hidden", "Grov", mads)
    Pin.objects.filter(pk=source.pk).decide("merged", "", mads)  # an undo: it was merged before
    source.refresh_from_db()
    assert source.is_public and source.merged_into is None


def test_a_pin_that_is_erased_is_merged_no_more(pair, make_pin, merge):
    source, target = pair
    merge(source, target)
    erase_pin(Pin.objects.get(pk=target.pk))
    source.refresh_from_db()
    assert source.is_public
    merge(source, make_pin())
    erase_pin(Pin.objects.get(pk=source.pk))
    source.refresh_from_db()
    assert source.moderation == "hidden" and source.merged_into is None
