"""What somebody who searches may have meant: words that are misspelt, or typed without æ, ø and å."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery
from django.db import connection, transaction
from django.db.models import QuerySet

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.pins.models import KnownWord, Pin  # noqa: F401  (the base class names one)

SQL = Path(__file__).parent / "sql"
LEARN_WORDS = (SQL / "learn_words.sql").read_text(encoding="utf-8")
WORDS_MEANT = (SQL / "words_meant.sql").read_text(encoding="utf-8")
MOST_MEANT, SHORTEST, USUAL = 6, 4, 3  # known words a word, letters of what is compared by sound, pins of a usual word
LONGEST_SWAPPED = 30


class KnownWordQuerySet(QuerySet["KnownWord"]):
    @transaction.atomic
    def learn(self, municipality: "Municipality", pins: "QuerySet[Pin]") -> int:
        """Knows the words of these pins and no others; who searches meanwhile has the old ones. Returns how many."""
        question, asked = pins.order_by().values("search").query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '5min'")
            self.filter(municipality=municipality).delete()
            cursor.execute(LEARN_WORDS.replace("{pins}", question), [municipality.pk, *asked])
            return cursor.rowcount

    def meant(self, municipality: "Municipality", words: str) -> SearchQuery | None:
        """Full text that has every word, one that it sounds like, or a beginning; None where no word says anything.

        One query, whatever was typed. Words that many pins have are taken as they stand.
        """
        typed = terms_of(words)
        swapped = [(word, n) for n, term in enumerate(typed, 1) for word in with_letters_swapped(term)]
        asked: dict[str, Any] = {
            "municipality": municipality.pk,
            "words": typed,
            "swapped": [word for word, _n in swapped],
        }
        asked |= {"swapped_of": [n for _word, n in swapped], "most": MOST_MEANT, "shortest": SHORTEST, "usual": USUAL}
        with connection.cursor() as cursor:
            cursor.execute(WORDS_MEANT, asked)
            said = [" | ".join([exact, *(f"'{stem}':*" for stem in alike)]) for exact, alike in cursor.fetchall()]
        return SearchQuery(" & ".join(f"({one})" for one in said), config="simple", search_type="raw") if said else None


def terms_of(words: str) -> list[str]:
    """The words of a question without what full-text search would take for its own signs; twelve at most."""
    return "".join(letter if letter.isalnum() else " " for letter in words).split()[:12]


def with_letters_swapped(word: str) -> list[str]:
    """All ways to write a word with two neighbouring letters changed over; none of very long ones."""
    pairs = range(len(word) - 1) if len(word) <= LONGEST_SWAPPED else ()
    return [word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in pairs if word[at] != word[at + 1]]


def any_of(words: str) -> str:
    """Full text that has any of the longer words or their beginnings, as `SearchQuery` reads it raw."""
    return " | ".join(f"{term}:*" for term in terms_of(words) if len(term) > 2)


def all_of(words: str) -> SearchQuery | None:
    """Danish full text that has all the words or their beginnings; None where there are no words."""
    terms = terms_of(words)
    if not terms:
        return None
    return SearchQuery(" & ".join(f"{term}:*" for term in terms), config="danish", search_type="raw")
