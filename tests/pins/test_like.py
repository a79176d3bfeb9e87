"""What is here already: the words that mean the same come before those that are only close."""

import pytest

from kortet.pins.models import Pin
from tests.conftest import spot


@pytest.mark.parametrize("said", ["bænkene", "Bænk", "bænkens"])
def test_inflected_words_are_the_same_matter(make_pin, neighbourhoods, said):
    make_pin(title="Hul i fortovet", text="En fod dybt.", point=spot(500, 500))
    same = make_pin(title="Siddepladser", text="Der mangler en bænk", point=spot(620, 500))
    found = Pin.objects.public().like(spot(500, 500), said, metres=250)
    assert found[0] == same


def test_the_rank_of_danish_words_is_what_decides(make_pin, neighbourhoods):
    """With words that trigrams do not see (ånd, ænder) only full text can tell them."""
    make_pin(title="Andedammen", text="Den er grøn.", point=spot(500, 500))
    same = make_pin(title="Fugle", text="Fodring af ænder bør stoppe", point=spot(640, 500))
    sql = str(Pin.objects.public().like(spot(500, 500), "ænderne", metres=250).query)
    assert Pin.objects.public().like(spot(500, 500), "ænderne", metres=250)[0] == same
    assert "to_tsvector" not in sql
