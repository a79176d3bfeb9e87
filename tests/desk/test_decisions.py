"""Deciding, undoing, and what happens when two do it at once. Bulk steps are in test_bulk.py."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kortet.desk.deeds import Assignment, Deed, undoing
from kortet.desk.models import Batch, Case, Move
from kortet.desk.tasks import forget_batches
from kortet.journal.models import Entry
from kortet.people.models import Role
from kortet.pins.models import Comment, Complaint, Pin, Revision
from tests.conftest import spot, staff
from tests.desk.conftest import address, decide, stamp

YES = {"naal": "show", "kommentar": "show", "arrangement": "show", "forening": "show", "anmeldelse": "keep"}
NO = {"naal": "hide", "kommentar": "hide", "arrangement": "hide", "forening": "hide", "anmeldelse": "agree"}


def state(row):
    row.refresh_from_db()
    return getattr(row, "moderation", None) or getattr(row, "state", None) or row.outcome


def undo(browser):
    return browser.post(f"/bord/fortryd/{Batch.objects.latest('pk').word}/")


@pytest.mark.parametrize(("deeds", "became"), [(YES, ("shown", "approved", "kept")), (NO, ("hidden", "declined"))])
def test_each_kind_is_decided_about_and_brought_back(desk, one_of_each, deeds, became):
    for code, do in deeds.items():
        row = one_of_each[code]
        before = state(row)
        decide(desk, code, row, do, reason="Ikke her")
        assert state(row) in became, code
        undo(desk)
        assert state(row) == before, code
        assert row.pk in [
            line.row.pk for line in desk.get("/bord/").context["listing"].lines if line.subject.code == code
        ]


def test_what_was_hidden_by_a_report_is_shown_again_with_all_its_reports(desk, make_pin):
    pin = make_pin()
    reports = [Complaint.objects.create(pin=pin, reason="rude", person=str(n)) for n in range(3)]
    decide(desk, "anmeldelse", reports[1], "agree", reason="Groft")
    assert [state(one) for one in reports] == ["hidden"] * 3 and state(pin) == "hidden"
    undo(desk)
    assert [state(one) for one in reports] == [""] * 3 and state(pin) == "shown"


@pytest.mark.parametrize(("do", "title"), [("take", "Ny"), ("refuse", "Gammel")])
def test_corrections(desk, make_pin, do, title):
    pin = make_pin(title="Gammel", text="Ord")
    wish = Revision.objects.create(pin=pin, title="Ny", text="Andre ord", made=timezone.now() - timedelta(days=1))
    decide(desk, "rettelse", wish, do)
    pin.refresh_from_db()
    assert pin.title == title and not Revision.objects.exists()
    undo(desk)
    pin.refresh_from_db()
    again = Revision.objects.get()
    assert (pin.title, pin.text) == ("Gammel", "Ord")
    assert (again.pk, again.title, again.text, again.made) == (wish.pk, "Ny", "Andre ord", wish.made)


def test_a_newer_wish_is_not_pushed_aside_by_undoing(desk, make_pin):
    pin = make_pin(title="Gammel")
    decide(desk, "rettelse", Revision.objects.create(pin=pin, title="Ny"), "refuse")
    Revision.objects.create(pin=pin, title="Nyere")
    undo(desk)
    assert Revision.objects.get().title == "Nyere"


def test_somebody_else_decided_while_you_read(desk, fjordby, make_pin):
    """What happened is told, what was typed stays, and nothing is changed."""
    pin = make_pin(moderation="waiting")
    read = stamp("naal", pin)
    pin.show(staff("nora", fjordby, "moderator"))
    answer = desk.post(address("naal", pin), {"do": "hide", "stamp": read, "reason": "Min begrundelse"})
    page = answer.content.decode()
    assert answer.status_code == 409 and state(pin) == "shown"
    assert "En anden har afgjort den, mens du læste" in page and "af nora" in page and "Min begrundelse" in page


@pytest.mark.parametrize("change", ["words", "theme", "status", "withdrawn"])
def test_whatever_was_changed_meanwhile_has_to_be_read_first(desk, make_pin, green, change):
    pin = make_pin(moderation="waiting", title="Pæn")
    read = stamp("naal", pin)
    {
        "words": lambda: pin.revise("Grim", ""),
        "theme": lambda: Pin.objects.update(theme=green),
        "status": lambda: pin.move_on("planned"),
        "withdrawn": pin.withdraw,
    }[change]()
    assert desk.post(address("naal", pin), {"do": "show", "stamp": read}).status_code in (404, 409)
    assert state(pin) in ("waiting", "hidden")


@pytest.mark.parametrize("read", ["", "nonsense", "a\x00b"])
def test_a_decision_without_having_read_is_none(desk, make_pin, read):
    pin = make_pin(moderation="waiting")
    assert desk.post(address("naal", pin), {"do": "show", "stamp": read}).status_code == 409
    assert state(pin) == "waiting"


def test_against_its_authors_will_nothing_is_shown(desk, make_pin):
    pin = make_pin()
    pin.withdraw()
    assert desk.get(address("naal", pin)).context["reading"].buttons == []
    assert decide(desk, "naal", pin, "show").status_code == 409
    assert state(pin) == "hidden"


def test_a_correction_that_is_gone_leads_on(desk, make_pin):
    wish = Revision.objects.create(pin=make_pin(), title="Ny")
    read = stamp("rettelse", wish)
    deed = Deed(Role.objects.get().user, wish.pin.municipality, "refuse")
    deed.carry_out({"rettelse": {wish.pk: read}})
    assert desk.post(address("rettelse", wish), {"do": "take", "stamp": read}).status_code == 404
    assert wish.pin.title == Pin.objects.get().title


def test_outside_ones_limits_nothing_is_decided_nor_undone(client, fjordby, make_pin, neighbourhoods):
    west, east = make_pin(moderation="waiting"), make_pin(moderation="waiting", point=spot(2500))
    carla = staff("carla", fjordby, "moderator")
    client.force_login(carla)
    decide(client, "naal", east, "show")
    Role.objects.filter(user=carla).update(areas=[neighbourhoods[0].pk])
    assert decide(client, "naal", west, "show").status_code == 302
    undo_of = {batch.moves.get().subject_id: batch.word for batch in Batch.objects.all()}
    client.post(f"/bord/fortryd/{undo_of[east.pk]}/")
    assert (
        client.post(address("naal", east), {"do": "hide", "stamp": stamp("naal", east), "reason": "x"}).status_code
        == 404
    )
    assert (state(west), state(east)) == ("shown", "shown")


def test_only_ones_own_steps_are_undone_and_only_within_a_day(desk, client, fjordby, make_pin):
    pin = make_pin(moderation="waiting")
    decide(desk, "naal", pin, "show")
    batch = Batch.objects.get()
    client.force_login(staff("nora", fjordby, "moderator"))
    assert client.post(f"/bord/fortryd/{batch.word}/").status_code == 404
    Batch.objects.update(made=timezone.now() - timedelta(hours=25))
    assert desk.post(f"/bord/fortryd/{batch.word}/").status_code == 404
    assert state(pin) == "shown"
    Batch.objects.update(made=timezone.now() - timedelta(days=31))
    assert forget_batches(0) > 0 and not Move.objects.exists()


def test_what_somebody_touched_since_is_not_undone(desk, make_pin, fjordby):
    pin = make_pin(moderation="waiting")
    decide(desk, "naal", pin, "show")
    pin.refresh_from_db()
    pin.hide("Nu skjult", staff("nora", fjordby, "moderator"))
    page = desk.post(f"/bord/fortryd/{Batch.objects.get().word}/", follow=True).content.decode()
    assert state(pin) == "hidden" and "blev stående" in page


def test_giving_a_case_away_is_undone(desk, mads, fjordby, make_pin):
    pin, nora = make_pin(moderation="waiting"), staff("nora", fjordby, "moderator")
    desk.post(address("naal", pin), {"do": "mine"})
    desk.post(address("naal", pin), {"do": "assign", "assignee": nora.pk})
    assert Case.objects.get().assignee == nora
    undo(desk)
    assert Case.objects.get().assignee == mads
    assert [entry.data for entry in Entry.objects.about(pin)] == [{"assignee": n.pk} for n in (mads, nora, mads)]


def test_a_theme_is_changed_and_brought_back(desk, make_pin, green):
    pin = make_pin(moderation="waiting")
    desk.post(address("naal", pin), {"do": "theme", "theme": green.pk, "stamp": stamp("naal", pin)})
    assert Pin.objects.get().theme == green
    undo(desk)
    assert Pin.objects.get().theme is None


def test_the_author_hears_of_it_as_before(desk, make_pin, post, site):
    """A decision at the desk writes the same entry as one in the admin, and so the same letters."""
    from kortet.pins.models import Follower
    from tests.worker import work

    pin = make_pin(moderation="waiting")
    Follower.objects.create(pin=pin, email="ida@example.org", is_author=True, confirmed=timezone.now())
    decide(desk, "naal", pin, "hide", reason="Reklame")
    work()
    assert "Reklame" in post.letters[-1].get_body(("plain",)).get_content()


def decide_at_once(town, chosen, actors, deeds):
    """Two people press a button at the same moment; returns which of them did something."""
    gate, done = threading.Barrier(2), []

    def press(actor, do):
        try:
            deed = Deed(actor, town, do, reason="Nej")
            gate.wait()
            deed.carry_out(chosen)
            done.append((do, deed.done))
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=pair) for pair in zip(actors, deeds, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [do for do, n in done if n]


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.attack("G04")
def test_of_two_hundred_pairs_at_once_exactly_one_wins_each(fjordby, neighbourhoods, mads, make_pin):
    """And what the winner did is what stands, with one entry of the journal and nothing of the loser's."""
    actors = (mads, staff("nora", fjordby, "moderator"))
    pins = [make_pin(title=f"Nål {n}", moderation="waiting") for n in range(100)]
    rows = [("naal", pin) for pin in pins] + [
        ("kommentar", Comment.objects.create(pin=pin, text="Ord")) for pin in pins
    ]
    for code, row in rows:
        chosen = {code: {row.pk: stamp(code, row)}}
        [won] = decide_at_once(fjordby, chosen, actors, ("show", "hide"))
        assert state(row) == {"show": "shown", "hide": "hidden"}[won]
        assert [entry.verb for entry in Entry.objects.about(row)] == [state(row)]
    shown = {pin.pk: pin.comments.filter(moderation="shown").count() for pin in pins}
    assert dict(Pin.objects.values_list("pk", "comment_count")) == shown


@pytest.mark.django_db(transaction=True)
def test_an_author_who_corrects_at_the_same_moment_is_not_shown_unread(fjordby, neighbourhoods, mads, make_pin):
    """Either the moderator read the words that are shown, or they wait."""
    for n in range(20):
        pin = make_pin(title=f"Pæn {n}", moderation="waiting")
        chosen, gate = {"naal": {pin.pk: stamp("naal", pin)}}, threading.Barrier(2)

        def correct(pin=pin, gate=gate):
            try:
                gate.wait()
                pin.revise("Grim", "")
            finally:
                connection.close()

        thread = threading.Thread(target=correct)
        thread.start()
        gate.wait()
        Deed(mads, fjordby, "show").carry_out(chosen)
        thread.join()
        pin.refresh_from_db()
        assert (pin.title, pin.moderation) != ("Grim", "shown")


def test_undoing_twice_at_once_is_once(mads, fjordby, make_pin):
    pin = make_pin(moderation="waiting")
    batch = Deed(mads, fjordby, "show").carry_out({"naal": {pin.pk: stamp("naal", pin)}})
    assert [undoing(batch, mads).undo(batch) for _ in range(2)] == [True, False]
    assert [entry.verb for entry in Entry.objects.about(pin)] == ["shown", "waiting"]


def test_an_assignment_needs_no_stamp_but_a_role(mads, pia, fjordby, make_pin):
    pin = make_pin(moderation="waiting")
    assert Assignment(pia, fjordby, "assign", assignee=mads).carry_out({"naal": {pin.pk: ""}}) is None
    assert Assignment(mads, fjordby, "assign", assignee=mads).carry_out({"naal": {pin.pk: ""}}) is not None
