"""Following by e-mail: a person confirms, is told what happens, and stops with one click. The author can do more."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.pins.models import Comment, Follower, Pin, Revision
from kortet.pins.tasks import forget_unconfirmed
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


@pytest.fixture
def follow(client, post):
    """Follows a pin with an address that is confirmed; gives the follower."""

    def follow(pin, email="ida@example.org"):
        client.post(f"/naal/{pin.word}/foelg/", {"email": email})
        deliver_letters(0)
        client.post(link_in(post.letters.pop()), {"do": "confirm"})
        return Follower.objects.get(email=email, pin=pin)

    return follow


def test_a_link_that_is_only_opened_confirms_nothing(client, post, make_pin):
    client.post(f"/naal/{make_pin().word}/foelg/", {"email": "ida@example.org"})
    deliver_letters(0)
    link = link_in(post.letters[0])
    for _ in range(20):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert Follower.objects.get().confirmed is None
    assert client.post(link, {"do": "confirm"}).status_code == 302
    assert Follower.objects.get().confirmed


def test_the_link_is_on_the_configured_host_whatever_the_request_says(client, post, make_pin, fjordby):
    fjordby.host = "kort.fjordby.example"
    fjordby.save()
    address = f"/naal/{make_pin().word}/foelg/"
    client.post(address, {"email": "ida@example.org"}, headers={"host": "kort.fjordby.example"}, secure=False)
    client.post(address, {"email": "bo@example.org"}, headers={"host": "localhost"})
    deliver_letters(0)
    for letter in post.letters:
        assert "https://kort.fjordby.example:8443/foelger/" in letter.get_body(("plain",)).get_content()


def test_who_follows_is_told_what_the_municipality_answered(client, post, make_pin, follow, mads):
    pin = follow(make_pin()).pin
    pin.answer("Vi sætter bænken op i maj.", mads, "Park og Vej")
    work()
    deliver_letters(0)
    [letter] = post.letters
    assert letter["Subject"] == "Kommunen har svaret: Flere bænke"
    text = letter.get_body(("plain",)).get_content()
    assert "Park og Vej har svaret" in text and "Vi sætter bænken op i maj." in text


def test_who_follows_is_told_of_a_new_status_once(client, post, make_pin, follow, mads):
    pin = make_pin(title="Flere bænke")
    follow(pin)
    pin.move_on("planned", mads)
    work()
    work()
    [letter] = post.letters
    assert letter["Subject"] == "Ny status: Flere bænke" and letter["To"] == "ida@example.org"
    assert "planlagt" in letter.get_body(("plain",)).get_content() and link_in(letter) == f"/naal/{pin.word}/"


def test_nobody_is_told_who_did_not_confirm_or_has_stopped(client, post, make_pin, follow):
    pin = make_pin()
    client.post(f"/naal/{pin.word}/foelg/", {"email": "bo@example.org"})
    follow(pin).stop()
    deliver_letters(0)
    post.letters.clear()
    pin.move_on("done", reason="Den er sat op.")
    work()
    assert post.letters == []


def test_one_click_from_a_mail_program_stops_it(post, make_pin, follow):
    from django.test import Client

    follower = follow(make_pin())
    address, program = follower.get_absolute_url(), Client(enforce_csrf_checks=True)
    assert program.get(follower.stop_url).status_code == 200 and Follower.objects.exists()
    assert program.post(follower.stop_url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Follower.objects.exists()
    assert program.post(follower.stop_url).status_code == 200  # twice is the same as once
    assert program.post(address, {"do": "confirm"}).status_code == 403  # all other buttons need their token
    assert program.get(address).status_code == 404


def test_letters_after_the_first_say_how_to_stop(post, make_pin, follow):
    pin = make_pin()
    follower = follow(pin)
    pin.move_on("done", reason="Den er sat op.")
    work()
    assert post.letters[0]["List-Unsubscribe"].strip() == f"<https://kortet.example:8443{follower.stop_url}>"


def test_the_answer_is_the_same_for_a_known_address(client, post, make_pin, follow):
    pin = make_pin()
    follow(pin)
    pages = [client.post(f"/naal/{pin.word}/foelg/", {"email": f"{name}@example.org"}) for name in ("ida", "bo_")]
    first, second = (page.content.decode().replace("ida@", "bo_@") for page in pages)
    assert first == second and pages[0].status_code == 200
    deliver_letters(0)
    assert post.recipients[-1] == ["bo_@example.org"] and len(post.letters) == 1


@pytest.mark.parametrize("typed", ["ida", "ida@b.dk\r\nBcc: x@y.dk", '"a,"@b.dk', "", "x" * 400 + "@b.dk"])
def test_no_address_is_told_at_the_field_and_kept(client, make_pin, typed):
    page = client.post(f"/naal/{make_pin().word}/foelg/", {"email": typed})
    assert page.status_code == 422 and "follow-email_error" in page.content.decode()
    assert not Follower.objects.exists() and not Letter.objects.exists()


def test_a_robot_that_fills_in_the_trap_gets_no_letter(client, make_pin):
    page = client.post(f"/naal/{make_pin().word}/foelg/", {"email": "ida@example.org", "website": "x"})
    assert page.status_code == 422 and "skal være tomt" in page.content.decode() and not Letter.objects.exists()


def test_asking_again_at_once_is_one_letter(client, post, make_pin):
    pin = make_pin()
    for spelling in ("ida@example.org", "IDA@example.org", "ida@EXAMPLE.org"):
        client.post(f"/naal/{pin.word}/foelg/", {"email": spelling})
    deliver_letters(0)
    assert len(post.letters) == 1 and Follower.objects.count() == 1


def test_who_drops_a_pin_with_an_address_gets_its_link(client, post, told):
    page = client.post("/naale/ny/", told | {"email": "ida@Example.org"}, follow=True)
    assert "Vi har skrevet til ida@example.org" in page.content.decode()
    deliver_letters(0)
    assert Pin.objects.get().number in post.letters[0].get_body(("plain",)).get_content()
    own = client.get(link_in(post.letters[0])).content.decode()
    assert "Der er langt mellem bænkene." in own and 'value="withdraw"' in own


def test_who_did_not_can_still_ask_on_the_receipt_and_nobody_after_them(client, post, told):
    receipt = client.post("/naale/ny/", told)["Location"]
    assert client.post(receipt, {"email": "ikke en adresse"}).status_code == 422
    assert client.post(receipt, {"email": "ida@example.org"}).status_code == 302
    assert client.post(receipt, {"email": "bo@example.org"}).status_code == 200
    assert [(f.email, f.is_author) for f in Follower.objects.all()] == [("ida@example.org", True)]


def test_a_wrong_address_on_the_form_loses_nothing(client, told):
    page = client.post("/naale/ny/", told | {"email": "ida(at)example.org"})
    text = page.content.decode()
    assert page.status_code == 422 and "pin-email_error" in text
    assert "ida(at)example.org" in text and "Min mor kan ikke gå så langt." in text and not Pin.objects.exists()


def test_the_author_is_told_when_it_is_shown_and_why_when_not(client, post, told, mads):
    client.post("/naale/ny/", told | {"email": "ida@example.org"})
    deliver_letters(0)
    client.post(link_in(post.letters.pop()), {"do": "confirm"})
    pin = Pin.objects.get()
    pin.show(mads)
    pin.hide("Nævner en nabo ved navn", mads)
    work()
    subjects = [letter["Subject"].strip().split(":")[0] for letter in post.letters]
    assert subjects == ["Din nål er på kortet", "Din nål vises ikke"]
    assert "Nævner en nabo ved navn" in post.letters[1].get_body(("plain",)).get_content()


def test_letters_speak_the_language_of_the_page(client, post, told):
    client.post("/en/naale/ny/", told | {"email": "ida@example.org"})
    deliver_letters(0)
    assert post.letters[0]["Subject"].strip().startswith("Confirm your e-mail address")
    assert link_in(post.letters[0]).startswith("/en/foelger/")


@pytest.fixture
def author(make_pin):
    return Follower.objects.create(pin=make_pin(), email="ida@example.org", is_author=True, confirmed=timezone.now())


def test_the_author_takes_the_pin_back_and_changes_her_mind(client, author, fjordby):
    page = client.get(f"/naal/{author.pin.word}/")
    client.post(author.get_absolute_url(), {"do": "withdraw"})
    assert page.status_code == 200 and client.get(f"/naal/{author.pin.word}/").status_code == 404
    assert 'value="restore"' in client.get(author.get_absolute_url()).content.decode()
    client.post(author.get_absolute_url(), {"do": "restore"})
    author.pin.refresh_from_db()
    assert (author.pin.moderation, author.pin.withdrawn) == ("waiting", None)
    assert [entry.verb for entry in Entry.objects.about(author.pin)] == ["withdrawn", "restored"]


def test_what_a_moderator_hid_is_not_brought_back_by_its_author(client, author, fjordby):
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    author.pin.hide("Spam")
    for wish in ("withdraw", "restore"):
        client.post(author.get_absolute_url(), {"do": wish})
    author.pin.refresh_from_db()
    assert (author.pin.moderation, author.pin.hidden_reason) == ("hidden", "Spam")


@pytest.mark.attack("G09")
def test_what_the_author_took_back_is_not_shown_by_staff(client, author, mads):
    author.pin.withdraw()
    with pytest.raises(ValidationError, match="trukket tilbage"):
        author.pin.show()
    client.force_login(mads)
    client.post("/admin/pins/pin/", {"action": "show_chosen", "_selected_action": [author.pin.pk]})
    assert not Pin.objects.public().exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pin.objects.update(moderation="shown")


def test_a_follower_cannot_do_what_an_author_can(client, make_pin):
    follower = Follower.objects.create(pin=make_pin(), email="bo@example.org", confirmed=timezone.now())
    client.post(follower.get_absolute_url(), {"do": "withdraw"})
    assert Pin.objects.public().exists()
    assert 'value="withdraw"' not in client.get(follower.get_absolute_url()).content.decode()


def test_an_author_who_stops_keeps_the_link(client, author):
    client.post(author.stop_url)
    author.refresh_from_db()
    assert not author.wants_letters and client.get(author.get_absolute_url()).status_code == 200


def test_another_towns_host_does_not_know_the_link(client, author, fjordby):
    from kortet.municipalities.models import Municipality

    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    fjordby.host = "testserver"
    fjordby.save()
    answer = client.get(author.get_absolute_url(), headers={"host": "nabo.localhost"})
    assert answer.status_code == 404


def test_what_nobody_confirmed_is_forgotten_after_a_week(client, author, make_pin):
    old = Follower.objects.create(pin=make_pin(), email="bo@example.org")
    Follower.objects.create(pin=make_pin(), email="ny@example.org")
    Follower.objects.filter(pk__in=[old.pk, author.pk]).update(created=timezone.now() - timedelta(days=8))
    assert forget_unconfirmed(0) == 1
    assert sorted(Follower.objects.values_list("email", flat=True)) == ["ida@example.org", "ny@example.org"]


def test_the_log_does_not_keep_the_link(client, caplog):
    word = "abcdefghjkmnpqrstuvwxyz23456"
    with caplog.at_level("DEBUG", logger="kortet.requests"):
        client.get(f"/foelger/{word}/")
    assert [record.path for record in caplog.records if record.name == "kortet.requests"] == ["/foelger/…/"]


def correct(client, author, title="Flere bænke og borde", text="Ved søen."):
    return client.post(f"{author.get_absolute_url()}ret/", {"title": title, "text": text})


@pytest.mark.attack("G05")
def test_a_correction_of_a_shown_pin_waits_and_what_is_shown_stays(client, author, mads, post):
    assert correct(client, author).status_code == 302
    assert Pin.objects.get().title == "Flere bænke"
    assert "venter på en moderator" in client.get(author.get_absolute_url()).content.decode()
    assert "Flere bænke og borde" in client.get(f"{author.get_absolute_url()}ret/").content.decode()
    client.force_login(mads)
    queue = client.get("/admin/pins/revision/").content.decode()
    assert "Flere bænke og borde. Ved søen." in queue
    client.post("/admin/pins/revision/", {"action": "take_in", "_selected_action": [Revision.objects.get().pk]})
    assert (Pin.objects.get().title, Pin.objects.get().text) == ("Flere bænke og borde", "Ved søen.")
    assert not Revision.objects.exists()
    work()
    assert [letter["Subject"].strip().split(":")[0] for letter in post.letters] == ["Din rettelse er på kortet"]


@pytest.mark.attack("G05")
def test_what_the_author_changed_meanwhile_is_not_taken_in_unread(client, author, mads):
    correct(client, author, title="Pænt")
    read = Revision.objects.get().pk
    correct(client, author, title="Spam")
    client.force_login(mads)
    client.post("/admin/pins/revision/", {"action": "take_in", "_selected_action": [read]})
    assert Pin.objects.get().title == "Flere bænke" and Revision.objects.get().title == "Spam"


def test_a_refused_correction_is_told(client, author, mads, post):
    correct(client, author)
    client.force_login(mads)
    client.post("/admin/pins/revision/", {"action": "refuse", "_selected_action": [Revision.objects.get().pk]})
    work()
    assert Pin.objects.get().title == "Flere bænke" and not Revision.objects.exists()
    assert [letter["Subject"].strip().split(":")[0] for letter in post.letters] == ["Din rettelse er ikke taget ind"]


@pytest.mark.parametrize(("moderation", "rule"), [("waiting", "before"), ("shown", "after")])
def test_a_correction_is_made_at_once_where_nobody_looks_first(client, author, fjordby, moderation, rule):
    fjordby.rules = {"moderation": rule}
    fjordby.save()
    Pin.objects.update(moderation=moderation)
    correct(client, author)
    assert Pin.objects.get().title == "Flere bænke og borde" and not Revision.objects.exists()


def test_what_is_hidden_is_not_corrected_nor_by_who_only_follows(client, author):
    Follower.objects.update(is_author=False)
    assert correct(client, author).status_code == 404
    Follower.objects.update(is_author=True)
    author.pin.hide("Spam")
    assert correct(client, author).status_code == 404
    assert Pin.objects.get().title == "Flere bænke"


def test_a_correction_is_checked_like_the_form_and_kept(client, author):
    page = correct(client, author, title="Ring 010190-1234", text="Min tekst")
    assert page.status_code == 422 and "CPR" in page.content.decode() and "Min tekst" in page.content.decode()
    assert not Revision.objects.exists()


def test_who_follows_is_told_of_a_comment_once_and_only_when_it_is_seen(post, make_pin, follow, fjordby):
    pin = make_pin()
    follow(pin)
    comment = Comment(pin=pin, text="God idé.", author_name="Bo", person="x")
    comment.say()
    work()
    assert post.letters == []
    for _ in range(2):
        comment.show()
    work()
    [letter] = post.letters
    assert (
        letter["Subject"].strip().startswith("Ny kommentar") and "God idé." in letter.get_body(("plain",)).get_content()
    )
