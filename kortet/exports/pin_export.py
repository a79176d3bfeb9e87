"""An export of pins: which, as what, and where the coordinates are measured from."""

from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from kortet.exports.columns import pin_columns
from kortet.exports.formats import FORMATS, Format, srid_for
from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.queries import PinRows
from kortet.municipalities.models import Municipality
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.places.models import AreaLayer


@dataclass
class PinExport:
    """The public pins of a municipality that a filter asks for, in a format. Raises ExportError."""

    town: Municipality
    chosen: PinFilter
    format_name: str
    crs: str = ""
    format: Format = field(init=False)
    rows: PinRows = field(init=False)

    def __post_init__(self) -> None:
        if self.format_name not in FORMATS:
            raise ExportError(_("Formatet %(name)s kendes ikke.") % {"name": self.format_name[:40]})
        self.format = FORMATS[self.format_name]
        layers = list(AreaLayer.objects.of(self.town))
        pins = self.chosen.apply(Pin.objects.of(self.town).public())
        self.rows = PinRows(pins, pin_columns(self.town, layers), srid_for(self.format, self.crs))

    def count(self) -> int:
        return self.rows.count()

    def write(self, path: Path, tell: Tell) -> Told:
        """Writes the file anew; it is only to be shown to anybody when this has returned."""
        path.unlink(missing_ok=True)
        return self.format.write(self.rows, path, tell)
