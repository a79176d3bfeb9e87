"""`./scripts/test -m attack` runs the tests of the catalogue of attacks. Told: which cases are safe, as all tests do.

A case is safe when a test of it passed and none failed. With a marker that is no case, collecting fails.
"""

import pytest

from tests.attacks.catalogue import CASES, UNTESTED, ids_in_name


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Tests that are named by a case are marked too; each tells its cases to the report, also across processes."""
    for item in items:
        named = ids_in_name(item.originalname or item.name) if isinstance(item, pytest.Function) else set()
        if named:
            item.add_marker("attack")
        ids = named.union(*(mark.args for mark in item.iter_markers("attack")))
        if unknown := ids - set(CASES):
            raise pytest.UsageError(f"{item.nodeid}: the catalogue has no case {', '.join(sorted(unknown))}")
        if ids:
            item.user_properties.append(("attacks", " ".join(sorted(ids))))


def pytest_terminal_summary(terminalreporter, config):
    """A line for each class and for each case not shown to be safe, where attacks or all tests were asked for."""
    if "attack" not in (config.option.markexpr or "") and config.args_source is config.ArgsSource.ARGS:
        return
    passed, failed = (seen(terminalreporter, *outcomes) for outcomes in (("passed",), ("failed", "error")))
    safe = passed - failed
    terminalreporter.section("attacks")
    for letter in sorted({case[0] for case in CASES}):
        cases = [case for case in CASES if case[0] == letter]
        terminalreporter.line(f"{letter}  {len(safe & set(cases)):2} of {len(cases)}")
    for case in sorted(set(CASES) - safe):
        why = "fails" if case in failed else UNTESTED.get(case, "no test passed")
        terminalreporter.line(f"{case} {CASES[case]}: {why}")
    terminalreporter.line(f"{len(safe)} of {len(CASES)} safe")


def seen(terminalreporter, *outcomes):
    """The cases of the tests that ended so."""
    reports = [report for outcome in outcomes for report in terminalreporter.stats.get(outcome, [])]
    told = [value for report in reports for name, value in report.user_properties if name == "attacks"]
    return set(" ".join(told).split())
