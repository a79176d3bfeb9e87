"""This survey beside the one before: the same indicator then and now, however it was worded, told in a sentence."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kortet.findings.estimates import Estimate, difference_of_means, difference_of_shares, mean
from kortet.findings.words import Words, said_and, said_mean, said_percent

Item = dict[str, Any]


class Compared:
    """Both are read as they were told: no number that is hidden in one of them is used."""

    def __init__(self, now: dict[str, Any], words: Words, then: dict[str, Any], words_then: Words) -> None:
        self.now, self.then, self.words = now, then, words
        asked = {one.indicator: one.key for one in words_then.questionnaire.every() if one.indicator}
        items = {told["key"]: told["items"] for told in then["questions"]}
        self.before = {indicator: items.get(key, []) for indicator, key in asked.items()}

    def sentences(self, key: str, items: list[Item]) -> Iterator[str]:
        """What is said of a question: of its mean where it has one, else of each share."""
        question = self.words.question(key)
        before = {item["row"]: item for item in self.before.get(question.indicator, [])}
        for item in items:
            then = before.get(item["row"])
            if then is None:
                continue
            about = self.words.row(question, item["row"]) if item["row"] else ""
            if item["values"]:
                yield from self.of_means(item, then, about)
            else:
                yield from self.of_shares(question, item, then, about)

    def of_means(self, item: Item, then: Item, about: str) -> Iterator[str]:
        found = whole_mean(item), whole_mean(then)
        if found[0] and found[1]:
            difference = difference_of_means(found[0], found[1])
            said = tuple(said_mean(one.value, 2) for one in found if one)
            span = said_and(said_mean(difference.low, 2), said_mean(difference.high, 2))
            yield sentence(about or _("Gennemsnittet"), difference, said, span)

    def of_shares(self, question: Any, item: Item, then: Item, about: str) -> Iterator[str]:
        places = {name: place for place, name in enumerate(then["names"]) if name}
        for place, name in enumerate(item["names"]):
            if name not in places:
                continue
            now = item["counts"][place], self.n(item, then, self.now)
            before = then["counts"][places[name]], self.n(then, item, self.then)
            if None in (now[0], before[0]) or not (now[1] and before[1]):
                continue
            difference = difference_of_shares(now, before)
            said = tuple(said_percent(100 * count / n) for count, n in (now, before))
            span = said_and(round(100 * difference.low), said_percent(100 * difference.high))
            yield sentence(about or self.words.category(question, name), difference, said, span)

    def n(self, item: Item, other: Item, document: dict[str, Any]) -> int:
        """Of how many it is a share: of all, unless both surveys tell it of those who answered."""
        return item["n"] if item["base"] == other["base"] else document["total"]


def whole_mean(item: Item) -> Estimate | None:
    counts = [(value, item["counts"][int(place)]) for place, value in item["values"].items()]
    return None if any(count is None for _value, count in counts) else mean(counts)


def sentence(about: str, difference: Estimate, said: tuple[str, ...], span: str) -> str:
    facts = {"about": about, "now": said[0], "then": said[1], "span": span}
    if difference.low > 0:
        return _("%(about)s er steget fra %(then)s til %(now)s (forskellen ligger mellem %(span)s).") % facts
    if difference.high < 0:
        return _("%(about)s er faldet fra %(then)s til %(now)s (forskellen ligger mellem %(span)s).") % facts
    return _("%(about)s: ingen sikker forskel, %(then)s sidst og %(now)s nu.") % facts
