"""H08: hostile HTTP against the product's own server line (granian, scripts/start), over raw sockets."""

import gzip
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.post import free_port

pytestmark = [pytest.mark.attack("H08"), pytest.mark.django_db(transaction=True)]
PATIENCE = 10  # seconds in which an honest visitor is answered while others misbehave


def database_address():
    """Where this test's database is, for another process."""
    told = connection.settings_dict
    login = quote(told["USER"]) + (f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else "")
    return f"postgresql://{login}@/{told['NAME']}?host={quote(told['HOST'], safe='')}&port={told['PORT'] or 5432}"


def command(port):
    """The server line of scripts/start, with one worker."""
    said = Path("scripts/start").read_text(encoding="utf-8").replace("\\\n", " ")
    [line] = re.findall(r'"\$python" (-m granian .*)', said)
    words = line.replace('"$host"', "127.0.0.1").replace('"$port"', str(port)).replace("--workers 2", "--workers 1")
    return [sys.executable, *words.split()]


@pytest.fixture
def server(neighbourhoods, transactional_db):
    port = free_port()
    process = subprocess.Popen(command(port), env=os.environ | {"DATABASE_URL": database_address()})
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0 and status(ask(port, GET)) == 200:
                    break
            time.sleep(0.1)
        yield port
        assert process.poll() is None, "a hostile request ended the server"
    finally:
        process.terminate()
        process.wait(20)


GET = b"GET /om/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
HEAD = b"HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


def ask(port, data, seconds=PATIENCE):
    """All that the server says until it hangs up or has nothing more to say."""
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as door:
        try:
            door.sendall(data)
            while part := door.recv(65_536):
                said += part
        except OSError:  # it hung up, or waits for more: what it said until then is the answer
            pass
    return said


def status(said):
    return int(said[9:12]) if said.startswith(b"HTTP/1.1 ") else 0


FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
ODD = {
    "a hundred thousand parameters": (b"GET /?" + b"a=1&" * 12_000 + b" " + HEAD + b"\r\n", {400, 414, 431, 0}),
    "ten thousand fields": (
        b"POST /naale/ny/ " + HEAD + FORM + b"Content-Length: 400000\r\n\r\n" + b"a=1&" * 100_000,
        {400, 403},
    ),
    "a header of a megabyte": (b"GET / " + HEAD + b"X: " + b"x" * 1_000_000 + b"\r\n\r\n", {400, 431, 0}),
    "ten thousand headers": (
        b"GET / " + HEAD + b"".join(b"X-%d: 1\r\n" % n for n in range(10_000)) + b"\r\n",
        {400, 431, 0},
    ),
    "TRACE": (b"TRACE / " + HEAD + b"X-Secret: 4711\r\n\r\n", {400, 405, 501}),
    "PUT": (b"PUT /om/ " + HEAD + b"Content-Length: 1\r\n\r\nx", {400, 403, 404, 405}),
    "DELETE": (b"DELETE /naale/ny/ " + HEAD + b"\r\n", {400, 403, 404, 405}),
    "CONNECT": (
        b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\nConnection: close\r\n\r\n",
        {400, 403, 404, 405, 501, 0},
    ),
    "a whole address": (b"GET http://ond.example/om/ " + HEAD + b"\r\n", {200, 400, 404}),
    "a path that climbs": (b"GET /static/../../../../etc/passwd " + HEAD + b"\r\n", {400, 404}),
    "a path that climbs in disguise": (b"GET /static/..%2f..%2f..%2fetc%2fpasswd " + HEAD + b"\r\n", {400, 404}),
    "NUL in a path": (b"GET /naal/a%00b/ " + HEAD + b"\r\n", {400, 404}),
    "a real NUL": (b"GET /naal/a\0b/ " + HEAD + b"\r\n", {400, 0}),
    "a packed body": (
        b"POST /naale/ny/ "
        + HEAD
        + FORM
        + b"Content-Encoding: gzip\r\n"
        + b"Content-Length: %d\r\n\r\n%s" % (len(gzip.compress(b"a" * 10**6)), gzip.compress(b"a" * 10**6)),
        {400, 403},
    ),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {400, 404}),
    "two hosts": (b"GET / " + HEAD + b"Host: ond.example\r\n\r\n", {400, 404}),
    "another's host": (b"GET / HTTP/1.1\r\nHost: ond.example\r\nConnection: close\r\n\r\n", {400}),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n\r\n", {400, 0}),
    "a length that is none": (b"POST /naale/ny/ " + HEAD + b"Content-Length: -1\r\n\r\n", {400, 0}),
    "a length of ages": (
        b"POST /naale/ny/ " + HEAD + FORM + b"Content-Length: 99999999999999\r\n\r\n",
        {400, 403, 413},
    ),
}


def test_what_is_odd_is_refused_and_the_server_lives(server):
    answers = {name: ask(server, data, seconds=5) for name, (data, _allowed) in ODD.items()}
    wrong = {name: status(said) for name, said in answers.items() if status(said) not in ODD[name][1]}
    assert wrong == {}
    assert not [name for name, said in answers.items() if b"4711" in said or b"root:" in said or b"Traceback" in said]
    assert status(ask(server, GET)) == 200


HIDDEN = b"GET /naale/ny/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /om/ HTTP/1.1\r\nHost: localhost\r\n"
SMUGGLED = {
    "length and chunks": POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: 50\r\n\r\n" + HIDDEN,
    "chunks in disguise": POST + b"Transfer-Encoding: xchunked\r\nContent-Length: 60\r\n\r\n" + HIDDEN,
    "a space before the colon": POST + b"Content-Length : 50\r\n\r\n" + HIDDEN,
    "a length with a sign": POST + b"Content-Length: +50\r\n\r\n" + HIDDEN,
    "a folded header": POST + b"X: a\r\n Content-Length: 50\r\n\r\n" + HIDDEN,
}


def test_no_request_hides_in_another(server):
    """What can be read in two ways is refused, or read as the standard says; never is the body a second answer."""
    for name, data in SMUGGLED.items():
        said = ask(server, data, seconds=2)
        answers = re.findall(rb"HTTP/1\.1 (\d{3})", said)
        assert b"Set N" not in said and (len(answers) <= 1 or name == "a folded header" or answers[0] == b"400"), (
            name,
            answers,
        )


def test_who_drips_and_who_never_ends_keep_nobody_out(server):
    """Forty connections that send a header in drops, eight that send chunks without end: others are answered."""
    doors = [socket.create_connection(("127.0.0.1", server)) for _ in range(48)]
    try:
        for number, door in enumerate(doors):
            head = b"POST /naale/ny/ HTTP/1.1\r\nHost: localhost\r\n"
            door.sendall(
                head + (FORM + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n" if number % 6 == 0 else b"X-Drop: ")
            )
        for _ in range(5):
            for number, door in enumerate(doors):
                with suppress(OSError):  # the server may have hung up, which is as good
                    door.sendall(b"1\r\na\r\n" if number % 6 == 0 else b"x")
            assert status(ask(server, GET)) == 200
    finally:
        for door in doors:
            door.close()
