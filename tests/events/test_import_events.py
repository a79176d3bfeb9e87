"""`manage.py import_events`: four formats, by the name of the file or as told, and a dry run."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from kortet.events.models import Event

EVENT = b"BEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Fest\r\nDTSTART:20300104T190000\r\nEND:VEVENT\r\n"
ICS = b"BEGIN:VCALENDAR\r\n" + EVENT + b"END:VCALENDAR\r\n"
RSS = b"<rss><channel><item><title>Fest</title><start>2030-01-04T19:00</start></item></channel></rss>"
JSON = json.dumps([{"name": "Fest", "when": "2030-01-04T19:00"}]).encode()
CSV = "titel;dato;tid\nFest;04-01-2030;19.00\n".encode("cp1252")
FILES = {"a.ics": ICS, "a.rss": RSS, "a.xml": RSS, "a.json": JSON, "a.csv": CSV}


@pytest.fixture
def call(fjordby, tmp_path):
    def run(name, data, *more):
        (tmp_path / name).write_bytes(data)
        out = StringIO()
        call_command("import_events", str(tmp_path / name), "--municipality=fjordby", "--source=t", *more, stdout=out)
        return out.getvalue()

    return run


@pytest.mark.parametrize("name", FILES)
def test_each_format_by_the_name_of_its_file(call, tmp_path, name):
    (tmp_path / "m.json").write_text('{"title": "name", "start": "when"}')
    more = [f"--mapping={tmp_path / 'm.json'}"] if name.endswith("json") else []
    assert "1 nye, 0 ændrede, 0 som før, 0 afvist." in call(name, FILES[name], *more)
    assert "0 nye, 0 ændrede, 1 som før" in call(name, FILES[name], *more)
    [event] = Event.objects.all()
    assert (event.title, f"{event.first:%Y-%m-%d %H:%M}") == ("Fest", "2030-01-04 19:00")


def test_a_format_that_the_name_does_not_say(call):
    with pytest.raises(CommandError, match="--format"):
        call("a.txt", CSV)
    assert "1 nye" in call("a.txt", CSV, "--format=csv")


def test_a_dry_run_tells_and_stores_nothing(call):
    told = call("a.ics", ICS, "--dry-run")
    assert "ny: Fest (2030-01-04)" in told and "Intet er gemt." in told and not Event.objects.exists()


@pytest.mark.parametrize("mapping", [None, "none.json", "aakb.json"])
def test_json_needs_a_mapping(call, mapping):
    with pytest.raises(CommandError):
        call("a.json", JSON, *([f"--mapping={mapping}"] if mapping else []))


def test_what_cannot_be_read_is_an_error_in_words(call):
    for name in FILES:
        with pytest.raises(CommandError):
            call(name, b"\x00\xff nonsense", *(["--mapping=aros"] if name.endswith("json") else []))
