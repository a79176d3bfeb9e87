"""What can be done to a questionnaire, and how lines become choices: pure functions."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from kortet.surveys import changes
from kortet.surveys.lines import choices_of, lines_of
from kortet.surveys.questionnaire import Choice, Question, Questionnaire
from kortet.surveys.symbols import SYMBOLS
from tests.surveying import QUESTIONS

ASKED = Questionnaire.model_validate(QUESTIONS)


def test_a_copied_page_asks_its_own_copies():
    copied = changes.duplicate_page(ASKED, "town")
    assert [one.key for one in copied.pages[2].questions] == ["means_2", "content_2", "why_2", "trust_2"]
    assert copied.question("why_2").shown.conditions[0].question == "content_2"
    assert copied.question("content_2").indicator == "" and copied.question("content").indicator


def test_a_copied_map_question_has_its_own_follow_ups():
    copied = changes.duplicate_question(ASKED, "good", taken={"good_2"})
    assert [one.key for one in copied.question("good_3").follow_ups] == ["good_what_2", "good_text_2"]


def test_no_more_than_fits():
    full = ASKED
    for n in range(36):
        full = changes.add_question(full, Question(key=f"n{n}", kind="text"), "town")
    with pytest.raises(ValidationError, match="højst være 40 spørgsmål"):
        changes.add_question(full, Question(key="one_more", kind="text"), "town")
    with pytest.raises(ValidationError, match="højst være 10 spørgsmål til et sted"):
        for n in range(11):
            full = changes.add_follow_up(full, Question(key=f"f{n}", kind="text"), "ride")


@pytest.mark.parametrize("change", [changes.remove_question, changes.duplicate_question, changes.remove_page])
def test_what_is_gone_is_told(change):
    with pytest.raises(ValidationError, match="ikke mere"):
        change(ASKED, "gone")


def test_a_questions_key_tells_what_it_asks():
    taken = {"hvor_gammel_er_du"}
    assert changes.key_from("Hvor gammel er du?", taken) == "hvor_gammel_er_du_2"
    assert changes.key_from("15 ting om Ærø", ()) == "q_15_ting_om_aeroe"
    assert changes.key_from("؟", ()) == "q"
    assert changes.key_from("Hvad mangler der for, at du cykler?", ()) == "hvad_mangler_der_for_at_du"
    assert changes.key_from("x" * 500, ()) == "x" * 30


def choice(key, da, en=""):
    return Choice(key=key, words={"da": da} | ({"en": en} if en else {}))


WAS = (choice("a", "Meget enig", "Agree a lot"), choice("b", "Enig", "Agree"), choice("c", "Uenig", "Disagree"))


@pytest.mark.parametrize(
    ("danish", "keys"),
    [
        ("Meget enig\nEnig\nUenig", ["a", "b", "c"]),
        ("Uenig\nMeget enig\nEnig", ["c", "a", "b"]),
        ("Meget enige\nEnig\n\nUenig", ["a", "b", "c"]),
        ("Enig\nVed ikke", ["b", "ved_ikke"]),
        ("Meget enig\nHverken eller\nUenig", ["a", "hverken_eller", "c"]),
        ("Kender det ikke [=c]\nEnig", ["c", "b"]),
    ],
)
def test_a_choice_keeps_its_key_when_it_is_moved_or_a_little_reworded(danish, keys):
    found = choices_of(WAS, {"da": danish, "en": lines_of(WAS, "en")})
    assert [one.key for one in found] == keys
    english = {one.key: one.words.get("en") for one in WAS}
    assert [one.words.get("en") for one in found] == [english.get(key) for key in keys]


def test_lines_of_another_language_stand_beside_the_danish_ones():
    found = choices_of(WAS, {"da": "Meget enig\nEnig\nUenig", "en": "\nYes\nNo"})
    assert [one.words.get("en") for one in found] == [None, "Yes", "No"]
    assert lines_of(found, "en") == "\nYes\nNo"


def test_the_signs_that_are_offered_are_those_that_can_be_drawn():
    drawn = re.findall(r'^  (\w+): "M', Path("static/surveys/symbols.js").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name, _words in SYMBOLS if name] == drawn
