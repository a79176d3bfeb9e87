"""The part of the town at random that is a survey: what people write and draw, codes, quotes, and published results."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from kortet.findings.models import Quote
from kortet.findings.publishing import publish
from kortet.people.models import User
from kortet.responses.models import Answer, SurveyPackage, Tablet
from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import Questionnaire
from tests.conftest import spot
from tests.surveying import QUESTIONS, respond

OF_A_SURVEY = {
    "survey": "/u/{}/",
    "results of a survey": "/u/{}/resultat/",
    "results by area": "/u/{}/resultat/?efter=area",
    "method of a survey": "/u/{}/resultat/metode/",
    "words of a survey": "/u/{}/resultat/tekster/",
    "map of a survey": "/u/{}/resultat/kort/",
    "drawn places as cells": "/u/{}/resultat/kort/good.json",
    "drawn places as a table": "/u/{}/resultat/kort/good.csv",
}
METRES = st.integers(1, 998).map(lambda n: n + 0.4321)
CROWD = 6  # who answer alike, so that there is something to tell


class InSurvey:
    """Rules of a survey that people answer, and whose results are published in the end."""

    def begin_surveys(self):
        content = Questionnaire.model_validate(QUESTIONS).model_dump(mode="json", exclude_defaults=True)
        self.survey = Survey.objects.create(process=self.process, title={"da": "Hvordan er her at bo?"})
        then = timezone.now() - timedelta(days=1)
        Edition.objects.create(survey=self.survey, content=content, published=then)
        self.owner = User.objects.create_user(self.canary())
        self.written = []

    def survey_addresses(self):
        return ((kind, address.format(self.survey.word)) for kind, address in OF_A_SURVEY.items())

    def is_open(self):
        return self.survey.closed is None

    @precondition(is_open)
    @rule(east=METRES, north=METRES, finished=st.booleans())
    def answer(self, east, north, finished):
        """One person's own words, and a place that nobody else has."""
        here, why, where = spot(east, north), self.canary(), self.canary()
        said = {"age": "a65", "home": "01", "content": 1, "why": why}
        respond(self.survey, [("good", here, {"good_text": where})], finished=finished, **said)
        exact = here.transform(4326, clone=True)
        for x, y, cut in ((exact.x, exact.y, 5), (here.x, here.y, 1)):
            self.private[tuple(f"{number:.9f}"[: cut - 9] for number in (x, y))] = lambda: True
        if finished:
            self.written.append(why)

    @precondition(is_open)
    @rule(home=st.sampled_from(["01", "02"]), content=st.integers(1, 5))
    def a_crowd_answers(self, home, content):
        for n in range(CROWD):
            place = ("good", spot(300 + n, 300), {"good_what": ["green"]})
            respond(self.survey, [place], age="a30_64", home=home, content=content, why="Bilerne larmer")

    @rule()
    def write_letters(self):
        """Who letters went to, and where a tablet stands, are staff's own notes."""
        number = self.survey.packages.count() + 1
        SurveyPackage.objects.create(survey=self.survey, number=number, note=self.canary(), size=1)
        Tablet.objects.create(survey=self.survey, name=self.canary(), started_by=self.owner)

    @precondition(lambda self: self.written)
    @rule(n=st.integers(0, 99))
    def quote(self, n):
        word = self.written.pop(n % len(self.written))
        answer = Answer.objects.get(text=word)
        Quote.objects.create(survey=self.survey, answer=answer, text=word, approved_by=self.owner)
        self.private[word] = lambda: self.survey.results_published is None

    @precondition(is_open)
    @rule()
    def publish_results(self):
        self.survey.close(self.owner)
        publish(self.survey, self.owner)
