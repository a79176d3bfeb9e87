import json, time, pytest
from benchmarks.surveys import fill
from kortet.findings.tables import tables_now, exact_tables
@pytest.mark.parametrize("n", [40, 400, 10000])
def test_try(make_survey, neighbourhoods, n):
    survey = make_survey()
    t=time.time(); fill(survey, n, 3); print("fill", time.time()-t)
    t=time.time(); d = tables_now(survey); print("tables", n, time.time()-t)
    t=time.time(); exact_tables(survey); print("exact", n, time.time()-t)
    c = [i for q in d["questions"] for i in q["items"] if q["key"] in ("content","trust")]
    for i in c: print(json.dumps(i))
    cells=[x for q in d["questions"] for i in q["items"] for b in i["by"].values() for r in b["counts"] for x in r]
    print("cells", len(cells), "hidden", cells.count(None), len(json.dumps(d)))
