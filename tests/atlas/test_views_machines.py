import pytest

from kortet.atlas.models import TileCell
from kortet.pins.models import Pin

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def version(client):
    TileCell.objects.fold()
    return client.get("/version.json").json()["version"]


def test_the_version_rises_with_a_new_pin_a_support_and_a_status(client, make_pin):
    pin = make_pin()
    versions = [version(client)]
    make_pin()
    versions.append(version(client))
    pin.take_support("somebody")
    versions.append(version(client))
    pin.move_on("planned")
    versions.append(version(client))
    assert versions == [versions[0] + n for n in range(4)]


def test_what_nobody_sees_is_no_news(client, make_pin):
    make_pin()
    before = version(client)
    make_pin(moderation="waiting")
    assert version(client) == before


def test_five_hundred_supports_raise_it_once_and_leave_nothing_to_fold(client, make_pin):
    pin = make_pin()
    before = version(client)
    for n in range(500):
        pin.take_support(f"person {n}")
    assert version(client) == before + 1
    assert Pin.objects.get(pk=pin.pk).support_count == 500
    assert (TileCell.objects.fold(), TileCell.objects.misses()) == (0, [])


def test_an_unchanged_version_is_a_304_and_a_proxy_may_answer_for_two_seconds(client, fjordby):
    first = client.get("/version.json")
    again = client.get("/version.json", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "public, max-age=2"
    assert first.cookies == {}
    fjordby.content_version += 1
    fjordby.save()
    assert client.get("/version.json", headers={"if-none-match": first.headers["ETag"]}).status_code == 200


def test_the_version_costs_no_question_but_whose_town_it_is(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get("/version.json")
