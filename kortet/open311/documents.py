"""Answers of GeoReport v2 in its two forms: XML, which it must have, and JSON, which everybody uses."""

import json
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

from kortet.readable import readable

FORMATS = {"json": "application/json; charset=utf-8", "xml": "text/xml; charset=utf-8"}


class Names(NamedTuple):
    """What the list and its rows are called in XML."""

    many: str
    one: str


SERVICES, REQUESTS, ERRORS = (
    Names("services", "service"),
    Names("service_requests", "request"),
    Names("errors", "error"),
)
INNER = {"endpoints": "endpoint", "formats": "format"}  # lists inside a row: what each of them is called


def rows_answer(rows: list[dict[str, Any]], names: Names, form: str, *, status: int = 200) -> HttpResponse:
    """A list of rows; JSON is the bare list, XML has its root."""
    root = Element(names.many)
    if form == "xml":
        for row in rows:
            fill(SubElement(root, names.one), row)
    return answer(root, rows, form, status)


def one_answer(row: dict[str, Any], name: str, form: str) -> HttpResponse:
    root = Element(name)
    if form == "xml":
        fill(root, row)
    return answer(root, row, form, 200)


def answer(root: Element, said: Any, form: str, status: int) -> HttpResponse:
    body = (
        tostring(root, encoding="utf-8", xml_declaration=True)
        if form == "xml"
        else json.dumps(said, ensure_ascii=False)
    )
    response = HttpResponse(body, content_type=FORMATS[form], status=status)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def fill(element: Element, row: dict[str, Any]) -> None:
    for name, value in row.items():
        child = SubElement(element, name)
        if isinstance(value, list):
            for one in value:
                inner = SubElement(child, INNER[name])
                fill(inner, one) if isinstance(one, dict) else set_text(inner, one)
        else:
            set_text(child, value)


def set_text(element: Element, value: object) -> None:
    if value is not None:
        text = str(value).lower() if isinstance(value, bool) else str(value)
        element.text = readable(text)
