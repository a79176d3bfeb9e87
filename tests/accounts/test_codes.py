"""Citizens sign in by a code: typed in the browser that asked, once, in ten minutes, with five tries."""

import time

import pytest
from django.test import Client
from django.utils import timezone

from kortet.accounts import codes
from kortet.people.models import User
from tests.accounts.steps import IDA, ask, code_for, code_in, come_in, who
from tests.worker import work

pytestmark = pytest.mark.usefixtures("fjordby", "site")


def test_a_citizen_gets_an_account_by_typing_the_code(client, post):
    assert ask(client).url == "/log-ind/kode/"
    assert not User.objects.exists(), "nothing is made before the code is typed"
    work()
    assert post.recipients == [[IDA]]
    answer = client.post("/log-ind/kode/", {"code": code_in(post.letters[0])})
    assert answer.url == "/mig/"
    ida = User.objects.get()
    assert (ida.email, ida.shown_email, ida.is_staff, ida.has_usable_password()) == (IDA, IDA, False, False)
    assert who(client) == ida.pk


def test_the_second_time_it_is_the_same_account(post):
    first, second = Client(), Client()
    come_in(first, post)
    come_in(second, post, email="IDA@Fjordby.example")
    assert who(first) == who(second) == User.objects.get().pk


def test_an_account_of_before_is_found(client, post, rikke):
    come_in(client, post, email=rikke.email)
    assert who(client) == rikke.pk


def test_where_somebody_wanted_to_go(client, post):
    assert come_in(client, post, then="/naale/ny/").url == "/naale/ny/"


def test_in_english(client, post):
    client.post("/en/log-ind/", {"email": IDA})
    work()
    assert "is your code" in post.letters[0]["Subject"]


def test_spaces_and_hyphens_do_not_matter(client, post):
    code = code_for(client, post)
    assert client.post("/log-ind/kode/", {"code": f" {code.replace(' ', '-')} "}).status_code == 302


@pytest.mark.parametrize("typed", ["", "0", "x" * 40, "１２３４５６７８", "' OR 1=1", "00000000\0"])
def test_a_wrong_code_is_told_at_the_field(client, post, typed):
    code_for(client, post)
    answer = client.post("/log-ind/kode/", {"code": typed})
    assert answer.status_code == 422 and "door-code_error" in answer.content.decode()


def test_five_tries_and_no_more(client, post):
    code = code_for(client, post)
    wrong = [client.post("/log-ind/kode/", {"code": "00000000"}).status_code for _ in range(5)]
    assert wrong == [422] * 5
    answer = client.post("/log-ind/kode/", {"code": code})
    assert answer.status_code == 422 and "for mange gange" in answer.content.decode()
    assert who(client) is None


def test_ten_minutes_and_no_more(client, post, monkeypatch):
    code = code_for(client, post)
    later = time.time() + codes.SECONDS + 1
    monkeypatch.setattr("time.time", lambda: later)
    assert client.post("/log-ind/kode/", {"code": code}).url == "/log-ind/"


def test_whose_account_is_closed_learns_it_after_the_code(client, post, ida):
    User.objects.filter(pk=ida.pk).update(email=IDA, is_active=False)
    answer = come_in(client, post)
    assert answer.status_code == 403 and "Kontoen er lukket" in answer.content.decode()
    assert who(client) is None


def test_staff_are_told_where_their_door_is(client, post, mads):
    User.objects.filter(pk=mads.pk).update(email=IDA)
    ask(client)
    work()
    text = post.letters[0].get_body(("plain",)).get_content()
    assert "/log-ind/medarbejder/" in text and "kode" not in text.lower()


def test_the_mail_server_is_down_for_an_hour(client, post):
    """The page does not wait for it, and the letter comes once when it is back."""
    post.close()
    assert ask(client).url == "/log-ind/kode/"
    work()
    post.reopen()
    from kortet.letters.models import Letter

    Letter.objects.update(due=timezone.now())
    work()
    work()
    assert len(post.letters) == 1
