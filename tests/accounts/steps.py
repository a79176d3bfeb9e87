"""Signing in as people do: the letter with the code is read at the mail server."""

import re
import time

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY as WHO,
)
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as SHOWN
from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from tests.worker import work

IDA = "ida@fjordby.example"


def code_in(letter):
    return re.search(r"\d{4} \d{4}", letter.get_body(("plain",)).get_content()).group()


def ask(client, email=IDA, then=""):
    """Asks for a code; returns the answer."""
    return client.post("/log-ind/", {"email": email, "next": then})


def code_for(client, post, email=IDA, then=""):
    """Asks for a code, and reads it in the newest letter."""
    ask(client, email, then)
    work()
    return code_in(post.letters[-1])


def come_in(client, post, email=IDA, then=""):
    """Signs in by a code; returns the answer to the typing of it."""
    return client.post("/log-ind/kode/", {"code": code_for(client, post, email, then)})


def password(client, user, then="", word="en lang adgangskode"):
    return client.post("/log-ind/medarbejder/", {"username": user.username, "password": word, "next": then})


def app_code(secret, steps=0):
    """What an authenticator app shows: now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client):
    """Sets an authenticator app up; returns its secret."""
    page = client.get("/mig/sikkerhed/app/")
    secret = page.context["form"].secret
    client.post("/mig/sikkerhed/app/", {"code": app_code(secret)})
    return secret


def who(client):
    """Whom the site takes a browser for: what stands on their own page, or nobody."""
    answer = client.get("/mig/")
    return answer.context["user"].pk if answer.status_code == 200 else None


def shown(client, user, method="password", ago=0):
    """As if somebody who is signed in had shown who they are so many seconds ago."""
    session = client.session
    session[SHOWN], session[WHO] = [{"method": method, "at": time.time() - ago}], user_id_to_str(user)
    session.save()
