"""Pages of results are written once and kept; who may see them is asked every time."""

import pytest
from django.core.cache import caches

from benchmarks.surveys import fill
from kortet.findings.publishing import publish
from tests.surveying import respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")
CHANGE = "forskellen ligger mellem"


@pytest.fixture(autouse=True)
def _kept(settings):
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "kept results"}
    settings.CACHES = settings.CACHES | {"pages": memory}
    caches["pages"].clear()


@pytest.fixture
def compared(make_survey, otto):
    """This year's survey and last year's: people are happier now."""
    then = make_survey()
    now = make_survey(process=then.process, earlier=then)
    for survey, steps in ((then, (2, 3)), (now, (4, 5))):
        for n in range(40):
            respond(survey, content=steps[n % 2], home="01")
        survey.close(otto)
        publish(survey, otto)
    return then, now


def page_of(client, survey, tongue="", by=""):
    return client.get(f"{tongue}/u/{survey.word}/resultat/?efter={by}")


def test_what_is_withdrawn_is_gone_at_once(client, compared):
    _then, now = compared
    assert page_of(client, now).status_code == 200
    now.results_published = None
    now.save()
    assert page_of(client, now).status_code == 404


def test_the_map_page_is_kept_for_a_minute_and_gone_at_once(client, make_survey, otto, django_assert_max_num_queries):
    survey = make_survey()
    fill(survey, 120, 1)
    survey.close(otto)
    publish(survey, otto)
    pages = [f"/u/{survey.word}/resultat/kort/", f"/en/u/{survey.word}/resultat/kort/?kort=ride"]
    first = [client.get(page).content for page in pages]
    assert first[0] != first[1]
    for page, said in zip(pages, first, strict=True):
        with django_assert_max_num_queries(2):
            assert client.get(page).content == said
    survey.results_published = None
    survey.save()
    assert [client.get(page).status_code for page in pages] == [404, 404]


def test_last_years_figures_go_with_last_years_results(client, compared):
    then, now = compared
    assert CHANGE in page_of(client, now).text
    then.results_published = None
    then.save()
    assert CHANGE not in page_of(client, now).text


def test_languages_variables_and_names_have_pages_of_their_own(client, make_survey, otto, neighbourhoods):
    survey = make_survey()
    fill(survey, 120, 1)
    survey.close(otto)
    publish(survey, otto)
    pages = [page_of(client, survey, tongue, by).text for tongue in ("", "/en") for by in ("", "age", "area")]
    assert len(set(pages)) == 6
    neighbourhoods[0].name = "Vestbyen"
    neighbourhoods[0].save()
    assert "Vestbyen" in page_of(client, survey, by="area").text


def test_a_kept_page_asks_who_may_see_it_and_nothing_of_the_answers(client, compared, django_assert_max_num_queries):
    _then, now = compared
    first = page_of(client, now).text
    with django_assert_max_num_queries(3) as asked:
        assert page_of(client, now).text == first
    assert not [one["sql"] for one in asked.captured_queries if '"content"' in one["sql"]]
