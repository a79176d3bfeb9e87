"""Words for templates: the town's own words, which page this is, and the same page in the other language."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html

from kortet.municipalities.models import Municipality

register = template.Library()


@register.filter
def word(municipality: Municipality, key: str) -> str:
    """{{ municipality|word:"neighbourhood" }}"""
    return municipality.word(key)


@register.filter
def address(municipality: Municipality, path: str) -> str:
    """{{ municipality|address:path }}: the whole address of a path, for what is read on other sites."""
    return municipality.address(path)


@register.simple_tag(takes_context=True)
def current(context: Context, *names: str) -> str:
    """Marks the link of the page that is open."""
    match = context["request"].resolver_match
    return format_html('aria-current="{}"', "page") if match and match.url_name in names else ""


@register.simple_tag(takes_context=True)
def other_language(context: Context) -> dict[str, Any]:
    """The same address in the other language; the question after `?` goes along."""
    request = context["request"]
    path, english = request.get_full_path(), request.LANGUAGE_CODE == "en"
    code = "da" if english else "en"
    url = path.removeprefix("/en") or "/" if english else f"/en{path}"
    return {"code": code, "name": dict(settings.LANGUAGES)[code], "url": url}


@register.filter
def as_json(told: Any) -> str:
    """Plain data for a data- attribute; the template escapes it like any other text."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
