"""What may tell too much: who writes is asked before all can see it, and it may stand there on purpose."""

import pytest

from kortet.people.hints import hints_in
from kortet.pins.models import Comment, Pin


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Ring på 20 12 34 56", ["phone"]),
        ("tlf. 86123456 eller +46 70 123 45 67", ["phone", "phone"]),
        ("Skriv til ole.hansen+a@mail.example.com.", ["email"]),
        ("Jeg bor på Nørregade 12, 2. tv", ["home"]),
        ("naboen i Store Kongensgade 4 B larmer", ["home"]),
        ("I live at Vestergade 4", ["home"]),
        ("ole@x.dk, 20123456", ["email", "phone"]),
    ],
)
def test_what_tells_too_much(text, kinds):
    assert [hint.kind for hint in hints_in(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "", "Bænken ved Nørregade 12 mangler", "CVR-nr. 20 12 34 56", "Sag 2026-00417", "Pris 20.000.000 kr.",
        "Vi mødes kl. 19.30 den 12.06.2026", "Jeg bor her på 20. år", "Postnummer 8000 Aarhus",
    ],
)  # fmt: skip
def test_what_does_not(text):
    assert hints_in(text) == []


def test_the_writer_of_a_pin_is_asked_first(client, told, neighbourhoods):
    told |= {"text": "Ring til mig på 20 12 34 56."}
    page = client.post("/naale/ny/", told)
    asked = "Alle kan se telefonnummeret 20 12 34 56. Slet det, eller sæt kryds i, at alle må se det."
    assert page.status_code == 422 and asked in page.content.decode() and 'name="on_purpose"' in page.content.decode()
    assert told["text"] in page.content.decode() and not Pin.objects.exists()
    assert client.post("/naale/ny/", told | {"on_purpose": "on"}).status_code == 302
    assert Pin.objects.get().text == told["text"]


def test_nobody_else_sees_the_box(client, told, neighbourhoods):
    assert "on_purpose" not in client.get("/naale/ny/").content.decode()
    assert "on_purpose" not in client.post("/naale/ny/", told | {"title": ""}).content.decode()


def test_looking_a_place_up_asks_nothing(client, told, neighbourhoods):
    page = client.post("/naale/ny/", told | {"text": "ole@x.dk", "find": "1"})
    assert page.status_code == 200 and "Alle kan se" not in page.content.decode()


def test_the_writer_of_a_comment_is_asked_first(client, make_pin, neighbourhoods):
    address = f"/naal/{make_pin().word}/kommenter/"
    page = client.post(address, {"text": "Skriv til ole@x.dk", "author_name": "Ole, 20 12 34 56"})
    told = page.content.decode()
    assert page.status_code == 422 and "e-mailadressen ole@x.dk" in told and "telefonnummeret 20 12 34 56" in told
    client.post(address, {"text": "Skriv til ole@x.dk", "on_purpose": "on"})
    assert Comment.objects.get().text == "Skriv til ole@x.dk"
