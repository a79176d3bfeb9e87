import re
from datetime import datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.pins.models import Pin
from kortet.places.models import AreaLayer
from tests.conftest import spot, square

MAY, JUNE = (datetime.fromisoformat(f"2026-{day}+02:00") for day in ("05-31T23:59:59", "06-01T00:00:00"))
pytestmark = pytest.mark.usefixtures("neighbourhoods")


def words_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


PAGES = [
    "/",
    "/omraader/",
    "/omraader/bydele/01/",
    "/soeg/?q=b%C3%A6nke",
    "/nyt/",
    "/om/",
    "/naale/ny/",
    "/en/",
    "/en/omraader/",
]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_answers(client, make_pin, address):
    make_pin()
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == ("en" if address.startswith("/en") else "da")


@pytest.mark.parametrize("address", [page for page in PAGES if "naale" not in page])
def test_public_pages_set_no_cookie_and_can_be_kept(client, make_pin, address):
    response = client.get(address)
    assert (response.cookies, response.headers["Cache-Control"]) == ({}, "public, max-age=30")
    assert "csrf" not in response.content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_as_often_for_three_pins_as_for_one(client, make_pin, green, address):
    make_pin(theme=green)
    one = queries(client, address)
    for metres in (400, 600):
        make_pin(theme=green, point=spot(metres))
    assert queries(client, address) == one


def test_the_list_shows_the_newest_first_and_only_what_is_public(client, make_pin):
    make_pin(title="Den første")
    make_pin(title="Skjult nål", moderation="hidden", hidden_reason="spam")
    make_pin(title="Venter endnu", moderation="waiting")
    make_pin(title="Den anden")
    said = words_of(client.get("/"))
    assert said.index("Den anden") < said.index("Den første")
    assert "Skjult nål" not in said and "Venter endnu" not in said
    assert "2 nåle" in said


def test_the_list_is_the_view_of_the_map(client, make_pin):
    make_pin(title="Her")
    make_pin(title="Langt væk", point=spot(2900, 900))
    here = spot().transform(4326, clone=True)
    box = ",".join(str(n) for n in (here.x - 0.002, here.y - 0.002, here.x + 0.002, here.y + 0.002))
    said = words_of(client.get("/", {"bbox": box}))
    assert "Her" in said and "Langt væk" not in said


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "nan,nan,nan,nan", "10,56,9,57", "1e400,1,2,3", ""])
@pytest.mark.attack("A13")
def test_a_senseless_box_is_no_box(client, make_pin, box):
    make_pin()
    assert "1 nål" in words_of(client.get("/", {"bbox": box}))


@pytest.mark.parametrize(
    ("question", "seen"),
    [
        ({"kind": "problem"}, ["Hul i vejen"]),
        ({"theme": "green"}, ["Flere bænke"]),
        ({"status": "done"}, ["Hul i vejen"]),
        ({"area": "02"}, ["Hul i vejen"]),
        ({"q": "bænk"}, ["Flere bænke"]),
        ({"from": "2026-06-01"}, ["Hul i vejen"]),
        ({"to": "2026-05-31"}, ["Flere bænke"]),
        ({"kind": "nonsense", "from": "i går"}, ["Flere bænke", "Hul i vejen"]),
    ],
)
def test_the_filter_is_the_address(client, make_pin, green, question, seen):
    make_pin(theme=green, created=MAY)
    make_pin(title="Hul i vejen", kind="problem", status="done", point=spot(1500), created=JUNE)
    said = words_of(client.get("/", question))
    assert [title for title in ("Flere bænke", "Hul i vejen") if title in said] == seen


def test_show_more_goes_on_where_the_page_ended(client, make_pin):
    for n in range(45):
        make_pin(title=f"Nål {n:02}")
    seen, address = [], "/"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r"Nål \d\d", page)
        more = re.search(r'href="(\?[^"]+)" rel="next"', page)
        address = f"/{more.group(1)}" if more else ""
    assert seen == [f"Nål {n:02}" for n in reversed(range(45))]


def test_the_pin_page_says_all_of_it(client, make_pin, green):
    pin = make_pin(
        theme=green, text="Ved søen <b>mangler</b> der en", author_name="Ida P.", place_text="Ved Skovvej 3, Vest"
    )
    near = make_pin(title="Nabonålen", point=spot(600))
    page = client.get(f"/naal/{pin.word}/")
    said = words_of(page)
    for words in ("Flere bænke", "Grønne områder", "Ida P.", "Ved Skovvej 3, Vest", "Vest", pin.number, near.title):
        assert words in said
    assert "&lt;b&gt;mangler" in page.content.decode()


def test_a_pin_that_is_not_public_is_as_if_it_were_not(client, make_pin, ida, mads):
    pin = make_pin(moderation="waiting", author=ida)
    address = f"/naal/{pin.word}/"
    assert client.get(address).status_code == 404
    client.force_login(ida)
    response = client.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-store")


def test_figures_of_a_neighbourhood(client, make_pin, green):
    for _ in range(3):
        make_pin(theme=green)
    make_pin(kind="problem", status="done")
    make_pin(point=spot(1500))
    make_pin(moderation="hidden", hidden_reason="spam")
    said = words_of(client.get("/omraader/bydele/01/"))
    assert "Nåle 4 Indbyggere 1.000 Nåle pr. 1.000 indbyggere 4,0" in said
    assert "Forslag 3 Problem 1" in said
    assert "Grønne områder 3" in said


def test_the_overview_counts_each_area(client, make_pin):
    make_pin()
    make_pin(point=spot(1500), kind="problem")
    said = words_of(client.get("/omraader/"))
    assert "Midt 0 1 1 0,5" in said and "Vest 1 0 1 1,0" in said and "Øst 0 0 0 –" in said


def test_other_layers_are_counted_by_a_spatial_join(client, fjordby, make_pin):
    layer = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoledistrikter")
    layer.areas.create(code="a", name="Nord", boundary=square(0, 0, 2000))
    for metres in (500, 1500):
        make_pin(point=spot(metres))
    assert "Nord 2 0 2" in words_of(client.get("/omraader/skoler/"))
    assert "Nåle 2" in words_of(client.get("/omraader/skoler/a/"))


def test_area_outlines_are_geojson_in_degrees(client):
    answer = client.get("/omraader/bydele.geojson").json()
    assert [f["properties"] for f in answer["features"]] == [
        {"code": "01", "name": "Vest"},
        {"code": "02", "name": "Midt"},
        {"code": "03", "name": "Øst"},
    ]
    lng, lat = answer["features"][0]["geometry"]["coordinates"][0][0]
    assert 10 < lng < 11 and 56 < lat < 57


@pytest.mark.parametrize(
    "address", ["/naal/findesikke/", "/omraader/ukendt/", "/omraader/bydele/99/", "/omraader/x.geojson"]
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "question", ["lng=NaN&lat=1", "lng=10&lat=", "lng=1e400&lat=2", "lng=0&lat=0", "lng=١٠&lat=56"]
)
def test_here_refuses_what_is_no_place_in_town(client, question):
    response = client.get(f"/her.json?{question}")
    assert response.status_code == 422 and response.json()["error"]


def test_here_tells_swapped_axes(client):
    here = spot().transform(4326, clone=True)
    assert "byttet om" in client.get("/her.json", {"lng": here.y, "lat": here.x}).json()["error"]


@pytest.mark.parametrize(
    ("sort", "first"), [("", "Nr. 29"), ("supported", "Nr. 7"), ("unanswered", "Nr. 1"), ("vrøvl", "Nr. 29")]
)
def test_the_list_is_sorted_and_its_pages_hold_each_pin_once(client, make_pin, sort, first):
    pins = [make_pin(title=f"Nr. {n}") for n in range(30)]
    Pin.objects.filter(pk=pins[7].pk).update(support_count=9)
    Pin.objects.filter(pk=pins[0].pk).update(answered=timezone.now())
    Pin.objects.filter(pk=pins[5].pk).update(status="done")
    seen, address = [], f"/?sort={sort}"
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'class="row-title">(Nr\. \d+)<', page)
        address = next((f"/{unescape(more)}" for more in re.findall(r'href="(\?[^"]*after=[^"]*)"', page)), "")
    wanted = {f"Nr. {n}" for n in range(30)} - ({"Nr. 0", "Nr. 5"} if sort == "unanswered" else set())
    assert seen[0] == first and len(seen) == len(set(seen)) and set(seen) == wanted


def titles_in(client, address):
    return re.findall(r'<span class="row-title">([^<]+)', client.get(address).content.decode())


def test_the_list_begins_near_the_middle_of_the_map(client, make_pin):
    for metres in (2500, 500, 1500):
        make_pin(title=f"{metres} m", point=spot(metres))
    make_pin(title="hidden", moderation="waiting")
    here = spot(400).transform(4326, clone=True)
    around = f"{here.x - 0.1:.5f},{here.y - 0.1:.5f},{here.x + 0.1:.5f},{here.y + 0.1:.5f}"
    assert titles_in(client, f"/?sort=near&bbox={around}") == ["500 m", "1500 m", "2500 m"]
    there = spot(2600).transform(4326, clone=True)
    assert titles_in(client, f"/?sort=near&at={there.x:.5f},{there.y:.5f}") == ["2500 m", "1500 m", "500 m"]
    assert "100 m væk" in words_of(client.get(f"/?sort=near&at={there.x:.5f},{there.y:.5f}"))


def test_the_rows_that_follow_go_on_with_what_is_farther(client, make_pin):
    for n in range(45):
        make_pin(title=f"{n:02}", point=spot(500 + 10 * n))
    here = spot(500).transform(4326, clone=True)
    address, seen = f"/?sort=near&at={here.x:.6f},{here.y:.6f}", []
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'<span class="row-title">([^<]+)', page)
        more = re.search(r'<a class="button more" href="([^"]+)"', page)
        address = f"/{unescape(more[1])}" if more else ""
    assert seen == [f"{n:02}" for n in range(45)]


@pytest.mark.parametrize("at", ["", "x", "1", "999,999", "nan,nan", "10.1,inf", "10,56,7"])
def test_a_middle_that_is_none_is_the_towns(client, make_pin, at):
    make_pin()
    assert client.get(f"/?sort=near&at={at}").status_code == 200


def test_a_view_can_stand_on_another_site_and_nothing_else_can(client, make_pin):
    pin = make_pin()
    embedded = client.get("/indlejret/?kind=problem")
    assert "frame-ancestors *" in embedded.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in embedded.headers and not embedded.cookies
    page = embedded.content.decode()
    assert (
        "<form" not in page
        and "<button" not in page
        and "network-line" not in page
        and "kind=problem" in page
        and 'href="/?kind=problem" target="_blank"' in page
    )
    for address in ("/", pin.get_absolute_url(), "/naale/ny/", "/nyt/"):
        headers = client.get(address).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"] and headers["X-Frame-Options"] == "DENY"


def test_a_date_that_is_none_is_shown_as_it_was_typed(client, neighbourhoods):
    page = client.get("/?from=nonsens&to=2026-03-04").content.decode()
    assert '<input type="text" name="from" value="nonsens"' in page and '<input type="date" name="to"' in page


def test_moments_are_told_to_machines_to_the_second(client, make_pin):
    """HTML's `datetime` takes three decimals at most; PostgreSQL keeps six."""
    pin = make_pin()
    [told] = re.findall(r'<time datetime="([^"]+)"', client.get(pin.get_absolute_url()).content.decode())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]:00", told)
