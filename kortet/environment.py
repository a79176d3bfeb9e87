"""Typed readers of environment variables: each refuses nonsense and says what to write instead.

`.kortet/environment` and `.kortet/database` (made by scripts/start) are defaults for a private installation;
variables that are really set win.
"""

import os
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
DATABASE_SCHEMES = {"postgres", "postgresql", "postgis"}
MAIL_SCHEMES = {"smtp": {}, "smtps": {"EMAIL_USE_SSL": True}, "smtp+tls": {"EMAIL_USE_TLS": True}}


def lines_of(path: Path) -> dict[str, str]:
    """`NAME=value` lines of a file, or nothing where there is no file."""
    if not path.is_file():
        return {}
    pairs = (line.partition("=") for line in path.read_text(encoding="utf-8").splitlines())
    return {name.strip(): value for name, equals, value in pairs if equals}


class Environment:
    """The environment with the private installation's files behind it."""

    def __init__(self, variables: Mapping[str, str] | None = None, *files: Path) -> None:
        self.variables: dict[str, str] = {}
        for file in files:
            self.variables |= lines_of(file)
        self.variables |= os.environ if variables is None else variables

    def text(self, name: str, default: str = "") -> str:
        """The variable as it stands, stripped; raises ImproperlyConfigured on control characters."""
        value = self.variables.get(name, default).strip()
        if any(ord(letter) < 32 for letter in value):
            raise ImproperlyConfigured(f"{name} contains a line break or control character: write it on one line.")
        return value

    def secret(self, name: str, *, needed: bool, shortest: int = 32) -> str:
        value = self.text(name)
        if needed and len(value) < shortest:
            raise ImproperlyConfigured(
                f"{name} is {'missing' if not value else 'too short'}: set it to {shortest} or more random characters, "
                "e.g. `openssl rand -base64 48`. Kortet does not start in production without it."
            )
        return value

    def choice(self, name: str, *, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default) or default
        if value not in allowed:
            raise ImproperlyConfigured(f'{name} is "{value}": write one of {", ".join(allowed)}.')
        return value

    def yes(self, name: str, *, default: bool = False) -> bool:
        value = self.text(name, "yes" if default else "no").lower()
        if value not in TRUE | FALSE:
            raise ImproperlyConfigured(f'{name} is "{value}": write yes or no.')
        return value in TRUE

    def number(self, name: str, *, default: int, least: int = 0, most: int = 2**31) -> int:
        value = self.text(name, str(default)) or str(default)
        if not value.isascii() or not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(f'{name} is "{value}": write a whole number from {least} to {most}.')
        return int(value)

    def words(self, name: str, *, default: str = "") -> list[str]:
        """A comma-separated list."""
        return [word.strip() for word in self.text(name, default).split(",") if word.strip()]

    def networks(self, name: str) -> list[IPv4Network | IPv6Network]:
        """A comma-separated list of networks, 10.0.0.0/8."""
        try:
            return [ip_network(word) for word in self.words(name)]
        except ValueError as error:
            raise ImproperlyConfigured(f"{name}: {error}: write 10.0.0.0/8, with commas between.") from error

    def address(self, name: str, *, default: str) -> str:
        """`https://host:port` of a site, without a path; without a default it has to be there."""
        value = self.text(name, default) or default
        if not value:
            raise ImproperlyConfigured(f"{name} is missing: write where the site is reached, https://kortet.example.")
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
            raise ImproperlyConfigured(f'{name} is "{value}": write https://kortet.example, without a path.')
        return value.rstrip("/")

    def database(self, name: str) -> dict[str, Any]:
        """`postgresql://user:password@host:port/name?host=/socket/folder` as Django's DATABASES entry."""
        address = self.text(name)
        parts = urlsplit(address)
        if parts.scheme not in DATABASE_SCHEMES or not parts.path.strip("/"):
            raise ImproperlyConfigured(
                f"{name} is {'missing' if not address else 'no database address'}: write "
                "postgresql://user:password@host:5432/name, or run ./scripts/start, which makes a private database."
            )
        options = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.contrib.gis.db.backends.postgis",
            "NAME": unquote(parts.path.strip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", parts.hostname or ""),
            "PORT": options.pop("port", str(parts.port or "")),
            "OPTIONS": options,
        }

    def mail(self, name: str, *, needed: bool) -> dict[str, Any]:
        """`smtp+tls://user:password@host:587` as Django's EMAIL_ settings; nothing set means mail stays in a folder."""
        address = self.text(name)
        if not address and not needed:
            return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
        parts = urlsplit(address)
        if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
            raise ImproperlyConfigured(
                f"{name} is missing or no mail address: write smtp+tls://user:password@host:587."
            )
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": parts.port or 25,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            **MAIL_SCHEMES[parts.scheme],
        }
