"""The directory of associations and their pages: what anybody sees, and nothing else."""

import json

import pytest

from kortet.municipalities.models import Theme
from kortet.partners.models import Partner
from kortet.places.models import NamedPlace
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def names(page):
    return [partner.name for partner in page.context["page"]]


def test_the_directory_finds_by_name_theme_kind_and_nearness(client, make_partner, green, fjordby):
    make_partner(name="Roklubben", themes=[green.pk], point=spot(2500))
    make_partner(name="Havnens Venner", kind="council")
    make_partner(name="Venter", state="asked")
    make_partner(name="Overalt", precision="whole")
    facts = {"municipality": fjordby, "kind": "place", "text": "Bådehuset", "source": "t", "source_id": "1"}
    NamedPlace.objects.create(point=spot(2400), **facts)
    found = {
        question: names(client.get(f"/foreninger/?{question}"))
        for question in ("", "q=roklub", "theme=green", "kind=council", "near=Bådehuset", "kind=nonsense", "near=x")
    }
    every = ["Havnens Venner", "Overalt", "Roklubben"]
    assert found == {
        "": every,
        "q=roklub": ["Roklubben"],
        "theme=green": ["Roklubben"],
        "kind=council": ["Havnens Venner"],
        "near=Bådehuset": ["Roklubben", "Havnens Venner"],
        "kind=nonsense": every,
        "near=x": every,
    }


def test_the_directory_asks_as_much_for_three_as_for_one(client, make_partner, django_assert_num_queries):
    make_partner()
    client.get("/foreninger/")
    with django_assert_num_queries(5):
        assert "1 forening" in client.get("/foreninger/").content.decode()
    for name in ("B", "C"):
        make_partner(name=name, point=spot(1500))
    with django_assert_num_queries(5):
        assert "3 foreninger" in client.get("/foreninger/").content.decode()


def test_hidden_premises_and_private_facts_are_told_nowhere(client, make_partner):
    make_partner(name="Hjemme", shows_premises=False, address="Hemmelig Vej 1", point=spot(12, 34))
    open_one = make_partner(name="Åbent", address="Kajen 3")
    told = client.get("/foreninger/hjemme/").content.decode() + client.get("/foreninger/").content.decode()
    told += client.get("/foreninger.geojson").content.decode()
    exact = spot(12, 34).transform(4326, clone=True)
    assert "Hemmelig Vej" not in told and f"{exact.x:.4f}" not in told
    assert "Kajen 3" in client.get(open_one.get_absolute_url()).content.decode()
    features = json.loads(client.get("/foreninger.geojson").content)["features"]
    assert [feature["properties"]["name"] for feature in features] == ["Åbent"]


def test_a_page_shows_open_pins_of_its_area_and_themes(client, make_partner, make_pin, green, fjordby):
    make_partner(reach="areas", reach_codes=["01"], themes=[green.pk])
    make_pin(title="Grønt her", theme=green)
    make_pin(title="Grønt der", theme=green, point=spot(1500))
    make_pin(title="Andet her", theme=Theme.objects.create(municipality=fjordby, code="x", name="X"))
    make_pin(title="Grønt udført", theme=green, status="done")
    make_pin(title="Grønt skjult", theme=green, moderation="waiting")
    page = client.get("/foreninger/roklubben/")
    assert [pin.title for pin in page.context["pins"]] == ["Grønt her"]


@pytest.mark.attack("B01")
def test_words_with_markup_stay_words(client, make_partner):
    make_partner(name="<script>alert(1)</script>", text="<b>fed</b>", slug="fed")
    for address in ("/foreninger/fed/", "/foreninger/", "/foreninger.geojson"):
        text = client.get(address).content.decode()
        assert "<script>alert" not in text or address.endswith("json")
        assert "<b>fed" not in text
    assert Partner.objects.count() == 1


def test_many_are_told_page_by_page(client, make_partner):
    for number in range(31):
        make_partner(name=f"Nr. {number:02}")
    first, second = client.get("/foreninger/"), client.get("/foreninger/?page=2")
    assert (len(names(first)), names(second)) == (30, ["Nr. 30"])
    assert "Side 1 af 2" in first.content.decode()


def test_search_finds_associations_and_events(client, make_partner, make_event):
    make_partner(name="Havnens Venner")
    make_partner(name="Havnefogeden", state="asked")
    make_event(title="Havnefest")
    make_event(title="Havnemøde", moderation="waiting")
    text = client.get("/soeg/?q=havne").content.decode()
    assert "Havnens Venner" in text and "Havnefest" in text
    assert "Havnefogeden" not in text and "Havnemøde" not in text
