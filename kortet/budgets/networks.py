"""Which network a request comes from: what budgets count visitors by. Addresses are cheap, networks are not."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
IPV6_PREFIX = 64  # what one household or one rented server has
NOWHERE = "unknown"


def network_of(request: HttpRequest) -> str:
    """`192.0.2.7`, or `2001:db8:1:2::/64` of an IPv6 address; "unknown" where nothing sound is said."""
    address = address_of(request)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address.packed, IPV6_PREFIX), strict=False))
    return str(address or NOWHERE)


def address_of(request: HttpRequest) -> Address | None:
    """The visitor's address.

    Behind proxies (TRUSTED_PROXIES) it is the one that the outermost of ours saw: that many from the right of
    X-Forwarded-For. What stands to the left of it, the visitor may have written.
    """
    trusted = settings.TRUSTED_PROXIES
    if not trusted:
        return sound_address(request.META.get("REMOTE_ADDR", ""))
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return sound_address(said[-trusted]) if len(said) >= trusted else None


def sound_address(said: str) -> Address | None:
    """An address as proxies write it, with or without a port; an IPv4 address in IPv6 clothes is the IPv4 address."""
    bare = said.partition("]")[0].removeprefix("[") if said.startswith("[") else said
    host = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return None
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address
