"""What everybody may read about what is kept; the record of processing for the municipality's administrators."""

import csv

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.atlas.pages import seen
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_roles
from kortet.privacy.kept import KEPT
from kortet.privacy.rows import Kept

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@seen
def privacy(request: TownRequest) -> HttpResponse:
    """What is kept about people, why and until when, in words."""
    return render(request, "privacy/privacy.html", {"rows": KEPT})


def was(request: TownRequest) -> HttpResponse:
    """Where the law (webtilgængelighedsloven) has everybody look for the accessibility statement."""
    return redirect(request.municipality.was_url or "accessibility")


@seen
def accessibility(request: TownRequest) -> HttpResponse:
    """What works, what does not, and whom to tell; beside the statement of the state's WAS-Tool."""
    return render(request, "privacy/accessibility.html")


@never_cache
@for_roles("admin")
def processing_record(request: TownRequest) -> HttpResponse:
    """The record of processing activities (art. 30): a page, or a table for a spreadsheet."""
    heads = [_("tabel"), _("felter"), _("hvad"), _("formål"), _("grundlag"), _("hvor længe"), _("hvem ser det")]
    heads.append(_("hvis nogen vil slettes"))
    if request.GET.get("format") != "csv":
        return render(request, "privacy/record.html", {"rows": KEPT, "heads": heads})
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="fortegnelse.csv"'
    response.write("\ufeff")
    sheet = csv.writer(response, delimiter=";")
    sheet.writerow(heads)
    sheet.writerows(line_of(row) for row in KEPT)
    return response


def line_of(row: Kept) -> list[str]:
    facts = (row.label, row.fields, row.what, row.why, row.basis, row.until, row.seen_by, row.erased)
    return [f"'{fact}" if str(fact).startswith(FORMULA) else str(fact) for fact in facts]
