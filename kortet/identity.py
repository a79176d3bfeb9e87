"""Who may say who somebody is: OIDC providers as an operator names them in the environment (docs/sign-in.md)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from kortet.environment import Environment

# All that is ever asked for. A personal number (CPR) is not among it, and no broker can be asked for one.
SCOPES = {"openid", "profile", "email", "groups", "roles", "mitid"}
ALWAYS = "always"
# The kinds of people.Role, which settings cannot ask; tests/accounts/test_oidc.py compares.
ROLES = ("moderator", "answerer", "planner", "case_worker", "process_owner", "admin")


@dataclass(frozen=True)
class Provider:
    """One OIDC provider: a municipality's own for its staff, or a MitID broker for its citizens.

    `roles` leads from a group, as the provider names it, to a role; `second_factor` are the values of `amr` or `acr`
    that say that somebody showed two factors there.
    """

    name: str
    title: str
    town: str
    issuer: str
    client_id: str
    secret: str
    scopes: tuple[str, ...]
    for_staff: bool
    acr_values: str
    groups_claim: str
    roles: tuple[tuple[str, str], ...]
    second_factor: tuple[str, ...]

    @property
    def kept_claims(self) -> tuple[str, ...]:
        """What is looked at of all that a provider tells; the rest is dropped unread. Of citizens nothing but who."""
        return ("sub", "name", "email", "acr", "amr", self.groups_claim) if self.for_staff else ("sub",)

    def roles_of(self, groups: list[str]) -> set[str]:
        return {role for group, role in self.roles if group in groups}

    def shows_two_factors(self, claims: dict[str, Any]) -> bool:
        said = claims.get("amr")
        shown = {str(claims.get("acr", "")), *(map(str, said) if isinstance(said, list) else ())}
        return ALWAYS in self.second_factor or bool(shown & set(self.second_factor))

    @property
    def as_app(self) -> dict[str, Any]:
        """As allauth wants to be told of it."""
        asked = {"acr_values": self.acr_values} if self.acr_values else {}
        return {
            "provider_id": self.name,
            "name": self.title,
            "client_id": self.client_id,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer,
                "scope": list(self.scopes),
                "oauth_pkce_enabled": True,
                "auth_params": asked,
                "fetch_userinfo": False,
            },
        }


def providers_of(env: Environment, *, in_production: bool) -> tuple[Provider, ...]:
    """Those that OIDC names; raises ImproperlyConfigured with what to write where something is missing or refused."""
    return tuple(provider(env, name.lower(), in_production=in_production) for name in env.words("OIDC"))


def provider(env: Environment, name: str, *, in_production: bool) -> Provider:
    if not name.isascii() or not name.isalnum():
        raise ImproperlyConfigured(f'OIDC names "{name}": use small letters and digits, as in OIDC=fjordby,mitid.')
    begins = f"OIDC_{name.upper()}"
    for_staff = env.choice(f"{begins}_FOR", default="staff", allowed=("staff", "citizens")) == "staff"
    return Provider(
        name=name,
        title=env.text(f"{begins}_TITLE", name.capitalize()),
        town=needed(env, f"{begins}_TOWN", "the code of the municipality, as in add_municipality"),
        issuer=issuer(env, f"{begins}_ISSUER", in_production=in_production),
        client_id=needed(env, f"{begins}_CLIENT_ID", "what the provider calls this site"),
        secret=needed(env, f"{begins}_SECRET", "the secret that the provider gave you"),
        scopes=scopes(env, f"{begins}_SCOPES", "openid,profile,email" if for_staff else "openid"),
        for_staff=for_staff,
        acr_values=harmless(env.text(f"{begins}_ACR"), f"{begins}_ACR"),
        groups_claim=harmless(env.text(f"{begins}_GROUPS", "groups"), f"{begins}_GROUPS"),
        roles=tuple(role_pair(pair, f"{begins}_ROLES") for pair in env.words(f"{begins}_ROLES")),
        second_factor=tuple(env.words(f"{begins}_SECOND_FACTOR", default="mfa")),
    )


def needed(env: Environment, name: str, what: str) -> str:
    if not (value := env.text(name)):
        raise ImproperlyConfigured(f"{name} is missing: write {what} (docs/sign-in.md).")
    return value


def issuer(env: Environment, name: str, *, in_production: bool) -> str:
    value = needed(env, name, "https://…, the provider's issuer").rstrip("/")
    parts = urlsplit(value)
    if not parts.hostname or parts.scheme not in (("https",) if in_production else ("https", "http")):
        raise ImproperlyConfigured(f'{name} is "{value}": write https://…, the provider\'s issuer.')
    return value


def scopes(env: Environment, name: str, default: str) -> tuple[str, ...]:
    asked = tuple(word for part in env.words(name, default=default) for word in part.split())
    if refused := sorted(set(asked) - SCOPES):
        raise ImproperlyConfigured(
            f"{name} asks for {', '.join(refused)}: Kortet never asks for personal numbers or anything else than "
            f"{', '.join(sorted(SCOPES))}."
        )
    return asked


def harmless(value: str, name: str) -> str:
    """As it stands, unless it is about personal numbers."""
    if any(word in value.lower() for word in ("cpr", "ssn", "personnummer")):
        raise ImproperlyConfigured(f'{name} is "{value}": Kortet never asks for personal numbers.')
    return value


def role_pair(pair: str, name: str) -> tuple[str, str]:
    group, equals, role = pair.rpartition("=")
    if not (group and equals and role in ROLES):
        raise ImproperlyConfigured(f'{name} has "{pair}": write group=role, the role one of {", ".join(ROLES)}.')
    return group, role
