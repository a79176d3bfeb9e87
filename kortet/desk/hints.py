"""What a moderator should look at twice, in words. Hints decide nothing."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.people.hints import hints_in


def hints_of(row: Any, complaints: int = 0) -> list[str]:
    """About a row of the queue with its open complaints. Whoever knows more about a text says it here."""
    text = "\n".join(str(getattr(row, name, "") or "") for name in ("title", "name", "text", "author_name"))
    found = []
    if complaints:
        said = ngettext("Anmeldt %(n)s gang", "Anmeldt %(n)s gange", complaints)
        found.append(said % {"n": complaints})
    found += [_("Der står %(what)s") % {"what": hint} for hint in hints_in(text)]
    if getattr(row, "withdrawn", None):
        found.append(_("Trukket tilbage af den, der satte den"))
    return found
