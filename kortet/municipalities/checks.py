"""System checks that name the cure: what must be there before Kortet can work."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Caution

from kortet.municipalities.queries import database_facts


@register(Tags.database)
def database_is_fit(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """PostGIS, pg_trgm and unaccent are in the database, and PostGIS is new enough."""
    if not databases:
        return []
    facts = database_facts()
    found: list[CheckMessage] = [
        Error(
            f"The database has no extension {name}.",
            hint=f"As a superuser, in the database {settings.DATABASES['default']['NAME']}: CREATE EXTENSION {name};",
            id="kortet.E001",
        )
        for name in ("postgis", "pg_trgm", "unaccent")
        if name not in facts
    ]
    if facts.get("postgis", "3.3") < "3.3":
        found.append(
            Error(f"PostGIS is {facts['postgis']}.", hint="Kortet needs PostGIS 3.3 or newer.", id="kortet.E002")
        )
    return found


@register(Tags.files)
def packages_are_there(app_configs: object, **kwargs: Any) -> list[CheckMessage]:
    """The front-end packages that pages name were fetched."""
    if (settings.BASE_DIR / "node_modules" / "leaflet").is_dir() or (
        settings.STATIC_ROOT / "staticfiles.json"
    ).is_file():
        return []
    return [Caution("The front-end packages are missing.", hint="Run ./scripts/start, or: npm ci", id="kortet.W001")]
