"""Whole-set questions about municipalities."""

from pathlib import Path
from typing import TYPE_CHECKING, Self

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality, Theme  # noqa: F401  (the names in the base classes are text)

SQL = Path(__file__).parent / "sql"


class MunicipalityQuerySet(QuerySet["Municipality"]):
    def for_host(self, host: str) -> "Municipality | None":
        """The municipality of a host name; one alone answers on every host. None when several exist and none fits.

        Asked once a second by each busy process (`town_at`), so it is plain SQL: the ORM takes longer to write it than
        PostgreSQL to answer it. The outline is fetched when it is asked for.
        """
        fields = [field for field in self.model._meta.concrete_fields if field.name != "outline"]
        columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
        sql = f"SELECT {columns} FROM municipalities_municipality ORDER BY host = %s DESC, id LIMIT 2"  # noqa: S608  (our columns; the host is bound)
        rows = list(self.raw(sql, [host.lower()]))
        if rows and (rows[0].host == host.lower() or len(rows) == 1):
            return rows[0]
        return None

    def by_code(self, code: str) -> "Municipality":
        """The municipality with a code; raises LookupError that names those there are."""
        found = self.filter(code=code).first()
        if found is None:
            known = ", ".join(self.order_by("code").values_list("code", flat=True)) or _("ingen endnu")
            asked = {"code": code, "known": known}
            raise LookupError(_("Der er ingen kommune med koden “%(code)s”. Der er: %(known)s.") % asked)
        return found

    def raise_version(self) -> int:
        """Raises the content version, which stands in tile and feed addresses; returns how many rows were raised."""
        return self.update(content_version=F("content_version") + 1)


class ThemeQuerySet(QuerySet["Theme"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def offered(self) -> Self:
        """Themes that a new pin may take."""
        return self.filter(active=True)

    def named(self, word: str) -> Self:
        """By code or by either name, without regard to case: what an import's column says."""
        return self.filter(Q(code__iexact=word) | Q(name__iexact=word) | Q(name_en__iexact=word))


def database_facts() -> dict[str, str]:
    """Installed extensions and their versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname, extversion FROM pg_extension")
        return dict(cursor.fetchall())


def grant_rows(role: str) -> None:
    """Gives the web role its rights on all tables that exist now."""
    with connection.cursor() as cursor:
        cursor.execute((SQL / "grant_rows.sql").read_text().format(role=connection.ops.quote_name(role)))
