"""Comments: written without an account, looked at first where the municipality wants it, counted exactly."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment
from kortet.places.models import NamedPlace
from tests.conftest import spot, staff

PARALLEL, KEYS = 50, 10


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin()


@pytest.fixture
def open_town(fjordby):
    """A municipality that shows first and looks afterwards."""
    fjordby.rules = {"moderation": "after"}
    fjordby.save()
    return fjordby


@pytest.fixture
def address(pin):
    return f"/naal/{pin.word}/kommenter/"


@pytest.fixture
def make_comment(pin):
    """Comments that are shown, unless told otherwise."""

    def make(text="Enig", **given):
        return Comment(**({"pin": pin, "text": text, "moderation": "shown"} | given)).say()

    return make


def counted(pin):
    pin.refresh_from_db()
    return pin.comment_count


def page(client, pin):
    return client.get(f"/naal/{pin.word}/").content.decode()


def test_a_comment_waits_for_a_moderator_and_the_person_is_told(client, pin, address):
    answer = client.post(address, {"text": "God idé", "author_name": "Bo"}, follow=True)
    assert "En moderator læser den" in answer.content.decode()
    comment = Comment.objects.get()
    assert (comment.text, comment.author_name, comment.moderation, comment.author) == ("God idé", "Bo", "waiting", None)
    assert counted(pin) == 0
    assert "God idé" not in page(client, pin)


def test_only_its_writer_sees_the_words_of_what_waits(client, pin, address):
    sent = client.post(address, {"text": "God idé"}).url
    assert "God idé" in client.get(sent).content.decode()
    assert "God idé" not in Client().get(sent).content.decode()


def test_where_the_town_shows_first_it_is_there_at_once(client, open_town, pin, address):
    answer = client.post(address, {"text": "God idé"}, follow=True)
    assert "Den er på siden" in answer.content.decode()
    assert "God idé" in page(client, pin) and "1 kommentar" in page(client, pin)
    assert "1 kommentar" in client.get("/").content.decode()


def test_showing_and_hiding_count(pin, make_comment, mads):
    comment = make_comment(moderation="waiting")
    assert counted(pin) == 0
    comment.show(mads)
    assert counted(pin) == 1
    comment.hide("Nævner en nabo", mads)
    assert counted(pin) == 0
    assert [entry.verb for entry in Entry.objects.about(comment)] == ["commented", "shown", "hidden"]
    with pytest.raises(ValidationError):
        comment.hide(" ", mads)


def test_a_reply_goes_with_the_comment_that_it_answers(client, pin, make_comment):
    comment = make_comment("Spørgsmål")
    make_comment("Genmæle", reply_to=comment)
    assert counted(pin) == 2
    assert page(client, pin).index("Spørgsmål") < page(client, pin).index("Genmæle")
    comment.hide("x")
    assert counted(pin) == 0
    assert "Genmæle" not in page(client, pin)
    assert not Comment.objects.public().exists()
    comment.show()
    assert counted(pin) == 2


def test_replies_have_one_level(client, open_town, pin, make_comment, address):
    thread = make_comment("Tråd")
    reply = make_comment("Svar", reply_to=thread)
    client.post(f"{address}?svar={reply.word}", {"text": "Svar på svaret"})
    assert Comment.objects.get(text="Svar på svaret").reply_to == thread


def test_what_is_not_seen_cannot_be_answered(client, make_pin, make_comment, address):
    hidden = make_comment(moderation="waiting")
    elsewhere = make_comment(pin=make_pin())
    for word in (hidden.word, elsewhere.word, "findes-ikke"):
        assert client.get(f"{address}?svar={word}").status_code == 404
        assert client.post(f"{address}?svar={word}", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("moderation", ["waiting", "hidden"])
def test_a_pin_that_is_not_seen_has_no_conversation(client, make_pin, make_comment, moderation):
    pin = make_pin(moderation=moderation, hidden_reason="x")
    make_comment("Hemmelig", pin=pin)
    address = f"/naal/{pin.word}/kommenter/"
    assert client.get(address).status_code == client.post(address, {"text": "x"}).status_code == 404
    assert page(client, pin).count("Hemmelig") == 0
    assert not Comment.objects.public().exists()


def test_what_visible_to_lets_whom_see(fjordby, pin, make_comment, ida, mads):
    for moderation in ("shown", "waiting", "hidden"):
        make_comment(moderation, moderation=moderation, hidden_reason="x")
    make_comment("idas", moderation="waiting", author=ida)
    neighbour = staff("nils", Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost"), "moderator")
    everything = {"shown", "waiting", "hidden", "idas"}
    for user, wanted in ((ida, {"shown", "idas"}), (mads, everything), (neighbour, {"shown"})):
        assert set(Comment.objects.visible_to(user, fjordby).values_list("text", flat=True)) == wanted
    assert set(Comment.objects.public().values_list("text", flat=True)) == {"shown"}


def test_staff_see_what_waits_and_no_cache_keeps_it(client, pin, make_comment, mads):
    make_comment("Venter her", moderation="waiting")
    client.force_login(mads)
    answer = client.get(f"/naal/{pin.word}/")
    assert "Venter her" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_place_is_optional_and_its_own(client, open_town, pin, address):
    NamedPlace.objects.create(
        municipality=open_town, kind="address", text="Havnegade 12", street="Havnegade", number="12", source="x",
        source_id="1", point=spot(700, 700),
    )  # fmt: skip
    client.post(address, {"text": "Hernede", "address": "Havnegade 12"})
    comment = Comment.objects.get()
    assert comment.point.equals_exact(spot(700, 700), 1)
    assert "På kortet: " in page(client, pin) and "Havnegade 12" in page(client, pin)


@pytest.mark.parametrize("place", [{"address": "Findes Ikke 4"}, {"lng": "nan", "lat": "1"}, {"lng": "0", "lat": "0"}])
def test_a_place_that_is_none_is_told_and_the_words_stay(client, address, place):
    answer = client.post(address, {"text": "Hernede", **place})
    assert answer.status_code == 422
    assert "Hernede" in answer.content.decode()
    assert answer.context["form"].errors.keys() == {"address"}
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "  \n\t ", "\u200b\u200b", "\u2800\u3164", "nul\x00", "bel\x07", "010203-1234", "x" * 2001,
     "z" + "\u0301" * 40]
)  # fmt: skip
def test_what_cannot_be_kept_is_refused_beside_the_field(client, address, text):
    answer = client.post(address, {"text": text, "author_name": "Bo"})
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"text"}
    assert 'value="Bo"' in answer.content.decode()
    assert not Comment.objects.exists()


def test_marks_that_turn_the_letters_round_are_taken_out(client, address):
    client.post(address, {"text": "ab\u202ecd\u200b ef", "author_name": "Bo\r\nJens"})
    assert Comment.objects.values_list("text", "author_name").get() == ("abcd ef", "Bo Jens")


def test_a_robot_is_refused(client, address):
    assert client.post(address, {"text": "Køb nu", "website": "http://x"}).status_code == 422
    assert not Comment.objects.exists()


def test_the_token_is_asked_for(address):
    assert Client(enforce_csrf_checks=True).post(address, {"text": "x"}).status_code == 403


def test_the_same_form_twice_is_one_comment(client, open_town, pin, address):
    said = {"text": "God idé", "key": "k" * 22}
    urls = {client.post(address, said).url for _ in range(3)}
    assert len(urls) == 1 and Comment.objects.count() == counted(pin) == 1
    client.post(address, said | {"text": "God idé 2"})
    assert counted(pin) == 2


def test_the_eleventh_within_an_hour_is_asked_to_wait(client, address):
    for n in range(10):
        assert client.post(address, {"text": f"Nummer {n}"}).status_code == 302
    late = client.post(address, {"text": "Nummer 10"})
    assert late.status_code == 429
    assert "Vent lidt" in late.content.decode() and "Nummer 10" in late.content.decode()
    assert Client().post(address, {"text": "En anden"}).status_code == 302
    Comment.objects.update(created=timezone.now() - timedelta(minutes=61))
    assert client.post(address, {"text": "Nummer 10"}).status_code == 302


def test_a_town_hears_sixty_a_minute(pin, address):
    Comment.objects.bulk_create(Comment(pin=pin, text="x", person=f"{n}") for n in range(60))
    assert Client().post(address, {"text": "Nummer 61"}).status_code == 429
    Comment.objects.update(created=timezone.now() - timedelta(minutes=2))
    assert Client().post(address, {"text": "Nummer 61"}).status_code == 302


def test_the_page_asks_as_often_for_three_as_for_one(client, pin, make_comment, django_assert_num_queries):
    make_comment("Svar", reply_to=make_comment())
    client.get(f"/naal/{pin.word}/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/naal/{pin.word}/")
    for _ in range(2):
        make_comment("Svar", reply_to=make_comment())
    with django_assert_num_queries(len(one)):
        client.get(f"/naal/{pin.word}/")


def test_fifty_to_a_page_and_each_at_its_anchor(client, pin, make_comment):
    made = [make_comment(f"Kommentar nr. {n:03}") for n in range(52)]
    first, second = (client.get(f"/naal/{pin.word}/?side={n}").content.decode() for n in (1, 2))
    assert "nr. 049<" in first and "nr. 050<" not in first and "?side=2" in first
    assert "nr. 050<" in second and "nr. 049<" not in second and "?side=1" in second and "?side=3" not in second
    assert made[49].get_absolute_url() == f"/naal/{pin.word}/#kommentar-{made[49].word}"
    assert made[50].get_absolute_url() == f"/naal/{pin.word}/?side=2#kommentar-{made[50].word}"
    assert f'id="kommentar-{made[50].word}"' in second


@pytest.mark.parametrize("side", ["", "0", "-1", "x", "1e9", "99999999999999999999", "'", "²"])
def test_a_page_that_is_none_is_the_first(client, pin, make_comment, side):
    make_comment("Her er jeg")
    assert "Her er jeg" in client.get(f"/naal/{pin.word}/", {"side": side}).content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"moderation": "hidden"},
        {"is_official": True},
        {"point": spot(9_000_000)},
        {"moderation": "hidden"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(make_comment, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_comment(**({"text": "x"} | wrong))


def test_fifty_at_once_with_ten_keys_are_ten(transactional_db, open_town, pin, address):
    def send(number):
        try:
            key = number % KEYS
            return Client().post(address, {"text": f"Nummer {key}", "key": f"key-{key:022}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=16) as people:
        answers = list(people.map(send, range(PARALLEL)))
    assert answers == [302] * PARALLEL
    assert Comment.objects.count() == counted(pin) == KEYS


def test_a_shown_comment_raises_the_content_version(fjordby, pin, make_comment):
    from kortet.atlas.models import TileCell

    TileCell.objects.fold()
    before = Municipality.objects.get().content_version
    make_comment(moderation="waiting")
    TileCell.objects.fold()
    assert Municipality.objects.get().content_version == before
    make_comment()
    TileCell.objects.fold()
    assert Municipality.objects.get().content_version == before + 1
