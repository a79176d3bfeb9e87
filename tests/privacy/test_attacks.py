"""Cases of the catalogue about people: what is hidden or erased is nowhere, and nothing tells where somebody lives.

The rest of them stand with what they are about: tests/privacy, tests/places/test_rough.py.
"""

import pytest
from django.core.cache import caches
from django.db import DataError, ProgrammingError, connection, transaction
from django.test import Client

from kortet.atlas.models import TileCell
from kortet.exports.models import Export
from kortet.journal.models import Entry
from kortet.municipalities.queries import grant_rows
from kortet.people.models import Role
from kortet.pictures.models import Picture
from kortet.pictures.redaction import Box
from kortet.pictures.tasks import make_sizes, throw_away
from kortet.pins.models import Pin, PinPicture
from kortet.privacy.erasing import all_of, erase
from kortet.privacy.rows import Who
from tests.accounts.steps import shown
from tests.conftest import spot
from tests.pictures.files import picture, sent
from tests.privacy.canaries import OF_A_PIN, PUBLIC
from tests.privacy.conftest import IDA
from tests.test_kept import KEPT

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def erased(town):
    who = Who(IDA)
    return erase(town, who, all_of(who, town))


def test_D08_a_link_that_is_shared_or_guessed_leads_to_a_question(client, ida_everywhere, rikke):
    for address in ("/mine-data/0/", "/mine-data/1/", "/mine-data/00000000-0000-0000-0000-000000000000/"):
        assert client.get(address).status_code == 410
    client.force_login(rikke)
    shown(client, rikke)
    file = client.get("/mine-data/hent.zip")
    assert file.status_code == 200 and b"anary" not in file.content
    assert Client().get("/mine-data/hent.zip").url == "/mine-data/"


@pytest.mark.parametrize("state", ["waiting", "hidden"])
def test_F03_F04_what_is_hidden_is_as_if_it_had_never_been(client, make_pin, state):
    before = {address: client.get(address).content for address in PUBLIC.values() if "version" not in address}
    facts = {"hidden_reason": "Spam"} if state == "hidden" else {}
    pin = make_pin(title="Kanarie kanarie", text="kanarie", moderation=state, **facts)
    for address in OF_A_PIN.values():
        never, hidden = (client.get(address.format(word)) for word in ("aaaaaaa", pin.word))
        assert (never.status_code, never.content) == (
            hidden.status_code,
            hidden.content.replace(pin.word.encode(), b"aaaaaaa"),
        )
    after = {address: client.get(address).content for address in before}
    changed = {
        a
        for a in before
        if before[a] != after[a] and b"anarie" in after[a].replace(b"q=kanarie", b"").replace(b'value="kanarie"', b"")
    }
    assert changed <= {"/soeg/?q=kanarie"} and pin.word.encode() not in b"".join(after.values())


def test_F05_the_number_of_anothers_row_is_no_choice(steward, ida_everywhere):
    other = {"rows": f"pins.Pin:{ida_everywhere['pin'].pk}", "how": "remove", "sure": "on"}
    assert steward.post("/mine-data/", other).status_code == 422
    assert Pin.objects.get(pk=ida_everywhere["pin"].pk).title == "Canarypin"


def test_F06_a_file_is_fetched_by_who_may_have_it_now(client, fjordby, pia):
    export = Export.objects.create(municipality=fjordby, owner=pia, subjects=["pins"], format="csv", state="done")
    address = f"/udtraek/{export.word}/"
    client.force_login(pia)
    assert client.get(address).status_code == 200
    Role.objects.all().delete()
    assert client.get(address).status_code == 404


def test_F09_errors_and_refusals_repeat_no_address(client, ida_everywhere):
    pages = [
        client.get(f"/mine-data/?email={IDA}"),
        client.post("/mine-data/", {"email": "ida@"}),
        client.get(f"/{IDA}"),
    ]
    assert all(IDA not in page.content.decode().split("</head>")[0] for page in pages)


@pytest.mark.parametrize("precision", ["street", "block", "area"])
def test_F11_two_homes_that_are_shown_as_one_cannot_be_told_apart(client, make_pin, precision):
    """Same square, other houses: whatever is asked from wherever, both are equally far and stand alike."""
    homes = [make_pin(point=spot(*at), is_rough=True, precision=precision) for at in ((310, 320), (390, 380))]
    words = {home.word for home in homes}
    for asked in (spot(300, 300), spot(400, 400), spot(311, 319)):
        near = asked.transform(4326, clone=True)
        box = f"{near.x - 0.0001},{near.y - 0.0001},{near.x + 0.0001},{near.y + 0.0001}"
        found = client.get(f"/ogc/collections/naale/items?bbox={box}").json()["features"]
        assert len({each["id"] for each in found} & words) in (0, 2)
        assert len({home.metres_away for home in Pin.objects.public().near(asked, metres=5000)}) == 1
    told = client.get("/ogc/collections/naale/items").json()["features"]
    unlike = {"nummer", "link", "sat", "status_siden"}
    alike = [{k: v for k, v in each["properties"].items() if k not in unlike} for each in told]
    assert alike[0] == alike[1] and told[0]["geometry"] == told[1]["geometry"]


def test_F11_nothing_public_says_that_two_were_said_by_one(client, make_pin, ida):
    for title in ("En", "To"):
        make_pin(title=title, author=ida)
    for address in PUBLIC.values():
        page = client.get(address).content.decode("utf-8", "replace")
        assert "ida" not in page.split() and f'"author": {ida.pk}' not in page and "author_id" not in page


@pytest.mark.usefixtures("as_in_town")
def test_F13_H04_what_is_erased_is_gone_from_what_is_kept(client, fjordby, ida_everywhere):
    pin = ida_everywhere["pin"]
    assert "Canarypin" in client.get("/").content.decode() and client.get(pin.get_absolute_url()).status_code == 200
    erased(fjordby)
    TileCell.objects.fold()
    caches["towns"].clear()  # what a second does
    assert client.get(pin.get_absolute_url()).status_code == 404
    for address in PUBLIC.values():
        assert b"anary" not in client.get(address).content


@pytest.fixture
def as_in_town(settings):
    settings.CACHES = KEPT
    for name in KEPT:
        caches[name].clear()
    yield
    for name in KEPT:
        caches[name].clear()


def test_F14_the_journal_and_the_ledger_are_only_added_to(fjordby, make_pin):
    grant_rows("kortet_web")
    pin = make_pin()
    pin.hide("Personligt")
    for sql in (
        "UPDATE journal_entry SET data = '{}'",
        "DELETE FROM privacy_erasure",
        "UPDATE privacy_erasure SET items = '[]'",
        "UPDATE journal_entry SET actor_id = NULL",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE kortet_web")
            cursor.execute(sql)
    for sql in (
        f"SELECT kortet_journal_forget('pins.pin', {pin.pk}, NULL, ARRAY['status'])",
        "SELECT kortet_journal_forget_before(30)",
    ):
        with pytest.raises(DataError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE kortet_web")
            cursor.execute(sql)
    assert Entry.objects.about(pin).filter(verb="hidden").get().data == {"reason": "Personligt"}
    assert Entry.objects.forget(pin, "reason") == 1
    assert [(e.verb, e.data) for e in Entry.objects.about(pin)] == [
        ("hidden", {}),
        ("journal_forgotten", {"entries": 1, "keys": ["reason"]}),
    ]


def test_C11_the_pictures_of_what_is_erased_are_gone_in_all_sizes(client, fjordby, ida_everywhere, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    pin = ida_everywhere["pin"]
    key = client.post("/billeder/", {"picture": sent(picture())}).json()["key"]
    PinPicture.objects.hang(pin, [Picture.objects.get(key=key)])
    make_sizes(0)
    shown = PinPicture.objects.get(pin=pin).picture
    covered = shown.redact([Box(0.1, 0.1, 0.2, 0.2)])
    PinPicture.objects.filter(pin=pin).update(picture=covered)
    addresses = [covered.large, covered.small, shown.large]
    assert client.get(addresses[0]).status_code == 200
    erased(fjordby)
    assert {client.get(address).status_code for address in addresses} == {404}
    throw_away(0)
    assert (Picture.objects.count(), [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]) == (0, [])


def test_H03_pages_about_one_person_are_kept_by_nobody(client, steward, ida_everywhere):
    for browser, address in ((steward, "/mine-data/"), (steward, "/mine-data/hent.zip"), (client, "/mine-data/x/")):
        assert "no-store" in browser.get(address).headers["Cache-Control"]
    assert "rikke@" not in client.get("/mine-data/").content.decode()
    tricked = client.get("/mine-data/x.css", follow=True)
    assert tricked.status_code == 410 and "no-store" in tricked.headers["Cache-Control"]
