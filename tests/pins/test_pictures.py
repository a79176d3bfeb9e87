"""Pictures on pins: sent at once or with the form, kept through errors, seen by those who see the pin."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.municipalities.models import Municipality
from kortet.pictures.models import Picture
from kortet.pictures.tasks import make_sizes, throw_away
from kortet.pins.models import Pin, PinPicture
from tests.conftest import spot
from tests.pictures.files import drawn, frames, picture, png_header, sent

pytestmark = pytest.mark.usefixtures("neighbourhoods")
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def told(**given):
    place = spot().transform(4326, clone=True)
    return {"key": "k", "lng": str(place.x), "lat": str(place.y), "kind": "problem", "title": "Hul i vejen"} | given


def send(client, data=None, **given):
    return client.post("/billeder/", {"picture": sent(data or picture(), **given)})


def waiting(client):
    return send(client).json()["key"]


def hung(pin):
    return list(PinPicture.objects.on(Pin.objects.filter(pk=pin.pk)))


def names(page):
    return re.findall(r'name="picture-([2-9a-z]{28})"', page)


@pytest.fixture
def with_picture(client, make_pin):
    """A pin with one picture; its files are all made."""

    def make(count=1, **given):
        pin = make_pin(**given)
        pictures = [Picture.objects.get(key=waiting(client)) for _ in range(count)]
        PinPicture.objects.hang(pin, pictures)
        make_sizes(0)
        return pin

    return make


def test_sent_at_once_and_carried_by_the_form(client, fjordby):
    first, second = waiting(client), waiting(client)
    answer = client.post("/naale/ny/", told(**{f"picture-{second}": " Hullet ", f"picture-{first}": ""}))
    assert answer.status_code == 302
    pictures = [each.picture for each in hung(Pin.objects.get())]
    assert [(each.key, each.alt) for each in pictures] == [(second, "Hullet"), (first, "")]


def test_without_javascript_the_files_come_with_the_form(client, fjordby):
    files = [sent(picture("png"), name="a.png"), sent(picture("heic"), name="b.heic")]
    assert client.post("/naale/ny/", told(pictures=files)).status_code == 302
    assert len(hung(Pin.objects.get())) == 2


def test_an_error_elsewhere_loses_no_picture(client, fjordby):
    answer = client.post("/naale/ny/", told(title="", pictures=[sent(picture())]))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Pin.objects.exists()
    [key] = names(page)
    assert client.get(f"/billeder/venter/{key}.jpg").headers["Content-Type"] == "image/jpeg"
    again = client.post("/naale/ny/", told(**{f"picture-{key}": "Hul"}))
    assert again.status_code == 302 and [each.picture.alt for each in hung(Pin.objects.get())] == ["Hul"]


def test_looking_the_place_up_loses_no_picture_either(client, fjordby):
    page = client.post(
        "/naale/ny/", told(find="1", pictures=[sent(picture()), sent(b"x", name="b.txt")])
    ).content.decode()
    assert len(names(page)) == 1 and "“b.txt” er ikke et billede" in page


@pytest.mark.attack("C08")
def test_a_refused_file_is_named_beside_the_field_and_the_rest_is_kept(client, fjordby):
    files = [
        sent(picture()),
        sent(frames("GIF", 2), name="<img src=x onerror=alert(1)>.jpg"),
        sent(b"", name="tom.jpg"),
    ]
    answer = client.post("/naale/ny/", told(text="Pas på", pictures=files))
    page = answer.content.decode()
    assert answer.status_code == 422 and not Pin.objects.exists() and "Pas på" in page
    assert "&lt;img src=x onerror=alert(1)&gt;.jpg” er ikke et billede" in page and "<img src=x" not in page
    assert "tom.jpg" in page and len(names(page)) == 1 and Picture.objects.count() == 1


def test_a_picture_can_be_removed_without_javascript(client, fjordby):
    first, second = waiting(client), waiting(client)
    words = {f"picture-{first}": "En", f"picture-{second}": "To"}
    page = client.post("/naale/ny/", told(remove=first, **words)).content.decode()
    assert names(page) == [second] and 'value="To"' in page
    assert Picture.objects.get(key=first).dropped


def test_five_are_enough(client, fjordby):
    files = [sent(picture(), name=f"{n}.jpg") for n in range(6)]
    page = client.post("/naale/ny/", told(pictures=files)).content.decode()
    assert "Der kan være 5 billeder på en nål" in page and len(names(page)) == 5


def test_what_waited_too_long_is_told(client, fjordby):
    page = client.post("/naale/ny/", told(**{"picture-" + "x" * 28: "Hul"})).content.decode()
    assert "er slettet. Vælg det igen" in page and names(page) == []


def test_a_personal_number_in_the_words_is_refused(client, fjordby):
    page = client.post("/naale/ny/", told(**{f"picture-{waiting(client)}": "Hans 010190-1234"})).content.decode()
    assert "Det ligner et CPR-nummer" in page and len(names(page)) == 1


def test_the_same_form_twice_is_one_pin_with_its_pictures(client, fjordby):
    words = told(**{f"picture-{waiting(client)}": ""})
    assert [client.post("/naale/ny/", words).status_code for _ in range(2)] == [302, 302]
    assert len(hung(Pin.objects.get())) == 1
    files = [client.post("/naale/ny/", told(key="n", pictures=[sent(picture())])).status_code for _ in range(2)]
    assert files == [302, 302] and Pin.objects.count() == 2


def test_the_same_words_with_another_picture_are_another_pin(client, fjordby):
    client.post("/naale/ny/", told(pictures=[sent(picture())]))
    client.post("/naale/ny/", told(pictures=[sent(picture(image=drawn(90, 60)))]))
    assert [len(hung(pin)) for pin in Pin.objects.all()] == [1, 1]


def test_nobody_takes_a_picture_that_is_on_a_pin(client, fjordby):
    key = waiting(client)
    client.post("/naale/ny/", told(**{f"picture-{key}": ""}))
    page = client.post("/naale/ny/", told(key="other", **{f"picture-{key}": ""})).content.decode()
    assert "på en anden nål nu" in page and Pin.objects.count() == 1 and names(page) == []


def test_a_key_of_another_municipality_is_none(client, fjordby):
    fjordby.host = "testserver"
    fjordby.save()
    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    key = client.post("/billeder/", {"picture": sent(picture())}, headers={"host": "nabo.localhost"}).json()["key"]
    assert client.get(f"/billeder/venter/{key}.jpg").status_code == 404
    assert "er slettet" in client.post("/naale/ny/", told(**{f"picture-{key}": ""})).content.decode()


def test_whoever_has_the_key_may_see_and_delete(client, fjordby):
    key = waiting(client)
    seen = client.get(f"/billeder/venter/{key}.jpg")
    assert "no-store" in seen.headers["Cache-Control"] and seen.headers["X-Content-Type-Options"] == "nosniff"
    assert client.delete(f"/billeder/venter/{key}.jpg").status_code == 204
    assert client.get(f"/billeder/venter/{key}.jpg").status_code == 404


def test_the_word_of_a_waiting_picture_opens_nothing(client, fjordby):
    one = Picture.objects.get(key=waiting(client))
    assert client.get(f"/billeder/{one.word}-480.jpg").status_code == 404
    assert client.get(f"/billeder/venter/{one.word}.jpg").status_code == 404


REFUSALS = {
    "empty": (b"", 422),
    "text": (b"hello", 422),
    "bomb": (png_header(60_000, 60_000), 422),
    "half": (picture()[:900], 422),
    "svg": (b"<svg><script/></svg>", 422),
    "heavy": (picture() + bytes(20 * 1024 * 1024), 413),
}


@pytest.mark.parametrize("name", REFUSALS)
@pytest.mark.attack("C04", "C07", "C08")
def test_what_is_refused_leaves_nothing(client, fjordby, folder, name):
    data, status = REFUSALS[name]
    answer = (
        send(client, data or b"", name="bøf.jpg")
        if data
        else client.post("/billeder/", {"picture": SimpleUploadedFile("bøf.jpg", b"")})
    )
    assert answer.status_code == status and "bøf.jpg" in answer.json()["error"]
    assert not Picture.objects.exists() and not folder.exists()


@pytest.mark.attack("C10")
def test_a_long_and_crooked_name_is_told_short(client, fjordby):
    error = send(client, b"hello", name="a" * 4000 + "\u202egpj.exe").json()["error"]
    assert len(error) < 200 and "\u202e" not in error


@pytest.mark.attack("C01")
def test_the_place_is_offered_once_and_never_kept(client, fjordby):
    from kortet.places.models import NamedPlace

    here = spot().transform(4326, clone=True)
    NamedPlace.objects.create(
        municipality=fjordby, kind="address", text="Havnegade 12", point=spot(), source="t", source_id="1"
    )
    place = send(client, picture(lng=here.x, lat=here.y)).json()["place"]
    assert "Havnegade 12" in place["text"] and abs(place["lng"] - here.x) < 1e-4
    far_away = send(client, picture(lng=2.35, lat=48.85)).json()
    assert far_away["place"] is None
    assert {field.name for field in Picture._meta.fields}.isdisjoint({"point", "lng", "lat", "position"})


def test_the_pin_page_shows_them_in_three_formats(client, with_picture):
    pin = with_picture()
    page = client.get(f"/naal/{pin.word}/").content.decode()
    word = hung(pin)[0].picture.word
    assert f'href="/billeder/{word}-2560.jpg"' in page and 'width="400" height="300"' in page
    assert f"/billeder/{word}-160.avif 160w, /billeder/{word}-480.avif 400w" in page
    assert 'type="image/webp"' in page and 'loading="lazy"' in page
    for address in set(re.findall(r"/billeder/[^ \",]+", page)):
        assert client.get(address).status_code == 200


def test_before_the_worker_came_the_page_shows_what_there_is(client, make_pin):
    pin = make_pin()
    PinPicture.objects.hang(pin, [Picture.objects.get(key=waiting(client))])
    page = client.get(f"/naal/{pin.word}/").content.decode()
    assert "avif" not in page and re.search(r'srcset="/billeder/\w+-480\.jpg 400w"', page)
    word = hung(pin)[0].picture.word
    assert client.get(f"/billeder/{word}-160.avif").status_code == 404


def test_rows_have_a_stamp_and_the_questions_do_not_grow(client, with_picture, make_pin, django_assert_num_queries):
    with_picture(count=3)
    client.get("/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as one:
        page = client.get("/").content.decode()
    assert page.count('class="stamp"') == 1 and "-160.avif" in page
    with_picture(), with_picture(), make_pin()
    with CaptureQueriesContext(connection) as three:
        page = client.get("/").content.decode()
    assert page.count('class="stamp"') == 3 and len(one) == len(three)


SIZES = ["2560.jpg", "480.jpg", "480.avif", "480.webp", "160.jpg", "160.avif", "160.webp"]


def test_a_hidden_pin_hides_its_pictures_in_every_size(client, with_picture, mads, ida):
    pin = with_picture()
    addresses = [f"/billeder/{hung(pin)[0].picture.word}-{size}" for size in SIZES]
    etags = [client.get(address).headers["ETag"] for address in addresses]
    pin.hide("Spam")
    for address, etag in zip(addresses, etags, strict=True):
        assert (
            client.get(address).status_code == client.get(address, headers={"if-none-match": etag}).status_code == 404
        )
        client.force_login(ida)
        assert client.get(address).status_code == 404
        client.force_login(mads)
        seen = client.get(address)
        assert seen.status_code == 200 and seen.headers["Cache-Control"] == "private, no-store"
        client.logout()


@pytest.mark.attack("C03")
def test_a_public_one_may_be_kept_for_less_than_a_minute(client, with_picture):
    pin = with_picture()
    address = f"/billeder/{hung(pin)[0].picture.word}-480.avif"
    seen = client.get(address)
    assert seen.headers["Content-Type"] == "image/avif" and seen.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in seen.headers["Content-Security-Policy"] and not seen.cookies
    assert int(re.search(r"max-age=(\d+)", seen.headers["Cache-Control"])[1]) <= 60
    again = client.get(address, headers={"if-none-match": seen.headers["ETag"]})
    assert again.status_code == 304 and again.headers["Cache-Control"] == seen.headers["Cache-Control"]


@pytest.mark.parametrize("size", ["961.avif", "480.png", "1600.avif", "99999.jpg", "480.jpg/", "../480.jpg"])
def test_other_names_are_not_there(client, with_picture, size):
    word = hung(with_picture())[0].picture.word
    assert client.get(f"/billeder/{word}-{size}").status_code == 404


def test_the_receipt_shows_them_while_the_pin_waits(client, fjordby):
    answer = client.post("/naale/ny/", told(**{f"picture-{waiting(client)}": "Hul"}))
    page = client.get(answer["Location"]).content.decode()
    [address] = re.findall(r"/billeder/kvittering/[^\"]+", page)
    assert client.get(address).headers["Content-Type"] == "image/jpeg"
    assert client.get(address.replace("/0.jpg", "/1.jpg")).status_code == 404


def test_a_deleted_pin_takes_its_pictures_along(client, with_picture, folder):
    from kortet.pins.tasks import forget_pictures

    pin = with_picture()
    pin.delete()
    forget_pictures(0)
    assert throw_away(0) == 1 and not list(folder.rglob("*.*"))


@pytest.mark.attack("C09")
def test_too_many_files_and_too_large_a_body_are_no_500(client, fjordby):
    many = {"pictures": [sent(b"x", name=f"{n}.jpg") for n in range(30)]}
    assert client.post("/naale/ny/", told(**many)).status_code == 400
    assert client.post("/naale/ny/", told(), CONTENT_LENGTH=str(10**9)).status_code == 400


@pytest.mark.attack("C09")
def test_temporary_files_are_gone(client, fjordby, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temp")
    (tmp_path / "temp").mkdir()
    assert send(client, picture() + bytes(21 * 1024 * 1024)).status_code == 413
    client.post("/naale/ny/", told(title="", pictures=[sent(picture() + bytes(3 * 1024 * 1024))]))
    assert list((tmp_path / "temp").iterdir()) == []


def test_a_moderator_sees_the_pictures_and_takes_one_off(client, with_picture, mads):
    from kortet.journal.models import Entry

    pin = with_picture(count=2, moderation="waiting")
    first, second = hung(pin)
    client.force_login(mads)
    address = f"/admin/pins/pin/{pin.pk}/change/"
    page = client.get(address).content.decode()
    assert f"/billeder/{first.picture.word}-480.jpg" in page
    management = {f"pictures-{name}": n for name, n in (("TOTAL_FORMS", 2), ("INITIAL_FORMS", 2))}
    rows = {
        f"pictures-{n}-{name}": pk
        for n, one in enumerate((first, second))
        for name, pk in (("id", one.pk), ("pin", pin.pk))
    }
    client.post(address, {"theme": "", "precision": "point", "pictures-0-DELETE": "on", **management, **rows})
    assert hung(pin) == [second]
    assert Picture.objects.get(pk=first.picture.pk).dropped
    [entry] = Entry.objects.about(pin).filter(verb="picture_taken_off")
    assert entry.actor == mads


def test_a_planner_takes_nothing_off(client, with_picture, pia):
    pin = with_picture()
    client.force_login(pia)
    page = client.get(f"/admin/pins/pin/{pin.pk}/change/").content.decode()
    assert "-480.jpg" in page and "DELETE" not in page


def show_what_was_done(client, pin, data, **said):
    address = f"/admin/pins/pin/{pin.pk}/change/"
    none = {"pictures-TOTAL_FORMS": "0", "pictures-INITIAL_FORMS": "0", "precision": pin.precision, "theme": ""}
    return client.post(address, none | {"picture": sent(data)} | said)


def test_staff_show_what_was_done_beside_what_it_was(client, mads, make_pin):
    pin = make_pin(title="Hul i vejen", status="done")
    before, _where = Picture.objects.receive(sent(picture()), municipality=pin.municipality, sender="x")
    PinPicture.objects.hang(pin, [before])
    client.force_login(mads)
    assert show_what_was_done(client, pin, picture("png"), picture_words="Hullet er lukket").status_code == 302
    assert [(one.position, one.is_after, one.picture.alt) for one in hung(pin)] == [
        (0, False, ""),
        (5, True, "Hullet er lukket"),
    ]
    client.logout()
    page = client.get(pin.get_absolute_url()).content.decode()
    assert page.count("Sådan blev det") == 1 and "Hullet er lukket" in page
    news = client.get("/nyt/").content.decode()
    done = news[news.index("Udført for nylig") : news.index("Nyeste nåle")]
    assert done.count('class="stamp"') == 2


def test_what_is_no_picture_is_told_to_staff_at_the_field(client, mads, make_pin):
    pin = make_pin(status="done")
    client.force_login(mads)
    page = show_what_was_done(client, pin, b"hello")
    assert page.status_code == 200 and "er ikke et billede" in page.content.decode() and not PinPicture.objects.exists()


def test_five_pictures_of_what_was_done_at_most(client, make_pin, mads):
    pin = make_pin(status="done")
    client.force_login(mads)
    for _n in range(5):
        assert show_what_was_done(client, pin, picture()).status_code == 302
    page = show_what_was_done(client, pin, picture())
    assert page.status_code == 200 and "Der kan være fem billeder" in page.content.decode()
    hung(pin)[1].take_off(mads)
    assert show_what_was_done(client, pin, picture()).status_code == 302
    assert [one.position for one in hung(pin)] == [5, 6, 7, 8, 9]
