"""Danish personal numbers (CPR) in free text: never stored (CPR-loven § 54, databeskyttelsesloven § 11).

A number is six digits that form a date, and four more. The check digit (modulus 11) is not used: numbers without a
valid one have been issued since October 2007. People write it in many ways; `number_words` knows those in words.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from kortet.saying.number_words import in_digits

# What may stand between the parts: spaces, dashes, stops, brackets; in a date only what dates are written with.
MARK = r"[ .\-/_,]"
GAP, DATE_GAP, TIGHT = r"[\s.\-/_,:;()|+*'\"]{0,4}", r"\s?[\s.\-/_]\s?", rf"{MARK}{{1,3}}"
ALONE = rf"(?<!\d)(?<!\d{MARK})"  # no digit right before, nor one mark before: else it is a part of a longer number
OVER = rf"(?!{MARK}{{0,3}}\d)"
SHAPES = [
    re.compile(rf"(?<!\d)(\d\d)(\d\d)(\d\d){GAP}(\d{{4}})(?!\d)"),  # 010190-1234
    re.compile(rf"(?<!\d)(\d\d?){DATE_GAP}(\d\d?){DATE_GAP}(\d\d){GAP}(\d{{4}})(?!\d)"),  # 1/1 90 - 1234
    re.compile(rf"{ALONE}(\d\d){TIGHT}(\d\d){TIGHT}(\d\d){TIGHT}(\d\d{TIGHT}\d\d){OVER}"),  # 01 01 90 12 34
    re.compile(r"(?<!\d)(\d\d)(\d\d)(\d\d)[^\d\n]{1,30}(?:sidste|løbe|cifre)[^\d\n]{1,20}(\d{4})(?!\d)", re.IGNORECASE),
]
SINGLY = re.compile(rf"{ALONE}(?:\d{TIGHT}){{9}}\d{OVER}")  # 0 1 0 1 9 0 1 2 3 4
WHOLE_YEAR = re.compile(rf"(?<!\d)(\d\d?)[\s.\-/_]{{0,3}}(\d\d?)[\s.\-/_]{{0,3}}((?:19|20)\d\d){GAP}(\d{{4}})(?!\d)")
LOOKALIKES = re.compile(r"[0-9oOlI]*\d[0-9oOlI]*\d[0-9oOlI]*")  # O for 0 and l for 1, among digits
AS_DIGITS = str.maketrans("oOlI", "0011")
NEAR_YEARS = 3


def cpr_numbers(text: str) -> list[str]:
    """The parts of a text, as read, that look like personal numbers with a date that exists."""
    read = as_read(text)
    found = [*found_in(read)]
    for other in (LOOKALIKES.sub(lambda token: token.group().translate(AS_DIGITS), read), in_digits(read)):
        found += [] if other == read else found_in(other)
    return list(dict.fromkeys(found))


def as_read(text: str) -> str:
    """The text as an eye reads it: any script's digits as 0-9, any dash as "-", nothing that has no width."""
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    return "".join(letter_as_read(letter) for letter in plain)


def letter_as_read(letter: str) -> str:
    if letter.isascii():
        return letter
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    if kind in ("Mn", "Me", "Cf"):
        return ""
    return "-" if kind == "Pd" or letter in "−·•" else letter


def found_in(read: str) -> Iterator[str]:
    for shape in SHAPES:
        for found in shape.finditer(read):
            if is_date(*(int(found.group(n)) for n in (1, 2, 3))):
                yield found.group()
    for found in SINGLY.finditer(read):
        digits = re.sub(r"\D", "", found.group())
        if is_date(int(digits[:2]), int(digits[2:4]), int(digits[4:6])):
            yield found.group()
    yield from (found.group() for found in WHOLE_YEAR.finditer(read) if is_birthday(found))


def is_birthday(found: re.Match[str]) -> bool:
    """Whether day, month, a whole year and four digits are a number: not the day and the hour of a meeting."""
    day, month, year, serial = (int(part) for part in found.groups())
    is_hour = serial // 100 < 24 and serial % 100 < 60
    if is_hour and abs(year - timezone.localdate().year) <= NEAR_YEARS:
        return False
    return exists(day, month, year)


def is_date(day: int, month: int, year: int) -> bool:
    """Whether the day exists in the 1900s or the 2000s; `year` has two digits."""
    return exists(day, month, 1900 + year) or exists(day, month, 2000 + year)


def exists(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
