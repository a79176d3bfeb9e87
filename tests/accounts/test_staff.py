"""Staff come in with two factors; without the second one they are nobody, on every page."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from kortet.people.models import Role, User
from tests.accounts.steps import IDA, app_code, ask, come_in, password, set_up_app, shown, who
from tests.conftest import staff
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


@pytest.fixture(autouse=True)
def _two_factors(settings):
    settings.STAFF_SECOND_FACTOR = True


def test_the_first_time_a_second_factor_is_set_up(client, pia):
    assert password(client, pia, "/udtraek/").headers["Location"] == "/udtraek/"
    asked = client.get("/udtraek/", follow=True)
    assert [way for way, _ in asked.redirect_chain] == ["/log-ind/medarbejder/?next=/udtraek/", "/mig/sikkerhed/"]
    assert "Sæt et andet bevis op" in asked.content.decode()
    set_up_app(client)
    assert client.get("/udtraek/").status_code == 200
    assert len(client.get("/mig/sikkerhed/noedkoder/").context["unused_codes"]) == 10


def test_the_next_time_its_code_is_asked_for(client, pia):
    password(client, pia)
    secret = set_up_app(client)
    other = Client()
    assert password(other, pia, "/udtraek/").headers["Location"] == "/log-ind/bevis/"
    assert who(other) is None and other.get("/udtraek/").status_code == 302
    assert other.post("/log-ind/bevis/", {"code": "000000"}).status_code == 200
    assert other.post("/log-ind/bevis/", {"code": app_code(secret, 1)}).headers["Location"] == "/udtraek/"
    assert other.get("/udtraek/").status_code == 200


def test_a_code_of_the_app_and_a_spare_one_work_once(client, pia):
    password(client, pia)
    secret = set_up_app(client)
    spare = client.get("/mig/sikkerhed/noedkoder/").context["unused_codes"][0]
    seen = []
    for code in (app_code(secret, 1), app_code(secret, 1), spare, spare):
        other = Client()
        password(other, pia)
        seen.append(other.post("/log-ind/bevis/", {"code": code}).status_code)
    assert seen == [302, 200, 302, 200]


def test_the_secrets_are_enciphered(client, pia, settings):
    password(client, pia)
    secret = set_up_app(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept and '"seed": "gAAAA' in kept.replace("'", '"')
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = (
        [settings.SECRET_KEY],
        "another key, and as long as it has to be",
    )
    other = Client()
    password(other, pia)
    assert other.post("/log-ind/bevis/", {"code": app_code(secret, 1)}).status_code == 302


@pytest.mark.parametrize(
    "address", ["/udtraek/", "/indsigt/", "/indlaes/", "/admin/", "/admin/pins/pin/", "/naal/{hidden}/"]
)
def test_half_in_is_nobody(client, pia, make_pin, address):
    address = address.format(hidden=make_pin(moderation="waiting").word)
    client.force_login(pia)
    nobody = Client().get(address)
    assert (client.get(address).status_code, nobody.status_code) in {(302, 302), (404, 404)}
    shown(client, pia, "mfa")
    assert client.get(address).status_code == 200


def test_staff_keep_one_second_factor(client, pia):
    password(client, pia)
    set_up_app(client)
    answer = client.post("/mig/sikkerhed/app/slet/")
    assert answer.status_code == 200 and Authenticator.objects.filter(type="totp").exists()


def test_what_is_changed_is_told_by_letter(client, pia, post, django_capture_on_commit_callbacks):
    User.objects.filter(pk=pia.pk).update(email="pia@fjordby.example")
    password(client, pia)
    with django_capture_on_commit_callbacks(execute=True):
        set_up_app(client)
    work()
    assert post.recipients == [["pia@fjordby.example"]]
    assert "En app til koder" in post.letters[0].get_body(("plain",)).get_content()


def test_only_staff_have_a_password(client, ida, pia):
    wrong = {"username": pia.username, "password": "x"}
    right = {"username": ida.username, "password": "en lang adgangskode"}
    pages = [client.post("/log-ind/medarbejder/", said) for said in (wrong, right, wrong | {"username": "nobody"})]
    assert {page.status_code for page in pages} == {422} and who(client) is None
    told = "Brugernavn og adgangskode passer ikke sammen."
    assert all(told in page.content.decode() for page in pages)


@pytest.mark.parametrize(("address", "let_in"), [("10.1.2.3", True), ("192.0.2.7", False), ("", False)])
def test_staff_are_staff_where_staff_work(client, pia, settings, make_pin, address, let_in):
    from ipaddress import ip_network

    settings.STAFF_NETWORKS = [ip_network("10.0.0.0/8")]
    client.force_login(pia)
    shown(client, pia, "mfa")
    hidden = f"/naal/{make_pin(moderation='waiting').word}/"
    assert client.get(hidden, REMOTE_ADDR=address).status_code == (200 if let_in else 404)
    assert client.get("/admin/", REMOTE_ADDR=address).status_code == (200 if let_in else 404)
    assert Client().get("/admin/login/", REMOTE_ADDR=address).status_code == (302 if let_in else 404)


def test_who_got_a_role_by_their_address_comes_in_by_a_code_and_a_second_factor(client, fjordby, post):
    """An administrator writes an address; nobody makes up a password for somebody else."""
    anna = staff("anna", fjordby, Role.Kind.ADMIN)
    desk = Client()
    desk.force_login(anna)
    shown(desk, anna, "mfa", ago=16 * 60)
    said = {"email": IDA, "kind": "planner"}
    assert desk.post("/bord/roller/", said).headers["Location"] == "/log-ind/igen/?next=/bord/roller/", "E12"
    shown(desk, anna, "mfa")
    assert desk.post("/bord/roller/", said).status_code == 302
    come_in(client, post, then="/udtraek/")
    assert client.get("/udtraek/", follow=True).redirect_chain[-1][0] == "/mig/sikkerhed/"
    set_up_app(client)
    assert client.get("/udtraek/").status_code == 200
    assert User.objects.filter(email=IDA).count() == 1


def test_a_provider_keeps_the_door_of_whom_it_vouches_for(client, fjordby, post):
    """Who has left the municipality's provider does not come in by the mailbox."""
    lis = staff("lis", fjordby, Role.Kind.PLANNER)
    lis.email = IDA
    lis.set_unusable_password()
    lis.save()
    SocialAccount.objects.create(user=lis, provider="kommunen", uid="aad-1")
    ask(client)
    work()
    assert "/log-ind/medarbejder/" in post.letters[0].get_body(("plain",)).get_content()
