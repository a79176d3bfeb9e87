"""What a moderator should look at twice, in words. Hints decide nothing."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
PHONE = re.compile(r"(?<![\d-])(?:\+45\s?)?\d{2}\s?\d{2}\s?\d{2}\s?\d{2}(?![\d-])")


def hints_of(row: Any, complaints: int = 0) -> list[str]:
    """About a row of the queue with its open complaints. Whoever knows more about a text says it here."""
    text = " ".join(str(getattr(row, name, "") or "") for name in ("title", "name", "text"))
    found = []
    if complaints:
        said = ngettext("Anmeldt %(n)s gang", "Anmeldt %(n)s gange", complaints)
        found.append(said % {"n": complaints})
    if EMAIL.search(text):
        found.append(_("Der står en e-mailadresse"))
    if PHONE.search(text):
        found.append(_("Det ligner et telefonnummer"))
    if getattr(row, "withdrawn", None):
        found.append(_("Trukket tilbage af den, der satte den"))
    return found
