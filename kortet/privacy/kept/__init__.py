"""The registry: everything that is kept about people, table by table, and what says nothing about anybody.

From it come the privacy page, the record of processing, "my data", erasure and the daily forgetting. A field that
stands in neither list fails tests/privacy/test_registry.py. To add one: the file of its app here.
"""

from kortet.privacy.kept import (
    accounts,
    ballots,
    connectors,
    events,
    ideas,
    journal,
    meetings,
    partners,
    pins,
    plain,
    processes,
    staff,
    surveys,
)
from kortet.privacy.rows import Kept, Plain

KEPT: list[Kept] = [
    *pins.KEPT,
    *processes.KEPT,
    *events.KEPT,
    *ballots.KEPT,
    *surveys.KEPT,
    *meetings.KEPT,
    *ideas.KEPT,
    *connectors.KEPT,
    *partners.KEPT,
    *accounts.KEPT,
    *journal.KEPT,
    *staff.KEPT,
]
PLAIN: list[Plain] = plain.PLAIN


def kept(model: str) -> Kept:
    """The row of a table ("pins.Pin"); KeyError where there is none."""
    return {row.model: row for row in KEPT}[model]
