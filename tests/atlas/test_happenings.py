"""What happens in the town and in an area: in which order, how soon it was answered, and never what is hidden."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.atlas.happenings import Happenings
from kortet.pins.models import Comment, Pin
from tests.atlas.test_views import queries, words_of
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def titles(pins):
    return [pin.title for pin in pins]


@pytest.fixture
def happenings(fjordby):
    return lambda: Happenings(Pin.objects.of(fjordby).public(), name="town")


def test_the_most_supported_are_those_that_are_not_over(make_pin, happenings):
    for title, supports, status in [("A", 3, "new"), ("B", 9, "planned"), ("C", 20, "done"), ("D", 0, "new")]:
        make_pin(title=title, support_count=supports, status=status)
    make_pin(title="hidden", support_count=50, moderation="waiting")
    assert titles(happenings().supported) == ["B", "A"]


def test_what_came_to_its_status_last_stands_first(make_pin, happenings, mads):
    for title in ("A", "B", "C"):
        make_pin(title=title)
    for title in ("B", "A"):
        Pin.objects.get(title=title).move_on("done", mads, "Den er sat op.")
    Pin.objects.get(title="C").move_on("in_progress", mads)
    make_pin(title="hidden", status="done", moderation="waiting")
    make_pin(title="imported long ago", status="done", created=timezone.now() - timedelta(days=400))
    assert titles(happenings().done) == ["A", "B", "imported long ago"]
    assert titles(happenings().under_way) == ["C"]


def test_five_of_each_at_most(make_pin, happenings):
    for n in range(7):
        make_pin(title=f"Nål {n}", status="done")
    assert len(happenings().done) == len(happenings().newest) == 5


def test_the_answer_rate_is_of_the_last_year_and_says_the_middle_one(client, make_pin, happenings):
    now = timezone.now()
    for days in (1, 2, 20, 30, 60):
        make_pin(created=now - timedelta(days=100), answered=now - timedelta(days=100 - days))
    make_pin()
    make_pin(created=now - timedelta(days=500), answered=now)
    make_pin(moderation="waiting", answered=now)
    assert happenings().answers == (6, 5, 20)
    page = words_of(client.get("/nyt/"))
    assert "Kommunen har svaret på 5 af de 6 nåle fra det seneste år, typisk inden for 20 dage." in page


def test_a_rate_of_few_is_not_said(client, make_pin):
    for _n in range(4):
        make_pin(answered=timezone.now())
    assert "Kommunen har svaret" not in words_of(client.get("/nyt/"))


def test_within_the_same_day_is_one_day(make_pin, happenings):
    for _n in range(5):
        make_pin(answered=timezone.now())
    assert happenings().answers == (5, 5, 1)


def test_an_area_tells_of_its_own_pins_alone(client, make_pin):
    make_pin(title="I Vest", status="done")
    make_pin(title="I Midt", status="done", point=spot(1500))
    page = words_of(client.get("/omraader/bydele/01/"))
    assert "Udført for nylig" in page and "I Vest" in page and "I Midt" not in page


def test_what_people_said_is_found_and_what_is_hidden_is_not(client, make_pin):
    pin, hidden = make_pin(title="Sti"), make_pin(title="Lygter skjult", text="Lygte.", moderation="waiting")
    shown = {"moderation": "shown"}
    Comment.objects.create(pin=pin, text="Her mangler lygter & bænke ved kirkegården.", **shown)
    Comment.objects.create(pin=pin, text="Lygten er hemmelig.", moderation="waiting")
    Comment.objects.create(pin=hidden, text="Lygter og andet.", **shown)
    taken_off = Comment.objects.create(pin=pin, text="Skjult lygte.", moderation="hidden", hidden_reason="Grov")
    Comment.objects.create(pin=pin, reply_to=taken_off, text="Svar om lygter.", **shown)
    html = client.get("/soeg/?q=lygte").content.decode()
    assert "Her mangler <mark>lygter</mark> &amp; bænke ved kirkegården" in html
    assert "hemmelig" not in html and "Lygter og andet" not in html
    assert "skjult" not in html.lower() and "Svar om lygter" not in html and html.count("<mark>") == 1


def test_search_asks_as_often_for_three_comments_as_for_one(client, make_pin):
    def say():
        Comment.objects.create(pin=make_pin(), text="Her mangler lygter.", moderation="shown")

    say()
    one = queries(client, "/soeg/?q=lygte")
    say()
    say()
    assert queries(client, "/soeg/?q=lygte") == one


def test_a_pin_is_found_by_its_number(client, make_pin):
    pin, other, hidden = make_pin(title="Den her"), make_pin(title="En anden"), make_pin(moderation="waiting")
    page = words_of(client.get(f"/soeg/?q=+{pin.number}+"))
    assert "Den her" in page and other.title not in page
    assert "Ingen nåle med de ord." in words_of(client.get(f"/soeg/?q={hidden.number}"))
