"""Where somebody is signed in stands on a page, and a press ends it."""

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortet.accounts.devices import name_of
from kortet.people.models import User
from tests.accounts.steps import come_in, who

pytestmark = pytest.mark.usefixtures("fjordby", "site")
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile Safari/604.1"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox på Windows"),
        (IPHONE, "Safari på iPhone"),
        ("curl/8", "En browser"),
        ("<script>", "En browser"),
    ],
)
def test_devices_in_words(agent, name):
    assert name_of(agent) == name


@pytest.fixture
def browsers_of_ida(post):
    browsers = [Client(headers={"User-Agent": agent}) for agent in (FIREFOX, IPHONE, "curl/8")]
    for browser in browsers:
        come_in(browser, post)
    return browsers


def test_they_are_listed_with_as_many_questions(post):
    asked = []
    for _ in range(3):
        browser = Client(headers={"User-Agent": IPHONE})
        come_in(browser, post)
        with CaptureQueriesContext(connection) as questions:
            page = browser.get("/mig/sikkerhed/").content.decode()
        asked.append(len(questions))
    assert page.count('class="row-title">Safari på iPhone<') == 3 and asked[0] == asked[2]
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"0.0.0.0"}, "no address is kept"


def test_one_is_ended(browsers_of_ida):
    first, second, third = browsers_of_ida
    number = next(d.number for d in first.get("/mig/sikkerhed/").context["devices"] if d.name == "Safari på iPhone")
    first.post("/mig/sikkerhed/", {"end": number})
    assert who(second) is None and who(first) == who(third) == User.objects.get().pk


def test_all_others_are_ended(browsers_of_ida):
    first, second, third = browsers_of_ida
    first.post("/mig/sikkerhed/", {"end": "others"})
    assert who(second) is who(third) is None and who(first)


def test_this_one_is_ended(browsers_of_ida):
    first, second, _ = browsers_of_ida
    number = next(d.number for d in first.get("/mig/sikkerhed/").context["devices"] if d.is_this)
    assert first.post("/mig/sikkerhed/", {"end": number}).headers["Location"] == "/log-ind/"
    assert who(first) is None and who(second)


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "", "1\0"])
def test_nonsense_and_other_peoples_are_not_ended(browsers_of_ida, client, post, number):
    come_in(client, post, "mads@fjordby.example")
    theirs = UserSession.objects.filter(user__email="ida@fjordby.example").first().pk
    for said in (number, theirs):
        assert client.post("/mig/sikkerhed/", {"end": said}).status_code == 302
    assert UserSession.objects.filter(user__email="ida@fjordby.example").count() == 3 and who(client)
