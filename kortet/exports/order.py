"""An export: of what, for whose eyes, as what, and where the coordinates are measured from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.formats import FORMATS, Format, srid_for
from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.queries import Rows, one_snapshot
from kortet.exports.subjects import SUBJECTS
from kortet.people.models import Role, User
from kortet.selections.wanted import Wanted


@dataclass
class Order:
    """What of a municipality is wanted, in a format. `reader`: the case worker whose eyes it is for, None for what
    anybody may see. Raises ExportError where it cannot be made so."""

    wanted: Wanted
    format_name: str
    crs: str = ""
    subjects: Sequence[str] = ("pins",)
    reader: User | None = None
    format: Format = field(init=False)
    asked: Asked = field(init=False)

    def __post_init__(self) -> None:
        if self.format_name not in FORMATS:
            raise ExportError(_("Formatet %(name)s kendes ikke.") % {"name": self.format_name[:40]})
        self.format = FORMATS[self.format_name]
        self._check_subjects()
        if self.reader and not self.reader.is_in_role(self.wanted.town, Role.Kind.CASE_WORKER):
            raise ExportError(_("Kun sagsbehandlere i kommunen kan få den profil."), "profile")
        self.asked = Asked(self.wanted, srid_for(self.format, self.crs), self.reader)

    def _check_subjects(self) -> None:
        unknown = [name for name in self.subjects if name not in SUBJECTS]
        if unknown or not self.subjects:
            facts = {"name": ", ".join(unknown)[:40], "known": ", ".join(SUBJECTS)}
            raise ExportError(_("%(name)s kan ikke hentes ud. Vælg mellem %(known)s.") % facts, "what")
        if len(self.subjects) > 1 and not self.format.has_layers:
            said = _("%(format)s kan kun have én slags rækker. Vælg én, eller GeoPackage.")
            raise ExportError(said % {"format": self.format.label}, "what")

    def tables(self) -> list[Rows]:
        return [subject.rows(self.asked) for name, subject in SUBJECTS.items() if name in self.subjects]

    def count(self) -> int:
        """How many rows it has in all; raises ExportError where they are more than the format can have."""
        counted = [table.count() for table in self.tables()]
        self.format.check(max(counted))
        return sum(counted)

    def write(self, path: Path, tell: Tell) -> Told:
        """Writes the file anew, all of it as it was at one moment; it is only to be shown when this has returned."""
        path.unlink(missing_ok=True)
        with one_snapshot():
            return self.format.write(self.tables(), path, tell)
