"""Small feeds and calendars, written out."""

import json

from kortet.events.reading_json import JsonMapping, read_json

PLAIN = {"id": "id", "title": "title", "text": "text", "start": "start", "end": "end", "occurrences": "dates"}


ONE = {key: value for key, value in PLAIN.items() if key != "occurrences"}


HERE = "Europe/Copenhagen"


def json_of(*items, mapping=ONE):
    return read_json(json.dumps(list(items)).encode(), JsonMapping.of(mapping))


def rss(*items, head="", space=""):
    body = "".join(f"<item>{item}</item>" for item in items)
    text = f'{head}<rss version="2.0" {space}><channel>{body}</channel></rss>'
    return f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


EV = 'xmlns:ev="http://purl.org/rss/1.0/modules/event/"'


XCAL = 'xmlns:x="urn:ietf:params:xml:ns:xcal"'


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:gd="http://schemas.google.com/g/2005">
  <entry><id>tag:1</id><title type="html">Fest &amp;amp; leg</title><published>2026-01-01T00:00:00Z</published>
  <link rel="alternate" href="https://kor.example/fest"/><content type="xhtml"><div><p>En</p><p>To</p></div></content>
  <gd:when startTime="2027-02-01T19:00:00+01:00" endTime="2027-02-01T21:00:00+01:00"/>
  <gd:when startTime="2027-02-08T19:00:00+01:00" endTime="2027-02-08T22:00:00+01:00"/>
  <gd:where valueString="Salen"/></entry></feed>"""


CSV = "\r\n".join(
    [
        "Titel;Dato;Tid;Sluttid;Sted;Pris",
        "Sang;23-09-2027;19.00;21.30;Salen;0 kr.",
        "Bal;24-09-2027;20.00;02.00;;50,-",
        "Tur;25. september 2027;;;;",
        ";;;;;",
        "Uden;;;;;",
    ]
)


def ics(*lines):
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()
