"""The planner's desk: choose, see, keep, fetch; what is wrong is told at its field, and nobody opens another's file."""

import json
import re

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortet.exports import formats
from kortet.exports.making import make_next
from kortet.exports.models import Export
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import Role
from kortet.pins.models import Pin
from kortet.selections.models import Selection
from kortet.selections.queries import dots_of
from tests.accounts.steps import shown
from tests.conftest import spot, staff
from tests.selections.test_outlines import BOW_TIE, SQUARE, geojson, ring

DESK = "/udtraek/"
FETCH = {"do": "fetch", "what": ["pins"], "format": "gpkg", "crs": "25832"}


@pytest.fixture
def desk(pia):
    browser = Client()
    browser.force_login(pia)
    return browser


@pytest.fixture
def case_desk(kim):
    browser = Client()
    browser.force_login(kim)
    return browser


def total(answer):
    return int(re.search(r"<strong>([\d.]+)</strong>", answer.content.decode())[1].replace(".", ""))


def dots(answer):
    told = re.search(r'data-chosen="([^"]+)"', answer.content.decode())[1].replace("&quot;", '"')
    return json.loads(told)["dots"]


def test_what_is_chosen_is_shown_before_anything_is_done(desk, town):
    assert total(desk.get(DESK)) == 2 and len(dots(desk.get(DESK))) == 2
    answer = desk.post(DESK, {"do": "show", "kind": ["problem"]})
    assert answer.status_code == 200 and total(answer) == 1
    [(lng, lat, n)] = dots(answer)
    assert (round(lng, 2), round(lat, 2), n) == (10.15, 56.12, 1)
    assert total(desk.get(DESK + "?kind=problem&kind=proposal")) == 2
    assert Export.objects.count() == 0


def test_an_outline_is_drawn_and_stays(desk, town):
    answer = desk.post(DESK, {"do": "show", "outline": geojson(ring(*SQUARE))})
    assert total(answer) == 1 and "MultiPolygon" in answer.content.decode()


def test_a_case_worker_sees_how_many_wait_too(case_desk, desk, town):
    said = {"do": "show", "profile": "case"}
    assert total(case_desk.post(DESK, said)) == 3 and total(desk.post(DESK, said)) == 2
    assert "Sagsbehandling" in case_desk.get(DESK).content.decode()
    assert "Sagsbehandling" not in desk.get(DESK).content.decode()


def test_an_export_is_asked_for_made_and_fetched_by_its_owner_alone(desk, town, pia, mads, fjordby, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    answer = desk.post(DESK, FETCH | {"kind": ["problem"]})
    export = Export.objects.get()
    assert answer["Location"] == f"/udtraek/{export.word}/" and export.words == {"kinds": ["problem"]}
    assert "venter på sin tur" in desk.get(answer["Location"]).content.decode()
    assert desk.get(f"/udtraek/{export.word}/fil/").status_code == 404
    default_storage.save(export.file_name, ContentFile(b"fil"))
    Export.objects.update(state="done", rows=1, rows_done=1, size=3)
    assert "Hent filen" in desk.get(f"/udtraek/{export.word}/").content.decode()
    fetched = desk.get(f"/udtraek/{export.word}/fil/")
    assert b"".join(fetched.streaming_content) == b"fil" and fetched["Content-Disposition"].startswith("attachment")
    assert fetched["Cache-Control"].startswith("max-age=0") and "private" in fetched["Cache-Control"]
    assert Entry.objects.about(export).filter(verb="export_fetched", actor=pia).count() == 1
    others = [staff("per", fjordby, Role.Kind.PLANNER), mads, staff("ada", fjordby, Role.Kind.ADMIN), None]
    for other in others:
        browser = Client()
        if other:
            browser.force_login(other)
        for address in (f"/udtraek/{export.word}/", f"/udtraek/{export.word}/fil/"):
            assert browser.get(address).status_code == (404 if other else 302)
            assert browser.post(address, {"do": "cancel"}).status_code == (404 if other else 302)
    pia.roles.all().delete()
    assert desk.get(f"/udtraek/{export.word}/fil/").status_code == 404


def test_it_is_called_off_by_a_button(desk, town):
    desk.post(DESK, FETCH)
    address = f"/udtraek/{Export.objects.get().word}/"
    assert "Afbrudt" in desk.post(address, {"do": "cancel"}, follow=True).content.decode()
    assert Export.objects.get().state == "cancelled" and not make_next()


@pytest.mark.parametrize(
    ("email", "letter", "told"),
    [
        ("", "on", "kommer intet brev"),
        ("pia@example.org", "on", "du får et brev"),
        ("pia@example.org", "", "Du har valgt, at der ikke kommer noget brev"),
    ],
)
def test_a_letter_is_promised_to_who_wants_one_and_can_get_it(desk, town, pia, email, letter, told):
    type(pia).objects.filter(pk=pia.pk).update(email=email)
    assert ("Send mig et brev" in desk.get(DESK).content.decode()) == bool(email)
    asked = desk.post(DESK, {"do": "fetch", "what": "pins", "format": "csv", "letter": letter})
    assert told in desk.get(asked["Location"]).content.decode()


def test_nobody_fills_the_queue(desk, town):
    for _ in range(5):
        assert desk.post(DESK, FETCH).status_code == 302
    answer = desk.post(DESK, FETCH)
    assert answer.status_code == 422 and "fem udtræk" in answer.content.decode() and Export.objects.count() == 5


def test_a_deleted_or_failed_one_says_so(desk, town, pia, fjordby):
    for state, words in (("expired", "Filen er slettet"), ("failed", "Der er ikke plads")):
        facts = {"subjects": ["pins"], "format": "csv", "state": state, "error": "Der er ikke plads", "rows": 1}
        export = Export.objects.create(municipality=fjordby, owner=pia, **facts)
        assert words in desk.get(f"/udtraek/{export.word}/").content.decode()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": ["x"]}, "selection-kind"),
        ({"area": ["bydele/99"]}, "selection-area"),
        ({"from": "i går"}, "selection-from"),
        ({"outline": geojson(ring(*BOW_TIE))}, "selection-outline"),
        ({"what": []}, "export-what"),
        ({"what": ["x"]}, "export-what"),
        ({"what": ["pins", "areas"], "format": "fgb"}, "export-what"),
        ({"format": "exe"}, "export-format"),
        ({"crs": "999999"}, "export-crs"),
        ({"crs": "' OR 1"}, "export-crs"),
        ({"crs": "25833", "format": "kml"}, "export-crs"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_what_was_typed_stays(desk, town, said, field):
    answer = desk.post(DESK, FETCH | {"q": "cykel"} | said)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="cykel"' in page and 'class="error"' in page and field in page
    assert "summary" in page and Export.objects.count() == 0


def test_a_purpose_is_needed_and_only_case_workers_may(case_desk, kim, desk, town):
    said = FETCH | {"profile": "case"}
    assert case_desk.post(DESK, said | {"purpose": "  "}).status_code == 422
    assert desk.post(DESK, said | {"purpose": "x"}).status_code == 422
    assert Export.objects.count() == 0
    shown(case_desk, kim, ago=16 * 60)
    answer = case_desk.post(DESK, said | {"purpose": "Sag 1"})
    assert answer.status_code == 422 and 'href="/log-ind/igen/' in answer.content.decode(), "E12: only a live session"
    shown(case_desk, kim)
    assert case_desk.post(DESK, said | {"purpose": "Sag 1"}).status_code == 302
    assert Export.objects.get().purpose == "Sag 1"


def test_e12_a_file_of_what_is_not_public_is_fetched_by_who_has_just_shown_who_they_are(
    case_desk, kim, fjordby, tmp_path, settings
):
    settings.MEDIA_ROOT = tmp_path
    export = Export.objects.create(
        municipality=fjordby, owner=kim, subjects=["pins"], profile="case", purpose="x", format="csv"
    )
    default_storage.save(export.file_name, ContentFile(b"fil"))
    Export.objects.update(state="done", rows=1, rows_done=1, size=3)
    way = f"/udtraek/{export.word}/fil/"
    assert case_desk.get(way).headers["Location"] == f"/log-ind/igen/?next={way}"
    shown(case_desk, kim)
    assert case_desk.get(way).status_code == 200


def test_too_many_rows_for_a_sheet_are_told_before(desk, town, monkeypatch):
    sheet = formats.FORMATS["xlsx"]
    monkeypatch.setitem(formats.FORMATS, "xlsx", formats.Format(sheet.ending, "Excel", sheet.writer, None, True, 1))
    answer = desk.post(DESK, FETCH | {"format": "xlsx"})
    assert answer.status_code == 422 and "1.048.575" in answer.content.decode()
    with pytest.raises(formats.ExportError, match=r"1\.048\.575"):
        sheet.check(1_048_576)
    sheet.check(1_048_575)


def test_a_selection_is_kept_shared_renamed_and_deleted(desk, town, fjordby):
    said = {"do": "keep", "name": "Problemer i vest", "kind": ["problem"], "outline": geojson(ring(*SQUARE))}
    answer = desk.post(DESK, said)
    kept = Selection.objects.get()
    assert answer["Location"] == f"/udtraek/?udvalg={kept.word}" and not kept.is_shared
    page = desk.get(answer["Location"]).content.decode()
    assert re.search(r'<input[^>]*value="problem"[^>]*checked', page) and not re.search(
        r'value="proposal"[^>]*checked', page
    )
    assert "Problemer i vest" in page and "MultiPolygon" in page
    colleague = Client()
    colleague.force_login(staff("per", fjordby, Role.Kind.PLANNER))
    assert "Problemer i vest" not in colleague.get(DESK).content.decode()
    assert colleague.get(answer["Location"]).status_code == 404
    address = f"/udvalg/{kept.word}/"
    assert colleague.get(address).status_code == 404
    desk.post(address, {"do": "keep", "name": "Vest", "is_shared": "on"})
    assert "Vest" in colleague.get(DESK).content.decode() and colleague.get(address).status_code == 404
    assert desk.post(address, {"do": "keep", "name": ""}).status_code == 422
    asked = desk.post(address, {"do": "delete"})
    assert Selection.objects.count() == 1 and "Ja, slet det" in asked.content.decode()
    desk.post(address, {"do": "delete for good"})
    assert Selection.objects.count() == 0


def test_a_selection_without_a_name_is_not_kept(desk, town):
    answer = desk.post(DESK, {"do": "keep", "name": " ", "q": "cykel"})
    assert answer.status_code == 422 and 'value="cykel"' in answer.content.decode() and not Selection.objects.exists()


@pytest.mark.parametrize(
    "question", ["?udvalg=forged", "?udvalg=%00", "?kind=x&from=%00", "?outline={", "?area=" + "x" * 900]
)
def test_strange_addresses_are_no_server_errors(desk, town, question):
    assert desk.get(DESK + question).status_code in (200, 400, 404, 422)


@pytest.mark.parametrize("address", [DESK, "/udvalg/x/", "/udtraek/x/", "/udtraek/x/fil/"])
def test_strangers_find_nothing(client, neighbourhoods, fjordby, ida, mads, address):
    assert client.get(address).status_code == 302
    other = Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    for user in (ida, mads, staff("nils", other, Role.Kind.PLANNER)):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_the_desk_asks_as_often_for_three_as_for_one(desk, town, pia, fjordby, make_pin, django_assert_num_queries):
    def ask():
        Selection.objects.create(municipality=fjordby, owner=pia, name="x", is_shared=True)
        facts = {"subjects": ["pins"], "format": "csv", "state": "expired", "rows": 1}
        Export.objects.create(municipality=fjordby, owner=pia, **facts)
        make_pin()

    ask()
    desk.get(DESK)  # what is kept of the town is kept from now on
    with CaptureQueriesContext(connection) as one:
        desk.get(DESK)
    ask()
    ask()
    with django_assert_num_queries(len(one)):
        desk.get(DESK)
    assert len(one) <= 20


def test_in_english(desk, town):
    page = desk.get("/en" + DESK).content.decode()
    assert "pins are chosen" in page and "Make the export" in page
    desk.post("/en" + DESK, FETCH)
    assert Export.objects.get().language == "en"


def test_many_pins_share_dots(town, fjordby, make_pin):
    for n in range(5):
        make_pin(point=spot(100 + n, 100))
    found = dots_of(Pin.objects.of(fjordby).public(), 1000)
    assert sum(n for _lng, _lat, n in found) == 7 and len(found) < 7
