"""What staff do with the conversation: look at comments, decide complaints, answer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment, Complaint
from tests.conftest import staff

COMMENTS, COMPLAINTS, PINS = "/admin/pins/comment/", "/admin/pins/complaint/", "/admin/pins/pin/"
NO_PICTURES = {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0"}


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin()


@pytest.fixture
def make_comment(pin):
    def make(text, **given):
        return Comment(**({"pin": pin, "text": text, "moderation": "waiting"} | given)).say()

    return make


@pytest.fixture
def make_complaint(pin):
    def make(**given):
        return Complaint.objects.create(**({"pin": pin, "reason": "rude", "person": "p"} | given))

    return make


@pytest.fixture
def nils():
    """A moderator of another municipality."""
    other = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    return staff("nils", other, "moderator")


def act(client, address, action, *rows, **more):
    said = {"action": action, "_selected_action": [row.pk for row in rows], **more}
    return client.post(address, said, follow=True).content.decode()


def change(client, address, row, **said):
    return client.post(f"{address}{row.pk}/change/", said)


def test_what_waits_comes_first_the_oldest_on_top(client, mads, make_comment):
    for text, moderation in (("Aaa", "shown"), ("Bbb", "waiting"), ("Ccc", "waiting")):
        make_comment(text, moderation=moderation)
    client.force_login(mads)
    page = client.get(COMMENTS).content.decode()
    assert page.index("Bbb</") < page.index("Ccc</") < page.index("Aaa</")


def test_comments_are_shown_and_hidden_in_bulk(client, mads, pin, make_comment):
    rows = [make_comment("Aaa"), make_comment("Bbb")]
    client.force_login(mads)
    assert "2 kommentarer er vist." in act(client, COMMENTS, "show_chosen", *rows)
    pin.refresh_from_db()
    assert pin.comment_count == 2
    assert "Skriv hvorfor" in act(client, COMMENTS, "hide_chosen", *rows, reason=" ")
    assert "2 kommentarer er skjult." in act(client, COMMENTS, "hide_chosen", *rows, reason="Reklame")
    pin.refresh_from_db()
    assert pin.comment_count == 0
    assert set(Comment.objects.values_list("moderation", "hidden_reason")) == {("hidden", "Reklame")}
    assert [(entry.verb, entry.actor) for entry in Entry.objects.about(rows[0])][1:] == [
        ("shown", mads),
        ("hidden", mads),
    ]


@pytest.mark.parametrize("address", [COMMENTS, COMPLAINTS])
def test_another_municipality_sees_nothing(client, fjordby, nils, make_comment, make_complaint, address):
    fjordby.host = "testserver"
    fjordby.save()
    comment = make_comment("Hemmelig")
    row = comment if address == COMMENTS else make_complaint(comment=comment)
    client.force_login(nils)
    host = {"host": "nabo.localhost"}
    assert "Hemmelig" not in client.get(address, headers=host).content.decode()
    assert client.get(f"{address}{row.pk}/change/", headers=host).status_code == 302
    assert client.get(address).status_code == 403


def test_a_planner_looks_and_decides_nothing(client, pia, make_comment, pin):
    comment = make_comment("Aaa")
    client.force_login(pia)
    assert client.get(f"{COMMENTS}{comment.pk}/change/").status_code == 200
    assert client.get(f"{PINS}{pin.pk}/change/").status_code == 200
    act(client, COMMENTS, "show_chosen", comment)
    assert change(client, PINS, pin, theme="", **NO_PICTURES).status_code == 403
    assert set(Comment.objects.values_list("text", "moderation")) == {("Aaa", "waiting")}


def test_an_answer_without_a_name_is_the_municipalitys(pin, mads):
    pin.answer("Tak", mads)
    assert Comment.objects.get().author_name == "Fjordby Kommune"


def test_answered_is_when_the_first_answer_that_stands_was_given(pin, mads):
    first, second = pin.answer("Et", mads), pin.answer("To", mads)
    assert pin.answered == first.created
    first.hide("Forkert nål", mads)
    pin.refresh_from_db()
    assert pin.answered == second.created


def test_staff_who_save_do_not_undo_what_was_counted_meanwhile(client, mads, pin, make_comment):
    from kortet.pins.models import Pin

    client.force_login(mads)
    Pin.objects.filter(pk=pin.pk).update(support_count=7)
    change(client, PINS, pin, theme="", **NO_PICTURES)
    pin.refresh_from_db()
    assert pin.support_count == 7


def test_the_queues_tell_how_often_something_was_reported(client, mads, pin, make_comment, make_complaint):
    comment = make_comment("Aaa", moderation="shown")
    make_complaint(comment=comment)
    make_complaint(comment=comment, person="q")
    make_complaint(person="r")
    client.force_login(mads)
    [row] = client.get(COMMENTS).context["cl"].result_list
    assert row.complaints_open == 2
    [row] = client.get(PINS).context["cl"].result_list
    assert row.complaints_open == 1


def test_a_complaint_is_closed_and_the_thing_stays(client, mads, pin, make_comment, make_complaint):
    complaint = make_complaint(comment=make_comment("Aaa", moderation="shown"))
    client.force_login(mads)
    assert "Aaa" in client.get(f"{COMPLAINTS}{complaint.pk}/change/").content.decode()
    assert change(client, COMPLAINTS, complaint, outcome="kept", reason_to_hide="").status_code == 302
    complaint.refresh_from_db()
    assert (complaint.outcome, complaint.closed_by, complaint.item.is_public) == ("kept", mads, True)
    assert change(client, COMPLAINTS, complaint, outcome="hidden", reason_to_hide="x").status_code == 403


def test_hiding_what_was_reported_closes_all_that_was_said_of_it(client, mads, pin, make_complaint):
    first, second = make_complaint(), make_complaint(person="q")
    client.force_login(mads)
    assert change(client, COMPLAINTS, first, outcome="hidden", reason_to_hide="").status_code == 200
    assert change(client, COMPLAINTS, first, outcome="hidden", reason_to_hide="Nævner en nabo").status_code == 302
    pin.refresh_from_db()
    second.refresh_from_db()
    assert (pin.moderation, pin.hidden_reason, second.outcome) == ("hidden", "Nævner en nabo", "hidden")


def test_complaints_are_closed_in_bulk(client, mads, make_complaint):
    rows = [make_complaint(), make_complaint(person="q")]
    client.force_login(mads)
    assert "2 anmeldelser er afgjort." in act(client, COMPLAINTS, "keep_chosen", *rows)
    assert not Complaint.objects.open().exists()


@pytest.mark.parametrize("address", [COMMENTS, COMPLAINTS])
def test_the_lists_ask_as_often_for_three_as_for_one(
    client, mads, make_pin, make_comment, make_complaint, address, django_assert_num_queries
):
    def another(n):
        pin = make_pin(title=f"Nål {n}")
        comment = make_comment(f"Aaa {n}", pin=pin)
        make_complaint(pin=pin, comment=make_comment(f"Bbb {n}", pin=pin, reply_to=comment))
        make_complaint(pin=pin)

    client.force_login(mads)
    another(1)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    another(2)
    another(3)
    with django_assert_num_queries(len(one)):
        client.get(address)
