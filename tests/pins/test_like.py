"""What is here already: the nearest pins, and once there is a headline those that say the same."""

import pytest

from kortet.pins.models import Pin
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture
def street(make_pin):
    make_pin(title="Lygten er gået ud", point=spot(520))
    make_pin(title="Huller i cykelstien", text="Der er dybe huller ved krydset.", point=spot(600))
    make_pin(title="Flere bænke langs åen", point=spot(560))
    make_pin(title="En bænk langt væk", point=spot(900))
    make_pin(title="Huller i cykelstien, skjult", point=spot(505), moderation="waiting")


def titles(words):
    found = Pin.objects.public().like(spot(), words, metres=250)
    return [pin.title for pin in found]


def test_before_anything_is_written_the_nearest_come_first(street):
    assert titles("") == ["Lygten er gået ud", "Flere bænke langs åen", "Huller i cykelstien"]


@pytest.mark.parametrize("words", ["hul i cykelsti", "cykelsten har huler", "dybt hul ved et kryds", "CYKELSTI"])
def test_with_words_the_same_matter_comes_first_however_it_is_spelt(street, words):
    assert titles(words)[0] == "Huller i cykelstien"


def test_another_form_of_the_word_counts(street):
    assert titles("bænken")[0] == "Flere bænke langs åen"


@pytest.mark.parametrize("words", ["!!!", "' OR 1=1", "a & | !", "%", "\\", "ø", "🙂"])
def test_odd_words_are_no_error(street, words):
    assert len(titles(words)) == 3


def test_the_form_offers_to_support_what_is_the_same(client, street):
    here = spot().transform(4326, clone=True)
    question = {"lng": here.x, "lat": here.y, "title": "Hul i cykelstien", "find": "1"}
    page = client.post("/naale/ny/", question).content.decode()
    same = Pin.objects.get(title="Huller i cykelstien")
    assert page.index("Huller i cykelstien") < page.index("Lygten er gået ud")
    assert f'href="/naal/{same.word}/stoet/"' in page and "100 meter herfra" in page and "skjult" not in page


def test_the_number_of_questions_does_not_grow(client, make_pin, django_assert_num_queries):
    here = spot().transform(4326, clone=True)
    question = {"lng": here.x, "lat": here.y, "title": "Bænk", "find": "1"}
    make_pin()
    client.post("/naale/ny/", question)  # the town's bounds are asked for once
    with django_assert_num_queries(7):
        client.post("/naale/ny/", question)
    for _ in range(3):
        make_pin()
    with django_assert_num_queries(7):
        client.post("/naale/ny/", question)
