"""A small town with something of everything, and orders for its exports."""

import pytest
from django.contrib.gis.geos import LineString
from django.http import QueryDict

from kortet.exports.order import Order
from kortet.links.models import Handover, Link
from kortet.people.models import Role
from kortet.places.models import Area, AreaLayer
from kortet.selections.forms import SelectionForm
from tests.conftest import EAST, NORTH, spot, square, staff

committed = pytest.mark.django_db(transaction=True)  # as what is ordered: the rows come over a second connection


@pytest.fixture
def write(fjordby, tmp_path):
    def write(name, crs="", question="", *subjects, reader=None):
        form = SelectionForm(QueryDict(question), municipality=fjordby)
        assert form.is_valid(), form.errors
        order = Order(form.wanted, name, crs, subjects or ("pins",), reader)
        path = tmp_path / f"udtraek{order.format.ending}"
        return path, order.write(path, lambda rows: None)

    return write


@pytest.fixture
def kim(fjordby):
    """Fjordby's case worker."""
    return staff("kim", fjordby, Role.Kind.CASE_WORKER)


@pytest.fixture
def town(fjordby, neighbourhoods, green, make_pin, make_partner, make_event, mads, ida):
    """Two pins that are seen and one that is not, each with a comment; partners, events, links, hand-overs."""
    schools = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    Area.objects.create(layer=schools, code="S1", name="Skole æøå", boundary=square(0, side=2000))
    shown = make_pin(title="Bænk", theme=green, author=ida, support_count=3, text="linje 1\nlinje 2 🚲")
    line = LineString((EAST + 1500, NORTH + 500), (EAST + 1600, NORTH + 600), srid=25832)
    other = make_pin(title="Hul", kind="problem", shape=line, point=spot(1500, 500), author=ida, author_name="Ida")
    hidden = make_pin(title="Hemmelig nål", moderation="waiting", author=mads)
    for pin, text in ((shown, "=1+1"), (other, "æøå"), (hidden, "Hemmelig ord")):
        pin.comments.create(text=text, moderation="shown", person="p" * 64, author_name="Bo")
    shown.comments.create(text="Hemmelig kommentar", moderation="waiting", person="p" * 64)
    shown.answer("Vi kommer", mads)
    club = make_partner(name="Klubben", themes=[green.pk], text="+45", email="post@klub.example", address="Vej 1")
    home = make_partner(name="Hjemme", shows_premises=False, address="Hemmelig vej 2", point=spot(333, 333))
    home.work_in("radius", metres=500)
    home.save()
    make_partner(name="Hemmelig forening", state="asked")
    dinner = make_event(title="Middag", organiser=club, themes=[green.pk], rule="FREQ=DAILY;COUNT=3", step_free=False)
    make_event(title="På nettet", precision="whole", online_url="https://online.example/x")
    make_event(title="Hemmeligt møde", moderation="waiting")
    for pin, to in ((shown, club), (other, dinner), (hidden, club), (other, home)):
        Link.objects.decide(pin, to, "confirmed", mads)
    for state, what in (("done", "Malet"), ("offered", "Hemmeligt tilbud")):
        Handover.objects.create(pin=shown, partner=club, state=state, what=what, result="Flot")
    return {"shown": shown, "other": other, "hidden": hidden, "club": club, "home": home, "dinner": dinner}
