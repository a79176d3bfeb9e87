"""Goal 19: what all see of a survey with 10,000 answers, over HTTP, against a bare view with one query.

The page of results is written once in each process and kept for as long as it stays the same; it is measured so, and
without keeping anything, as the first visitor after a start meets it.
"""

import json
import time
from pathlib import Path

from benchmarks.load import alternating
from benchmarks.servers import granian
from benchmarks.surveys import fill
from benchmarks.tiles import compared
from kortet.findings.publishing import freeze
from kortet.findings.town import make_survey, people_of
from kortet.municipalities.models import Municipality
from kortet.outcomes.town import make_process
from kortet.surveys.models import Survey

ANSWERS, LIMIT = 10_000, 10
TOLD = Path(__file__).parent.parent / "gis_data" / "fjordby" / "surveys.json"
GROUPS = ("", "?efter=age", "?efter=sex", "?efter=area")


def results(product, peer, web, rounds):
    page = f"/u/{published().word}/resultat/"
    pages = [f"{tongue}{page}{by}" for by in GROUPS for tongue in ("", "/en")] * 3
    with granian("benchmarks.anew_settings", web) as anew:
        for what, port, paths in [
            ("results page, by every variable", product, pages),
            ("map page", product, [f"{page}kort/"] * 20),
            ("shapes of the map", product, [f"{page}kort/quarter.json"] * 20),
            ("results page, nothing kept", anew, [page] * 20),
            ("results page by area, nothing kept", anew, [f"{page}?efter=area"] * 20),
        ]:
            found = alternating({"ours": (port, paths), "peer": (peer, ["/bare/"] * len(paths))}, rounds)
            line = {"goal": 19, "what": f"survey {what}, c = 1, p50", "limit": LIMIT, "unit": "ms"}
            yield line | compared(found, "p50")


def published():
    """The survey of this measurement, compared with one before it; made once in the database of the benchmark."""
    if there := Survey.objects.filter(results_published__isnull=False).order_by("pk").last():
        return there
    town, told = Municipality.objects.get(), json.loads(TOLD.read_text(encoding="utf-8"))
    process = make_process(town, told["process"])
    people_of(town, told["shares"])
    survey = None
    for seed, one in enumerate(one for one in told["surveys"] if one.get("published")):
        survey = make_survey(process, one, told["squares"], survey)
        fill(survey, ANSWERS, seed)
        survey.results_published = survey.closes
        survey.save(update_fields=["results_published"])
        began = time.perf_counter()
        freeze(survey)
        print(f"{ANSWERS} answers: results made once in {time.perf_counter() - began:.1f} s")
    return survey
