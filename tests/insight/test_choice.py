"""What a page is about: the filter of the map, and what a planner keeps under a name."""

from datetime import date

import pytest
from django.http import QueryDict

from kortet.insight.choice import Choice
from kortet.selections.models import Selection
from tests.conftest import spot, square, staff


@pytest.fixture
def kept(fjordby, neighbourhoods, pia):
    """Pia's: problems in Vest or Midt, within an outline, in 2026."""
    outline = square(0, side=3000)
    words = {"kinds": ["problem"], "areas": ["bydele/01", "bydele/02"], "first": "2026-01-01", "last": "2026-12-31"}
    return Selection.objects.create(municipality=fjordby, owner=pia, name="Huller", words=words, outline=outline)


def test_a_kept_selection_and_the_filter_ask_together(fjordby, kept, make_pin, pia):
    make_pin(kind="problem")
    make_pin(kind="problem", point=spot(1500))
    make_pin(kind="problem", point=spot(2500))
    make_pin(kind="problem", moderation="waiting")
    make_pin()
    choice = Choice(fjordby, QueryDict(f"udvalg={kept.word}"), pia)
    assert (choice.count, choice.words) == (2, [("Udvalg", "Huller")])
    assert choice.period == (date(2026, 1, 1), date(2026, 12, 31))
    assert f"udvalg={kept.word}" in choice.query_string
    assert Choice(fjordby, QueryDict(f"udvalg={kept.word}&area=01"), pia).count == 1


def test_nobody_elses_selection(fjordby, kept, make_pin):
    make_pin()
    colleague = staff("poul", fjordby, "planner")
    for user in (colleague, None):
        choice = Choice(fjordby, QueryDict(f"udvalg={kept.word}"), user)
        assert "udvalg" in choice.measures.errors and choice.wanted is None
    kept.is_shared = True
    kept.save()
    assert Choice(fjordby, QueryDict(f"udvalg={kept.word}"), colleague).wanted == kept.wanted
