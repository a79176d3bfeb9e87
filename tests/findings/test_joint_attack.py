"""Everything that is public of a survey at once: tables, maps, tags, and two publications, by integer programming."""

import json

import pytest
from django.core.exceptions import ValidationError

from benchmarks.surveys import fill
from kortet.findings.compared import Compared
from kortet.findings.models import PublishedMap, PublishedTags, TaggedText, TextTag
from kortet.findings.publishing import freeze, publish
from kortet.findings.queries_texts import texts_of
from kortet.findings.tables import ExactTables, Tables, who_answered
from kortet.findings.tags_published import areas_of_writers, people_by_tag, publish_tags, tags_told
from kortet.findings.texts import OTHERS
from kortet.findings.words import Words
from tests.conftest import spot
from tests.findings.conftest import EVERYTHING
from tests.findings.crowd import Crowd, columns_of, known, patterns
from tests.surveying import respond

TAGGED = {"Lys": ("lys", "støj"), "Cykel": ("cykel", "støj"), "Bænke": ("bænke",)}
# Everybody may write, so that the tables tell how many did.
ASKED = json.loads(json.dumps(EVERYTHING))
next(one for page in ASKED["pages"] for one in page["questions"] if one["key"] == "why").pop("shown")
MANY = [(40, 1), (40, 2), (80, 3), (150, 4)]


@pytest.fixture
def answered(make_survey, neighbourhoods, people):
    people(neighbourhoods)

    def make(count, seed, **given):
        survey = make_survey(content=ASKED, **given)
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
    ways = patterns([*items, "answered"], lambda one: one["answered"] == any(one[row] for row in items))
    crowd = Crowd(tables.counted.n, ways)
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


def crowd_of_tags(survey, who, table):
    """Who wrote, and of what: the tables tell how many wrote, in all and by area, and the tags how many of those."""
    people, wrote = people_by_tag(survey, who)
    tags = {tag.name: people[tag.pk] for tag in TextTag.objects.filter(survey=survey) if tag.pk in people}
    crowd = Crowd(who.counted.n, patterns([*tags, "wrote"], lambda one: one["wrote"] or not any(one.values())))
    tables = Tables(who)
    tables.document()
    [(item, piece)] = items_of(tables, "why").values()
    tell(crowd, "wrote", piece.as_told(), piece)
    assert item.told[:, 0].tolist() == wrote.tolist()
    groups = areas_of_writers(wrote, who)
    names = dict(who.town.areas)
    codes = groups.names if groups else ()
    strata_of = {names.get(code, OTHERS): strata for code, strata in zip(codes, columns_of(groups), strict=True)}
    for name, *numbers, total in table["rows"]:
        for area, n in zip(table["areas"], numbers, strict=True):
            crowd.tells(strata_of[area], name, n)
        crowd.tells(range(len(wrote)), name, total)
    return crowd, [one for name, of in tags.items() for one in tagged_and_not(name, of, wrote, groups)]


def tagged_and_not(name, people, wrote, groups):
    """Who wrote of it, who wrote of something else, and who did not write of it."""
    by = {"area": groups} if groups else {}
    yield from truths_of(name, people, by)
    for _name, strata, _holds, _n in truths_of(name, people, by):
        rest = int((wrote - people)[list(strata)].sum())
        yield (name, "else"), strata, (lambda one: one["wrote"] and not one[name]), rest


@pytest.mark.parametrize(("count", "seed"), MANY)
def test_tags_and_tables_together_tell_no_small_number(answered, count, seed):
    survey = answered(count, seed)
    texts_of(survey).exclude(key="why").delete()
    who = who_answered(survey)
    crowd, truths = crowd_of_tags(survey, who, tags_told(survey, who))
    assert known(crowd, truths) == []


def test_the_attack_finds_a_tag_that_all_who_wrote_but_one_are_under(answered):
    """A table that hides the small numbers of tags alone, as one would who forgets that the tables tell who wrote."""
    survey = answered(80, 3)
    texts_of(survey).exclude(key="why").delete()
    texts = list(texts_of(survey))
    tag = TextTag.objects.create(survey=survey, name="Alt")
    TaggedText.objects.bulk_create(TaggedText(tag=tag, answer=text) for text in texts[1:])
    who = who_answered(survey)
    assert not [row for row in tags_told(survey, who)["rows"] if row[0] == "Alt"]
    naive = {"areas": [], "rows": [["Alt", len(texts) - 1]]}
    crowd, truths = crowd_of_tags(survey, who, naive)
    assert (("Alt", "else"), 1) in known(crowd, truths)


@pytest.fixture
def drawn(make_survey, otto):
    """A survey of which 42 drew a point each in one of two places, and some drew none or gave an area instead."""

    def make(silent=0, areas=0):
        survey = make_survey()
        for n in range(42):
            respond(survey, [("good", spot(500 if n < 30 else 2500, 500), {})], home="01")
        for _ in range(silent):
            respond(survey, home="02")
        for _ in range(areas):
            place = respond(survey, [("good", spot(500, 500), {})], home="03").places.get()
            place.precision = "area"
            place.save()
        survey.close(otto)
        return publish(survey, otto).content, PublishedMap.objects.get(survey=survey, key="good").cells

    return make


def crowd_of_map(document, key, cells):
    """Everybody drew one place, or none, or none that is on the map."""
    ways = [{"cell": n, "drew": True} for n in range(len(cells))]
    ways += [{"cell": None, "drew": drew} for drew in (True, False)]
    crowd = Crowd([document["total"]], ways)
    for n, cell in enumerate(cells):
        crowd.fact([0], lambda one, n=n: one["cell"] == n, cell["people"], cell["people"] + 4 * cell["at_least"])
    for item in next(one["items"] for one in document["questions"] if one["key"] == key):
        crowd.tells([0], "drew", item["counts"][0])
    return crowd


def on_no_map(one):
    return one["drew"] and one["cell"] is None


def drew_nothing(one):
    return not one["drew"]


@pytest.mark.parametrize("few", [1, 2, 3, 4])
@pytest.mark.parametrize(("who", "holds"), [("silent", drew_nothing), ("areas", on_no_map)])
def test_the_cells_of_a_map_do_not_tell_how_few_are_on_none(drawn, who, holds, few):
    document, cells = drawn(**{who: few})
    crowd = crowd_of_map(document, "good", cells)
    assert known(crowd, [(who, [0], holds, few)]) == []
    exact = [cell | {"people": people, "at_least": False} for cell, people in zip(cells, (30, 12), strict=True)]
    naive = crowd_of_map(document, "good", exact)
    together = [("on no map", [0], lambda one: one["cell"] is None, few)]
    assert known(naive, together) == [("on no map", few)]
    assert known(crowd, together) == []


def test_a_map_of_enough_people_tells_each_cell(drawn):
    _document, cells = drawn(silent=8, areas=6)
    assert [(cell["people"], cell["at_least"]) for cell in cells] == [(30, False), (12, False)]


@pytest.mark.parametrize(("silent", "rows"), [(0, [["green", 20], ["quiet", None], ["people", None]]), (2, [])])
def test_what_is_said_of_places_is_told_as_in_the_tables(make_survey, silent, rows):
    """All thirty chose something, so two numbers are hidden; where two said nothing of their place, nothing is told."""
    survey = make_survey()
    for what, people in (("green", 20), ("quiet", 8), ("people", 2), ("", silent)):
        for _ in range(people):
            respond(survey, [("good", spot(500, 500), {"good_what": [what]} if what else {})])
    document = freeze(survey).content
    told = next(one["items"] for one in document["questions"] if one["key"] == "good_what")
    assert [[item["row"], item["counts"][0]] for item in told if item["counts"][0]] == rows[:1]
    assert [table["rows"] for table in PublishedMap.objects.get(survey=survey, key="good").tables] == [rows] * bool(
        rows
    )


def numbers_of(document):
    """Every number of people in a document, by where it stands."""
    for question in document["questions"]:
        for item in question["items"]:
            for place, name in enumerate(item["names"]):
                yield (question["key"], item["row"], name), item["counts"][place]
                for by, table in item["by"].items():
                    for group, n in zip(document["groups"][by]["names"], table["counts"][place], strict=True):
                        yield (question["key"], item["row"], name, by, group), n


def late_answers(first, second):
    """What those few said who are in a second publication and were not in the first."""
    before, after = dict(numbers_of(first)), dict(numbers_of(second))
    both = [place for place in before if None not in (before[place], after.get(place))]
    return [place for place in both if 0 < abs(after[place] - before[place]) < 5]


def test_a_second_publication_is_the_first_one(answered, otto):
    """Three more answers, one taken out, a withdrawal, and published again: there is nothing to be subtracted."""
    survey = answered(150, 4)
    survey.close(otto)
    first = publish(survey, otto).content
    maps = list(PublishedMap.objects.values("key", "cells", "tables"))
    for _ in range(3):
        respond(survey, [("good", spot(500, 500), {"good_what": ["green"]})], age="a65", home="01", content=1)
    survey.responses.order_by("pk").first().delete()
    assert late_answers(first, Tables(who_answered(survey)).document()) != []
    survey.results_published = None
    survey.save()
    assert publish(survey, otto).content == first
    assert list(PublishedMap.objects.values("key", "cells", "tables")) == maps


def test_tags_of_other_answers_than_the_tables_are_refused(answered, otto):
    survey = answered(80, 3)
    survey.close(otto)
    publish(survey, otto)
    respond(survey, age="a65", home="01", content=1, why="Støj")
    with pytest.raises(ValidationError):
        publish_tags(survey, otto)
    assert not PublishedTags.objects.exists()


def test_what_is_said_of_a_change_uses_no_number_that_one_of_the_years_hides(answered):
    then = answered(40, 1)
    now = answered(150, 4, process=then.process, earlier=then)
    documents = [Tables(who_answered(survey)).document() for survey in (then, now)]
    words = [Words(survey, 1) for survey in (then, now)]
    exact = ExactTables(who_answered(then)).document()
    told = [list(all_sentences(documents[1], words[1], before, words[0])) for before in (documents[0], exact)]
    assert len(told[0]) < len(told[1])
    assert set(told[0]) <= set(told[1])


def all_sentences(now, words, before, words_before):
    compared = Compared(now, words, before, words_before)
    for question in now["questions"]:
        yield from compared.sentences(question["key"], question["items"])
