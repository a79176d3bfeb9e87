"""What is told of texts: the words that stand out, and how many people's texts are under each tag."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.figures.tables import TOO_FEW, Table
from kortet.findings.asked_questions import questions_of
from kortet.findings.models import TaggedText, TextTag
from kortet.findings.queries_texts import Word
from kortet.places.models import Area
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import Kind

MOST_SHOWN = 30
OTHERS = "*"  # areas that are told of together
NAMES = {"": gettext_lazy("ikke oplyst"), OTHERS: gettext_lazy("andre eller ikke oplyst")}


@dataclass(frozen=True)
class StandsOut:
    """A word with how far its use here is from its use in the other texts (log-likelihood), where there are others."""

    word: str
    people: int
    keyness: float | None


def standing_out(words: list[Word], here: int, every: int) -> list[StandsOut]:
    """The words to show, of texts by `here` people among `every` who wrote any: most used first; where only some of the
    texts are asked for, those first that these use more than the others do (Dunning 1993, signed)."""
    if here == every:
        return [StandsOut(one.word, one.people, None) for one in words[:MOST_SHOWN]]
    told = [StandsOut(one.word, one.people, keyness(one, here, every)) for one in words]
    return sorted(told, key=lambda one: (-(one.keyness or 0), -one.people, one.word))[:MOST_SHOWN]


def keyness(word: Word, here: int, every: int) -> float:
    """The log-likelihood ratio of a word's people here against the others; negative where it is rarer here."""
    others, there = max(word.in_all - word.people, 0), every - here
    expected = [here * word.in_all / every, there * word.in_all / every]
    parts = zip((word.people, others), expected, strict=True)
    ratio = 2 * sum(n * math.log(n / mean) for n, mean in parts if n and mean)
    return round(ratio if word.people >= expected[0] else -ratio, 2)


def homes_of(survey: Survey) -> list[str]:
    """The keys of the questions for where somebody lives."""
    return [one.key for one in questions_of(survey).values() if one.kind == Kind.HOME]


def tag_table(survey: Survey) -> dict[str, Any]:
    """People's texts by tag and neighbourhood, as they are: for staff. The last of each row is all of them."""
    areas = dict(Area.objects.of(survey.process.municipality).neighbourhoods().current().values_list("code", "name"))
    counted: Counter[tuple[int, str]] = Counter()
    for tag, home, people in TaggedText.objects.of(survey).people(homes_of(survey)):
        counted[tag, home if home in areas else ""] += people
    codes = sorted({code for _tag, code in counted}, key=lambda code: (not code, areas.get(code, "")))
    tags = TextTag.objects.filter(survey=survey)
    rows = [[tag.name, *(numbers := [counted[tag.pk, code] for code in codes]), sum(numbers)] for tag in tags]
    return {"areas": [areas.get(code, "") for code in codes], "rows": rows}


def as_table(told: dict[str, Any]) -> Table:
    columns = [_("Mærke"), *(NAMES.get(name, name) for name in told["areas"]), _("I alt")]
    rows = [[TOO_FEW if value is None else value for value in row] for row in told["rows"]]
    return Table("maerker", _("Personer efter mærke og bydel"), columns, rows)
