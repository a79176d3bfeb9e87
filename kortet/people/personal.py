"""Danish personal numbers (CPR) in free text: never stored (CPR-loven § 54, databeskyttelsesloven § 11).

The check digit (modulus 11) is not used: numbers without a valid one have been issued since October 2007.
"""

import re
from datetime import date

# Six digits that form a date, perhaps a separator, four digits; not part of a longer number.
CPR = re.compile(r"(?<![\d])(\d{2})\s?(\d{2})\s?(\d{2})\s{0,2}[-–—−./ ]?\s{0,2}(\d{4})(?![\d])")


def cpr_numbers(text: str) -> list[str]:
    """The parts of a text that look like personal numbers with a date that exists."""
    return [found.group() for found in CPR.finditer(text) if is_date(*(int(found.group(n)) for n in (1, 2, 3)))]


def is_date(day: int, month: int, year: int) -> bool:
    """Whether the day exists in the 1900s or the 2000s."""
    for century in (1900, 2000):
        try:
            date(century + year, month, day)
        except ValueError:
            continue
        return True
    return False
