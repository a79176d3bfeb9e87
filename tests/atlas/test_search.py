"""Search over everything: misspelt words, what leads where, hostile words, what one can do if nothing is found."""

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone

from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment, KnownWord, Pin
from kortet.pins.tasks import learn_words
from kortet.places.models import AreaLayer, NamedPlace
from tests.atlas.test_views import queries, words_of
from tests.conftest import spot, square

HOSTILE = "' \" \\ a:*&b (((( ! | <-> % _ ½ ℅ ％ ⅷ² ß ﬁ 🙂 ´` 'OR 1=1-- ا ไทย 'a':* vej:A {pins} %(words)s %s"

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture
def learned(make_pin):
    titles = ["Flere bænke ved åen", "Ny cykelsti til skolen", "Hul i vejen", "Mørk sti ved Grønnegade"]
    pins = [make_pin(title=title, text="") for title in titles]
    make_pin(title="Hemmelig legeplads", moderation="waiting")
    learn_words(0)
    return pins


def found(client, words):
    return [pin.title for pin in client.get(f"/soeg/?q={quote(words)}").context["search"].pins]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("bænke", "Flere bænke ved åen"),
        ("baenk", "Flere bænke ved åen"),
        ("flere bænkke", "Flere bænke ved åen"),
        ("cyklesti", "Ny cykelsti til skolen"),
        ("sykelstien", "Ny cykelsti til skolen"),
        ("hul i vejn", "Hul i vejen"),
        ("hul i vjeen", "Hul i vejen"),
        ("Groennegade", "Mørk sti ved Grønnegade"),
        ("gronnegade", "Mørk sti ved Grønnegade"),
        ("moerk", "Mørk sti ved Grønnegade"),
        ("aaen", "Flere bænke ved åen"),
    ],
)
def test_misspelt_words_are_understood(client, learned, words, title):
    assert found(client, words) == [title]


def test_every_word_has_to_be_meant(client, learned):
    assert found(client, "cyklesti til månen") == []
    assert found(client, "i og til") == []  # words that say nothing


def test_what_many_say_is_taken_as_it_stands(client, make_pin):
    for number in range(3):
        make_pin(title=f"Stativ {number}")
    make_pin(title="Stadie")
    make_pin(title="Stativet")
    learn_words(0)
    assert "Stadie" not in found(client, "stativ")


def test_only_what_is_public_is_learned_and_what_is_gone_is_forgotten(learned, fjordby):
    known = set(KnownWord.objects.values_list("stem", flat=True))
    assert "cykelsti" in known and "legeplad" not in known and not any(word.startswith("hemme") for word in known)
    Pin.objects.filter(title__contains="cykelsti").update(moderation="hidden", hidden_reason="Grov")
    learn_words(0)
    assert "cykelsti" not in set(KnownWord.objects.values_list("stem", flat=True))


def test_each_town_knows_its_own_words(client, learned, make_pin):
    Municipality.objects.update(host="testserver")
    other = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    make_pin(municipality=other, title="Zebrastribe")
    learn_words(0)
    assert sorted(KnownWord.objects.filter(municipality=other).values_list("stem", flat=True)) == ["zebrastrib"]
    assert found(client, "zebrastrie") == []


def test_comments_are_found_by_misspelt_words_too(client, learned):
    Comment.objects.create(pin=learned[0], text="Her kunne en cykelsti gå.", moderation="shown")
    assert "Her kunne en <mark>cykelsti</mark> gå." in client.get("/soeg/?q=cyklesti").content.decode()


def test_associations_and_events_are_found_by_misspelt_words(client, make_partner, make_event):
    make_partner(name="Havnens Venner")
    make_event(title="Sankthansbål ved søen")
    make_event(title="Sankthans i hemmelighed", moderation="waiting")
    text = words_of(client.get("/soeg/?q=sanktansbaal"))
    assert "Sankthansbål ved søen" in text and "hemmelighed" not in text
    assert "Havnens Venner" in words_of(client.get("/soeg/?q=havnens+vener"))


@pytest.mark.parametrize("long_talk", [0, 49, 50, 120])
def test_a_hit_in_a_comment_leads_to_the_page_where_it_stands(client, make_pin, mads, long_talk):
    pin, start = make_pin(title="Lang samtale"), timezone.now() - timedelta(days=9)
    talk = [Comment(pin=pin, text="Ja.", moderation="shown", created=start, once=str(n)) for n in range(long_talk)]
    Comment.objects.bulk_create(talk)
    Comment.objects.create(pin=pin, text="Skjult.", moderation="hidden", hidden_reason="Grov", created=start)
    comment = Comment.objects.create(pin=pin, text="Her mangler lygter.", moderation="shown")
    reply = Comment.objects.create(pin=pin, text="Også lygter her.", moderation="shown", reply_to=comment)
    page = client.get("/soeg/?q=lygter").content.decode()
    for said in (comment, reply):
        [way] = re.findall(rf'href="([^"]+#kommentar-{said.word})"', page)
        assert f'id="kommentar-{said.word}"' in client.get(way.partition("#")[0]).content.decode()
        assert way == said.get_absolute_url() and ("side=" in way) == (long_talk >= 50)


def test_an_area_leads_to_its_page_and_an_address_to_the_map_there(client, fjordby):
    schools = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    schools.areas.create(code="a/1", name="Vestre Skole", boundary=square(0))
    NamedPlace.objects.create(
        municipality=fjordby, kind="place", text="Vesterport", point=spot(), source="t", source_id="1"
    )
    page = client.get("/soeg/?q=vest").content.decode()
    ways = re.findall(r'<li class="row same place">\s*<a href="([^"]+)"', page)
    assert set(ways[:3]) >= {"/omraader/bydele/01/", "/omraader/skoler/a/1/"}
    [map_way] = [way.replace("&amp;", "&") for way in ways if way.startswith("/?at=")]
    lng, lat = re.fullmatch(r"/\?at=([\d.]+),([\d.]+)&sort=near#17/\2/\1", map_way).groups()
    assert 9 < float(lng) < 11 and 55 < float(lat) < 57
    for way in (*ways[:3], map_way):
        assert client.get(way.partition("#")[0]).status_code == 200


def test_the_place_survives_when_the_filter_is_sent(client, make_pin):
    near, far = make_pin(title="Nær"), make_pin(title="Fjern", point=spot(2500))
    page = client.get("/?at=10.1,56.1&sort=near").content.decode()
    assert '<input type="hidden" name="at" value="10.10000,56.10000" />' in page
    for nonsense in ("", "x", "1,2,3", "nan,nan", '"><b>'):
        assert 'name="at"' not in client.get("/", {"at": nonsense}).content.decode()
    assert near.pk and far.pk


def test_where_nothing_is_found_the_page_says_what_one_can_do(client, make_pin):
    make_pin()
    page = words_of(client.get("/soeg/?q=xyzzy"))
    assert "Der er ikke fundet noget om “xyzzy”" in page and "Skriv færre ord" in page
    assert "ikke fundet noget" not in words_of(client.get("/soeg/?q=bænke"))
    assert "ikke fundet noget" not in words_of(client.get("/soeg/?q=+"))


@pytest.mark.parametrize("words", [*HOSTILE.split(), HOSTILE[:100], "x y " * 60, "a" * 500, "i og på", "\u202evej"])
def test_hostile_words_get_an_answer(client, learned, words):
    assert client.get("/soeg/", {"q": words}).status_code == 200


def test_it_asks_as_often_for_three_of_each_as_for_one(client, make_pin, make_partner, make_event):
    def put_up(number):
        pin = make_pin(title="Lygter ved skolen")
        Comment.objects.create(pin=pin, text="Lygter nu.", moderation="shown")
        make_partner(name=f"Lygter {number}", slug=f"lygter-{number}")
        make_event(title="Lygter tændes")

    put_up(1)
    learn_words(0)
    one = queries(client, "/soeg/?q=lytger+skoln")
    put_up(2)
    put_up(3)
    learn_words(0)
    assert queries(client, "/soeg/?q=lytger+skoln") == one
    assert len(found(client, "lytger skoln")) == 3
