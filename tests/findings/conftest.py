"""A town of ten areas, its people, and a survey of every kind of question about it."""

import pytest

from kortet.findings.models import Population
from kortet.places.models import Area, AreaLayer
from tests.conftest import square
from tests.surveying import QUESTIONS, choices

AGES = [("a15_29", 15, 29), ("a30_64", 30, 64), ("a65", 65, None)]
SEX = {
    "key": "sex",
    "kind": "single",
    "background": "sex",
    "words": {"da": "Er du kvinde eller mand?", "en": "Are you a woman or a man?"},
    "choices": [{"key": "female", "words": {"da": "Kvinde", "en": "Woman"}}, {"key": "male", "words": {"da": "Mand"}}],
}
MORE = [
    {
        "key": "first",
        "kind": "ranking",
        "words": {"da": "Hvad først?", "en": "What first?"},
        "choices": choices("a", "b", "c"),
    },
    {"key": "trips", "kind": "number", "words": {"da": "Hvor mange ture om måneden?", "en": "How many trips?"}},
    {"key": "moved", "kind": "date", "words": {"da": "Hvornår flyttede du hertil?", "en": "When did you move here?"}},
    {"key": "agrees", "kind": "consent", "words": {"da": "Må vi bruge dine ord?", "en": "May we use your words?"}},
    {"key": "best", "kind": "single", "words": {"da": "Hvad er bedst?"}, "choices": choices("wood", "water", "town")},
]
EVERYTHING = {
    "languages": ["da", "en"],
    "pages": [
        QUESTIONS["pages"][0] | {"questions": [*QUESTIONS["pages"][0]["questions"], SEX]},
        *QUESTIONS["pages"][1:],
        {"key": "more", "title": {"da": "Mere"}, "questions": MORE},
    ],
}


@pytest.fixture
def ten_areas(fjordby):
    layer = AreaLayer.objects.create(municipality=fjordby, code="bydele", name="Bydele", is_neighbourhoods=True)
    return [
        Area.objects.create(layer=layer, code=f"{n:02}", name=f"Bydel {n:02}", boundary=square(n % 5, n // 5))
        for n in range(10)
    ]


@pytest.fixture
def people():
    """Gives areas their people: as many of each sex, the old fewest."""

    def give(areas, year=2026):
        Population.objects.bulk_create(
            Population(
                area=area,
                sex=sex,
                age_from=low,
                age_to=high,
                persons=500 - 100 * n + 10 * k,
                year=year,
                source="FOLK1A",
            )
            for k, area in enumerate(areas)
            for n, (_key, low, high) in enumerate(AGES)
            for sex in ("female", "male")
        )

    return give


@pytest.fixture
def everything(make_survey):
    """Makes surveys that ask every kind of question."""

    def make(**given):
        return make_survey(content=EVERYTHING, **given)

    return make
