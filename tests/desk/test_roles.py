"""Administrators give roles, limit them and take them; the journal has it, and the person gets a letter."""

import pytest

from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.people.models import Role, User
from tests.accounts.steps import shown
from tests.conftest import staff


@pytest.fixture
def anna(client, fjordby, neighbourhoods):
    """A browser in which an administrator has just signed in."""
    user = staff("anna", fjordby, Role.Kind.ADMIN)
    client.force_login(user)
    shown(client, user)
    return client


def given(browser, **said):
    return browser.post("/bord/roller/", {"email": "nora@fjordby.example", "kind": "moderator"} | said)


def test_a_role_is_given_to_who_has_no_account_yet(anna, fjordby, neighbourhoods, green, rowing_club):
    said = {"unit": "Park og Vej", "areas": [neighbourhoods[0].pk], "themes": [green.pk], "partners": [rowing_club.pk]}
    assert given(anna, **said).status_code == 302
    role = Role.objects.get(kind="moderator")
    assert (role.user.email, role.user.is_staff, role.user.has_usable_password()) == (
        "nora@fjordby.example",
        True,
        False,
    )
    assert role.limit == ((neighbourhoods[0].pk,), (green.pk,), (rowing_club.pk,))
    entry = Entry.objects.get(verb="role_given")
    assert entry.actor.username == "anna" and entry.data["areas"] == [neighbourhoods[0].pk]
    letter = Letter.objects.get()
    assert letter.to == "nora@fjordby.example" and "moderator" in letter.text and "/bord/" in letter.text
    page = anna.get("/bord/roller/").content.decode()
    assert "Vest · Grønne områder · Roklubben" in page and "Park og Vej" in page


def test_a_citizen_with_an_account_becomes_staff(anna, ida):
    User.objects.filter(pk=ida.pk).update(email="Nora@fjordby.example")
    given(anna)
    assert Role.objects.get(kind="moderator").user == ida


@pytest.mark.parametrize(
    "said",
    [
        {"email": ""},
        {"email": "nora"},
        {"email": "nora@fjordby.example\nbcc: x@example.org"},
        {"kind": "king"},
        {"areas": ["0"]},
        {"themes": ["x"]},
        {"partners": ["99999999999999999999"]},
        {"unit": "x" * 81},
    ],
)
def test_what_cannot_be_is_said_at_the_field(anna, said):
    page = given(anna, **said)
    assert page.status_code == 422 and 'class="error"' in page.content.decode()
    assert Role.objects.count() == 1


def test_an_administrator_has_no_limit(anna, green):
    page = given(anna, kind="admin", themes=[green.pk])
    assert page.status_code == 422 and "er for hele kommunen" in page.content.decode()
    own = Role.objects.get()
    page = anna.post(f"/bord/roller/{own.pk}/", {"do": "limit", "themes": [green.pk]})
    assert page.status_code == 422 and Role.objects.get().themes == []


def test_a_role_is_given_once(anna):
    given(anna)
    page = given(anna, email="NORA@fjordby.example")
    assert page.status_code == 422 and "har allerede den rolle" in page.content.decode()


def test_two_accounts_of_one_address_are_not_guessed_between(anna):
    for name in ("nora1", "nora2"):
        User.objects.create_user(name, email="nora@fjordby.example")
    assert given(anna).status_code == 422


def test_a_role_is_limited_and_taken(anna, client, green, fjordby):
    given(anna)
    role = Role.objects.get(kind="moderator")
    anna.post(f"/bord/roller/{role.pk}/", {"do": "limit", "themes": [green.pk]})
    role.refresh_from_db()
    assert role.themes == [green.pk]
    asks = anna.post(f"/bord/roller/{role.pk}/", {"do": "take"})
    assert "Ja, tag den" in asks.content.decode() and Role.objects.filter(pk=role.pk).exists()
    anna.post(f"/bord/roller/{role.pk}/", {"do": "take for good"})
    role.user.refresh_from_db()
    assert not Role.objects.filter(pk=role.pk).exists() and not role.user.is_staff
    verbs = [entry.verb for entry in Entry.objects.filter(subject="people.role").order_by("pk")]
    assert verbs == ["role_given", "role_limited", "role_taken"]
    assert Letter.objects.count() == 3


def test_who_has_another_role_stays_staff(anna, mads, fjordby):
    second = Role.objects.create(user=mads, municipality=fjordby, kind=Role.Kind.PLANNER)
    anna.post(f"/bord/roller/{second.pk}/", {"do": "take for good"})
    mads.refresh_from_db()
    assert mads.is_staff


def test_the_last_door_is_not_locked_from_inside(anna):
    own = Role.objects.get()
    anna.post(f"/bord/roller/{own.pk}/", {"do": "take for good"})
    assert Role.objects.get() == own
    assert "en anden administrator" in anna.get(f"/bord/roller/{own.pk}/").content.decode()


def test_another_towns_roles_are_not_found(anna, fjordby):
    from kortet.municipalities.models import Municipality

    fjordby.host = "testserver"
    fjordby.save()
    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    nils = staff("nils", other, "moderator")
    assert anna.get(f"/bord/roller/{nils.roles.get().pk}/").status_code == 404


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_asks_the_same_for_all(anna, fjordby, n, django_assert_num_queries):
    for name in range(n):
        staff(f"s{name}", fjordby, "moderator")
    with django_assert_num_queries(12):
        anna.get("/bord/roller/")
