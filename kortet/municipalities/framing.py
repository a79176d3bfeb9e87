"""Which sites may show our pages in a frame."""

import re

from kortet.municipalities.models import Municipality

# What may stand in a policy: a host, perhaps with a scheme before and a port behind, or all below a host.
HOST = re.compile(r"(?:https?://)?(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*(?::\d{1,5})?")


def hosts_of(town: Municipality) -> list[str]:
    """The sites that may frame the map and surveys: all, unless the municipality's rule `embed_hosts` names some.

    What is no host is left out of the policy, and a list of which nothing is left lets nobody in.
    """
    named = town.rules.get("embed_hosts")
    if named is None:
        return ["*"]
    said = named if isinstance(named, list) else [named]
    return [host for host in said if isinstance(host, str) and HOST.fullmatch(host)] or ["'none'"]
