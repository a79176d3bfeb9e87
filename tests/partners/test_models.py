"""Who works where, what visitors see of it, and who may write in its name."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.partners.models import Invitation, Member, Partner
from kortet.places.models import Area
from tests.conftest import EAST, NORTH, spot, square

NOBODY = AnonymousUser()


def names(partners):
    return [partner.name for partner in partners]


def test_premises_find_their_neighbourhood_and_its_name_an_address(rowing_club, make_partner):
    assert (rowing_club.neighbourhood.name, rowing_club.slug) == ("Vest", "roklubben")
    assert [make_partner(name=name).slug for name in ("Roklubben", "Roklubben!", "Ældre Sagen Åby", "★")] == [
        "roklubben-2",
        "roklubben-3",
        "aeldre-sagen-aaby",
        "forening",
    ]


def test_hidden_premises_are_told_as_the_middle_of_their_neighbourhood(make_partner):
    home = make_partner(shows_premises=False, point=spot(10, 20))
    assert (home.public_point.coords, home.point.coords) == (spot(500, 500).coords, spot(10, 20).coords)
    home.work_in("radius", metres=1000)
    assert home.service_area.centroid.distance(spot(500, 500)) < 1
    assert not home.is_on_the_map


def test_who_has_no_premises_is_nowhere(make_partner):
    wanderers = make_partner(precision="whole")
    assert (wanderers.neighbourhood, wanderers.is_on_the_map) == (None, False)
    assert 'features":[]' in Partner.objects.as_geojson()


def test_a_service_area_is_the_town_some_areas_a_circle_or_what_was_drawn(rowing_club, fjordby):
    assert rowing_club.service_area.equals(fjordby.outline)
    rowing_club.work_in("areas", codes=["01", "02"])
    assert rowing_club.service_area.area == 2_000_000
    rowing_club.work_in("radius", metres=1000)
    assert 3_090_000 < rowing_club.service_area.area < 3_141_593
    drawn = Polygon.from_bbox((EAST, NORTH, EAST + 10, NORTH + 10))
    drawn.srid = 25832
    rowing_club.work_in("drawn", drawn=drawn)
    assert rowing_club.service_area.area == 100
    for wrong in ({"reach": "areas", "codes": ["99"]}, {"reach": "drawn"}, {"reach": "radius"}):
        with pytest.raises(ValidationError):
            rowing_club.work_in(**wrong)


def test_service_areas_follow_when_boundaries_change(make_partner, fjordby):
    club = make_partner(reach="areas", reach_codes=["01"])
    other = make_partner(name="Andre", reach="areas", reach_codes=["02"])
    Area.objects.filter(code="01").update(boundary=square(0, side=2000))
    Area.objects.filter(code="02").update(valid_to="2020-01-01")
    Partner.follow_areas(fjordby)
    club.refresh_from_db()
    other.refresh_from_db()
    assert (club.service_area.area, other.service_area.area) == (4_000_000, 1_000_000)


def test_who_works_at_a_place_or_in_an_area(make_partner):
    make_partner(name="Vest", reach="areas", reach_codes=["01"])
    make_partner(name="Midt", reach="areas", reach_codes=["02"], point=spot(1500))
    make_partner(name="Byen")
    vest = Area.objects.get(code="01")
    assert names(Partner.objects.working_at(spot())) == ["Byen", "Vest"]
    assert names(Partner.objects.working_at(spot(1500))) == ["Byen", "Midt"]
    assert set(names(Partner.objects.working_in(vest))) >= {"Byen", "Vest"}


def test_borders_belong_to_a_service_area_and_a_hole_does_not(rowing_club):
    """The hole is the 200 metres in the middle of a kilometre; its border belongs to the area as the outer one does."""
    outline, hole = square(0)[0], spot().buffer(100).envelope
    Partner.objects.update(service_area=MultiPolygon(outline.difference(hole), srid=25832))
    within = [(0, 500), (1000, 1000), (400, 500), (400, 400), (399.999, 500)]
    outside = [(-0.001, 500), (1000.001, 1000), (400.001, 500), (500, 500)]
    found = {at: Partner.objects.working_at(spot(*at)).exists() for at in within + outside}
    assert found == dict.fromkeys(within, True) | dict.fromkeys(outside, False)


def test_names_are_found_by_beginning_middle_and_misspelt(make_partner):
    for name in ("Fjordby Roklub", "Søspejderne", "Havnens Venner"):
        make_partner(name=name)
    found = {words: names(Partner.objects.matching(words)) for words in ("rokl", "sospejder", "havnens vener", "xyzw")}
    assert found == {
        "rokl": ["Fjordby Roklub"],
        "sospejder": ["Søspejderne"],
        "havnens vener": ["Havnens Venner"],
        "xyzw": [],
    }


def test_only_approved_ones_are_public_and_members_see_their_own(rowing_club, make_partner, rikke, ida, pia, fjordby):
    waiting = make_partner(name="Venter", state="asked")
    assert names(Partner.objects.visible_to(NOBODY, fjordby)) == ["Roklubben"]
    assert names(Partner.objects.visible_to(ida, fjordby)) == ["Roklubben"]
    assert set(names(Partner.objects.visible_to(pia, fjordby))) == {"Roklubben", "Venter"}
    Member.objects.create(partner=waiting, user=rikke)
    assert set(names(Partner.objects.visible_to(rikke, fjordby))) == {"Roklubben", "Venter"}
    elsewhere = Municipality.objects.create(code="hjerteby", name="Hjerteby", outline=square(0))
    assert names(Partner.objects.visible_to(pia, elsewhere)) == []


@pytest.mark.attack("G06")
def test_a_removed_member_and_a_paused_partner_write_nothing_more(rowing_club, rikke, mads):
    assert names(Partner.objects.run_by(rikke)) == ["Roklubben"]
    rowing_club.suspend("Svarer ikke", mads)
    assert names(Partner.objects.run_by(rikke)) == []
    rowing_club.approve(mads)
    Member.objects.get().remove(mads)
    assert names(Partner.objects.run_by(rikke)) == []
    assert list(Entry.objects.about(rowing_club).values_list("verb", flat=True)) == [
        "suspended",
        "approved",
        "member_removed",
    ]


def test_nothing_is_taken_away_without_a_reason(rowing_club):
    for verb in (rowing_club.suspend, rowing_club.decline):
        with pytest.raises(ValidationError):
            verb("  ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(pk=rowing_club.pk).update(state="suspended")


def test_an_invitation_is_good_once_and_as_long_as_the_partner_is_seen(rowing_club, ida):
    asked = Invitation.objects.create(partner=rowing_club, email="Ida@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(partner=rowing_club, email="ida@EXAMPLE.org")
    assert Invitation.objects.open().get() == asked
    asked.accept(ida)
    assert (Invitation.objects.open().count(), Member.objects.get().user) == (0, ida)


@pytest.mark.parametrize("number", ["12345678", "1358562", "abcdefgh"])
def test_a_cvr_number_has_a_check_digit(make_partner, number):
    with pytest.raises(ValidationError):
        make_partner(cvr=number).full_clean()


def test_a_place_outside_the_world_is_refused_by_the_database(make_partner):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_partner(point=Point(2_600_000, 5_000_000, srid=25832))


def test_only_public_premises_are_on_the_map(make_partner):
    make_partner(name="Åben")
    make_partner(name="Hjemme", shows_premises=False)
    told = Partner.objects.public().as_geojson()
    assert ("\\u00c5ben" in told, "Hjemme" in told) == (True, False)
