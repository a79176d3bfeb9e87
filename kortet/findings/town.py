"""The surveys of a made-up town, out of gis_data/fjordby/surveys.json: one of last year, one with 400 answers whose
results are public, and one that is open. Days are counted from the day they are loaded, the answers are dice."""

from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.gis.geos import Point
from django.utils import timezone

from kortet.findings.models import Population, PublishedTags, Quote, TaggedText, TextTag
from kortet.findings.publishing import freeze
from kortet.findings.queries_texts import texts_of
from kortet.findings.tables import who_answered
from kortet.findings.tags_published import tags_told
from kortet.findings.town_people import People
from kortet.municipalities.models import METRES, Municipality
from kortet.outcomes.town import make_process
from kortet.places.models import Area
from kortet.processes.models import Process
from kortet.responses.models import Answer, DrawnPlace, Response
from kortet.surveys.models import Edition, MapObject, Survey
from kortet.surveys.questionnaire import Questionnaire

SOURCE = "opdigtet"


def make_surveys(town: Municipality, told: dict[str, Any]) -> int:
    """All surveys of the file with their process; returns how many responses they have."""
    process = make_process(town, told["process"])
    people_of(town, told["shares"])
    earlier, responses = None, 0
    for one in told["surveys"]:
        survey = make_survey(process, one, told["squares"], earlier if one.get("compared") else None)
        responses += answer(survey, one, told)
        tag(survey, one)
        if one.get("published"):
            show(survey, one)
            earlier = survey
    return responses


def moment(days: int, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=days), time(hour)))


def people_of(town: Municipality, shares: dict[str, list[Any]]) -> None:
    """The population by area, age and sex, as shares of how many live there."""
    areas = Area.objects.of(town).neighbourhoods().current().light()
    facts = {"year": timezone.localdate().year, "source": SOURCE}
    Population.objects.bulk_create(
        Population(area=area, sex=sex, age_from=low, age_to=high, persons=round(area.population * share / 2), **facts)
        for area in areas
        if area.population is not None
        for low, high, share in shares.values()
        for sex in (Population.Sex.FEMALE, Population.Sex.MALE)
    )


def make_survey(process: Process, told: dict[str, Any], squares: list[Any], earlier: Survey | None) -> Survey:
    words = {name: told[name] for name in ("title", "intro", "thanks")}
    days = {"opens": moment(told["opens"]), "closes": moment(told["closes"], 20), "created": moment(told["days"] - 5)}
    survey = Survey.objects.create(process=process, earlier=earlier, **words, **days)
    content = Questionnaire.model_validate({"languages": ["da", "en"], "pages": told["pages"]})
    document = content.model_dump(mode="json", exclude_defaults=True)
    edition = Edition.objects.create(survey=survey, content=document, published=moment(told["days"] - 1))
    MapObject.objects.bulk_create(
        MapObject(edition=edition, group="squares", key=key, words={"da": name}, order=n, shape=spot(east, north))
        for n, (key, name, east, north) in enumerate(squares)
    )
    return survey


def spot(east: float, north: float) -> Point:
    return Point(east, north, srid=METRES)


def answer(survey: Survey, told: dict[str, Any], whole: dict[str, Any]) -> int:
    """Its responses, the same each time."""
    edition = survey.editions.get()
    areas = Area.objects.of(survey.process.municipality).neighbourhoods().current().values_list("code", "population")
    people = People(Random(told["seed"]), dict(areas), told["mood"], whole)  # noqa: S311  (dice, no secrets)
    last = min(told["closes"], -1) - told["opens"]
    responses = Response.objects.bulk_create(
        Response(survey=survey, edition=edition, started=when, finished=when)
        for when in (moment(told["opens"] + n % max(last, 1), 9 + n % 12) for n in range(told["answers"]))
    )
    asked, things = edition.questionnaire, list(edition.objects_drawn.values_list("key", flat=True))
    said = [people.answers(asked, things) for _ in responses]
    drawn = [
        [DrawnPlace(response=response, key=key, number=n, shape=shape) for key, n, shape in one.places]
        for response, one in zip(responses, said, strict=True)
    ]
    DrawnPlace.objects.bulk_create(place for places in drawn for place in places)
    Answer.objects.bulk_create(
        Answer(response=response, place=None if place is None else places[place], **row)
        for response, places, one in zip(responses, drawn, said, strict=True)
        for place, row in one.rows
    )
    return len(responses)


def tag(survey: Survey, told: dict[str, Any]) -> None:
    """Tags by the words that texts have, and the quotes."""
    texts = list(texts_of(survey)) if told.get("tags") else []
    for name, colour, words in told.get("tags", []):
        made = TextTag.objects.create(survey=survey, name=name, colour=colour)
        found = [text for text in texts if any(word in text.text.lower() for word in words)]
        TaggedText.objects.bulk_create(TaggedText(tag=made, answer=text) for text in found)
    for words in told.get("quotes", []):
        if found_text := next((text for text in texts if text.text == words), None):
            Quote.objects.create(survey=survey, answer=found_text, text=words)


def show(survey: Survey, told: dict[str, Any]) -> None:
    """Its results as they were published some days after it closed."""
    survey.results_published = moment(min(told["closes"] + 3, -1))
    survey.save(update_fields=["results_published"])
    found = freeze(survey)
    found.made = survey.results_published
    found.save(update_fields=["made"])
    if told.get("tags"):
        PublishedTags.objects.create(survey=survey, table=tags_told(survey, who_answered(survey)))
