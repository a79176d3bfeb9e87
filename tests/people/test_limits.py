"""A role may be limited to areas, themes or partners: what lies outside is neither decided nor, hidden, seen."""

import pytest
from django.db import IntegrityError, transaction

from kortet.events.models import Event
from kortet.links.models import Handover
from kortet.municipalities.models import Theme
from kortet.partners.models import Partner
from kortet.people.models import Role, User
from kortet.pins.models import Comment, Complaint, Pin, Revision
from kortet.places.models import Area, AreaLayer
from tests.conftest import spot, square, staff

MODERATOR = Role.Kind.MODERATOR


@pytest.fixture
def limit(mads):
    """Limits the moderator's role, and gives the person as the next request finds them."""

    def limited(**to):
        Role.objects.filter(user=mads).update(**to)
        return User.objects.get(pk=mads.pk)

    return limited


@pytest.fixture
def pins(neighbourhoods, green, make_pin):
    """One that waits in each of Vest and Midt; the one in Midt is about green areas."""
    west = make_pin(title="Vest", moderation="waiting")
    middle = make_pin(title="Midt", moderation="waiting", point=spot(1500), theme=green)
    return {"west": west, "middle": middle}


def titles(rows):
    return sorted(str(getattr(row, "title", row)) for row in rows)


def test_without_limits_a_role_is_for_all(fjordby, mads, pins):
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Midt", "Vest"]
    assert titles(Pin.objects.worked_on_by(mads, fjordby, Role.Kind.ANSWERER)) == []


def test_limited_to_areas(fjordby, limit, pins, neighbourhoods):
    mads = limit(areas=[neighbourhoods[1].pk])
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Midt"]
    assert titles(Pin.objects.visible_to(mads, fjordby)) == ["Midt"]
    pins["west"].show()
    assert titles(Pin.objects.visible_to(mads, fjordby)) == ["Midt", "Vest"]
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Midt"]


def test_limited_to_an_area_of_another_layer(fjordby, limit, pins, make_pin):
    """A local council's own area need not be a neighbourhood; what is about the whole town lies in none."""
    layer = AreaLayer.objects.create(municipality=fjordby, code="lokalraad", name="Lokalråd")
    area = Area.objects.create(layer=layer, code="a", name="Havnen", boundary=square(0))
    make_pin(title="Hele byen", moderation="waiting", precision="whole")
    mads = limit(areas=[area.pk])
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Vest"]


def test_limited_to_themes(fjordby, limit, pins, green):
    mads = limit(themes=[green.pk])
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Midt"]


def test_limits_of_one_role_are_all_to_be_met_and_roles_add_up(fjordby, limit, mads, pins, green, neighbourhoods):
    both = limit(areas=[neighbourhoods[0].pk], themes=[green.pk])
    assert titles(Pin.objects.worked_on_by(both, fjordby, MODERATOR)) == []
    Role.objects.create(user=mads, municipality=fjordby, kind=Role.Kind.ANSWERER, areas=[neighbourhoods[0].pk])
    both = User.objects.get(pk=mads.pk)
    assert titles(Pin.objects.worked_on_by(both, fjordby, MODERATOR)) == []
    assert titles(Pin.objects.worked_on_by(both, fjordby, MODERATOR, Role.Kind.ANSWERER)) == ["Vest"]


def test_what_hangs_on_a_pin_goes_with_it(fjordby, limit, pins, neighbourhoods):
    for pin in pins.values():
        Comment.objects.create(pin=pin, text=pin.title)
        Complaint.objects.create(pin=pin, reason="rude", person="x")
        Revision.objects.create(pin=pin, title=pin.title)
    mads = limit(areas=[neighbourhoods[0].pk])
    found = [kind.objects.worked_on_by(mads, fjordby, MODERATOR).get().pin for kind in (Comment, Complaint, Revision)]
    assert found == [pins["west"]] * 3
    assert [comment.text for comment in Comment.objects.visible_to(mads, fjordby)] == ["Vest"]


def test_limited_to_partners(fjordby, limit, pins, make_partner, make_event):
    rowing, chess = make_partner(), make_partner(name="Skak", state="asked")
    for partner in (rowing, chess):
        make_event(title=partner.name, organiser=partner, moderation="hidden", hidden_reason="x")
        Handover.objects.create(pin=pins["west"], partner=partner, what=partner.name)
    mads = limit(partners=[chess.pk])
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == []
    assert titles(Partner.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Skak"]
    assert titles(Event.objects.worked_on_by(mads, fjordby, MODERATOR)) == ["Skak"]
    assert [one.what for one in Handover.objects.worked_on_by(mads, fjordby, MODERATOR)] == ["Skak"]
    assert [one.what for one in Handover.objects.visible_to(mads, fjordby)] == ["Skak"]


def test_drafts_of_events_are_nobodys_work(fjordby, mads, make_event, rowing_club):
    make_event(organiser=rowing_club, status="draft")
    assert titles(Event.objects.worked_on_by(mads, fjordby, MODERATOR)) == []


def test_an_administrator_has_no_limit(fjordby, green):
    anna = staff("anna", fjordby, Role.Kind.ADMIN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Role.objects.filter(user=anna).update(themes=[green.pk])
    assert anna.is_unlimited_in(fjordby, MODERATOR)


@pytest.mark.parametrize("state", ["taken", "asleep", "citizen"])
def test_who_has_no_role_any_more_has_no_work(client, fjordby, mads, pins, state):
    client.force_login(mads)
    address = f"/naal/{pins['west'].word}/"
    assert client.get(address).status_code == 200
    if state == "taken":
        Role.objects.filter(user=mads).delete()
    else:
        off = {"asleep": "is_active", "citizen": "is_staff"}[state]
        User.objects.filter(pk=mads.pk).update(**{off: False})
    assert client.get(address).status_code == 404


def test_the_admin_decides_within_the_limit_only(client, fjordby, limit, pins, neighbourhoods):
    mads = limit(areas=[neighbourhoods[1].pk])
    client.force_login(mads)
    page = client.get("/admin/pins/pin/").content.decode()
    assert "Midt" in page and "Vest" not in page.replace("Vest</option>", "")
    chosen = {"_selected_action": [pin.pk for pin in pins.values()], "action": "show_chosen"}
    client.post("/admin/pins/pin/", chosen)
    assert {pin.title: pin.moderation for pin in Pin.objects.all()} == {"Vest": "waiting", "Midt": "shown"}
    assert client.get(f"/admin/pins/pin/{pins['west'].pk}/change/").status_code == 302
    assert client.get("/admin/journal/entry/").status_code == 403


def test_who_reads_all_may_still_decide_in_part_only(client, fjordby, limit, mads, pins, neighbourhoods):
    Role.objects.create(user=mads, municipality=fjordby, kind=Role.Kind.PLANNER)
    client.force_login(limit(areas=[neighbourhoods[1].pk]))
    chosen = {"_selected_action": [pin.pk for pin in pins.values()], "action": "show_chosen"}
    client.post("/admin/pins/pin/", chosen)
    assert {pin.title: pin.moderation for pin in Pin.objects.all()} == {"Vest": "waiting", "Midt": "shown"}
    pages = {pin.title: client.get(f"/admin/pins/pin/{pin.pk}/change/").content.decode() for pin in pins.values()}
    assert {title: "_save" in page for title, page in pages.items()} == {"Vest": False, "Midt": True}


def test_a_theme_of_another_town_limits_nothing_here(fjordby, limit, pins):
    from kortet.municipalities.models import Municipality

    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    mads = limit(themes=[Theme.objects.create(municipality=other, code="x", name="X").pk])
    assert titles(Pin.objects.worked_on_by(mads, fjordby, MODERATOR)) == []
    assert titles(Pin.objects.worked_on_by(mads, other, MODERATOR)) == []
