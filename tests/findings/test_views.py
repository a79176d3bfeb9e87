"""Pages of results: for all once they are published, for those who run the process before."""

import pytest

from benchmarks.surveys import fill
from kortet.findings.models import Published
from kortet.findings.publishing import publish
from tests.conftest import staff
from tests.surveying import respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def answers_of(survey):
    return f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/"


def closed(survey, actor):
    survey.close(actor)
    return survey


def test_results_are_nobodys_until_they_are_published(client, make_survey, otto):
    survey = make_survey()
    fill(survey, 30, 1)
    assert client.get(f"/u/{survey.word}/resultat/").status_code == 404
    publish(closed(survey, otto), otto)
    assert client.get(f"/u/{survey.word}/resultat/").status_code == 200
    assert client.get(f"/u/{survey.word}/resultat/metode/").status_code == 200


def test_results_are_shown_by_every_variable(client, everything, otto):
    survey = everything()
    fill(survey, 120, 1)
    publish(closed(survey, otto), otto)
    for by in ("", "age", "sex", "area", "other", "<b>"):
        answer = client.get(f"/u/{survey.word}/resultat/", {"efter": by})
        assert answer.status_code == 200
        assert "Hvor glad er du for dit kvarter?" in answer.text
        assert "<b>" not in answer.text


def test_results_stay_as_they_were_published(client, make_survey, otto):
    """A paper that is typed in late would show what its writer said, by what is more than before."""
    survey = make_survey()
    fill(survey, 40, 1)
    publish(closed(survey, otto), otto)
    before = client.get(f"/u/{survey.word}/resultat/").text
    respond(survey, age="a15_29", home="01", content=1)
    publish(survey, otto)
    assert client.get(f"/u/{survey.word}/resultat/").text == before
    assert Published.objects.count() == 1


def test_results_of_an_open_survey_cannot_be_published(client, make_survey, otto):
    survey = make_survey()
    client.force_login(otto)
    answer = client.post(answers_of(survey))
    assert answer.status_code == 422
    assert "Undersøgelsen er stadig åben" in answer.text
    assert not Published.objects.exists()


def test_the_owner_publishes_by_a_button(client, make_survey, otto):
    survey = make_survey()
    fill(survey, 30, 1)
    client.force_login(otto)
    answer = client.post(answers_of(closed(survey, otto)))
    assert (answer.status_code, answer.url) == (302, f"/u/{survey.word}/resultat/")


def test_answers_are_for_those_who_run_the_process(client, make_survey, mads, ida):
    survey = make_survey()
    assert client.get(answers_of(survey)).status_code == 302
    for user in (mads, ida):
        client.force_login(user)
        assert client.get(answers_of(survey)).status_code == 404


def test_the_owner_reads_on_when_the_process_is_closed(client, make_survey, otto):
    survey = make_survey()
    survey.process.state, survey.process.closed = "closed", survey.process.created
    survey.process.save()
    client.force_login(otto)
    for tail in ("", "tekster/", "kort/", "udtraek/"):
        assert client.get(answers_of(survey) + tail).status_code == 200


def test_three_answers_are_hidden_and_counted_for_the_owner_alone(client, make_survey, otto):
    survey = make_survey()
    for step in (2, 4, 4):
        respond(survey, content=step, means=["bus"])
    client.force_login(otto)
    hidden = client.get(answers_of(survey)).text
    assert "Færre end fem har svaret" in hidden
    assert "Hvor glad er du" not in hidden
    exact = client.get(answers_of(survey), {"smaa": "ja"}).text
    assert "3 har svaret" in exact
    assert "67 %" in exact
    assert "3,33" in exact


def test_no_answer_has_its_page_too(client, make_survey, otto):
    survey = make_survey()
    client.force_login(otto)
    for smaa in ("", "ja"):
        assert "Ingen har svaret endnu" in client.get(answers_of(survey), {"smaa": smaa}).text


def test_results_of_another_towns_survey_are_not_here(client, make_survey, otto, fjordby):
    survey = make_survey()
    publish(closed(survey, otto), otto)
    fjordby.host = "fjordby.test"
    fjordby.save()
    type(fjordby).objects.create(code="nabo", name="Nabo Kommune", host="testserver")
    assert client.get(f"/u/{survey.word}/resultat/").status_code == 404


@pytest.mark.parametrize("areas", [1, 3])
def test_questions_to_the_database_are_as_many_for_one_area_and_three(
    client, make_survey, otto, neighbourhoods, django_assert_max_num_queries, areas
):
    survey = make_survey()
    for area in neighbourhoods[:areas]:
        for _ in range(10):
            respond(survey, home=area.code, content=3)
    publish(closed(survey, otto), otto)
    client.get(f"/u/{survey.word}/resultat/")
    with django_assert_max_num_queries(6):
        client.get(f"/u/{survey.word}/resultat/?efter=area")


def test_english_pages_are_english(client, make_survey, otto):
    survey = make_survey()
    fill(survey, 60, 1)
    publish(closed(survey, otto), otto)
    text = client.get(f"/en/u/{survey.word}/resultat/").text
    assert "How happy are you with your area?" in text
    assert "Counted and published on" in text
    assert "Andel" not in text
    assert "skjult" not in client.get(f"/en/u/{survey.word}/resultat/?efter=age").text


def test_silent_areas_are_told_to_those_who_run_it(client, make_survey, otto, neighbourhoods, people):
    survey = make_survey()
    people(neighbourhoods)
    for area, n in zip(neighbourhoods, (60, 60, 2), strict=True):
        for _ in range(n):
            respond(survey, home=area.code, content=4)
    client.force_login(otto)
    text = client.get(answers_of(survey)).text
    assert text.count("<strong>stille</strong>") == 1


def test_a_planner_does_not_see_answers_of_a_process_that_others_run(client, make_survey, fjordby):
    survey = make_survey()
    client.force_login(staff("pil", fjordby, "planner"))
    assert client.get(answers_of(survey)).status_code == 404
