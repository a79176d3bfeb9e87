"""What a survey asks: stored as it was said, the same for ever once it is published."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from pydantic import ValidationError as Malformed

from kortet.surveys.models import Edition, Survey
from kortet.surveys.questionnaire import Questionnaire
from tests.surveying import QUESTIONS


def test_a_questionnaire_is_the_same_after_it_was_stored(make_survey):
    survey = make_survey()
    assert survey.editions.current().questionnaire == Questionnaire.model_validate(QUESTIONS)


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([{"key": "a"}, {"key": "a"}], "twice"),
        ([{"key": "a", "questions": [{"key": "q", "kind": "text"}, {"key": "q", "kind": "date"}]}], "twice"),
        ([{"key": "a", "questions": [{"key": "q", "kind": "poem"}]}], "kind"),
        ([{"key": "A b"}], "pattern"),
        ([{"key": "a", "colour": "red"}], "colour"),
        (
            [{"key": "a", "questions": [{"key": "q", "kind": "text", "follow_ups": [{"key": "f", "kind": "text"}]}]}],
            "places that are drawn",
        ),
    ],
)
def test_what_is_no_questionnaire_is_refused(pages, why):
    with pytest.raises(Malformed, match=why):
        Questionnaire.model_validate({"pages": pages})


@pytest.mark.django_db
def test_a_draft_is_changed_upon_what_was_seen_and_a_published_edition_never(make_survey, otto):
    survey = make_survey(published=False)
    draft, other = survey.editions.get(), Questionnaire.model_validate({"pages": [{"key": "one"}]})
    draft.change(other, 0)
    with pytest.raises(ValidationError, match="En anden"):
        Edition.objects.get().change(other, 0)
    draft.publish(otto)
    with pytest.raises(ValidationError, match="offentliggjort"):
        Edition.objects.get().change(other, 1)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Edition.objects.update(content={})
    assert survey.editions.current().questionnaire == other


@pytest.mark.django_db
def test_the_next_edition_begins_as_the_last_was_and_is_there_once(make_survey, otto):
    survey = make_survey()
    made = survey.editions.current().begin_next(otto)
    assert (made.number, made.content) == (2, survey.editions.current().content)
    assert [one.key for one in made.objects_drawn.all()] == ["square", "harbour"]
    assert survey.editions.current().begin_next(otto) == made
    assert survey.editions.current().number == 1


@pytest.mark.django_db
def test_a_survey_is_open_by_its_days_and_its_process(make_survey, make_process, otto):
    survey = make_survey()
    assert survey.is_open and list(Survey.objects.public()) == [survey]
    assert not make_survey(make_process("discuss", slug="droeft")).is_open
    draft = make_survey(make_process("collect", slug="kladde", state="draft", published=None))
    assert not draft.is_open and draft not in Survey.objects.public()
    with pytest.raises(ValidationError, match="stadig åben"):
        survey.publish_results(otto)
    survey.close(otto)
    survey.publish_results(otto)
    assert not survey.is_open and list(Survey.objects.with_public_results()) == [survey]
