"""A register is loaded in the admin: upload, choose, look, store; by an admin of the municipality and nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from tests.conftest import staff

pytestmark = pytest.mark.usefixtures("neighbourhoods")
FIRST = "/admin/partners/partner/indlaes/"
ROWS = "Foreningsnavn;Kontakt;Www\r\nRoklubben;Lise;roklub.example\r\n;x;\r\nSøspejderne;;\r\n"


@pytest.fixture
def desk(fjordby, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    browser = Client()
    browser.force_login(staff("anna", fjordby, "admin"))
    return browser


def upload(desk, data=None, name="r.csv"):
    file = SimpleUploadedFile(name, ROWS.encode("cp1252") if data is None else data)
    return desk.post(FIRST, {"file": file, "source": "register", "approved": "on"})


def test_from_a_file_to_associations(desk, client):
    second = upload(desk)["Location"]
    page = desk.get(second).content.decode()
    assert "3 rækker (cp1252, ;)" in page and "Søspejderne" in page and not Partner.objects.exists()
    chosen = {"name": "Foreningsnavn", "web": "Www"}
    look = desk.post(second, chosen | {"look": "1"}).content.decode()
    assert "2 nye" in look and "Række 3, Foreningsnavn: Navnet mangler." in look and not Partner.objects.exists()
    assert desk.post(second, chosen | {"store": "1"}).status_code == 302
    assert set(Partner.objects.values_list("name", "state")) == {("Roklubben", "approved"), ("Søspejderne", "approved")}
    rules = Municipality.objects.get().rules
    assert rules["register"] == chosen and rules["registers"] == {"register": chosen}
    assert desk.get(second).status_code == 404
    again = desk.get(upload(desk)["Location"]).content.decode()
    assert '<option value="Www" selected>' in again
    assert "Lise" not in client.get("/foreninger/roklubben/").content.decode()


def test_what_is_no_table_is_told_at_the_field(desk):
    page = upload(desk, b"a\0b")
    assert page.status_code == 200 and "Filen er ikke en tabel i tekst." in page.content.decode()


def test_without_a_name_nothing_is_rehearsed(desk):
    page = desk.post(upload(desk)["Location"], {"look": "1"})
    assert "Det vil ske" not in page.content.decode()


def test_only_admins_and_only_their_own(desk, mads, fjordby, client):
    second = upload(desk)["Location"]
    client.force_login(mads)
    assert [client.get(address).status_code for address in (FIRST, second)] == [403, 403]
    client.force_login(staff("bo", fjordby, "admin"))
    assert client.get(second).status_code == 404
    assert "Indlæs fra et register" in desk.get("/admin/partners/partner/").content.decode()
