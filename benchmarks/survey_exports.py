"""What the files of a survey cost: python -m benchmarks.survey_exports 10000 100000

Each file is made in a process of its own: seconds, seconds of processor, and the most memory that it held. The survey
is made once in the database of benchmarks.run, and kept.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

from benchmarks.run import surroundings


def main():
    with surroundings():
        for answers in map(int, sys.argv[1:]):
            in_a_child(fill_once, answers)
            for ending in ("gpkg", "csv", "xlsx", "kodebog"):
                in_a_child(measure, answers, ending)


def in_a_child(do, *given):
    """Forked before Django is set up, so that no connection and no memory is shared."""
    if not os.fork():
        import django  # noqa: PLC0415  (the settings read the environment that main has just set)

        django.setup()
        do(*given)
        sys.stdout.flush()
        os._exit(0)
    os.wait()


def survey_of(answers):
    from kortet.surveys.models import Survey  # noqa: PLC0415  (Django is set up by now)

    return Survey.objects.filter(thanks={"da": f"{answers} svar"}).first()


def fill_once(answers):
    from benchmarks import survey_results  # noqa: PLC0415  (as above)
    from benchmarks.surveys import fill  # noqa: PLC0415  (as above)
    from kortet.findings.town import make_survey  # noqa: PLC0415  (as above)

    if survey_of(answers):
        return
    told = json.loads(Path(survey_results.TOLD).read_text(encoding="utf-8"))
    asked = next(one for one in told["surveys"] if "quarter" in str(one["pages"]))
    process = survey_results.published().process
    survey = make_survey(process, asked | {"thanks": {"da": f"{answers} svar"}}, told["squares"], None)
    fill(survey, answers, 7)


def measure(answers, ending):
    from kortet.findings.export_files import FILES  # noqa: PLC0415  (Django is set up by now)
    from kortet.findings.export_rows import Answers  # noqa: PLC0415  (as above)

    before, began, spent = most_memory(), time.perf_counter(), time.process_time()
    with FILES[ending].of(Answers(survey_of(answers), with_texts=True)) as file:
        size = file.seek(0, os.SEEK_END) / 2**20
    took, spent = time.perf_counter() - began, time.process_time() - spent
    told = f"{took:.1f} s, {spent:.1f} s of processor, {most_memory():.0f} MiB (at first {before:.0f})"
    print(f"{answers} {ending}: {told}, file {size:.1f} MiB")


def most_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
