"""Fetching a small picture from one configured host: resolve, look at the address, then connect to that very address.

Whoever writes a tile address in the admin can thereby not make the server call itself, its neighbours or the cloud's
metadata address, nor be led there by a name that answers differently the second time (DNS rebinding).
"""

import http.client
import ipaddress
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from threading import Timer
from typing import ClassVar
from urllib.parse import SplitResult, urlsplit, urlunsplit

AGENT = "Kortet (municipal map; caching proxy)"


class NotFetchedError(Exception):
    """The source is down, slow, answers nonsense or may not be asked; `status` where it answered."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class SafeFetch:
    """Fetches from one host only. `most` is in bytes, `seconds` is for everything after the name is resolved."""

    host: str
    most: ClassVar[int] = 2 * 1024 * 1024
    seconds: ClassVar[float] = 5
    private_allowed: ClassVar[bool] = False  # tests have their servers on 127.0.0.1, without TLS

    def get(self, address: str) -> bytes:
        """The body of a 200 answer. Raises NotFetchedError for all else; redirects are not followed."""
        parts = urlsplit(address)
        port = self.checked_port(parts)
        connection = PinnedConnection(parts, self.public_addresses(port), port, self.seconds)
        watch = Timer(self.seconds, connection.cut)  # a source that drips one byte at a time never times out by itself
        watch.start()
        try:
            return self.read(connection, urlunsplit(("", "", parts.path or "/", parts.query, "")))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotFetchedError(f"{self.host}: {error or type(error).__name__}") from error
        finally:
            watch.cancel()
            connection.close()

    def checked_port(self, parts: SplitResult) -> int:
        schemes = ("https", "http") if self.private_allowed else ("https",)
        try:
            port = parts.port or (443 if parts.scheme == "https" else 80)
        except ValueError as error:
            raise NotFetchedError(f"{self.host}: {error}") from error
        if parts.scheme not in schemes or parts.hostname != self.host or parts.username or parts.password:
            raise NotFetchedError(f"only https://{self.host} may be asked")
        return port

    def public_addresses(self, port: int) -> list[str]:
        """The addresses of the host; refused when any of them is not a public one."""
        try:
            found = socket.getaddrinfo(self.host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NotFetchedError(f"{self.host} is not found") from error
        addresses = [str(row[4][0]) for row in found]
        if not self.private_allowed and not all(map(is_public, addresses)):
            raise NotFetchedError(f"{self.host} is a private address")
        return addresses

    def read(self, connection: "PinnedConnection", path: str) -> bytes:
        connection.request(
            "GET", path, headers={"User-Agent": AGENT, "Accept": "image/*", "Accept-Encoding": "identity"}
        )
        answer = connection.getresponse()
        if answer.status != 200:
            raise NotFetchedError(f"{self.host} answered {answer.status}", answer.status)
        content = answer.read(self.most + 1)
        if len(content) > self.most:
            raise NotFetchedError(f"{self.host} sent more than {self.most} bytes")
        if answer.length or connection.is_cut:
            raise NotFetchedError(f"{self.host} stopped before the end")
        return content


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
