"""How many people wrote of what, as all may see it: of the same people, by the same areas as the tables of the survey.

A tag is told of by the rules of the tables (docs/decisions/0047): those who wrote of it are among those who wrote
anything, and among all; in the town and in each area neither they nor the rest of either may be few.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kortet.findings.background import Who
from kortet.findings.groups import OTHER, Groups, groups_of
from kortet.findings.models import Published, PublishedTags, TextTag
from kortet.findings.pieces import Piece
from kortet.findings.queries import tagged
from kortet.findings.tables import Document, Tables, who_answered
from kortet.findings.texts import OTHERS
from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.surveys.models import Survey

AREA = "area"
Numbers = list[int | None]


@transaction.atomic
def publish_tags(survey: Survey, actor: User) -> None:
    """Keeps the table that all will see; a second time it stays as it was.

    Raises ValidationError where the tables are not public yet, or tell of other answers than there are now: what is in
    one of the two and not in the other would be those few people.
    """
    survey.hold()
    if PublishedTags.objects.filter(survey=survey).exists():
        return
    who = who_answered(survey)
    refuse_other_people(Published.objects.filter(survey=survey).first(), who)
    PublishedTags.objects.create(survey=survey, table=tags_told(survey, who))
    Entry.objects.record("tags_published", survey, actor=actor)


def refuse_other_people(published: Published | None, who: Who) -> None:
    if published is None:
        raise ValidationError(_("Offentliggør resultaterne først: mærkerne tælles op af de samme svar."))
    if sizes(published.content) != sizes(Tables(who).heads()):
        raise ValidationError(
            _(
                "Der er kommet svar til eller taget svar fra, siden resultaterne blev offentliggjort. Mærkerne kan "
                "ikke tælles op mere: forskellen kunne vise, hvad enkelte har skrevet."
            )
        )


def sizes(document: Document) -> dict[str, Any]:
    """How many answered, in all and of each group; how many live there may have been put right since."""
    groups = {name: [group["names"], group["n"]] for name, group in document["groups"].items()}
    return groups | {"": document["total"]}


def tags_told(survey: Survey, who: Who) -> dict[str, Any]:
    """{areas, rows} as `PublishedTags.table`: the tags and areas of which there is a number to tell."""
    people, wrote = people_by_tag(survey, who)
    groups, names = areas_of_writers(wrote, who), dict(who.town.areas)
    areas = [OTHERS if name == OTHER else names.get(name, name) for name in groups.names] if groups else []
    tags = TextTag.objects.filter(survey=survey, pk__in=people)
    rows = [[tag.name, *numbers_of(people[tag.pk], (wrote, who.counted.n), groups)] for tag in tags]
    shown = [place for place, _name in enumerate(areas) if any(row[place + 1] for row in rows)]
    rows = [[row[0], *(row[place + 1] for place in shown), row[-1]] for row in rows if any(row[1:])]
    return {"areas": [areas[place] for place in shown], "rows": rows}


def people_by_tag(survey: Survey, who: Who) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """Tag → people by stratum, and those who wrote anything."""
    found: dict[int, np.ndarray] = {}
    wrote = np.zeros_like(who.counted.n)
    for stratum, tag, n in tagged(survey, who.counted.background):
        of = wrote if tag is None else found.setdefault(tag, np.zeros_like(wrote))
        of[who.counted.places[stratum]] += n
    return found, wrote


def areas_of_writers(wrote: np.ndarray, who: Who) -> Groups | None:
    """The areas of the tables, those of them together where fewer than ten wrote anything."""
    if AREA not in who.groups:
        return None
    names = ["" if name == OTHER else name for name in who.groups[AREA].names]
    return groups_of([names[column] for column in who.groups[AREA].columns], wrote, names)


def numbers_of(people: np.ndarray, sides: Iterable[np.ndarray], groups: Groups | None) -> Numbers:
    """People in each area, and in all: told where they may be told among all of each side."""
    told = [numbers_among(people, every, groups) for every in sides]
    return [None if None in numbers else numbers[0] for numbers in zip(*told, strict=True)]


def numbers_among(people: np.ndarray, every: np.ndarray, groups: Groups | None) -> Numbers:
    piece = Piece(np.column_stack([people, every - people]), {AREA: groups} if groups else {})
    areas: Numbers = [None] * (len(groups.names) if groups else 0)
    if not piece.hide():
        return [*areas, None]
    told = piece.as_told()
    return [*(told["by"][AREA]["counts"][0] if AREA in told["by"] else areas), told["counts"][0]]
