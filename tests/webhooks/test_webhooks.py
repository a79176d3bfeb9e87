"""Other systems are told what happens: signed, once, and nothing that is not public."""

import json

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob
from standardwebhooks import Webhook as Receiver
from standardwebhooks import WebhookVerificationError

from kortet import safe_fetch
from kortet.journal.models import Entry
from kortet.webhooks.messages import KINDS
from kortet.webhooks.models import MOST_FAILED, Delivery, Kind, Webhook
from kortet.webhooks.sending import NotTakenError, bring
from kortet.webhooks.tasks import deliver, note
from tests import source
from tests.conftest import staff
from tests.worker import listen

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture
def receiver(monkeypatch):
    """Another system, on this machine: it takes all, unless told otherwise."""
    monkeypatch.setattr(safe_fetch.SafeFetch, "private_allowed", True)
    server = source.serve()
    server.answer = (204, {}, b"")
    yield server
    source.close(server)


@pytest.fixture
def hook(fjordby, receiver):
    address = f"http://127.0.0.1:{receiver.server_port}/kortet?x=1"
    return Webhook.objects.create(municipality=fjordby, name="ESDH", address=address, kinds=Kind.values)


def send():
    """The worker's part: who hears notes messages, and each that waits is brought once."""
    listen()
    jobs = ProcrastinateJob.objects.filter(task_name=deliver.name, status="todo").order_by("id")
    for job in jobs:
        bring(Delivery.objects.select_related("webhook__municipality").get(pk=job.args["delivery"]))
    jobs.delete()


def said(receiver):
    return [json.loads(body) for _headers, body in receiver.posted]


def types(receiver):
    return [message["type"] for message in said(receiver)]


def test_a_pin_is_told_as_the_public_sees_it(hook, receiver, make_pin, green, pia):
    pin = make_pin(moderation="waiting", theme=green, author_name="Ida", precision="area")
    pin.public_point = pin.point
    pin.show()
    pin.move_on("planned")
    pin.answer("Vi gør det i maj", pia)
    send()
    assert types(receiver) == ["pin.published", "pin.status", "pin.answered"]
    first = said(receiver)[0]
    assert (first["municipality"], first["data"]["type"]) == ("fjordby", "Feature")
    told = first["data"]["properties"]
    assert (told["number"], told["title"], told["theme"], told["neighbourhood"]) == (
        pin.number,
        pin.title,
        "green",
        "01",
    )
    assert first["data"]["geometry"]["coordinates"] == pytest.approx(
        pin.public_point.transform(4326, clone=True).coords, abs=1e-6
    )
    assert told["url"].startswith("http") and told["url"].endswith(pin.get_absolute_url())


def test_it_is_signed_as_standard_webhooks_are(hook, receiver, make_pin):
    make_pin(moderation="waiting").show()
    send()
    [(headers, body)] = receiver.posted
    headers = {name.lower(): value for name, value in headers.items()}
    assert Receiver(hook.secret).verify(body, headers)["type"] == "pin.published"
    with pytest.raises(WebhookVerificationError):
        Receiver(hook.secret).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Receiver("whsec_" + "A" * 44).verify(body, headers)


def test_what_was_never_public_is_told_nowhere(hook, receiver, make_pin):
    pin = make_pin(moderation="waiting", title="KANARIE")
    Entry.objects.record("dropped", pin)
    pin.hide("Spam")
    send()
    assert receiver.posted == []


def test_what_is_taken_off_is_told_without_its_words(hook, receiver, make_pin):
    pin = make_pin(moderation="waiting", title="KANARIE")
    pin.show()
    send()
    pin.hide("Personnavn")
    send()
    last = said(receiver)[-1]
    assert (last["type"], set(last["data"])) == ("pin.withheld", {"url"})
    assert "KANARIE" not in json.dumps(last) and "Personnavn" not in json.dumps(last)


def test_what_is_hidden_before_it_is_sent_is_not_sent(hook, receiver, make_pin):
    pin = make_pin(moderation="waiting")
    pin.show()
    listen()
    pin.hide("Spam")
    send()
    assert receiver.posted == []


def test_only_what_it_asked_for_and_only_its_own_town(hook, receiver, make_pin, fjordby):
    from kortet.municipalities.models import Municipality

    hook.kinds = ["pin.status"]
    hook.save()
    other = Municipality.objects.create(code="nabo", name="Nabo")
    Webhook.objects.create(municipality=other, name="N", address=hook.address, kinds=Kind.values)
    pin = make_pin(moderation="waiting")
    pin.show()
    pin.move_on("done", reason="Den er sat op.")
    send()
    assert types(receiver) == ["pin.status"] and said(receiver)[0]["municipality"] == "fjordby"


def test_events_too(hook, receiver, make_event):
    event = make_event()
    event.cancel("Regn", None)
    send()
    assert types(receiver) == ["event.published", "event.cancelled"]
    assert said(receiver)[1]["data"]["properties"]["title"] == "Fællesspisning"


def test_what_is_about_the_whole_town_has_no_place(hook, receiver, make_event, make_pin):
    make_event(precision="whole")
    make_pin(moderation="waiting", precision="whole").show()
    send()
    assert [message["data"]["geometry"] for message in said(receiver)] == [None, None]


def test_heard_twice_is_told_once(hook, receiver, make_pin):
    make_pin(moderation="waiting").show()
    entry = Entry.objects.get(verb="shown")
    assert (note(entry), note(entry)) == (1, 0)
    send()
    assert len(receiver.posted) == 1


@pytest.mark.parametrize(
    "answer", [(500, {}, b""), (302, {"Location": "http://127.0.0.1/x"}, b""), (404, {}, b"x" * 10_000)]
)
def test_what_is_not_taken_is_brought_again_under_the_same_id(hook, receiver, make_pin, answer):
    receiver.answer = answer
    make_pin(moderation="waiting").show()
    listen()
    delivery = Delivery.objects.select_related("webhook__municipality").get()
    with pytest.raises(NotTakenError):
        bring(delivery)
    delivery.refresh_from_db()
    assert (delivery.attempts, delivery.status, delivery.sent) == (1, answer[0], None)
    receiver.answer = (200, {}, b"")
    assert bring(delivery)
    ids = {headers["webhook-id"] for headers, _body in receiver.posted}
    assert len(receiver.posted) == 2 and len(ids) == 1 and Delivery.objects.get().sent
    assert len(source.paths(receiver)) == 2  # a redirect is not followed


def test_an_address_that_is_dead_rests_until_it_is_woken(hook, receiver, make_pin, client, fjordby):
    Webhook.objects.update(failed_in_row=MOST_FAILED - 1)
    hook.fail()
    hook.refresh_from_db()
    assert hook.paused and Entry.objects.filter(verb="rested", subject="webhooks.webhook").exists()
    make_pin(moderation="waiting").show()
    send()
    assert receiver.posted == []
    client.force_login(staff("anna", fjordby, "admin"))
    client.post("/admin/webhooks/webhook/", {"action": "wake_chosen", "_selected_action": hook.pk})
    make_pin(moderation="waiting").show()
    send()
    assert len(receiver.posted) == 1


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x",
        "https://127.0.0.1/x",
        "https://ida:kode@example.org/",
        "file:///etc/passwd",
        "https://",
        "x",
        "https://[::1]/",
        "https://localhost/",
    ],
)
@pytest.mark.attack("H01")
def test_an_address_inside_is_refused_when_written_or_when_sent(fjordby, client, make_pin, address):
    client.force_login(staff("anna", fjordby, "admin"))
    client.post("/admin/webhooks/webhook/add/", {"name": "X", "address": address, "kinds": ["pin.published"], **INLINE})
    make_pin(moderation="waiting").show()
    listen()
    for delivery in Delivery.objects.select_related("webhook__municipality"):
        with pytest.raises(NotTakenError):
            bring(delivery)
        assert Delivery.objects.get().status == 0


INLINE = {"deliveries-TOTAL_FORMS": 0, "deliveries-INITIAL_FORMS": 0}


def test_the_secret_is_shown_once(fjordby, client):
    client.force_login(staff("anna", fjordby, "admin"))
    asked = {"name": "ESDH", "address": "https://esdh.example.org/hook", "kinds": ["pin.published"], **INLINE}
    page = client.post("/admin/webhooks/webhook/add/", asked).content.decode()
    hook = Webhook.objects.get()
    assert hook.secret.startswith("whsec_") and f'<code id="secret">{hook.secret}</code>' in page.replace("&#x3D;", "=")
    again = client.get(f"/admin/webhooks/webhook/{hook.pk}/change/").content.decode()
    assert hook.secret not in again and "whsec_" not in again
    client.force_login(staff("mads2", fjordby, "moderator"))
    assert client.get("/admin/webhooks/webhook/").status_code == 403


def test_every_kind_is_told_of_something():
    assert set(KINDS.values()) == set(Kind.values)
