"""Letter codes: slips of the pen are told without a look-up."""

import pytest
from django.core.exceptions import ValidationError

from kortet.lettercodes.codes import SIGNS, grouped, new_code, read_code


@pytest.mark.parametrize("said", ["{}", " {} ", "{}\n", "–{}—"])
def test_a_code_is_read_as_people_type_it(said):
    code = new_code()
    for typed in (code, code.lower(), grouped(code), grouped(code).replace("-", " "), grouped(code).replace("-", "–")):
        assert read_code(said.format(typed)) == code
    assert len(code) == 12 and len(grouped(code)) == 14


def test_every_wrong_sign_is_noticed():
    code = new_code()
    for place in range(len(code)):
        for sign in set(SIGNS) - {code[place]}:
            with pytest.raises(ValidationError, match="slåfejl"):
                read_code(code[:place] + sign + code[place + 1 :])


def test_any_two_that_changed_places_are_noticed():
    code = new_code()
    for first in range(len(code)):
        for second in range(first + 1, len(code)):
            if code[first] != code[second]:
                signs = list(code)
                signs[first], signs[second] = signs[second], signs[first]
                with pytest.raises(ValidationError, match="slåfejl"):
                    read_code("".join(signs))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("", "Skriv koden"),
        (" - \u2003", "Skriv koden"),
        ("ABCD-EFGH", "8"),
        ("ABCD-EFGH-JKM0", "tegnet 0"),
        ("ABCD\0EFGH", "tegnet"),
        ("æøå", "tegnet Æ"),
        ("Z" * 5000, "200"),  # cut there, before anything is done with it
    ],
)
def test_what_is_no_code_is_told(said, told):
    with pytest.raises(ValidationError) as refused:
        read_code(said)
    assert told in " ".join(refused.value.messages)
