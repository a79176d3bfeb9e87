"""Words for the pages of open data."""

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

SHORT = 90  # letters of a text in a row
register = template.Library()


@register.filter
def as_cell(value: object) -> str:
    """A value as it stands in the data: numbers with a point and without marks, nothing as a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, str) and value.startswith(("https://", "http://")):
        return format_html('<a href="{}" rel="nofollow">{}</a>', value, value)
    return str(value)


@register.filter
def in_short(value: object) -> str:
    """The same, where a row has to fit on a line or two."""
    if isinstance(value, str) and len(value) > SHORT and " " in value:
        return value[:SHORT].rstrip() + "…"
    return as_cell(value)
