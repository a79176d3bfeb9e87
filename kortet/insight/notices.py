"""Letters about reports that were ordered: the file is there, or there will be none. To whoever asked for one."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortet.insight.models import KEPT_DAYS, ReportOrder
from kortet.letters.models import Letter
from kortet.letters.paper import Paper


def tell_made(order: ReportOrder) -> None:
    """Where the file is, and for how long. The link opens for whoever ordered it alone."""
    with translation.override(order.language):
        day = date_format(timezone.localtime(order.asked + timedelta(days=KEPT_DAYS)), "DATE_FORMAT")
        line = _("Linket virker kun for dig, når du er logget ind. Filen slettes %(day)s.") % {"day": day}
        where = reverse("insight_report", args=[order.word])
        post(order, _("Din rapport er klar"), line, (_("Hent rapporten"), where))


def tell_failed(order: ReportOrder) -> None:
    with translation.override(order.language):
        line = _("Prøv igen; bliver det ved, så sig det til den, der driver kortet.")
        post(order, _("Din rapport kunne ikke laves"), line, (_("Til rapporterne"), reverse("insight_reports")))


def post(order: ReportOrder, subject: str, line: str, button: tuple[str, str]) -> None:
    address = order.person.letter_address
    if not (order.wants_letter and address):
        return
    town = order.municipality
    paper = Paper(
        subject=subject,
        lines=[line],
        why=_("Du får brevet, fordi du har bestilt en rapport."),
        town=town,
        language=order.language,
        button=(button[0], town.address(button[1])),
    )
    Letter.objects.post(paper, to=address, key=f"report-{order.pk}")
