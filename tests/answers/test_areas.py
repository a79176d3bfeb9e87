"""One answer to all that was said in an area: who gets it, who is told, and what is seen there afterwards."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.municipalities.models import Theme
from kortet.pins.models import AreaAnswer, Comment
from kortet.pins.tasks import answer_areas
from tests.conftest import EAST, NORTH, spot, square
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site", "neighbourhoods")
TEXT = "Vi anlægger en cykelsti her i 2027."


@pytest.fixture
def said():
    """What staff fill in: the neighbourhood Vest."""
    until = timezone.localdate() + timedelta(days=30)
    return {"area": "bydele/01", "title": "Cykelsti i Vest", "text": TEXT, "valid_until": until.isoformat()}


@pytest.fixture
def give(fjordby, cara):
    def give(*pins, **given):
        until = timezone.localdate() + timedelta(days=30)
        facts = {"municipality": fjordby, "title": "Cykelsti i Vest", "text": TEXT, "valid_until": until}
        facts |= {"boundary": square(0), "actor": cara, "chosen": [pin.pk for pin in pins]}
        answer = AreaAnswer(**(facts | given))
        answer.begin()
        return answer

    return give


def test_from_the_choice_to_the_answer(client, desk, make_pin, said):
    here = [make_pin(title=title) for title in ("Aa", "Bb", "Cc")]
    away, hidden = make_pin(point=spot(1500)), make_pin(moderation="waiting", title="Skjult")
    page = desk.post("/svar/omraade/", {"do": "show", "area": "bydele/01", "text": "Kladde"}).content.decode()
    assert "<strong>3</strong>" in page and "Kladde" in page
    page = desk.post("/svar/omraade/", {"do": "preview", **said}).content.decode()
    assert "Giv svaret til 3 nåle" in page and "Skjult" not in page and not AreaAnswer.objects.exists()
    answer = desk.post("/svar/omraade/", {"do": "give", "seen": "3", **said})
    [given] = AreaAnswer.objects.all()
    assert answer.headers["Location"] == f"/svar/{given.word}/"
    answer_areas(0)
    client.logout()
    for pin in here:
        assert TEXT in client.get(f"/naal/{pin.word}/").content.decode()
    assert set(Comment.objects.values_list("pin", flat=True)) == {pin.pk for pin in here}
    page = client.get(f"/svar/{given.word}/").content.decode()
    assert all(title in page for title in ("Aa", "Bb", "Cc", TEXT, "Svaret er givet til 3 nåle", "&quot;reach&quot;"))
    assert away.title not in page and hidden.title not in page


def test_what_came_meanwhile_is_looked_at_first(desk, make_pin, said):
    make_pin()
    make_pin()
    answer = desk.post("/svar/omraade/", {"do": "give", "seen": "1", **said})
    assert answer.status_code == 422 and "Der er kommet nåle til eller gået fra imens." in answer.content.decode()
    assert "Giv svaret til" not in answer.content.decode() and not AreaAnswer.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"area": []}, "Tegn et område, eller vælg et"),
        ({"area": "bydele/03"}, "Der er ingen nåle at svare på."),
        ({"area": "bydele/77"}, "Marker en gyldig"),
        ({"text": " "}, "Dette felt er påkrævet"),
        ({"title": ""}, "Dette felt er påkrævet"),
        ({"valid_until": "2020-01-01"}, "Vælg en dag fra i dag"),
        ({"outline": '{"type":"Polygon","coordinates":[]}'}, "Tegningen kunne ikke læses"),
        ({"outline": "x"}, "Tegningen"),
        ({"state": "12345"}, "Marker en gyldig"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_given(desk, make_pin, said, wrong, error):
    make_pin()
    answer = desk.post("/svar/omraade/", {"do": "give", "seen": "1", **(said | wrong)})
    assert answer.status_code == 422 and error in answer.content.decode() and not AreaAnswer.objects.exists()


def test_a_drawn_area_and_a_chosen_one_hold_where_both_are(desk, make_pin, said):
    import json

    from django.contrib.gis.geos import Polygon

    make_pin(point=spot(200, 200))
    make_pin(point=spot(800, 800))
    box = Polygon.from_bbox((EAST - 500, NORTH - 500, EAST + 500, NORTH + 500))
    box.srid = 25832
    drawn = json.dumps(json.loads(box.transform(4326, clone=True).json))
    desk.post("/svar/omraade/", {"do": "give", "seen": "1", **said, "outline": drawn})
    [given] = AreaAnswer.objects.all()
    assert len(given.chosen) == 1 and abs(given.boundary.area - 250_000) < 100


def test_who_follows_ten_is_told_once(post, give, make_pin, follow):
    pins = [make_pin(title=f"Nål {n}") for n in range(10)]
    for n, pin in enumerate(pins):
        follow(pin, "ida@example.org" if n % 2 else "Ida@Example.org", is_author=n == 3)
    follow(pins[0], "bo@example.org", language="en")
    give(*pins, translations={"en": "We build a cycle path."})
    for _ in range(2):
        answer_areas(0)
        work()
    told = {letter["To"].strip().lower(): letter.get_body(("plain",)).get_content() for letter in post.letters}
    assert len(post.letters) == 2
    assert told["ida@example.org"].count("* Nål") == 10 and "svaret på 10 nåle" in told["ida@example.org"]
    assert "We build a cycle path." in told["bo@example.org"] and told["bo@example.org"].count("* ") == 1


def test_it_is_never_given_twice(give, make_pin):
    pins = [make_pin() for _ in range(3)]
    answer = give(*pins)
    for _ in range(2):
        assert answer.answer_some() == 0
        answer_areas(0)
    assert Comment.objects.count() == 3
    assert [entry.verb for entry in Entry.objects.about(pins[0])] == ["answered"]


def test_a_step_is_taken_where_it_is_allowed(give, make_pin, state, mads):
    open_one, closed = make_pin(), make_pin()
    closed.move_on("done", mads, "Den er sat op.")
    give(open_one, closed, state=state("planned"))
    answer_areas(0)
    for pin, status in ((open_one, "planned"), (closed, "done")):
        pin.refresh_from_db()
        assert (pin.status, pin.comment_count) == (status, 1)


def test_pins_set_later_show_that_there_is_an_answer_while_it_holds(client, give, make_pin, green, fjordby):
    before = make_pin(theme=green)
    other = Theme.objects.create(municipality=fjordby, code="other", name="Andet")
    answer = give(before, themes=[green.pk])
    answer_areas(0)
    later, elsewhere, about_other = (
        make_pin(theme=green),
        make_pin(theme=green, point=spot(1500)),
        make_pin(theme=other),
    )
    shows = {
        pin.pk: "Kommunen har svaret for området:" in client.get(f"/naal/{pin.word}/").content.decode()
        for pin in (before, later, elsewhere, about_other)
    }
    assert shows == {before.pk: False, later.pk: True, elsewhere.pk: False, about_other.pk: False}
    answer.end(None)
    assert "Kommunen har svaret for" not in client.get(f"/naal/{later.word}/").content.decode()


def test_the_answer_is_seen_before_a_pin_is_set(client, give, make_pin):
    answer = give(make_pin())
    seen = []
    for metres_east in (500, 1500):
        here = spot(metres_east).transform(4326, clone=True)
        find = {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}", "find": "1"}
        seen.append(answer.get_absolute_url() in client.post("/naale/ny/", find).content.decode())
    assert seen == [True, False]


def test_only_staff_end_it(client, desk, give, make_pin, ida):
    answer = give(make_pin())
    desk.post(answer.get_absolute_url(), {"do": "end"})
    answer.refresh_from_db()
    assert not answer.holds and "Gælder ikke længere." in client.get(answer.get_absolute_url()).content.decode()
    other = give(make_pin())
    client.force_login(ida)
    client.post(other.get_absolute_url(), {"do": "end"})
    other.refresh_from_db()
    assert other.holds
