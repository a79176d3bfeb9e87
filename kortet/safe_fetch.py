"""Fetching from one host that somebody wrote down: resolve, look at the address, then connect to that very address.

Whoever writes the address of tiles or of a feed can thereby not make the server call itself, its neighbours or the
cloud's metadata address, nor be led there by a name that answers differently the second time (DNS rebinding). All that
the application fetches from elsewhere goes through here; who asks says in a subclass what it takes, and how much.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from functools import cache
from threading import Timer
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

AGENT = "Kortet (municipal map)"


class Trouble(Enum):
    """What went wrong, for those who tell it to people in their own words."""

    ADDRESS = "no address that may be asked"
    UNKNOWN = "no such name"
    PRIVATE = "a private address"
    DOWN = "no connection, or one that broke"
    SLOW = "not done in time"
    STATUS = "another status than 200"
    MOVED = "a redirect"
    LARGE = "more than may be"
    PACKED = "compressed, which was not asked for"


class NotFetchedError(Exception):
    """The source is down, slow, answers nonsense or may not be asked; `status` and `leads_to` where it answered."""

    def __init__(self, why: str, trouble: Trouble = Trouble.DOWN, status: int = 0, leads_to: str = "") -> None:
        super().__init__(why)
        self.trouble, self.status, self.leads_to = trouble, status, leads_to


@dataclass(frozen=True)
class Answer:
    """What a source sent. `status` is 200, or 304 where it has nothing newer than what was named."""

    status: int
    content: bytes
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class SafeFetch:
    """Fetches from one host only. `most` is in bytes, `seconds` is for everything after the name is resolved."""

    host: str
    accept: ClassVar[str] = "*/*"
    most: ClassVar[int] = 2 * 1024 * 1024
    seconds: ClassVar[float] = 5
    private_allowed: ClassVar[bool] = False  # tests have their servers on 127.0.0.1, without TLS

    def get(self, address: str) -> bytes:
        """The body of a 200 answer. Raises NotFetchedError for all else; redirects are not followed."""
        return self.ask(address).content

    def ask(self, address: str, *, etag: str = "", modified: str = "") -> Answer:
        """As `get`; also takes the word that nothing is newer than what has this ETag or Last-Modified."""
        with self.connected(address) as (connection, parts):
            self.send(connection, parts, {"If-None-Match": etag, "If-Modified-Since": modified})
            return self.read(connection, is_conditional=bool(etag or modified))

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        """Sends a body; the status of the answer, whatever it is. Nothing of the answer is read, and no redirect is
        followed. Raises NotFetchedError where there is no answer or the address may not be asked."""
        with self.connected(address) as (connection, parts):
            connection.request("POST", target_of(parts), body=body, headers={"User-Agent": AGENT} | headers)
            return connection.getresponse().status

    @contextmanager
    def connected(self, address: str) -> Iterator[tuple["PinnedConnection", SplitResult]]:
        """A connection to the host, for as long as the seconds last; what goes wrong in it is a NotFetchedError."""
        parts = parts_of(address)
        port = self.checked_port(parts)
        connection = PinnedConnection(parts, self.public_addresses(port), port, self.seconds)
        watch = Timer(self.seconds, connection.cut)  # a source that drips one byte at a time never times out by itself
        watch.start()
        try:
            yield connection, parts
        except (OSError, http.client.HTTPException, ValueError) as error:
            trouble = Trouble.SLOW if connection.is_cut or isinstance(error, TimeoutError) else Trouble.DOWN
            raise NotFetchedError(f"{self.host}: {error or type(error).__name__}", trouble) from error
        finally:
            watch.cancel()
            connection.close()

    def checked_port(self, parts: SplitResult) -> int:
        schemes = ("https", "http") if self.private_allowed else ("https",)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise NotFetchedError(f"{self.host}: {error}", Trouble.ADDRESS) from error
        has_login = parts.username is not None or parts.password is not None
        if parts.scheme not in schemes or not self.host or parts.hostname != self.host or has_login:
            raise NotFetchedError(f"only https://{self.host} may be asked", Trouble.ADDRESS)
        return port

    def public_addresses(self, port: int) -> list[str]:
        """The addresses of the host; refused when any of them is not a public one."""
        try:
            found = socket.getaddrinfo(self.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetchedError(f"{self.host} is not found", Trouble.UNKNOWN) from error
        addresses = [str(row[4][0]) for row in found]
        if not self.private_allowed and not all(map(is_public, addresses)):
            raise NotFetchedError(f"{self.host} is a private address", Trouble.PRIVATE)
        return addresses

    def send(self, connection: "PinnedConnection", parts: SplitResult, conditions: dict[str, str]) -> None:
        headers = {"User-Agent": AGENT, "Accept": self.accept, "Accept-Encoding": "identity"}
        headers |= {name: value for name, value in conditions.items() if value}
        connection.request("GET", target_of(parts), headers=headers)

    def read(self, connection: "PinnedConnection", *, is_conditional: bool) -> Answer:
        answer = connection.getresponse()
        if is_conditional and answer.status == 304:
            return Answer(304, b"")
        self.check(answer)
        content = answer.read(self.most + 1)
        if len(content) > self.most:
            raise NotFetchedError(f"{self.host} sent more than {self.most} bytes", Trouble.LARGE)
        if answer.length or connection.is_cut:
            trouble = Trouble.SLOW if connection.is_cut else Trouble.DOWN
            raise NotFetchedError(f"{self.host} stopped before the end", trouble)
        return Answer(200, content, header(answer, "ETag"), header(answer, "Last-Modified"))

    def check(self, answer: http.client.HTTPResponse) -> None:
        """Only a plain 200 is read on: what is compressed may be a thousand times as large when it is not."""
        status = answer.status
        if status in REDIRECTS:
            raise NotFetchedError(f"{self.host} sends on", Trouble.MOVED, status, header(answer, "Location"))
        if status != 200:
            raise NotFetchedError(f"{self.host} answered {status}", Trouble.STATUS, status)
        if header(answer, "Content-Encoding").lower() not in ("", "identity"):
            raise NotFetchedError(f"{self.host} sent something compressed", Trouble.PACKED)
        if (answer.length or 0) > self.most:
            raise NotFetchedError(f"{self.host} wants to send more than {self.most} bytes", Trouble.LARGE)


REDIRECTS = (301, 302, 303, 307, 308)


def target_of(parts: SplitResult) -> str:
    """What of an address a server is asked for."""
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def parts_of(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise NotFetchedError(f"{address[:200]} is no address", Trouble.ADDRESS) from error


def header(answer: http.client.HTTPResponse, name: str) -> str:
    """A header on one line, as it may be sent back; empty where it is absent, long or odd."""
    value = (answer.getheader(name) or "").strip()
    return value if len(value) <= 300 and value.isascii() and value.isprintable() else ""


class PinnedConnection(http.client.HTTPConnection):
    """A connection to addresses that were looked at; the name is used for TLS and the Host header only."""

    def __init__(self, parts: SplitResult, addresses: list[str], port: int, seconds: float) -> None:
        super().__init__(parts.hostname or "", port, timeout=seconds)
        self.default_port = 443 if parts.scheme == "https" else 80
        self.is_secure, self.addresses, self.is_cut = parts.scheme == "https", addresses, False

    def connect(self) -> None:
        self.sock = self.reach()
        if self.is_secure:
            # The handshake is a step of its own, because while wrapping there would be no socket for `cut` to shut.
            self.sock = trusted().wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()

    def reach(self) -> socket.socket:
        """A socket to the first address that answers: an IPv6 address is of no use to a server without IPv6."""
        for number, address in enumerate(self.addresses, start=1):
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError:
                if self.is_cut or number == len(self.addresses):
                    raise
        raise OSError("no address")

    def cut(self) -> None:
        """Ends the connection from another thread; what was being read ends short."""
        self.is_cut = True
        if self.sock is not None:
            with suppress(OSError):  # it was closed in the same moment, which is what is wanted
                self.sock.shutdown(socket.SHUT_RDWR)


@cache
def trusted() -> ssl.SSLContext:
    return ssl.create_default_context()


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet's; also looks inside IPv4 written as IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if ip in NAT64:
        inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return inner.is_global and not (inner.is_multicast or inner.is_reserved or inner.is_unspecified)
