"""Areas in the admin: one's own municipality only, boundaries read only, and loading a file with a preview."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.municipalities.models import Municipality
from kortet.people.models import Role
from kortet.places.models import Area, AreaLayer
from tests.conftest import EAST, NORTH, square, staff
from tests.places.test_boundaries import box, row, squares

UPLOAD = "/admin/places/arealayer/indlaes/"


@pytest.fixture
def private(settings, tmp_path):
    """The folder where uploads wait."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    return settings.MEDIA_ROOT / "imports"


@pytest.fixture
def planner(client, pia, private):
    client.force_login(pia)
    return client


def upload(rows, crs="EPSG:25832", name="bydele.geojson"):
    collection = {"type": "FeatureCollection", "features": rows}
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    return SimpleUploadedFile(name, json.dumps(collection).encode())


NEW_LAYER = {"new_code": "bydele", "new_name": "Bydele", "neighbourhoods": "on", "valid_from": "2026-01-01"}
COLUMNS = {"code": "kode", "name": "navn", "population": "", "crs": "", "encoding": "", "source_layer": ""}


def test_upload_preview_and_store(planner, fjordby, make_pin, private):
    pin = make_pin()
    answer = planner.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER})
    there = answer["Location"]
    assert re.fullmatch(UPLOAD + r"[\w-]{22}/", there)
    assert '<option value="navn">navn</option>' in planner.get(there).text

    preview = planner.post(there, {**COLUMNS, "rehearse": "1"})
    drawn = json.loads(re.search(r'<script id="area-preview-drawn"[^>]*>(.*?)</script>', preview.text)[1])
    assert [area["properties"] for area in drawn["features"]] == [
        {"code": "01", "name": "Vest"},
        {"code": "02", "name": "Midt"},
        {"code": "03", "name": "Øst"},
    ]
    assert preview.context["summary"][2] == ("Nye", "3 (01, 02, 03)")
    assert (Area.objects.count(), AreaLayer.objects.count(), len(list(private.glob("*")))) == (0, 0, 1)

    stored = planner.post(there, {**COLUMNS, "store": "1"}, follow=True)
    assert "Områderne er gemt." in stored.text
    pin.refresh_from_db()
    assert (pin.neighbourhood.name, list(private.glob("*"))) == ("Vest", [])
    assert planner.get(there).status_code == 404


def test_no_inline_script_without_a_nonce(planner, fjordby):
    there = planner.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER})["Location"]
    answer = planner.post(there, {**COLUMNS, "rehearse": "1"})
    [nonce] = set(re.findall(r'<script nonce="([^"]+)"', answer.text))
    assert f"script-src 'self' 'nonce-{nonce}'" in answer["Content-Security-Policy"]
    tags = re.findall(r"<script([^>]*)>", answer.text)
    assert [tag for tag in tags if not re.search("src=|nonce=|application/json", tag)] == []
    assert not re.search(r"\s(style|on\w+)=", answer.text)


def test_problems_are_listed_and_nothing_is_stored(planner, fjordby):
    wrong = [*squares(), row("", "Uden", box(0, 0, 9, 9)), row("05", "", box(0, 0, 9, 9))]
    there = planner.post(UPLOAD, {"file": upload(wrong), **NEW_LAYER})["Location"]
    for decision in ("rehearse", "store"):
        answer = planner.post(there, {**COLUMNS, decision: "1"})
        assert answer.context["problems"] == [
            "Række 4 har ingen kode (kolonnen kode er tom).",
            "Række 5 har intet navn (kolonnen navn er tom).",
        ]
    assert (Area.objects.count(), AreaLayer.objects.count()) == (0, 0)


def test_a_file_without_a_crs_is_cured_on_the_second_page(planner, fjordby):
    there = planner.post(UPLOAD, {"file": upload(squares(), crs=None), **NEW_LAYER})["Location"]
    page = planner.get(there)
    assert "Koordinaterne er ikke grader" in page.context["problems"][0]
    assert page.context["columns"] is None
    cured = planner.post(there, {"crs": "EPSG:25832", "rehearse": "1"})
    assert (cured.context["problems"], list(cured.context["columns"].fields)) == ([], ["code", "name", "population"])
    assert "<script id=" in planner.post(there, {**COLUMNS, "crs": "EPSG:25832", "rehearse": "1"}).text


def test_a_hopeless_file_is_refused_at_once_and_not_kept(planner, fjordby, private):
    for name, content in [
        ("a.geojson", b"{"),
        ("a.zip", b"PK\x03\x04"),
        ("a.gpkg", b"x"),
        ("a.exe", b"x"),
        ("a.zip", b""),
    ]:
        answer = planner.post(UPLOAD, {"file": SimpleUploadedFile(name, content), **NEW_LAYER})
        assert (answer.status_code, bool(answer.context["form"].errors["file"])) == (200, True)
    assert list(private.glob("*")) == []


def test_the_layer_must_be_said(planner, neighbourhoods):
    layer = AreaLayer.objects.get()
    for given, field in [
        ({}, "layer"),
        ({"layer": layer.pk, "new_code": "ny"}, "new_code"),
        ({"new_code": "Æ"}, "new_code"),
    ]:
        answer = planner.post(UPLOAD, {"file": upload(squares()), **given})
        assert list(answer.context["form"].errors) == [field]
    answer = planner.post(UPLOAD, {"file": upload(squares()), "new_code": "ny", "valid_from": "2099-01-01"})
    assert answer.context["form"].errors == {"valid_from": ["Dagen er ikke kommet endnu."]}


def test_an_upload_can_be_thrown_away(planner, fjordby, private):
    there = planner.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER})["Location"]
    assert planner.post(there, {"forget": "1"}).status_code == 302
    assert (list(private.glob("*")), Area.objects.count()) == ([], 0)


def test_an_upload_is_private(planner, client, fjordby, private, pia):
    there = planner.post(UPLOAD, {"file": upload(squares(), name="../../x.geojson"), **NEW_LAYER})["Location"]
    [folder] = private.glob("*")
    assert (folder.stat().st_mode & 0o777, sorted(file.name for file in folder.iterdir())) == (
        0o700,
        ["file.geojson", "order.json"],
    )
    client.force_login(staff("poul", fjordby, Role.Kind.PLANNER))
    assert client.get(there).status_code == 404
    client.force_login(pia)
    other = Municipality.objects.create(code="andeby", name="Andeby", host="andeby.localhost")
    Role.objects.create(user=pia, municipality=other, kind=Role.Kind.PLANNER)
    assert client.get(there, HTTP_HOST="andeby.localhost").status_code == 404
    for token in ("x", "..", "%2e%2e", "a" * 22):
        assert client.get(f"{UPLOAD}{token}/").status_code == 404


def test_who_may_load(client, fjordby, ida, mads, private):
    assert client.get(UPLOAD).status_code == 302
    for person, status in [(ida, 302), (mads, 403)]:
        client.force_login(person)
        assert client.get(UPLOAD).status_code == status
        assert client.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER}).status_code == status
    assert (list(private.glob("*")), Area.objects.count()) == ([], 0)


def test_another_municipality_is_not_seen(planner, fjordby, neighbourhoods):
    fjordby.host = "fjordby.localhost"
    fjordby.save()
    other = Municipality.objects.create(code="andeby", name="Andeby", host="andeby.localhost")
    layer = AreaLayer.objects.create(municipality=other, code="and", name="Hemmelig inddeling")
    area = Area.objects.create(layer=layer, code="1", name="Hemmeligt område", boundary=square(0))
    at_home = {"HTTP_HOST": "fjordby.localhost"}
    for path in ("/admin/places/arealayer/", "/admin/places/area/", UPLOAD):
        answer = planner.get(path, **at_home)
        assert (answer.status_code, "Hemmelig" in answer.text) == (200, False)
    for path in (f"/admin/places/area/{area.pk}/change/", f"/admin/places/arealayer/{layer.pk}/change/"):
        assert planner.get(path, **at_home).status_code == 302
    for path in ("/admin/places/arealayer/", "/admin/places/area/", UPLOAD, f"/admin/places/area/{area.pk}/change/"):
        assert planner.get(path, HTTP_HOST="andeby.localhost").status_code == 403


def test_an_area_is_shown_on_a_map_that_cannot_change_it(planner, neighbourhoods):
    vest = neighbourhoods[0]
    page = f"/admin/places/area/{vest.pk}/change/"
    answer = planner.get(page)
    assert "geodjango_id_boundary.modifiable = false" in answer.text
    assert "'nonce-" in answer["Content-Security-Policy"]
    elsewhere = GEOSGeometry(
        f"SRID=25832;MULTIPOLYGON((({EAST} {NORTH}, {EAST + 9} {NORTH}, {EAST} {NORTH + 9}, {EAST} {NORTH})))"
    )
    posted = {
        "name": "Vesterbro",
        "population": "1200",
        "boundary": elsewhere.transform(4326, clone=True).geojson,
        "code": "99",
    }
    assert planner.post(page, posted).status_code == 302
    after = Area.objects.get(pk=vest.pk)
    assert (after.name, after.population, after.code) == ("Vesterbro", 1200, "01")
    assert after.boundary.equals_exact(vest.boundary)


def test_areas_and_layers_are_never_deleted(planner, neighbourhoods):
    vest = neighbourhoods[0]
    assert planner.post(f"/admin/places/area/{vest.pk}/delete/", {"post": "yes"}).status_code == 403
    assert planner.post(f"/admin/places/arealayer/{vest.layer_id}/delete/", {"post": "yes"}).status_code == 403
    assert Area.objects.filter(pk=vest.pk).exists()


def test_lists_ask_no_more_for_more_rows(
    planner, neighbourhoods, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12) as first:
        assert "Vest" in planner.get("/admin/places/area/").text
    for code in range(10, 30):
        Area.objects.create(layer=neighbourhoods[0].layer, code=str(code), name=f"Ø {code}", boundary=square(0))
    with django_assert_num_queries(len(first)) as second:
        planner.get("/admin/places/area/")
    assert not any('"boundary"' in query["sql"] for query in second)


def test_forgotten_uploads_go_after_a_day(planner, fjordby, private):
    import os

    planner.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER})
    [old] = private.glob("*")
    os.utime(old, (0, 0))
    there = planner.post(UPLOAD, {"file": upload(squares()), **NEW_LAYER})["Location"]
    assert [folder.name for folder in private.glob("*")] == [Path(there).name]
