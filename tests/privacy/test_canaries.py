"""What is private stands in nothing that is public, whatever was done in whatever order.

KORTET_CANARY_STATES=10000 ./scripts/test tests/privacy/test_canaries.py looks at so many states instead of a few; from
a thousand on they are others each time, and a third of the outputs are read in each.
"""

import logging
import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.privacy.canaries import Town, exported, listen_to_the_log

STATES, STEPS, MANY = int(os.environ.get("KORTET_CANARY_STATES", "40")), 20, 1000


@pytest.mark.usefixtures("neighbourhoods")
def test_F09_no_canary_is_seen_in_any_random_state(make_event):
    make_event(needs_sign_up=True)
    handler = listen_to_the_log()
    Town.part = 3 if STATES >= MANY else 1
    try:
        run_state_machine_as_test(Town, settings=few(STATES))
    finally:
        logging.getLogger().removeHandler(handler)
    assert Town.states >= STATES and len(Town.kinds) >= 12
    logging.getLogger(__name__).info("%s states, outputs: %s", Town.states, Town.kinds)


@pytest.mark.usefixtures("neighbourhoods")
def test_F09_no_canary_is_seen_when_the_results_of_a_survey_are_published(make_event):
    """By hand, for so many steps at random seldom lead there."""
    make_event(needs_sign_up=True)
    town = Town()
    try:
        for n in range(3):
            town.answer(20.4321 + n, 30.4321, finished=n < 2)
        town.a_crowd_answers("01", 4)
        town.write_letters()
        town.publish_results()
        town.nothing_private_is_public()
        town.quote(0)
        [quoted] = town.survey.quotes.values_list("text", flat=True)
        town.nothing_private_is_public()
        told = {kind: town.read(address) for kind, address in town.survey_addresses()}
        assert quoted in told["words of a survey"] and ";8;" in told["drawn places as a table"]
        assert all("Ikke fundet" not in text for text in told.values())
    finally:
        town.teardown()


def few(states):
    """So many states at least: each run makes up to STEPS steps."""
    return settings(
        max_examples=max(states // (STEPS // 2), 1),
        stateful_step_count=STEPS,
        deadline=None,
        phases=[Phase.generate],  # to shrink takes minutes: twenty steps can be read
        suppress_health_check=list(HealthCheck),
        derandomize=states < MANY,
        print_blob=True,
    )


@pytest.mark.parametrize("form", ["csv", "geojson", "gpkg", "xlsx"])
def test_D09_no_canary_is_in_a_file_that_is_taken_home(ida_everywhere, fjordby, make_pin, tmp_path, form):
    """D09: the raw bytes of the file, deleted rows and free pages included."""
    hidden = make_pin(title="Kanarietitel", text="Kanarietekst", moderation="waiting", author_name="Kanarienavn")
    hidden.hide("Kanariegrund")
    said = exported(fjordby, tmp_path / f"x.{form}", form)
    assert "en andens nål" in said or form == "xlsx"  # a sheet is packed
    for secret in ("kanarie", "canary.example", "canaryname", "canarycomplaint", "kim@example.org"):
        assert secret not in said
