"""Who may do what in which phase: the whole table, said a second time by hand."""

import pytest

from kortet.processes.rights import Doing, Part, PhaseKind, allows

C, A, P, M, OWN = Part.CITIZEN, Part.AUTHOR, Part.PARTNER, Part.MODERATOR, Part.OWNER
ALL, STAFF = {C, A, P, M, OWN}, {M, OWN}
SAID = {
    "collect": {
        **dict.fromkeys(("pin", "support", "comment", "react", "meet", "respond"), ALL),
        "cluster": STAFF,
    },
    "discuss": {"support": ALL, "comment": ALL, "react": ALL, "meet": ALL, "cluster": STAFF},
    "develop": {"comment": ALL, "join": ALL, "develop": {A, P}, "answer": {A, P}, "ask": {OWN}, "cluster": STAFF},
    "prioritise": {"vote": ALL, "comment": ALL},
    "decide": {"decide": {OWN}},
    "follow_up": {"report": {OWN, P}, "comment": ALL},
}
PUBLISHED = {"read": ALL, "moderate": STAFF, "design": {OWN}}
CLOSED = {"read": ALL, "moderate": STAFF, "report": {OWN}}
DRAFT = {"read": STAFF, "design": {OWN}}


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("doing", Doing)
@pytest.mark.parametrize("kind", PhaseKind)
def test_each_phase_action_and_part(kind, doing, part):
    said = part in SAID[kind].get(doing, set()) | PUBLISHED.get(doing, set())
    assert allows("published", [kind], doing, part) is said
    assert allows("closed", [kind], doing, part) is (part in CLOSED.get(doing, set()))
    assert allows("draft", [kind], doing, part) is (part in DRAFT.get(doing, set()))
    assert allows("published", [], doing, part) is (part in PUBLISHED.get(doing, set()))


def test_phases_side_by_side_open_what_each_opens():
    assert allows("published", ["collect", "prioritise"], Doing.PIN, C)
    assert allows("published", ["collect", "prioritise"], Doing.VOTE, C)
    assert not allows("published", ["collect", "prioritise"], Doing.DEVELOP, A)
