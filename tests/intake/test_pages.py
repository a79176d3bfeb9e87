"""A planner brings another system's file in the browser: bring, choose, look, store."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from tests.conftest import staff
from tests.intake.test_other_systems import drawn, point, table, umap

pytestmark = pytest.mark.usefixtures("neighbourhoods")
FIRST = "/indlaes/"
ROWS = [drawn("Eg", point()), drawn("", point()), drawn("</script><b>Bøg", point(700, 700), description="=1+1")]
GOOD = {"mapping": "umap"}


@pytest.fixture
def desk(fjordby, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = Client()
    browser.force_login(staff("pia", fjordby, "planner"))
    return browser


def bring(desk, data=None, name="kort.umap"):
    data = json.dumps(umap(("Træer", ROWS))).encode() if data is None else data
    return desk.post(FIRST, {"file": SimpleUploadedFile(name, data)})


def words(answer):
    return answer.content.decode()


def test_from_a_file_to_pins(desk):
    second = bring(desk)["Location"]
    page = words(desk.get(second))
    assert "3 rækker." in page and '<option value="umap"' in page and "Signalen</option>" not in page
    look = desk.post(second, GOOD | {"look": "", "some": "on"})
    assert "Række 2: name mangler" in words(look) and "&lt;b&gt;Bøg" in words(look) and not Pin.objects.exists()
    done = desk.post(second, GOOD | {"store": "", "some": "on"})
    assert done.status_code == 200 and "De venter på en moderator." in words(done)
    assert set(Pin.objects.values_list("title", "moderation")) == {("Eg", "waiting"), ("</script><b>Bøg", "waiting")}
    assert desk.get(second).status_code == 404


@pytest.mark.attack("C12")
def test_one_bad_row_and_nothing_is_stored(desk):
    second = bring(desk)["Location"]
    for button in ("look", "store"):
        page = words(desk.post(second, GOOD | {button: ""}))
        assert "Intet gemmes, så længe" in page and 'name="store"' not in page
    assert not Pin.objects.exists()


def test_the_report_of_every_row(desk):
    answer = desk.post(bring(desk)["Location"], GOOD | {"report": "", "some": "on"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert (len(lines), lines[0].split(";")[0], lines[2].split(";")[2:]) == (4, "række", ["udeladt", "name", "mangler"])
    assert answer["Content-Disposition"].startswith("attachment") and not Pin.objects.exists()


def test_columns_of_ones_own_are_kept_for_the_next_time(desk):
    lng, lat = point()["coordinates"]
    data = table(["Hvad", "Ø", "N", "Mail"], ["Bænk", lng, lat, "ida@example.org"])
    chosen = {"mapping": "own", "source": "kortet-fra-2019", "kind": "proposal", "title": "Hvad", "x": "Ø", "y": "N"}
    second = bring(desk, data, "mine.csv")["Location"]
    assert "ida@example.org" in words(desk.get(second))
    desk.post(second, chosen | {"store": "", "shown": "on"})
    pin = Pin.objects.get()
    assert (pin.title, pin.source, pin.moderation) == ("Bænk", "kortet-fra-2019", "shown")
    assert Municipality.objects.get().rules["intake"]["kortet-fra-2019"]["columns"]["title"] == "Hvad"
    again = bring(desk, data, "mine.csv")["Location"]
    assert "Som sidst: kortet-fra-2019" in words(desk.get(again))
    look = words(desk.post(again, {"mapping": "own:kortet-fra-2019", "look": ""}))
    assert "<dt>Som før</dt><dd>1</dd>" in look.replace("\n", "")


@pytest.mark.parametrize(
    "chosen",
    [
        {"mapping": "own"},
        {"mapping": "unknown"},
        {"mapping": "umap", "crs": "EPSG:1"},
        {"mapping": "own", "title": "x"},
    ],
)
def test_what_is_wrong_is_told_and_what_was_chosen_stays(desk, chosen):
    answer = desk.post(bring(desk)["Location"], chosen | {"look": "", "source": "", "some": "on"})
    assert answer.status_code == 422 and 'class="summary"' in words(answer)
    assert 'name="some" checked' in words(answer).replace(' id="order-some"', "").replace(
        ' aria-describedby="order-some_helptext"', ""
    )


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.exe", b"MZ", "Den slags fil kan ikke læses"),
        ("a.csv", b"", "tom"),
        ("a.json", b"[", "ikke gyldig JSON"),
        ("a.xlsx", b"PK", "Arket kan ikke læses"),
        ("a.zip", b"PK", "Arkivet"),
        ("a.csv", b"a;b\n", "ingen rækker"),
    ],
)
def test_a_file_that_is_none(desk, name, data, told, settings):
    answer = bring(desk, data, name)
    assert answer.status_code == 422 and told in words(answer)
    assert not list((settings.MEDIA_ROOT / "imports").glob("*/file*"))


def test_another_planner_does_not_find_it(desk, fjordby):
    second = bring(desk)["Location"]
    other = Client()
    other.force_login(staff("bo", fjordby, "planner"))
    assert other.get(second).status_code == 404


def test_giving_up_forgets_the_file(desk, settings):
    assert desk.post(bring(desk)["Location"], {"forget": ""})["Location"] == FIRST
    assert not list((settings.MEDIA_ROOT / "imports").glob("*"))
