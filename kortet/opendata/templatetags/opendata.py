"""Words for the pages of open data."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def as_cell(value: object) -> str:
    """A value as it stands in the data: numbers with a point and without marks, nothing as a dash."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    return str(value)
