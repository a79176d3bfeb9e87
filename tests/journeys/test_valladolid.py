"""Valladolid's proposals and Cologne's Open311 answer, by the mappings that ship."""

import json
import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command

from kortet.pins.models import Pin

pytestmark = pytest.mark.real
VALLADOLID = ["--bbox", "-4.9", "41.5", "-4.6", "41.72"]
MADRID = ZoneInfo("Europe/Madrid")
TOLD = re.compile(r"Række (?P<row>\d+): longitude / latitude ligger (?P<km>[\d,]+) km uden for kommunen")
OUTSIDE = {"7626": "34,2", "8012": "11,6", "8054": "1,9"}
COLOGNE = ["--bbox", "6.7", "50.8", "7.2", "51.1"]


def take_in(capsys, code, box, path, mapping):
    call_command("add_municipality", code, code, *box)
    capsys.readouterr()
    call_command("import_pins", str(path), municipality=code, mapping=mapping)
    return capsys.readouterr().out.splitlines()


def test_valladolid(shared, capsys):
    path = shared / "reports" / "valladolid" / "proposals_data.json"
    rows = json.loads(path.read_text(encoding="utf-8"))
    out = take_in(capsys, "valladolid", VALLADOLID, path, "valladolid")
    placed = {row["code"]: row for row in rows if row["longitude"] is not None}
    assert (len(rows), len(placed)) == (1008, 866)
    told = [TOLD.fullmatch(line) for line in out if "uden for kommunen" in line and line.startswith("Række")]
    outside = {rows[int(line["row"]) - 1]["code"]: line["km"] for line in told}
    assert outside == OUTSIDE
    pins = {pin.source_id: pin for pin in Pin.objects.select_related("theme")}
    assert set(pins) == set(placed) - set(outside)
    assert len(pins) == 863
    for code, pin in pins.items():
        row = placed[code]
        assert (pin.title, pin.text) == (row["title"], row["description"].replace("\r\n", "\n"))
        assert (pin.support_count, pin.author_name, pin.kind) == (row["votes"], "", "proposal")
        assert f"{pin.created.astimezone(MADRID):%d/%m/%Y %H:%M}" == f"{row['date']} 00:00"
        address = (row["address"] or "").replace("\r\n", "\n").strip()
        assert pin.place_text == (address if len(address) <= 200 else f"{address[:199]}…")
    here = {code: pin.point.transform(4326, clone=True) for code, pin in pins.items()}
    off = [
        max(abs(at.x - placed[code]["longitude"]), abs(at.y - placed[code]["latitude"])) for code, at in here.items()
    ]
    assert max(off) < 1e-7
    assert sum("\u00a0" in pin.text for pin in pins.values()) == sum(
        "\u00a0" in placed[code]["description"] for code in pins
    )


def test_cologne(shared, capsys):
    path = shared / "reports" / "cologne" / "sagsuns.json"
    rows = {row["service_request_id"]: row for row in json.loads(path.read_text(encoding="utf-8"))}
    take_in(capsys, "koeln", COLOGNE, path, "open311")
    pins = {pin.source_id: pin for pin in Pin.objects.select_related("theme")}
    assert set(pins) == set(rows)
    assert len(pins) == 46
    for number, row in rows.items():
        pin = pins[number]
        assert (pin.title, pin.theme.name) == (row["service_name"], row["service_name"])
        assert pin.text == row.get("description", "").replace("\r\n", "\n")
        assert pin.created == datetime.fromisoformat(row["requested_datetime"])
        assert pin.status == {"open": "new", "closed": "done"}[row["status"]]
