"""Questions to what people wrote in their own words: for staff only, as words tell of who wrote them."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce

from kortet.places.queries import named, rows_of
from kortet.responses.models import Answer
from kortet.responses.queries import AnswerQuerySet
from kortet.surveys.models import Survey

if TYPE_CHECKING:
    from kortet.findings.models import TaggedText  # noqa: F401  (the name in the base class is text)

WORDS = (Path(__file__).parent / "sql" / "words_of_texts.sql").read_text(encoding="utf-8")
DANISH = "danish"
MOST_LETTERS, MOST_WORDS = 4000, 2000
# Around what was searched for: characters that no text has (saying.said keeps them out).
BEGIN, END = "\x02", "\x03"
# What PostgreSQL's Danish stop words are without.
SMALL = [
    "bare",
    "blive",
    "bør",
    "flere",
    "fordi",
    "få",
    "gerne",
    "gør",
    "går",
    "hele",
    "helt",
    "igen",
    "kan",
    "kommer",
    "lidt",
    "lige",
    "må",
    "mere",
    "nok",
    "så",
    "uden",
    "ved",
]
SMALL += [
    "the",
    "and",
    "for",
    "that",
    "with",
    "this",
    "are",
    "not",
    "but",
    "you",
    "have",
    "was",
    "there",
    "they",
    "our",
    "from",
    "would",
    "very",
    "more",
    "all",
    "can",
    "its",
]


class Word(NamedTuple):
    """A word or a pair of words: people who use it in the texts that were asked for, and in all texts."""

    word: str
    people: int
    in_all: int


class TaggedTextQuerySet(QuerySet["TaggedText"]):
    def of(self, survey: Survey) -> "TaggedTextQuerySet":
        """Those of responses that count."""
        return self.filter(tag__survey=survey, answer__in=Answer.objects.of(survey))

    def people(self, homes: list[str]) -> list[tuple[int, str, int]]:
        """Tag, code of the neighbourhood (empty where it was not said), and how many people's texts are under it.

        `homes` are the keys of questions for where one lives.
        """
        found = self.annotate(home=home_of("answer__response", homes)).values_list("tag", "home")
        return list(found.annotate(n=Count("answer__response", distinct=True)).order_by("tag", "home"))


def texts_of(survey: Survey) -> AnswerQuerySet:
    """All that people wrote, of responses that count."""
    return Answer.objects.of(survey).exclude(text="").order_by("key", "pk")


def matching(texts: AnswerQuerySet, words: str) -> AnswerQuerySet:
    """Those with the words in any Danish form, asked as in web searches ("both", or, -without); they are marked."""
    asked = SearchQuery(words, config=DANISH, search_type="websearch")
    found = texts.annotate(vector=SearchVector("text", config=DANISH)).filter(vector=asked)
    return found.annotate(
        marked=SearchHeadline("text", asked, config=DANISH, start_sel=BEGIN, stop_sel=END, highlight_all=True)
    )


def living_in(texts: AnswerQuerySet, homes: list[str]) -> AnswerQuerySet:
    """With the code of the neighbourhood that who wrote it lives in, as `home`; empty where that was not said."""
    return texts.annotate(home=home_of("response", homes))


def home_of(response: str, homes: list[str]) -> Coalesce:
    said = Answer.objects.filter(response=OuterRef(response), key__in=homes).order_by("pk").values("choice")[:1]
    return Coalesce(Subquery(said), Value(""), output_field=TextField())


def words_of(survey: Survey, texts: AnswerQuerySet) -> list[Word]:
    """The words and pairs of words that at least two people use in these texts, most used first."""
    asked = Case(When(pk__in=texts.order_by().values("pk"), then=Value(True)), default=Value(False))
    every = texts_of(survey).order_by().values("text", person=F("response_id"), asked=asked)
    sql, values = named(every)
    more = {"most": MOST_LETTERS, "rows": MOST_WORDS, "small": SMALL}
    return [Word(*row) for row in rows_of(WORDS.format(texts=sql), values | more)]
