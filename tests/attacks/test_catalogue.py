"""Every case of the catalogue has a test, or a reason why not."""

from pathlib import Path

from tests.attacks.catalogue import CASES, UNTESTED, ids_in_name, ids_in_source

TESTS = Path(__file__).parent.parent


def cases_of_tests():
    return set().union(*(ids_in_source(file.read_text(encoding="utf-8")) for file in TESTS.rglob("test_*.py")))


def test_the_catalogue_has_a_hundred_cases():
    assert len(CASES) == 100


def test_every_case_has_a_test_or_a_reason():
    assert set(CASES) - cases_of_tests() - set(UNTESTED) == set()


def test_no_test_is_of_a_case_that_is_none():
    assert (cases_of_tests() | set(UNTESTED)) - set(CASES) == set()


def test_ids_are_read_from_names_and_marks():
    assert ids_in_name("test_E04_E05_once") == {"E04", "E05"}
    assert ids_in_name("test_an_E04_later") == ids_in_name("test_a_name") == set()
    said = "def test_A01_x():\n@pytest.mark." + 'attack(\n    "A02", "A03",\n)\nattack("no")'
    assert ids_in_source(said) == {"A01", "A02", "A03"}
