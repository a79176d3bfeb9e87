"""Everything that is public of a survey at once: tables, maps, tags, and two publications, by integer programming."""

import numpy as np
import pytest

from benchmarks.surveys import fill
from kortet.findings.counting import NOTHING
from kortet.findings.groups import groups_of
from kortet.findings.models import PublishedMap, PublishedTags, TaggedText, TextTag
from kortet.findings.publishing import freeze, publish
from kortet.findings.queries_texts import texts_of
from kortet.findings.tables import ExactTables, Tables, who_answered
from kortet.findings.tags_published import areas_of_writers, people_by_tag, publish_tags, tags_told
from kortet.responses.models import Response
from tests.findings.crowd import Crowd, columns_of, known
from tests.surveying import respond

TAGGED = {"Lys": ("lys", "støj"), "Cykel": ("cykel", "støj"), "Bænke": ("bænke",)}
MANY = [(40, 1), (40, 2), (80, 3), (150, 4)]


@pytest.fixture
def answered(everything, neighbourhoods, people):
    people(neighbourhoods)

    def make(count, seed):
        survey = everything()
        fill(survey, count, seed)
        texts = list(texts_of(survey))
        for name, words in TAGGED.items():
            tag = TextTag.objects.create(survey=survey, name=name)
            found = [text for text in texts if any(word in text.text.lower() for word in words)]
            TaggedText.objects.bulk_create(TaggedText(tag=tag, answer=text) for text in found)
        return survey

    return make


def items_of(tables, key):
    """The things of a question that people say yes or no to, with what is told of each."""
    return {row: found for (asked, row), found in tables.told.items() if asked == key}


def crowd_of(tables, key):
    """Who chose what of a question: everybody who answered it chose something."""
    items = items_of(tables, key)
    crowd = Crowd(tables.counted.n, [*items, "answered"], lambda one: one["answered"] == any(one[row] for row in items))
    truths = []
    for row, (item, piece) in items.items():
        if piece:
            tell(crowd, row, piece.as_told(), piece)
            if not item.is_split or piece.n < tables.counted.total:
                crowd.tells(range(len(crowd.sizes)), "answered", piece.n)
        truths += truths_of(row, item.told[:, 0], tables.groups)
    return crowd, truths


def tell(crowd, thing, told, piece):
    crowd.tells(range(len(crowd.sizes)), thing, told["counts"][0])
    for name, table in told["by"].items():
        for strata, n in zip(columns_of(piece.groups[name]), table["counts"][0], strict=True):
            crowd.tells(strata, thing, n)


def truths_of(thing, people, groups):
    def holds(pattern):
        return pattern[thing]

    yield (thing, "all"), range(len(people)), holds, int(people.sum())
    for name, found in groups.items():
        for place, strata in enumerate(columns_of(found)):
            yield (thing, name, place), strata, holds, int(people[strata].sum())


@pytest.mark.parametrize(("count", "seed"), MANY)
@pytest.mark.parametrize("key", ["means", "good_what"])
def test_all_choices_of_a_question_together_tell_no_small_number(answered, count, seed, key):
    tables = Tables(who_answered(answered(count, seed)))
    tables.document()
    crowd, truths = crowd_of(tables, key)
    assert known(crowd, truths) == []


@pytest.mark.parametrize("key", ["means", "good_what"])
def test_the_attack_finds_what_exact_tables_tell(answered, key):
    tables = ExactTables(who_answered(answered(40, 1)))
    tables.document()
    crowd, truths = crowd_of(tables, key)
    assert known(crowd, truths) != []
