from datetime import timedelta

import pytest
from django.utils import timezone

from kortet import safe_fetch
from kortet.events.models import Feed, SignUp
from tests import source
from tests.events.second_reader import SecondReader


@pytest.fixture
def weekly(make_event):
    """Every Tuesday at 19, from the first Tuesday after next week on."""
    first = timezone.localdate() + timedelta(days=7)
    first += timedelta(days=(1 - first.weekday()) % 7)
    return make_event(day=first, rule="FREQ=WEEKLY")


@pytest.fixture(scope="session")
def certificate_file(tmp_path_factory):
    return source.certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def feed_server(monkeypatch, certificate_file):
    """A source over TLS on 127.0.0.1, which for this test is an address like any other."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_file))
    safe_fetch.trusted.cache_clear()
    monkeypatch.setattr(safe_fetch.SafeFetch, "private_allowed", True)
    server = source.serve(certificate_file)
    yield server
    source.close(server)
    safe_fetch.trusted.cache_clear()


@pytest.fixture
def make_feed(fjordby, feed_server):
    """Makes calendar feeds at the source, unless told otherwise."""

    def make(**given):
        facts = {"municipality": fjordby, "name": "Koret", "address": f"https://127.0.0.1:{feed_server.server_port}/k"}
        return Feed.objects.create(**(facts | given))

    return make


@pytest.fixture(scope="session")
def second_reader():
    with SecondReader() as reader:
        yield reader


@pytest.fixture
def sign(site):
    """Signs somebody up for a date, a month before it."""

    def sign_up(date, name="Bo", language="da", **given):
        email = f"{name.lower()}@example.org"
        found = SignUp.take(date, name=name, email=email, seats=given.get("seats", 1), language=language)
        SignUp.objects.filter(pk=found.pk).update(created=date.starts - timedelta(days=30))
        return found

    return sign_up
