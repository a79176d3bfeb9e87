from datetime import UTC, datetime

import pytest
from django.utils.http import http_date

from kortet.municipalities.models import Municipality

NAME = "fjordby-0123456789ab.pmtiles"
URL = f"/grundkort/{NAME}"
CONTENT = bytes(n * 7 % 256 for n in range(3_000_000))
FOR_EVER = "public, max-age=31536000, immutable"
YESTERDAY, TOMORROW = http_date(0), http_date(datetime(2099, 1, 1, tzinfo=UTC).timestamp())


@pytest.fixture(autouse=True)
def file(settings, tmp_path, fjordby):
    """Fjordby's base map, beside a file that nobody uses and one that lies outside the folder."""
    settings.BASEMAP_DIR = tmp_path / "basemaps"
    settings.BASEMAP_DIR.mkdir()
    (tmp_path / "secret.pmtiles").write_bytes(b"secret")
    (settings.BASEMAP_DIR / "other.pmtiles").write_bytes(b"other")
    (settings.BASEMAP_DIR / NAME).write_bytes(CONTENT)
    fjordby.basemap = {"kind": "pmtiles", "file": NAME}
    fjordby.save()
    return settings.BASEMAP_DIR / NAME


def bytes_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_the_whole_file(client):
    response = client.get(URL)
    assert (response.status_code, bytes_of(response)) == (200, CONTENT)
    told = {name: response[name] for name in ("Content-Type", "Content-Length", "Accept-Ranges", "Cache-Control")}
    assert told == {
        "Content-Type": "application/vnd.pmtiles",
        "Content-Length": "3000000",
        "Accept-Ranges": "bytes",
        "Cache-Control": FOR_EVER,
    }
    assert not response.cookies


PARTS = {"bytes=0-16383": (0, 16383), "bytes=-500": (2_999_500, 2_999_999), "bytes=2999990-": (2_999_990, 2_999_999)}
PARTS |= {"bytes=5-2000004": (5, 2_000_004), "bytes=2999999-9999999": (2_999_999, 2_999_999)}


@pytest.mark.parametrize("header", PARTS)
def test_one_range(client, header):
    first, last = PARTS[header]
    response = client.get(URL, headers={"Range": header, "Accept-Encoding": "gzip"})
    assert (response.status_code, bytes_of(response)) == (206, CONTENT[first : last + 1])
    assert response["Content-Range"] == f"bytes {first}-{last}/3000000"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Cache-Control"] == FOR_EVER
    assert not response.has_header("Content-Encoding")


@pytest.mark.parametrize("header", ["bytes=0-1,5-6", "bytes=x", "lines=1-2"])
def test_several_ranges_and_nonsense_are_answered_whole(client, header):
    response = client.get(URL, headers={"Range": header})
    assert (response.status_code, response["Content-Length"]) == (200, "3000000")


@pytest.mark.parametrize("header", ["bytes=3000000-", "bytes=-0"])
def test_outside_the_file_is_416(client, header):
    response = client.get(URL, headers={"Range": header})
    assert (response.status_code, response.content, response["Content-Range"]) == (416, b"", "bytes */3000000")
    assert response["Cache-Control"] == "no-store"


def test_head_tells_the_length_and_sends_nothing(client):
    response = client.head(URL, headers={"Range": "bytes=0-9"})
    assert (response.status_code, bytes_of(response), response["Content-Length"]) == (200, b"", "3000000")


def test_if_range_of_another_version_gets_the_whole_file(client):
    about = client.head(URL)
    answers = {
        kind: client.get(URL, headers={"Range": "bytes=0-9", "If-Range": value}).status_code
        for kind, value in [
            ("tag", about["ETag"]),
            ("date", about["Last-Modified"]),
            ("old", '"old"'),
            ("then", YESTERDAY),
        ]
    }
    assert answers == {"tag": 206, "date": 206, "old": 200, "then": 200}


def test_what_the_browser_has_is_not_sent_again(client):
    etag = client.head(URL)["ETag"]
    conditions = {"If-None-Match": etag, "If-Modified-Since": TOMORROW}
    answers = [client.get(URL, headers={name: value}) for name, value in conditions.items()]
    assert [(answer.status_code, answer["ETag"], answer["Cache-Control"]) for answer in answers] == [
        (304, etag, FOR_EVER)
    ] * 2
    assert client.get(URL, headers={"If-Match": '"old"'}).status_code == 412


@pytest.mark.parametrize(
    "address",
    [
        "/grundkort/other.pmtiles",
        "/grundkort/../secret.pmtiles",
        "/grundkort/%2e%2e/secret.pmtiles",
        "/grundkort/..%2fsecret.pmtiles",
        f"/grundkort/{NAME}%0a",
        f"/grundkort/./{NAME}",
    ],
)
def test_no_other_file_is_served(client, address):
    assert client.get(address).status_code == 404


def test_the_first_bytes_have_an_address_of_their_own(client, fjordby):
    opening = URL.replace(".pmtiles", "/begyndelse")
    assert client.get(opening).status_code == 404
    fjordby.basemap |= {"opening": 90_000}
    fjordby.save()
    response = client.get(opening)
    assert (response.status_code, bytes_of(response), response["Cache-Control"]) == (200, CONTENT[:90_000], FOR_EVER)
    assert client.get("/grundkort/other/begyndelse").status_code == 404
    assert client.post(opening).status_code == 405


def test_a_page_with_the_whole_town_asks_for_them_early(client, fjordby):
    assert "begyndelse" not in client.get("/").content.decode()
    fjordby.basemap |= {"opening": 90_000}
    fjordby.save()
    Municipality.objects.filter(pk=fjordby.pk).raise_version()
    link = '<link rel="preload" href="/grundkort/fjordby-0123456789ab/begyndelse" as="fetch" crossorigin="anonymous"'
    assert link in client.get("/").content.decode()


def test_a_name_with_a_nul_is_refused(client):
    assert client.get("/grundkort/%00.pmtiles").status_code == 400


def test_a_name_in_the_settings_that_leads_elsewhere_is_not_followed(client, fjordby):
    fjordby.basemap = {"kind": "pmtiles", "file": "../secret.pmtiles"}
    fjordby.save()
    assert [client.get(f"/grundkort/{name}").status_code for name in ("../secret.pmtiles", "secret.pmtiles")] == [
        404,
        404,
    ]


def test_another_municipalitys_file_is_not_served_on_this_host(client, fjordby):
    Municipality.objects.filter(pk=fjordby.pk).update(host="fjordby.localhost")
    Municipality.objects.create(code="hjerteby", name="Hjerteby", host="hjerteby.localhost")
    answers = [client.head(URL, headers={"Host": f"{town}.localhost"}).status_code for town in ("fjordby", "hjerteby")]
    assert answers == [200, 404]


def test_a_file_that_is_gone_is_404_and_writing_is_not_allowed(client, file):
    assert client.post(URL).status_code == 405
    file.unlink()
    assert client.get(URL).status_code == 404


def test_one_query_finds_the_municipality_and_nothing_else_is_asked(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(URL, headers={"Range": "bytes=0-9"})
