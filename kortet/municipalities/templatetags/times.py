"""How long ago, as Danes say it: in words below a week, then the date."""

from datetime import datetime

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()


@register.filter
def ago(when: datetime) -> str:
    """ "for 3 timer siden", below a week; older moments as a date: "4. marts 2026"."""
    seconds = (timezone.now() - when).total_seconds()
    if seconds < 60:
        return _("lige nu")
    steps = [(3600, 60, minutes), (86400, 3600, hours), (7 * 86400, 86400, days)]
    for below, unit, said in steps:
        if seconds < below:
            return said(int(seconds // unit))
    return formats.date_format(timezone.localtime(when), "DATE_FORMAT")


@register.filter
def moment(when: datetime) -> str:
    """A moment for HTML's `datetime` attribute, in local time: to the second, because it refuses microseconds."""
    return timezone.localtime(when).isoformat(timespec="seconds")


def minutes(n: int) -> str:
    return ngettext("for %(n)s minut siden", "for %(n)s minutter siden", n) % {"n": n}


def hours(n: int) -> str:
    return ngettext("for %(n)s time siden", "for %(n)s timer siden", n) % {"n": n}


def days(n: int) -> str:
    return ngettext("for %(n)s dag siden", "for %(n)s dage siden", n) % {"n": n}


@register.filter
def far(metres: float) -> str:
    """ "320 m væk", from a kilometre on "1,2 km væk"; to ten metres."""
    if metres < 995:
        return _("%(n)s m væk") % {"n": round(metres / 10) * 10}
    return _("%(n)s km væk") % {"n": formats.number_format(round(metres / 1000, 1), 1)}
