import os
import socket
import time

import pytest

from kortet.atlas.raster_proxy import RasterSource, TileKeeper
from kortet.safe_fetch import NotFetchedError, SafeFetch, is_public
from tests.source import close, paths, serve

PNG, JPEG, WEBP = b"\x89PNG\r\n\x1a\nrest", b"\xff\xd8\xffrest", b"RIFF1234WEBPrest"
TILE = "/kortfliser/12/2176/1264"
KEY = "hemmelig"


@pytest.fixture
def source(monkeypatch):
    """A tile source, which for this test is an address like any other."""
    monkeypatch.setattr(SafeFetch, "private_allowed", True)
    monkeypatch.setattr(TileKeeper, "resting", {})
    server = serve()
    server.answer = (200, {"Content-Type": "text/html"}, PNG)
    yield server
    close(server)


@pytest.fixture
def town(fjordby, source, settings, tmp_path):
    settings.BASEMAP_DIR = tmp_path
    return show(fjordby, f"http://127.0.0.1:{source.server_port}/t/{{z}}/{{x}}/{{y}}.png?key={KEY}")


def show(municipality, address, **more):
    municipality.basemap = {
        "kind": "raster",
        "source": address,
        "minzoom": 8,
        "maxzoom": 18,
        "bounds": [11.1, 56.4, 11.5, 56.7],
        **more,
    }
    municipality.save()
    return municipality


def files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def age(folder, *, days):
    for path in files(folder):
        os.utime(path, (time.time() - days * 86400,) * 2)


def test_a_tile_is_fetched_once_and_kept(client, town, source, tmp_path):
    first, second = client.get(TILE), client.get(TILE)
    assert [(one.status_code, one.content, one["Content-Type"]) for one in (first, second)] == [
        (200, PNG, "image/png")
    ] * 2
    assert paths(source) == [f"/t/12/2176/1264.png?key={KEY}"]
    assert first["Cache-Control"] == "public, max-age=86400"
    assert [path.read_bytes() for path in files(tmp_path)] == [PNG]


def test_the_key_is_told_to_nobody(client, town, tmp_path):
    response = client.get(TILE)
    assert KEY not in str(response.headers)
    assert not any(KEY in str(path) for path in files(tmp_path))


def test_a_browser_that_has_it_is_told_so(client, town):
    etag = client.get(TILE)["ETag"]
    again = client.get(TILE, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_wmts_address_is_filled_in(client, town, source, fjordby):
    kvp = "REQUEST=GetTile&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"
    show(fjordby, f"http://127.0.0.1:{source.server_port}/wmts?{kvp}")
    assert client.get(TILE).status_code == 200
    assert paths(source) == ["/wmts?REQUEST=GetTile&TILEMATRIX=12&TILEROW=1264&TILECOL=2176"]


@pytest.mark.parametrize(("content", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (WEBP, "image/webp")])
def test_pictures_are_known_by_their_bytes(client, town, source, content, kind):
    source.answer = (200, {"Content-Type": "image/svg+xml"}, content)
    assert client.get(TILE)["Content-Type"] == kind


OUTSIDE = {
    "zoom below": "/kortfliser/7/68/39",
    "zoom above": "/kortfliser/19/278528/162304",
    "far zoom": "/kortfliser/99/1/1",
    "west of it": "/kortfliser/12/2170/1264",
    "south of it": "/kortfliser/12/2176/1290",
    "off the world": "/kortfliser/12/4096/1264",
    "no numbers": "/kortfliser/a/b/c",
    "negative": "/kortfliser/12/-1/1264",
    "line break": TILE + "%0a",
    "long": "/kortfliser/12/2176/" + "1" * 400,
}


@pytest.mark.parametrize("case", OUTSIDE)
def test_outside_the_map_nothing_is_fetched(client, town, source, case):
    assert (client.get(OUTSIDE[case]).status_code, paths(source)) == (404, [])


def hang(request):
    time.sleep(1.5)


def drip(request):
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n" + PNG)
    for _ in range(20):
        time.sleep(0.1)
        request.wfile.write(b".")


def drip_headers(request):
    for _ in range(20):
        time.sleep(0.1)
        request.wfile.write(b"H")


def drip_without_end(request):
    request.wfile.write(b"HTTP/1.0 200 OK\r\n\r\n" + PNG)
    time.sleep(1.5)


BAD = {
    "a page": (200, {"Content-Type": "image/png"}, b"<html>"),
    "a vector drawing": (200, {"Content-Type": "image/svg+xml"}, b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "nothing": (200, {}, b""),
    "an error": (500, {}, PNG),
    "no key": (403, {}, PNG),
    "a redirect": (302, {"Location": "/elsewhere.png"}, PNG),
    "more than 2 MiB": (200, {}, PNG + bytes(2 * 1024 * 1024)),
    "less than was said": (200, {"Content-Length": "500"}, PNG),
    "silence": hang,
    "a drip": drip,
    "a drip of headers": drip_headers,
    "an end that never comes": drip_without_end,
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_good_picture_is_504_and_not_kept(client, town, source, tmp_path, monkeypatch, case):
    monkeypatch.setattr(SafeFetch, "seconds", 0.4)
    source.answer = BAD[case]
    began = time.monotonic()
    response = client.get(TILE)
    assert (response.status_code, response["Cache-Control"]) == (504, "public, max-age=15")
    assert (files(tmp_path), len(paths(source))) == ([], 1)
    assert time.monotonic() - began < 1.2


def test_a_source_that_failed_is_left_alone_for_a_while(client, town, source, monkeypatch):
    source.answer = (500, {}, b"")
    assert [client.get(TILE).status_code for _ in range(3)] == [504] * 3
    assert len(paths(source)) == 1
    source.answer = (200, {}, PNG)
    monkeypatch.setattr(TileKeeper, "resting", {})
    assert client.get(TILE).status_code == 200


def test_an_old_tile_is_renewed_and_shown_as_it_is_while_the_source_is_down(client, town, source, tmp_path):
    client.get(TILE)
    age(tmp_path, days=29)
    client.get(TILE)
    assert len(paths(source)) == 1
    age(tmp_path, days=31)
    source.answer = (500, {}, b"")
    stale = client.get(TILE)
    assert (stale.status_code, stale.content, stale["Cache-Control"]) == (200, PNG, "public, max-age=60")
    TileKeeper.resting.clear()
    source.answer = (200, {}, JPEG)
    assert client.get(TILE).content == JPEG


def test_that_there_is_no_tile_is_remembered_for_a_day(client, town, source, tmp_path):
    source.answer = (404, {}, b"")
    assert [client.get(TILE).status_code for _ in range(2)] == [404] * 2
    assert len(paths(source)) == 1
    age(tmp_path, days=2)
    source.answer = (200, {}, PNG)
    assert client.get(TILE).status_code == 200


def test_the_oldest_tiles_make_room(client, town, tmp_path, monkeypatch):
    monkeypatch.setattr(TileKeeper, "most_bytes", 4 * len(PNG))
    monkeypatch.setattr(TileKeeper, "sweep_every", 1)
    for row in range(1262, 1268):
        assert client.get(f"/kortfliser/12/2176/{row}").status_code == 200
        age_of_newest = time.time() - 100 + row - 1262
        newest = max(files(tmp_path), key=lambda path: path.stat().st_mtime)
        os.utime(newest, (age_of_newest, age_of_newest))
    assert sorted(path.name for path in files(tmp_path)) == ["1264", "1265", "1266", "1267"][-len(files(tmp_path)) :]
    assert 3 <= len(files(tmp_path)) <= 4


def test_a_full_disk_does_not_stop_the_map(client, town, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert client.get(TILE).content == PNG


def test_a_port_that_is_none_is_504(client, town, fjordby):
    show(fjordby, "https://tiles.example:http/{z}/{x}/{y}")
    assert client.get(TILE).status_code == 504


def test_another_address_does_not_get_the_old_tiles(client, town, source, fjordby):
    client.get(TILE)
    show(fjordby, f"http://127.0.0.1:{source.server_port}/other/{{z}}/{{x}}/{{y}}.png")
    client.get(TILE)
    assert paths(source)[1:] == ["/other/12/2176/1264.png"]


UNUSABLE = {
    "no marks": {"source": "https://tiles.example/map.png"},
    "one mark missing": {"source": "https://tiles.example/{z}/{x}.png"},
    "marks in the host": {"source": "https://{x}.tiles.example/{z}/{x}/{y}.png"},
    "no host": {"source": "{z}/{x}/{y}"},
    "half a bracket": {"source": "https://[::1/{z}/{x}/{y}"},
    "no source": {"source": None},
    "bounds that are none": {"bounds": [1, 2]},
    "zooms that are words": {"minzoom": "eight"},
    "another kind": {"kind": "pmtiles", "file": "a.pmtiles"},
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_settings_that_make_no_sense_are_404_and_never_an_error(client, town, source, fjordby, case):
    show(fjordby, town.basemap["source"], **UNUSABLE[case])
    assert (client.get(TILE).status_code, paths(source)) == (404, [])


PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1"),
    *(
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ),
    *("ff02::1", "240.0.0.1", "192.0.2.1"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are(address):
    assert is_public(address)


HOSTS = ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "127.1", "0177.0.0.1"]


@pytest.mark.parametrize("host", HOSTS)
def test_the_server_does_not_call_itself(host, source, monkeypatch):
    monkeypatch.setattr(SafeFetch, "private_allowed", False)
    with pytest.raises(NotFetchedError):
        SafeFetch(host.strip("[]")).get(f"https://{host}:{source.server_port}/1.png")
    assert paths(source) == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("8.8.8.8", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(NotFetchedError, match="private"):
        SafeFetch("tiles.example").get("https://tiles.example/1.png")


@pytest.mark.attack("H01")
def test_the_name_is_asked_once_so_a_second_answer_cannot_lead_elsewhere(source, monkeypatch):
    answers = [("127.0.0.1", source.server_port), ("10.0.0.1", source.server_port)]
    asked = []

    def lookup(host, port, *_, **__):
        asked.append(host)
        ip = answers.pop(0)[0] if host == "tiles.example" else host
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    assert SafeFetch("tiles.example").get(f"http://tiles.example:{source.server_port}/1.png") == PNG
    assert asked == ["tiles.example", "127.0.0.1"]


@pytest.mark.parametrize(
    "address",
    [
        "https://other.example/1.png",
        "http://tiles.example/1.png",
        "ftp://tiles.example/1.png",
        "file:///etc/passwd",
        "https://user:word@tiles.example/1.png",
        "https://tiles.example@other.example/1.png",
    ],
)
def test_only_the_configured_host_is_asked_and_only_by_https(address):
    with pytest.raises(NotFetchedError, match=r"only https://tiles\.example"):
        SafeFetch("tiles.example").get(address)


def test_bounds_include_the_tiles_they_cut(town):
    source = RasterSource.of(town)
    inside = [(x, y) for x in range(2165, 2190) for y in range(1255, 1285) if source.covers(12, x, y)]
    assert (min(inside), max(inside)) == ((2174, 1261), (2178, 1267))
