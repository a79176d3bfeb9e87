"""CSV as it comes: comma, semicolon, tab or bar between, quotes as in RFC 4180, `sep=;` on the first line."""

import csv
import io
from collections import Counter

from django.utils.translation import gettext as _

from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Raw, Table

DELIMITERS = ",;\t|"


def csv_table(text: str) -> Table:
    """Rows are numbered as in a spreadsheet: the header is row 1. Raises IntakeError for what is no table."""
    first, _end, rest = text.partition("\n")
    if first.strip().lower() in {f"sep={mark}" for mark in DELIMITERS}:
        text = rest
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        records = [record for record in reader if any(record)]
    except csv.Error as error:
        facts = {"line": reader.line_num, "why": error}
        raise IntakeError(_("Filen kan ikke læses som CSV ved linje %(line)s: %(why)s") % facts) from error
    if not records:
        raise IntakeError(_("Filen er tom."))
    return table_of([*enumerate(records, 1)])


def table_of(records: list[tuple[int, list[str]]]) -> Table:
    """Of numbered records, the first of which is the header."""
    header = [name.strip() for name in records[0][1]]
    doubled = {name for name, times in Counter(header).items() if times > 1}
    return Table([row_of(n, header, record) for n, record in records[1:]], doubled=doubled, header=header)


def row_of(number: int, header: list[str], record: list[str]) -> Raw:
    if len(record) != len(header):
        facts = {"found": len(record), "wanted": len(header)}
        return Raw(number, {}, _("har %(found)s felter, men overskriften har %(wanted)s") % facts)
    return Raw(number, dict(zip(header, record, strict=True)))


def delimiter_of(text: str) -> str:
    """The mark that stands most often in the first record, outside quotes."""
    counted: Counter[str] = Counter()
    quoted = False
    for letter in text[:100_000]:
        quoted ^= letter == '"'
        if letter == "\n" and not quoted:
            break
        if letter in DELIMITERS and not quoted:
            counted[letter] += 1
    return counted.most_common(1)[0][0] if counted else ","
