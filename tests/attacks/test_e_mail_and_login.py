"""Class E of the catalogue of attacks: mail and sign-in. Each test is named after its row."""

import io
import logging
import re
import time

import pytest
from django.conf import settings as configured
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.accounts import codes
from kortet.budgets.models import Spent
from kortet.letters.models import Letter
from kortet.logs import LineFormatter
from kortet.municipalities.models import Municipality
from kortet.partners.models import Invitation, Member
from kortet.people.models import Role, User
from kortet.pins.models import Follower
from tests.accounts.steps import IDA, app_code, ask, code_for, code_in, come_in, password, set_up_app, shown, who
from tests.post import SITE, link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")
LATER = codes.SECONDS + 1


@pytest.mark.parametrize(
    "address",
    ["ida@fjordby.example\r\nBcc: x@evil.example", "ida@fjordby.example\nTo: x@evil.example", "a\0@b.example"],
)
def test_e01_a_line_break_in_an_address_is_no_second_recipient(client, address):
    assert ask(client, address).status_code == 422
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    "address",
    ['"evil@x.dk,"@b.dk', "a@[127.0.0.1]", "x" * 300 + "@b.dk", "ida@fjordby.example.", "a@b", "ida@fjörd\u202e.dk"],
)
def test_e02_strange_addresses(client, address):
    answer = ask(client, address)
    taken = Letter.objects.values_list("to", flat=True)
    assert (answer.status_code, list(taken)) in [(422, []), (302, [IDA])]


@pytest.fixture
def known(ida, mads, rikke):
    """Addresses of a citizen, somebody whose account is closed, staff, a steward, and of nobody."""
    User.objects.filter(pk=ida.pk).update(email=IDA)
    User.objects.filter(pk=mads.pk).update(email="mads@fjordby.example")
    User.objects.create_user("lukket", email="lukket@fjordby.example", is_active=False)
    return [IDA, "mads@fjordby.example", "lukket@fjordby.example", rikke.email, "ukendt@fjordby.example"]


def test_e03_the_answer_is_the_same_whoever_it_is(known, post):
    answers = set()
    for address in known:
        browser = Client()
        with CaptureQueriesContext(connection) as asked:
            first = ask(browser, address)
        page = browser.get(first.headers["Location"]).content.decode().replace(address, "")
        page = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)
        wrong = browser.post("/log-ind/kode/", {"code": "00000000"})
        answers.add((first.status_code, first.headers["Location"], page, wrong.status_code, len(asked)))
    assert len(answers) == 1
    work()
    assert sorted(to for (to,) in post.recipients) == sorted(known), "one letter each"


def test_e03_too_many_is_the_same_whoever_it_is(known):
    seen = {address: [ask(Client(), address).status_code for _ in range(7)] for address in known}
    assert set(map(tuple, seen.values())) == {(302, 302, 302, 302, 302, 429, 429)}


SCANNERS = [{}, {"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"User-Agent": "SafeLinks"}] * 5


def test_e04_an_invitation_that_scanners_opened_still_works(client, rowing_club, post):
    way = Invitation.objects.create(partner=rowing_club, email=IDA).get_absolute_url()
    for headers in SCANNERS:
        scanner = Client(headers=headers)
        assert (scanner.get(way).status_code, scanner.head(way).status_code) == (200, 200)
        assert who(scanner) is None
    assert not User.objects.filter(email=IDA).exists() and not Member.objects.exists()
    assert client.post(way).status_code == 302
    come_in(client, post, then="/foreninger/roklubben/ret/")
    assert client.get("/foreninger/roklubben/ret/").status_code == 200
    assert Client().post(way).status_code == 410, "E05: once"


def test_e04_the_link_of_a_pin_that_scanners_opened_still_works(client, make_pin, post):
    client.post(f"/naal/{make_pin().word}/foelg/", {"email": IDA})
    work()
    way = link_in(post.letters[0])
    for headers in SCANNERS:
        Client(headers=headers).get(way), Client(headers=headers).head(way)
    assert not Follower.objects.exclude(confirmed=None).exists()
    client.post(way, {"do": "confirm"})
    assert Follower.objects.exclude(confirmed=None).count() == 1


def test_e05_a_code_works_once(client, post):
    code = code_for(client, post)
    cookies = client.cookies.copy()
    assert client.post("/log-ind/kode/", {"code": code}).status_code == 302
    again = Client()
    again.cookies = cookies
    assert again.post("/log-ind/kode/", {"code": code}).headers["Location"] == "/log-ind/"
    assert who(again) is None
    client.post("/log-ud/")
    assert client.post("/log-ind/kode/", {"code": code}).headers["Location"] == "/log-ind/"


def test_e05_a_newer_code_ends_the_one_before(client, post):
    old = code_for(client, post)
    new = code_for(client, post)
    assert client.post("/log-ind/kode/", {"code": old}).status_code == 422
    assert client.post("/log-ind/kode/", {"code": new}).status_code == 302


@pytest.mark.parametrize("spoil", [lambda code: code[:-1], lambda code: code + "0", lambda code: code[::-1] + "x"])
def test_e05_a_code_that_is_cut_or_longer(client, post, spoil):
    assert client.post("/log-ind/kode/", {"code": spoil(code_for(client, post))}).status_code == 422


def test_e05_a_code_in_another_browser_is_nothing(client, post):
    code = code_for(client, post)
    assert Client().post("/log-ind/kode/", {"code": code}).headers["Location"] == "/log-ind/"
    other = Client()
    ask(other, "mads@fjordby.example")
    assert other.post("/log-ind/kode/", {"code": code}).status_code == 422


def test_e05_a_code_on_another_towns_host_is_nothing(client, post, fjordby):
    Municipality.objects.filter(pk=fjordby.pk).update(host="testserver")
    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    code = code_for(client, post)
    there = client.post("/log-ind/kode/", {"code": code}, headers={"host": "nabo.localhost"})
    assert there.headers["Location"] == "/log-ind/"
    assert client.post("/log-ind/kode/", {"code": code}).status_code == 302


def test_e05_a_code_for_one_thing_is_none_for_another(client, post):
    """A code that changes an address does not sign in, also where its session is taken out of the browser."""
    come_in(client, post)
    client.post("/mig/adresse/", {"email": "ny@fjordby.example"})
    work()
    code = code_in(post.letters[-1])
    kept = client.session["accounts.code"]
    client.post("/log-ud/")
    session = client.session
    session["accounts.code"] = kept
    session.save()
    assert client.post("/log-ind/kode/", {"code": code}).headers["Location"] == "/log-ind/"


def test_e06_nothing_of_a_code_is_in_addresses_or_logs(client, post):
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(LineFormatter())
    handler.addFilter(lambda record: record.name != "mail.log")  # the test's mail server
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        code = code_for(client, post)
        page = client.get("/log-ind/kode/")
        answer = client.post("/log-ind/kode/", {"code": code})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    said = written.getvalue()
    assert code.replace(" ", "") not in said and code not in said and IDA not in said
    assert page.headers["Referrer-Policy"] == "same-origin" and "no-store" in page.headers["Cache-Control"]
    assert answer.headers["Location"] == "/mig/" and code not in page.content.decode()
    assert not re.search(r'(?:src|href)="https?://', page.content.decode())


def test_e07_a_thousand_asks_are_five_letters(post):
    for _ in range(1000 // 100):  # each of these browsers is refused as the other nine hundred and ninety would be
        ask(Client(), IDA)
    work()
    assert len(post.letters) == 5


def test_e07_the_owner_of_an_address_that_is_bombed_comes_in_from_where_they_were_before(client, post):
    come_in(client, post)
    client.post("/log-ud/")
    for _ in range(10):
        ask(Client(), IDA)
    assert ask(client).headers["Location"] == "/log-ind/kode/"
    come_in(client, post)
    assert who(client)


def test_e07_many_addresses_from_one_network(settings):
    settings.TRUSTED_PROXIES = 1
    statuses = []
    for n in range(70):
        chain = f"198.51.100.{n}, 2001:db8:0:1:{n:x}::1"
        answer = Client(headers={"X-Forwarded-For": chain}).post("/log-ind/", {"email": f"nr{n}@fjordby.example"})
        statuses.append(answer.status_code)
    assert statuses == [302] * 60 + [429] * 10, "E10: neither the forged chain nor another address of the /64 helps"
    fresh = Client(headers={"X-Forwarded-For": "2001:db8:0:2::1"})
    assert ask(fresh).status_code == 302


@pytest.mark.parametrize("headers", [{"host": "evil.example"}, {"X-Forwarded-Host": "evil.example"}])
def test_e08_letters_lead_to_our_own_host(client, known, post, headers):
    answer = client.post("/log-ind/", {"email": "mads@fjordby.example"}, headers=headers)
    work()
    assert answer.status_code in (302, 400)
    for letter in post.letters:
        text = letter.get_body(("plain",)).get_content()
        assert f"{SITE}/log-ind/medarbejder/" in text and "evil" not in text


def wrong(browser, name, **extra):
    said = {"username": name, "password": "gættet forkert"}
    return browser.post("/log-ind/medarbejder/", said, **extra).status_code


def test_e09_guessing_a_password_ends_after_ten(mads):
    assert [wrong(Client(), "mads") for _ in range(12)] == [422] * 10 + [429] * 2
    assert password(Client(), mads).status_code == 429, "the right one, from there, too"
    assert password(Client(REMOTE_ADDR="192.0.2.9"), mads).status_code == 302, "but not from elsewhere"


def test_e09_guessing_from_everywhere_ends_and_does_not_lock_out(client, mads):
    password(client, mads)
    client.post("/log-ud/")
    tries = [wrong(Client(), "mads", REMOTE_ADDR=f"192.0.2.{n}") for n in range(60)]
    assert tries == [422] * 49 + [429] * 11 or tries == [422] * 50 + [429] * 10
    assert password(Client(REMOTE_ADDR="198.51.100.1"), mads).status_code == 429
    assert password(client, mads).status_code == 302, "a browser that mads has come in from before"


def test_e09_one_password_for_many_names_ends(mads):
    assert [wrong(Client(), f"navn{n}") for n in range(105)][99:] == [422] + [429] * 5


def test_e09_guessing_the_second_factor_ends(client, pia, settings):
    settings.STAFF_SECOND_FACTOR = True
    password(client, pia)
    secret = set_up_app(client)
    there = Client(REMOTE_ADDR="192.0.2.7")
    password(there, pia)
    tries = [there.post("/log-ind/bevis/", {"code": f"{n:06}"}).status_code for n in range(12)]
    assert tries == [200] * 10 + [429] * 2
    assert there.post("/log-ind/bevis/", {"code": app_code(secret, 1)}).status_code == 429
    assert who(there) is None


def test_e09_budgets_are_in_the_database(mads):
    for _ in range(10):
        wrong(Client(), "mads")
    kept = list(Spent.objects.values())
    Spent.objects.all().delete()
    assert wrong(Client(), "mads") == 422
    Spent.objects.all().delete()
    Spent.objects.bulk_create(Spent(**one) for one in kept)
    assert wrong(Client(), "mads") == 429, "what another process, or one before a restart, has counted"


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/en/admin/login/?next=/en/admin/people/user/"])
def test_e09_the_admin_has_no_door_of_its_own(client, mads, address):
    answer = client.get(address, follow=True)
    assert "/log-ind/medarbejder/" in answer.redirect_chain[-1][0]
    client.post("/admin/login/", {"username": "mads", "password": "en lang adgangskode"})
    assert who(client) is None


def test_e11_the_session_has_another_name_after_sign_in(client, post):
    code = code_for(client, post)
    before = client.cookies[configured.SESSION_COOKIE_NAME].value
    client.post("/log-ind/kode/", {"code": code})
    after = client.cookies[configured.SESSION_COOKIE_NAME].value
    fixed = Client()
    fixed.cookies[configured.SESSION_COOKIE_NAME] = before
    assert after != before and who(fixed) is None and who(client)


def stolen(client):
    thief = Client()
    thief.cookies[configured.SESSION_COOKIE_NAME] = client.cookies[configured.SESSION_COOKIE_NAME].value
    return thief


def test_e11_a_stolen_cookie_is_nothing_after_sign_out(client, post):
    come_in(client, post)
    thief = stolen(client)
    assert who(thief)
    client.post("/log-ud/")
    assert who(thief) is None and thief.get("/mig/sikkerhed/").status_code == 302


@pytest.mark.parametrize("change", ["role", "deactivated", "password"])
def test_e11_what_is_taken_away_is_gone_at_the_next_request(client, pia, change):
    password(client, pia)
    assert client.get("/udtraek/").status_code == 200
    if change == "role":
        Role.objects.all().delete()
    elif change == "deactivated":
        User.objects.filter(pk=pia.pk).update(is_active=False)
    else:
        pia.set_password("en helt anden lang adgangskode")
        pia.save()
    assert client.get("/udtraek/").status_code in (302, 404)


def test_e11_cookies_have_their_flags(client, post, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.IN_PRODUCTION = True
    ask(client)
    come_in(client, post)
    client.get("/mig/")
    for name in ("SESSION_COOKIE_NAME", "KNOWN_COOKIE_NAME", "CSRF_COOKIE_NAME"):
        flags = client.cookies[getattr(configured, name)]
        assert (flags["httponly"], flags["samesite"], flags["secure"], flags["domain"], flags["path"]) == (
            True, "Lax", True, "", "/",
        ), name  # fmt: skip


def test_e11_two_tabs_at_the_door(client, post):
    """A second tab that asks anew ends the first one's code; both can go on."""
    first = code_for(client, post)
    second = code_for(client, post)
    assert client.post("/log-ind/kode/", {"code": first}).status_code == 422
    assert client.post("/log-ind/kode/", {"code": second}).headers["Location"] == "/mig/"
    assert client.get("/log-ind/").headers["Location"] == "/mig/"
    assert client.get("/log-ind/kode/").headers["Location"] == "/log-ind/igen/"


def later(client, user, **given):
    shown(client, user, ago=16 * 60, **given)


def test_e12_an_address_is_changed_by_who_has_just_shown_who_they_are(client, post):
    come_in(client, post)
    ida = User.objects.get()
    later(client, ida)
    answer = client.post("/mig/adresse/", {"email": "tyv@evil.example"})
    assert answer.headers["Location"] == "/log-ind/igen/?next=/mig/adresse/"
    client.post("/log-ind/igen/", {"next": "/mig/adresse/"})
    work()
    assert post.recipients[-1] == [IDA]
    assert client.post("/log-ind/kode/", {"code": code_in(post.letters[-1])}).headers["Location"] == "/mig/adresse/"
    client.post("/mig/adresse/", {"email": "ny@fjordby.example"})
    work()
    assert post.recipients[-1] == ["ny@fjordby.example"] and User.objects.get().email == IDA, "not before it is shown"
    client.post("/log-ind/kode/", {"code": code_in(post.letters[-1])})
    work()
    assert User.objects.get().shown_email == "ny@fjordby.example"
    assert post.recipients[-1] == [IDA] and "ny@fjordby.example" in post.letters[-1].get_body(("plain",)).get_content()


def test_e12_an_address_that_has_an_account_is_told_after_the_code_only(client, post, mads):
    User.objects.filter(pk=mads.pk).update(email="mads@fjordby.example", is_staff=False)
    come_in(client, post)
    answers = [client.post("/mig/adresse/", {"email": to}) for to in ("fri@fjordby.example", "mads@fjordby.example")]
    assert {answer.headers["Location"] for answer in answers} == {"/log-ind/kode/"}
    work()
    answer = client.post("/log-ind/kode/", {"code": code_in(post.letters[-1])})
    assert answer.status_code == 409 and User.objects.get(pk=mads.pk).email == "mads@fjordby.example"


FACTORS = ["app/", "app/slet/", "noedkoder/", "noedkoder/nye/", "noegle/ny/", "noegle/1/slet/"]


@pytest.mark.parametrize("page", FACTORS)
def test_e12_second_factors_are_changed_by_who_has_just_shown_one(client, pia, page):
    password(client, pia)
    set_up_app(client)
    later(client, pia, method="mfa")
    for ask_for in (client.get, client.post):
        answer = ask_for(f"/mig/sikkerhed/{page}")
        if answer.status_code != 405:
            assert answer.headers["Location"].startswith(("/log-ind/igen/", "/mig/sikkerhed/app/slet/"))
    shown(client, pia, "password")
    assert client.get("/mig/sikkerhed/noedkoder/").status_code == 302, "the password is not enough for who has more"


def test_e12_a_citizen_with_an_app_shows_its_code(client, post):
    come_in(client, post)
    secret = set_up_app(client)
    later(client, User.objects.get(), method="mfa")
    page = client.get("/log-ind/igen/").content.decode()
    assert "/log-ind/igen/kode/" in page and "Send mig en kode" not in page
    way = "/log-ind/igen/kode/?next=/mig/adresse/"
    assert client.get(way).status_code == 200
    assert client.post(way, {"code": app_code(secret, 1)}).headers["Location"] == "/mig/adresse/"


def test_e12_a_passkey_or_an_app_is_shown_again_with_a_code(client, pia):
    password(client, pia)
    secret = set_up_app(client)
    later(client, pia, method="mfa")
    page = client.get("/log-ind/igen/?next=/mig/sikkerhed/noedkoder/").content.decode()
    assert "/log-ind/igen/kode/" in page and "adgangskode/" not in page
    way = "/log-ind/igen/kode/?next=/mig/sikkerhed/noedkoder/"
    assert client.post(way, {"code": "000000"}).status_code == 200
    assert client.post(way, {"code": app_code(secret, 1)}).headers["Location"] == "/mig/sikkerhed/noedkoder/"
    assert client.get("/mig/sikkerhed/noedkoder/").status_code == 200


@pytest.mark.parametrize(
    "address", ["/bord/roller/", "/admin/people/user/", "/admin/people/user/add/", "/admin/password_change/"]
)
def test_e12_roles_are_given_by_who_has_just_shown_who_they_are(client, address):
    root = User.objects.create_superuser("root", password="en lang adgangskode")
    password(client, root)
    assert client.get(address).status_code == 200
    later(client, root)
    for ask_for in (client.get, client.post):
        assert ask_for(address).headers["Location"].startswith("/log-ind/igen/")
    answer = client.post(f"/log-ind/igen/adgangskode/?next={address}", {"password": "en lang adgangskode"})
    assert answer.headers["Location"] == address and client.get(address).status_code == 200


def test_f08_a_session_of_one_town_opens_nothing_in_another(client, pia, fjordby):
    Municipality.objects.filter(pk=fjordby.pk).update(host="testserver")
    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    password(client, pia)
    for address in ("/udtraek/", "/indsigt/", "/indlaes/"):
        assert client.get(address).status_code == 200
        assert client.get(address, headers={"host": "nabo.localhost"}).status_code == 404


AWAY = ["//evil.example", "/\\evil.example", "https:///evil.example", "https://evil.example/", "javascript:alert(1)"]
AWAY += ["%2f%2fevil.example", "\\\\evil.example", " //evil.example", "/\t/evil.example", "http:evil.example", "/\0"]


@pytest.mark.parametrize("then", AWAY)
def test_h02_next_leads_nowhere_else(client, post, mads, then):
    landed = [come_in(client, post, then=then).headers["Location"], password(Client(), mads, then).headers["Location"]]
    allowed = {"/mig/"} | ({then} if then.startswith("%2f") else set())
    assert set(landed) <= allowed, landed


DOORS = ["/log-ind/", "/log-ind/kode/", "/log-ind/medarbejder/", "/log-ind/igen/", "/log-ud/", "/mig/", "/mig/adresse/"]
DOORS += ["/mig/sikkerhed/", "/log-ind/hos/x/", "/log-ind/bevis/", "/log-ind/noegle/", "/mig/sikkerhed/app/"]


@pytest.mark.parametrize("address", DOORS)
def test_h05_no_door_opens_without_a_token(ida, address):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ida)
    for extra in ({}, {"headers": {"origin": "https://evil.example"}}):
        assert strict.post(address, {"email": IDA}, **extra).status_code == 403
    body = {"content_type": "text/plain", "data": '{"email": "x"}'}
    assert strict.post(address, **body).status_code == 403


@pytest.mark.parametrize("address", ["/log-ind/", "/log-ind/medarbejder/", "/mig/", "/mig/sikkerhed/"])
def test_h06_no_door_is_framed_or_kept(client, ida, address):
    pages = [client.get(address)]
    client.force_login(ida)
    pages.append(client.get(address))
    for page in pages:
        assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
        assert page.headers["X-Frame-Options"] == "DENY" and "no-store" in page.headers["Cache-Control"]


def test_public_pages_set_no_cookie(make_pin):
    for address in ("/", f"/naal/{make_pin().word}/", "/omraader/", "/arrangementer/"):
        assert not Client().get(address).cookies, address


def test_the_outbox_after_an_hour_without_a_mail_server(client, post):
    """Pages are unaffected meanwhile; then each letter comes once."""
    post.close()
    people = [f"nr{n}@fjordby.example" for n in range(5)]
    for address in people:
        assert ask(Client(), address).status_code == 302
        work()
    Letter.objects.update(due=timezone.now())
    post.reopen()
    work(), work()
    assert sorted(to for (to,) in post.recipients) == people


def test_time_goes_on_while_a_code_waits(client, post, monkeypatch):
    code = code_for(client, post)
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + LATER)
    assert client.post("/log-ind/kode/", {"code": code}).headers["Location"] == "/log-ind/"
