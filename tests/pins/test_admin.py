import pytest

from kortet.journal.models import Entry

pytestmark = pytest.mark.usefixtures("neighbourhoods")
LIST = "/admin/pins/pin/"
NO_PICTURES = {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0"}


def act(client, action, *pins, **more):
    return client.post(LIST, {"action": action, "_selected_action": [pin.pk for pin in pins], **more}, follow=True)


def test_a_moderator_shows_what_waits(client, mads, make_pin):
    pins = [make_pin(moderation="waiting") for _ in range(2)]
    client.force_login(mads)
    page = act(client, "show_chosen", *pins).content.decode()
    assert "2 nåle er vist." in page
    for pin in pins:
        pin.refresh_from_db()
        assert pin.moderation == "shown"
        assert [(entry.verb, entry.actor) for entry in Entry.objects.about(pin)] == [("shown", mads)]


def test_hiding_asks_for_the_reason_first(client, mads, make_pin):
    pin = make_pin()
    client.force_login(mads)
    assert "Skriv hvorfor" not in act(client, "hide_chosen", pin).content.decode()
    assert "Skriv hvorfor" in act(client, "hide_chosen", pin, reason=" ").content.decode()
    pin.refresh_from_db()
    assert pin.moderation == "shown"
    act(client, "hide_chosen", pin, reason="Nævner en nabo")
    pin.refresh_from_db()
    assert (pin.moderation, pin.hidden_reason) == ("hidden", "Nævner en nabo")


def test_what_waits_comes_first(client, mads, make_pin):
    make_pin(title="Vist")
    make_pin(title="Venter", moderation="waiting")
    make_pin(title="Vist senere")
    client.force_login(mads)
    page = client.get(LIST).content.decode()
    assert page.index("Venter</") < page.index("Vist senere</") < page.index("Vist</")


def test_the_status_is_seen_here_and_set_on_the_page_of_answers(client, mads, make_pin):
    pin = make_pin()
    client.force_login(mads)
    assert f"/svar/naal/{pin.word}/" in client.get(f"{LIST}{pin.pk}/change/").content.decode()
    client.post(f"{LIST}{pin.pk}/change/", {"status": "planned", "theme": "", **NO_PICTURES})
    pin.refresh_from_db()
    assert pin.status == "new" and not Entry.objects.about(pin).exists()


@pytest.mark.parametrize("action", ["show_chosen", "hide_chosen", "delete_selected"])
def test_a_planner_decides_nothing(client, pia, make_pin, action):
    pin = make_pin(moderation="waiting")
    client.force_login(pia)
    act(client, action, pin, reason="x", post="yes")
    pin.refresh_from_db()
    assert pin.moderation == "waiting"


def test_the_list_asks_as_often_for_three_as_for_one(client, mads, make_pin, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(mads)
    make_pin()
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    make_pin()
    make_pin()
    with django_assert_num_queries(len(one)):
        client.get(LIST)
