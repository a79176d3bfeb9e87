"""What an export can be of. Each subject makes its rows out of what is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from kortet.exports.asked import Asked
from kortet.exports.queries import Rows
from kortet.exports.subjects.areas import area_rows
from kortet.exports.subjects.comments import comment_rows
from kortet.exports.subjects.events import event_rows
from kortet.exports.subjects.links import handover_rows, link_rows
from kortet.exports.subjects.partners import partner_rows
from kortet.exports.subjects.pins import pin_rows

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Subject:
    """`what` says in a few words what a row is."""

    label: "StrOrPromise"
    what: "StrOrPromise"
    rows: Callable[[Asked], Rows]


SUBJECTS = {
    "pins": Subject(_("Nåle"), _("en række for hver nål"), pin_rows),
    "comments": Subject(_("Kommentarer og svar"), _("på de valgte nåle"), comment_rows),
    "events": Subject(_("Arrangementer"), _("en række for hver dato"), event_rows),
    "partners": Subject(_("Foreninger og partnere"), _("med virkeområde"), partner_rows),
    "links": Subject(_("Forbindelser"), _("bekræftede, fra de valgte nåle til partnere og arrangementer"), link_rows),
    "handovers": Subject(_("Overdragelser"), _("hvad partnere har taget på sig af de valgte nåle"), handover_rows),
    "areas": Subject(_("Områder med tal"), _("nåle, støtter og svar i hvert område af hver inddeling"), area_rows),
}
