"""What is kept in memory: public pages under the content version, and the municipality of a host for a second."""

import pytest
from django.conf import settings as configured
from django.core.cache import caches

from kortet.atlas.models import TileCell
from kortet.atlas.year import AreaYear
from kortet.pins.models import Pin

KEPT = configured.CACHES  # as the product has them, before the tests' own fixture takes them away


@pytest.fixture
def kept(settings):
    settings.CACHES = KEPT
    for name in KEPT:
        caches[name].clear()
    yield
    for name in KEPT:
        caches[name].clear()


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin(title="Flere bænke")


def forget_towns():
    """What a second does."""
    caches["towns"].clear()


@pytest.mark.usefixtures("kept")
def test_a_page_is_kept(client, pin, django_assert_num_queries):
    first = client.get(pin.get_absolute_url())
    with django_assert_num_queries(0):
        second = client.get(pin.get_absolute_url())
    assert (first.content, second.headers["Age"]) == (second.content, "0")
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "public, max-age=30"


@pytest.mark.usefixtures("kept")
def test_what_is_kept_ends_with_the_content_version(client, pin):
    assert "Flere bænke" in client.get("/").content.decode()
    pin.hide("Det er reklame.")
    TileCell.objects.fold()
    forget_towns()
    assert "Flere bænke" not in client.get("/").content.decode()
    assert client.get(pin.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("kept")
def test_staff_get_pages_of_their_own_and_leave_none_behind(client, admin_client, pin, settings):
    Pin.objects.update(moderation="waiting")
    assert settings.SESSION_COOKIE_NAME in admin_client.cookies
    assert admin_client.get(pin.get_absolute_url()).status_code == 200
    assert client.get(pin.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("kept")
def test_languages_and_questions_are_kept_apart(client, pin):
    danish, english = client.get("/").content.decode(), client.get("/en/").content.decode()
    assert 'lang="da"' in danish
    assert 'lang="en"' in english
    client.get("/?q=findesikke")
    assert "Flere bænke" in client.get("/").content.decode()


@pytest.mark.usefixtures("kept")
def test_two_municipalities_keep_their_own(client, pin, fjordby):
    fjordby.host = "fjordby.localhost"
    fjordby.save()
    other = type(fjordby).objects.create(code="anden", name="Anden Kommune", host="anden.localhost")
    assert "Flere bænke" in client.get("/", headers={"host": "fjordby.localhost"}).content.decode()
    assert "Flere bænke" not in client.get("/", headers={"host": "anden.localhost"}).content.decode()
    assert other.name in client.get("/", headers={"host": "anden.localhost"}).content.decode()


@pytest.mark.usefixtures("kept")
def test_a_packed_page_is_not_given_to_who_cannot_unpack_it(client, pin):
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    plain = client.get("/")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Flere bænke" in plain.content.decode()


@pytest.mark.usefixtures("kept")
def test_a_page_with_a_visitors_secret_is_not_kept(rf, fjordby):
    from django.http import HttpResponse
    from django.middleware.csrf import get_token

    from kortet.atlas.pages import seen

    @seen
    def view(request):
        return HttpResponse(get_token(request))

    answers = []
    for _ in range(2):
        request = rf.get("/")
        request.municipality = fjordby
        answers.append(view(request))
    assert answers[0].content != answers[1].content
    assert answers[0].headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("kept")
def test_an_areas_year_is_kept_while_pins_come(make_pin, neighbourhoods, fjordby, django_assert_num_queries):
    def said(area):
        year = AreaYear(area, Pin.objects.of(fjordby).public().in_area(area))
        return [month.said.n for month in year.months][-1]

    make_pin()
    assert [said(area) for area in neighbourhoods] == [1, 0, 0]
    make_pin()
    with django_assert_num_queries(0):
        assert [said(area) for area in neighbourhoods] == [1, 0, 0]
    caches["pages"].clear()
    assert said(neighbourhoods[0]) == 2
