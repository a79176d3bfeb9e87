"""Many rows at once, chosen one by one or all that match, with one undo."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.desk.models import Batch, Case, Reason
from kortet.journal.models import Entry
from kortet.pins.models import Complaint, Pin
from tests.conftest import spot, staff


def ticks(browser, question=""):
    listing = browser.get(f"/bord/?{question}").context["listing"]
    return {line.title: line.value for line in listing.lines}


def moderations():
    return dict(Pin.objects.values_list("title", "moderation"))


@pytest.fixture
def three(make_pin):
    return [make_pin(title=f"Nål {n}", moderation="waiting") for n in range(3)]


def test_ticked_rows_are_shown_at_once_and_brought_back(desk, three):
    values = ticks(desk)
    chosen = [values["Nål 0"], values["Nål 2"]]
    desk.post("/bord/flere/", {"do": "show", "valgt": chosen})
    assert moderations() == {"Nål 0": "shown", "Nål 1": "waiting", "Nål 2": "shown"}
    page = desk.post(f"/bord/fortryd/{Batch.objects.get().word}/", follow=True)
    assert "2 rækker er som før" in page.content.decode()
    assert set(moderations().values()) == {"waiting"}
    assert Entry.objects.filter(verb="waiting").count() == 2


def test_before_hiding_a_reason_is_asked_for(desk, three, fjordby):
    Reason.objects.create(municipality=fjordby, text="Reklame for <noget>")
    said = {"do": "hide", "valgt": list(ticks(desk).values())}
    page = desk.post("/bord/flere/", said)
    assert page.status_code == 200 and "3 rækker er valgt" in page.content.decode()
    assert "Reklame for &lt;noget&gt;" in page.content.decode()
    assert set(moderations().values()) == {"waiting"}
    again = desk.post("/bord/flere/", said | {"sure": "1", "reason": " "})
    assert again.status_code == 422
    desk.post("/bord/flere/", said | {"sure": "1", "reason": "Reklame"})
    assert {pin.hidden_reason for pin in Pin.objects.all()} == {"Reklame"}


def test_all_that_match_are_those_that_were_seen(desk, three, make_pin):
    """What came, or was corrected, after the page was made is not decided about unread."""
    seen = timezone.now()
    make_pin(title="Kom efter", moderation="waiting", created=seen + timedelta(seconds=1))
    # The journal's clock is the transaction's, which began before `seen`: here the entry is put after it.
    Entry.objects.create(
        verb="revised", subject="pins.pin", subject_id=three[1].pk, happened=seen + timedelta(seconds=1)
    )
    said = {"do": "show", "alle": "1", "set": seen.isoformat()}
    page = desk.post("/bord/flere/", said)
    assert page.context["bulk"].count == 2
    desk.post("/bord/flere/", said | {"sure": "1"})
    assert {title for title, moderation in moderations().items() if moderation == "shown"} == {"Nål 0", "Nål 2"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"do": "show"},
        {"do": "delete", "valgt": "naal_1_x"},
        {"do": "show", "valgt": ["naal", "naal_x_y", "naal_99999999999999999999_y", "andet_1_y", "naal_1_"]},
        {"do": "show", "alle": "1"},
        {"do": "show", "alle": "1", "set": "i går"},
        {"do": "show", "alle": "1", "set": "2026-99-99T00:00:00+00:00"},
        {"do": "show", "alle": "1", "set": "2026-01-01T00:00:00"},
    ],
)
def test_nonsense_chooses_nothing(desk, three, said):
    page = desk.post("/bord/flere/", said, follow=True)
    assert "Vælg først nogle rækker" in page.content.decode()
    assert set(moderations().values()) == {"waiting"}


def test_what_somebody_else_decided_meanwhile_stays(desk, three, fjordby):
    values = ticks(desk)
    three[0].hide("Nej", staff("nora", fjordby, "moderator"))
    page = desk.post("/bord/flere/", {"do": "show", "valgt": list(values.values())}, follow=True)
    assert moderations() == {"Nål 0": "hidden", "Nål 1": "shown", "Nål 2": "shown"}
    assert "1 række blev stående" in page.content.decode() and "2 rækker er ændret" in page.content.decode()


def test_rows_outside_ones_limits_stay(client, desk, three, make_pin, mads, neighbourhoods):
    make_pin(title="Øst", moderation="waiting", point=spot(2500))
    values = ticks(desk)
    mads.roles.update(areas=[neighbourhoods[2].pk])
    desk.post("/bord/flere/", {"do": "show", "valgt": list(values.values())})
    assert moderations() == dict.fromkeys(["Nål 0", "Nål 1", "Nål 2"], "waiting") | {"Øst": "shown"}
    seen = timezone.now().isoformat()
    assert desk.post("/bord/flere/", {"do": "show", "alle": "1", "set": seen}).url == "/bord/?trin=se"


@pytest.mark.parametrize("do", ["take", "agree"])
def test_a_deed_that_is_for_other_rows_does_nothing(desk, three, do):
    said = {"do": do, "alle": "1", "set": timezone.now().isoformat()}
    assert "3 rækker er valgt" in desk.post("/bord/flere/", said).content.decode()
    page = desk.post("/bord/flere/", said | {"sure": "1", "reason": "x"}, follow=True)
    assert "3 rækker blev stående" in page.content.decode()
    assert set(moderations().values()) == {"waiting"} and not Batch.objects.exists()


def test_many_kinds_at_once(desk, three, make_event, make_partner):
    make_event(title="Fest", moderation="waiting")
    partner = make_partner(name="Skak", state="asked")
    Complaint.objects.create(pin=three[0], reason="rude", person="x")
    page = desk.post("/bord/flere/", {"do": "show", "valgt": list(ticks(desk).values())}, follow=True)
    assert "5 rækker er ændret" in page.content.decode() and "1 række blev stående" in page.content.decode()
    partner.refresh_from_db()
    assert partner.state == "approved"


def test_cases_and_themes_in_bulk(desk, three, green, mads):
    values = list(ticks(desk).values())
    desk.post("/bord/flere/", {"do": "assign", "valgt": values, "sure": "1", "assignee": mads.pk})
    assert set(Case.objects.values_list("assignee", flat=True)) == {mads.pk}
    desk.post("/bord/flere/", {"do": "theme", "valgt": values, "sure": "1", "theme": green.pk})
    assert set(Pin.objects.values_list("theme", flat=True)) == {green.pk}
    for batch in Batch.objects.order_by("-pk"):
        desk.post(f"/bord/fortryd/{batch.word}/")
    assert set(Pin.objects.values_list("theme", flat=True)) == {None}
    assert set(Case.objects.values_list("assignee", flat=True)) == {None}


def test_a_thousand_pins_of_spam_are_hidden_by_one_press_and_brought_back_by_one(
    desk, make_pin, django_assert_max_num_queries
):
    """Each with its entry in the journal; the number of queries does not grow with the pins (see docs/desk.md)."""
    first = make_pin(title="Billige ure", moderation="waiting")
    facts = {name: getattr(first, name) for name in ("municipality", "kind", "title", "point", "public_point")}
    facts |= {"neighbourhood": first.neighbourhood, "neighbourhood_then": first.neighbourhood, "moderation": "waiting"}
    Pin.objects.bulk_create([Pin(number=f"2026-{n:05}", **facts) for n in range(10_000, 10_999)])
    said = {"do": "hide", "alle": "1", "set": timezone.now().isoformat(), "sure": "1", "reason": "Spam"}
    with django_assert_max_num_queries(40):
        desk.post("/bord/flere/?slags=naal", said)
    assert Pin.objects.filter(moderation="hidden", hidden_reason="Spam").count() == 1000
    assert Entry.objects.filter(verb="hidden", subject="pins.pin").count() == 1000
    with django_assert_max_num_queries(40):
        desk.post(f"/bord/fortryd/{Batch.objects.get().word}/")
    assert Pin.objects.filter(moderation="waiting", hidden_reason="").count() == 1000
