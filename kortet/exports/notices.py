"""Letters about exports: the file is there, or there will be none."""

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from kortet.exports.models import Export
from kortet.letters.models import Letter
from kortet.letters.paper import Paper


def tell_done(export: Export) -> None:
    """Where the file is, and for how long. The link opens for its owner alone."""
    day = formats.date_format(timezone.localtime(export.expires), "DATE_FORMAT") if export.expires else ""
    with translation.override(export.language):
        rows = formats.number_format(export.rows or 0, force_grouping=True)
        lines = [
            _("Dit udtræk er klar: %(format)s med %(rows)s rækker.") % {"format": export.format_label, "rows": rows},
            _("Linket virker kun for dig, når du er logget ind. Filen slettes %(day)s.") % {"day": day},
            *export.notes,
        ]
        post(export, _("Dit udtræk er klar"), lines)


def tell_failed(export: Export) -> None:
    with translation.override(export.language):
        post(export, _("Dit udtræk kunne ikke laves"), [export.error])


def post(export: Export, subject: str, lines: list[str]) -> None:
    """To its owner, if they want one and there is an address."""
    if export.owner is None or not (export.wants_letter and export.owner.email):
        return
    town = export.municipality
    paper = Paper(
        subject=subject,
        lines=lines,
        why=_("Du får brevet, fordi du har bestilt et udtræk."),
        town=town,
        language=export.language,
        button=(_("Se udtrækket"), town.address(export.get_absolute_url())),
    )
    Letter.objects.post(paper, to=export.owner.email, key=f"export-{export.pk}-{export.tries}-{export.state}")
