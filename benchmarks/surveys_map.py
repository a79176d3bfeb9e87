"""Goal 19 for maps: 10,000 answers; the public page and its shapes beside a view that asks one thing and says it.

    KORTET_DATABASE_ROLE=owner ./scripts/manage shell -c "from benchmarks.surveys_map import main; main()"

Needs the demo town. All is done in one transaction that is rolled back.
"""

import time
from statistics import median

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.translation import override

from benchmarks.surveys import fill
from kortet.findings import views_map
from kortet.findings.models import PublishedMap
from kortet.findings.publishing import freeze
from kortet.surveys.models import Edition, Survey

ANSWERS, ROUNDS = 10_000, 40


def main():
    with transaction.atomic():
        survey = filled()
        took = seconds(lambda: freeze(survey))
        cells = {found.key: len(found.cells) for found in PublishedMap.objects.of(survey)}
        print(f"{ANSWERS} answers: tables and maps made once in {took:.1f} s; cells {cells}")
        for name, milliseconds in measured(survey).items():
            print(f"{name}: p50 {milliseconds:.1f} ms")
        transaction.set_rollback(True)


def filled():
    """A survey with map questions, whose results are public."""
    model = next(one for one in Survey.objects.order_by("-opens") if "quarter" in str(one.editions.get().content))
    survey = Survey.objects.create(process=model.process, title=model.title, results_published=timezone.now())
    Edition.objects.create(survey=survey, content=model.editions.get().content, published=timezone.now())
    fill(survey, ANSWERS, 7)
    return survey


def measured(survey):
    """Milliseconds of each, in turns, without middleware: its cost is the same for all."""
    asked = request_of(survey)
    views = {
        "bare view with one query": lambda: bare(asked),
        "page": lambda: views_map.survey_map(asked, survey.word),
        "shapes": lambda: views_map.survey_map_shapes(asked, survey.word, "quarter"),
    }
    times = {name: [] for name in views}
    for _ in range(ROUNDS):
        for name, ask in views.items():
            times[name].append(seconds(ask) * 1000)
    return {name: median(taken) for name, taken in times.items()}


def request_of(survey):
    request = RequestFactory().get("/", {"kort": "quarter"})
    request.municipality, request.LANGUAGE_CODE = survey.process.municipality, "da"
    return request


def bare(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM municipalities_municipality WHERE id = %s", [request.municipality.pk])
        return HttpResponse(cursor.fetchone()[0])


def seconds(ask):
    began = time.perf_counter()
    with override("da"):
        ask()
    return time.perf_counter() - began
