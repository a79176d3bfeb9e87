"""What differs between two questionnaires: two editions, or what one saw and what another made of it."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from kortet.surveys.questionnaire import Choice, Kind, Question, Questionnaire

WORDED = ("words", "help", "low", "high")
LESS = ("kind", "steps")  # whoever changes these asks something else under an old name


class Difference(NamedTuple):
    """One thing that differs; `harms` where answers from before cannot be laid beside answers from after."""

    question: str
    text: str
    harms: bool = False


def differences(before: Questionnaire, after: Questionnaire) -> list[Difference]:
    """All that differs, in the order of the later one; what was taken out last."""
    old, new = ({one.key: one for one in asked.every()} for asked in (before, after))
    found = [told for key, one in new.items() for told in of_question(old.get(key), one)]
    found += [
        Difference(one.key, _("“%(question)s” er taget ud.") % {"question": one.name or key}, harms=True)
        for key, one in old.items()
        if key not in new
    ]
    return found + list(of_order(before, after)) + list(of_pages(before, after))


def of_question(before: Question | None, after: Question) -> Iterator[Difference]:
    name = {"question": after.name or after.key}
    if before is None:
        yield Difference(after.key, _("“%(question)s” er nyt.") % name)
        return
    if any(getattr(before, part) != getattr(after, part) for part in LESS):
        yield Difference(after.key, _("“%(question)s” besvares på en anden måde.") % name, harms=True)
    if any(getattr(before, part) != getattr(after, part) for part in WORDED):
        told = _("“%(question)s” er formuleret om; før: “%(before)s”.")
        yield Difference(after.key, told % (name | {"before": before.name or "–"}))
    for rows in ("choices", "rows"):
        ranked = after.kind == Kind.MATRIX and rows == "choices"
        yield from of_choices(after.key, name, getattr(before, rows), getattr(after, rows), ranked=ranked)
    if before.shown != after.shown:
        yield Difference(after.key, _("“%(question)s” vises under andre betingelser.") % name)
    if other(before) != other(after):
        yield Difference(after.key, _("“%(question)s” har andre regler.") % name)


def other(question: Question) -> Question:
    """The question without what is told by itself."""
    told: dict[str, object] = {part: {} for part in WORDED} | {"choices": (), "rows": (), "follow_ups": ()}
    return question.model_copy(
        update=told | {"shown": Question.model_fields["shown"].default, "kind": "text", "steps": 5}
    )


def of_choices(
    key: str, name: dict[str, str], before: tuple[Choice, ...], after: tuple[Choice, ...], *, ranked: bool
) -> Iterator[Difference]:
    """What differs among choices; `ranked`: what each stands for is its place."""
    old, new = ({one.key: one for one in choices} for choices in (before, after))
    for one in after:
        said = name | {"choice": one.name or one.key}
        if one.key not in old:
            yield Difference(key, _("“%(question)s” har fået svaret “%(choice)s”.") % said)
        elif old[one.key].words != one.words:
            told = _("“%(question)s”: svaret “%(before)s” hedder nu “%(choice)s”.")
            yield Difference(key, told % (said | {"before": old[one.key].name}))
    for one in before:
        if one.key not in new:
            told = _("“%(question)s” har ikke længere svaret “%(choice)s”.")
            yield Difference(key, told % (name | {"choice": one.name or one.key}), harms=True)
    if [one.key for one in before if one.key in new] != [one.key for one in after if one.key in old]:
        yield Difference(key, _("“%(question)s”: svarene står i en anden rækkefølge.") % name, harms=ranked)


def of_order(before: Questionnaire, after: Questionnaire) -> Iterator[Difference]:
    old, new = ([(page.key, one.key) for page in asked.pages for one in page.questions] for asked in (before, after))
    both = {key for _page, key in old} & {key for _page, key in new}
    if [pair for pair in old if pair[1] in both] != [pair for pair in new if pair[1] in both]:
        yield Difference("", _("Spørgsmålene står i en anden rækkefølge."))


def of_pages(before: Questionnaire, after: Questionnaire) -> Iterator[Difference]:
    old, new = ({page.key: (page.title, page.text, page.shown) for page in asked.pages} for asked in (before, after))
    if old != new:
        yield Difference("", _("Siderne eller deres tekster er ændret."))
    if before.languages != after.languages:
        yield Difference("", _("Sprogene er ændret."))
