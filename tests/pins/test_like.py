"""What is here already: the words that mean the same come before those that are only close."""

import pytest
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.db.models import F
from django.db.models.functions import Greatest, Least

from kortet.pins.models import Pin
from kortet.pins.queries_words import any_of
from tests.conftest import spot


@pytest.mark.parametrize("said", ["bænkene", "Bænk", "bænkens"])
def test_inflected_words_are_the_same_matter(make_pin, neighbourhoods, said):
    make_pin(title="Hul i fortovet", text="En fod dybt.", point=spot(500, 500))
    same = make_pin(title="Siddepladser", text="Der mangler en bænk", point=spot(620, 500))
    found = Pin.objects.public().like(spot(500, 500), said, metres=250)
    assert found[0] == same


def test_trigrams_that_are_left_out_would_have_said_no_more(make_pin, neighbourhoods):
    texts = {"Flere bænke": "Ved åen", "Siddepladser": "Der mangler en bænk", "Bænk": "", "Ler": "Ler"}
    for title, text in texts.items():
        make_pin(title=title, text=text, point=spot(600, 500))
    for said in ["Bænk", "flere bænke ved åen", "baenke", "der mangler en benk", "siddeplads her", "xyz", "a"]:
        rank = SearchRank(F("search"), SearchQuery(any_of(said) or "xyz", config="danish", search_type="raw"))
        spelt = [TrigramWordSimilarity(said, "title"), TrigramWordSimilarity(said, "text") * 0.7]
        wanted = Pin.objects.annotate(wanted=0.6 + 2 * Greatest(*spelt, Least(rank * 4.0, 1.0)))
        found = {pin.pk: pin.likeness for pin in Pin.objects.like(spot(500, 500), said, metres=250)}
        assert found == pytest.approx(dict(wanted.values_list("pk", "wanted")))


def test_the_rank_of_danish_words_is_what_decides(make_pin, neighbourhoods):
    """With words that trigrams do not see (ånd, ænder) only full text can tell them."""
    make_pin(title="Andedammen", text="Den er grøn.", point=spot(500, 500))
    same = make_pin(title="Fugle", text="Fodring af ænder bør stoppe", point=spot(640, 500))
    sql = str(Pin.objects.public().like(spot(500, 500), "ænderne", metres=250).query)
    assert Pin.objects.public().like(spot(500, 500), "ænderne", metres=250)[0] == same
    assert "to_tsvector" not in sql
