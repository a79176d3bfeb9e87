"""Signing in at a municipality's provider: a real conversation, with keys, codes and signatures."""

import io
import logging
import re
from html import unescape

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from kortet.environment import Environment
from kortet.identity import ROLES, providers_of
from kortet.logs import LineFormatter
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User
from tests.accounts.provider import CLIENT, KEY, OTHER_KEY, SECRET, Provider
from tests.accounts.steps import set_up_app, who

pytestmark = pytest.mark.usefixtures("fjordby")
CPR = "010190-1234"
PIA = {
    "sub": "aad-77",
    "name": "Pia Plan",
    "email": "pia@fjordby.example",
    "groups": ["g-plan", "g-other"],
    "amr": ["pwd", "mfa"],
}


@pytest.fixture(scope="module")
def at_provider():
    with Provider() as provider:
        yield provider


@pytest.fixture
def provider(at_provider):
    at_provider.__dict__.update(person=dict(PIA), spoil={}, key=KEY, alg="RS256", asked=[])
    return at_provider


def told(provider, **given):
    facts = {"OIDC": "kommunen", "OIDC_KOMMUNEN_TITLE": "Fjordby Kommune", "OIDC_KOMMUNEN_TOWN": "fjordby"}
    facts |= {
        "OIDC_KOMMUNEN_ISSUER": provider.issuer,
        "OIDC_KOMMUNEN_CLIENT_ID": CLIENT,
        "OIDC_KOMMUNEN_SECRET": SECRET,
    }
    facts |= {"OIDC_KOMMUNEN_ROLES": "g-plan=planner,g-mod=moderator"}
    given = {f"OIDC_KOMMUNEN_{name}": value for name, value in given.items()}
    return providers_of(Environment(facts | given), in_production=False)


@pytest.fixture
def agree(provider, settings):
    """Settings that name the provider."""

    def agree(**given):
        settings.STAFF_SECOND_FACTOR = True
        settings.OIDC = told(provider, **given)
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [one.as_app for one in settings.OIDC]}}

    agree()
    return agree


def start(client, then="/udtraek/", extra=""):
    """Presses the button; returns where the page leads."""
    page = client.post(f"/log-ind/hos/kommunen/{extra}", {"next": then})
    assert page.status_code == 200
    return unescape(re.search(r'<a class="button first" href="([^"]+)"', page.content.decode()).group(1))


def come_in(client, provider, **given):
    return client.get(provider.approve(start(client, **given)))


def test_staff_come_in_with_the_roles_of_their_groups(client, provider, agree):
    assert "Log ind med Fjordby Kommune" in client.get("/log-ind/medarbejder/").content.decode()
    assert come_in(client, provider).headers["Location"] == "/udtraek/"
    assert client.get("/udtraek/").status_code == 200, "the provider saw two factors"
    pia = User.objects.get()
    assert (pia.is_staff, pia.is_superuser, pia.first_name, pia.shown_email) == (True, False, "Pia Plan", "")
    assert list(Role.objects.values_list("user", "kind")) == [(pia.pk, "planner")]
    asked = provider.asked[0]
    assert set(asked["scope"].split()) == {"openid", "profile", "email"} and asked["code_challenge_method"] == "S256"


def test_roles_are_those_of_today(client, provider, agree):
    come_in(client, provider)
    provider.person["groups"] = ["g-mod"]
    other = Client()
    come_in(other, provider)
    assert list(Role.objects.values_list("kind", flat=True)) == ["moderator"]
    assert client.get("/udtraek/").status_code == 404, "also in the session of before"


def test_who_is_in_no_group_is_not_let_in_and_loses_what_they_had(client, provider, agree):
    come_in(client, provider)
    provider.person["groups"] = []
    other = Client()
    answer = come_in(other, provider)
    assert answer.status_code == 403 and "ingen rolle" in answer.content.decode()
    assert not Role.objects.exists() and not User.objects.get().is_staff
    assert who(other) is None and client.get("/udtraek/").status_code == 404


def test_without_two_factors_there_a_second_one_is_set_up_here(client, provider, agree):
    provider.person["amr"] = ["pwd"]
    come_in(client, provider)
    answer = client.get("/udtraek/", follow=True)
    assert answer.redirect_chain[-1][0] == "/mig/sikkerhed/" and "Sæt et andet bevis op" in answer.content.decode()
    set_up_app(client)
    assert client.get("/udtraek/").status_code == 200


SPOILT = {
    "another sign-in's nonce": {"spoil": {"nonce": "x"}},
    "no nonce": {"spoil": {"nonce": None}},
    "another site's token": {"spoil": {"aud": "another"}},
    "another provider's token": {"spoil": {"iss": "https://evil.example"}},
    "too old": {"spoil": {"exp": 1}},
    "another key": {"key": OTHER_KEY},
    "unsigned": {"alg": "none"},
    "signed with a word": {"alg": "HS256"},
    "nobody": {"spoil": {"sub": ""}},
    "called by a personal number": {"spoil": {"sub": CPR}},
}


@pytest.mark.parametrize("trick", SPOILT)
def test_a_token_that_is_not_sound_lets_nobody_in(client, provider, agree, trick):
    provider.__dict__.update(SPOILT[trick])
    answer = come_in(client, provider)
    assert answer.status_code == 403 and "lykkedes ikke" in answer.content.decode()
    assert not User.objects.exists() and who(client) is None


def test_an_answer_is_good_once_and_in_its_own_browser(client, provider, agree):
    back = provider.approve(start(client))
    assert Client().get(back).status_code == 403
    assert client.get(back).status_code == 302
    client.post("/log-ud/")
    assert client.get(back).status_code == 403
    assert client.get("/log-ind/hos/kommunen/svar/?error=access_denied&state=x").status_code == 403
    assert client.get("/log-ind/hos/kommunen/svar/").status_code == 403


@pytest.mark.parametrize(
    "query", ["?scope=ssn", "?scope=cpr,ssn&auth_params=scope%3Dssn", "?auth_params=prompt%3Dnone"]
)
def test_nothing_in_the_address_adds_to_what_is_asked_for(client, provider, agree, query):
    provider.approve(start(client, extra=query))
    assert "ssn" not in str(provider.asked) and "prompt" not in provider.asked[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("SCOPES", "openid ssn"), ("SCOPES", "openid,cpr"), ("ACR", "nemlogin:cpr"), ("GROUPS", "cprNumberIdentifier"),
     ("ROLES", "x=king"), ("ISSUER", "ftp://x"), ("TOWN", ""), ("FOR", "all")],
)  # fmt: skip
def test_settings_that_ask_for_personal_numbers_are_refused(provider, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"OIDC_KOMMUNEN_{name}"):
        told(provider, **{name: value})


def test_what_a_broker_says_unasked_is_neither_kept_nor_logged(client, provider, agree):
    agree(FOR="citizens", SCOPES="openid mitid")
    provider.person = {
        "sub": "mitid-1",
        "mitid.cpr": CPR,
        "cprNumberIdentifier": CPR.replace("-", ""),
        "name": f"Ida {CPR}",
    }
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        assert "Log ind med Fjordby Kommune" in client.get("/log-ind/").content.decode()
        assert come_in(client, provider, then="").headers["Location"] == "/mig/"
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(logging.INFO)
    account = SocialAccount.objects.get()
    kept = str(
        [account.extra_data, list(User.objects.values()), Session.objects.get().get_decoded(), written.getvalue()]
    )
    assert account.extra_data == {"id_token": {"sub": "mitid-1"}}
    assert "010190" not in kept and "1234" not in kept
    assert not User.objects.get().is_staff and not Role.objects.exists()


def test_f08_a_towns_provider_is_not_on_the_host_of_another(client, provider, agree, fjordby):
    Municipality.objects.filter(pk=fjordby.pk).update(host="testserver")
    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    there = {"host": "nabo.localhost"}
    assert client.post("/log-ind/hos/kommunen/", headers=there).status_code == 404
    assert client.get("/log-ind/hos/kommunen/svar/?code=x&state=y", headers=there).status_code == 404
    assert "Fjordby" not in client.get("/log-ind/medarbejder/", headers=there).content.decode()


def test_a_provider_that_is_away_is_told(client, agree, settings):
    agree(ISSUER="http://127.0.0.1:9")
    answer = client.post("/log-ind/hos/kommunen/")
    assert answer.status_code == 502 and "lykkedes ikke" in answer.content.decode()


def test_every_role_can_be_given(provider):
    assert set(ROLES) == set(Role.Kind.values)
