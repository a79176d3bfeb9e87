"""Comments and answers that come with the demo town: stored once, counted, in the pin's course."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from kortet.intake.talk import take_talk
from kortet.journal.models import Entry
from kortet.pins.models import Comment

TOWN = Path(__file__).resolve().parents[2] / "gis_data" / "fjordby"


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin(source="kortet", source_id="fjordby-0001", status="done")


def row(number, **given):
    facts = {
        "id": f"fjordby-0001-{number}",
        "pin": "fjordby-0001",
        "title": "Flere bænke",
        "reply_to": None,
        "official": False,
    }
    facts |= {"author_name": None, "text": f"Nummer {number}", "created": f"2026-03-0{number}T12:00:00+01:00"}
    return facts | {"geometry": None, "address": None} | given


def test_it_is_stored_once_and_counted(fjordby, pin):
    place = {"geometry": {"type": "Point", "coordinates": [570100.0, 6220100.0]}, "address": "Havnegade 12"}
    rows = [row(1), row(2, reply_to="fjordby-0001-1", **place), row(3, official=True, author_name="Park og Vej")]
    assert [take_talk(fjordby, rows), take_talk(fjordby, rows)] == [3, 0]
    pin.refresh_from_db()
    assert (pin.comment_count, pin.answered.date().isoformat()) == (3, "2026-03-03")
    assert [(e.verb, e.happened.date().isoformat()) for e in Entry.objects.about(pin).public()] == [
        ("status", "2026-03-03"),
        ("answered", "2026-03-03"),
    ]
    reply = Comment.objects.get(text="Nummer 2")
    assert (reply.reply_to.text, reply.place_text, reply.point.x) == ("Nummer 1", "Havnegade 12", 570100.0)


def test_what_is_said_to_a_pin_that_is_not_here_is_left_out(fjordby, pin):
    assert take_talk(fjordby, [row(1, pin="fjordby-9999"), row(2, title="Noget andet")]) == 0


def test_the_towns_own_file_fits_its_pins(fjordby, make_pin, neighbourhoods):
    pins = {pin["id"]: pin for pin in json.loads((TOWN / "pins.json").read_text(encoding="utf-8"))}
    rows = json.loads((TOWN / "comments.json").read_text(encoding="utf-8"))
    for said in {row["pin"] for row in rows}:
        make_pin(source="kortet", source_id=said, title=pins[said]["title"], status=pins[said]["status"])
    call_command("load_talk", str(TOWN / "comments.json"), municipality="fjordby", verbosity=0)
    assert Comment.objects.said().count() == len(rows)
    assert {pins[row["pin"]]["moderation"] for row in rows} == {"shown"}
    answered = {row["pin"] for row in rows if row["official"]}
    assert len(rows) - len(answered) >= 150 and len(answered) >= 60
    assert not [pin for pin in answered if pins[pin]["status"] == "new"]
    assert not [row["id"] for row in rows if row["created"] < pins[row["pin"]]["created"]]
