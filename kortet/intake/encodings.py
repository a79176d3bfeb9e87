"""From bytes to text: which encoding a file is in, where nothing says so."""

import codecs

from django.utils.translation import gettext as _

from kortet.intake.refusals import IntakeError

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
ENOUGH = 4096


def text_of(raw: bytes) -> str:
    """UTF-8 or UTF-16 by byte-order mark, UTF-16 by its zeros, UTF-8, else Windows-1252; raises IntakeError."""
    marked = next((encoding for mark, encoding in MARKS if raw.startswith(mark)), "")
    for encoding in [marked] if marked else [*without_mark(raw), "utf-8", "cp1252"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise IntakeError(_("Filens tegnsæt kan ikke læses. Gem den som UTF-8."))


def without_mark(raw: bytes) -> list[str]:
    """UTF-16 without a mark: in the languages of Europe every other byte is nearly always zero."""
    head = raw[:ENOUGH]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if len(zeros) > 1 and zeros.count(0) > 0.7 * len(zeros):
            return [encoding]
    return []
