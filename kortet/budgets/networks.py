"""Which network a request comes from: what budgets count visitors by. Addresses are cheap, networks are not."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

IPV6_PREFIX = 64  # what one household or one rented server has
NOWHERE = "unknown"


def network_of(request: HttpRequest) -> str:
    """`192.0.2.7`, or `2001:db8:1:2::/64` of an IPv6 address; "unknown" where nothing sound is said.

    Behind proxies (TRUSTED_PROXIES) it is the address that the outermost of ours saw: that many from the right of
    X-Forwarded-For. What stands to the left of it, the visitor may have written.
    """
    said = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    trusted = settings.TRUSTED_PROXIES
    if not trusted:
        return network(request.META.get("REMOTE_ADDR", ""))
    return network(said[-trusted]) if len(said) >= trusted else NOWHERE


def network(said: str) -> str:
    """An address as proxies write it, with or without a port."""
    address = sound_address(said)
    if address is None:
        return NOWHERE
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(IPv6Network((address.packed, IPV6_PREFIX), strict=False))
        address = address.ipv4_mapped
    return str(address)


def sound_address(said: str) -> IPv4Address | IPv6Address | None:
    bare = said.partition("]")[0].removeprefix("[") if said.startswith("[") else said
    host = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        return None
