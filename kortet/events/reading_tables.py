"""Events in a table (CSV): each column is known by its header, in Danish or English."""

from django.utils.translation import gettext as _

from kortet.events.reading import MOST_BYTES, CalendarError, Read, Said, reads_of
from kortet.partners.register_tables import Table, TableError, csv_table

COLUMNS: dict[str, tuple[str, ...]] = {
    "uid": ("id", "uid", "nummer", "nr", "guid"),
    "title": ("titel", "title", "overskrift", "navn", "name", "arrangement", "emne", "subject", "summary"),
    "text": ("tekst", "beskrivelse", "description", "text", "indhold", "om"),
    "place": ("sted", "lokation", "place", "location", "adresse", "lokale", "venue"),
    "url": ("link", "url", "hjemmeside", "webadresse", "web"),
    "price": ("pris", "price", "entré", "entre"),
    "lng": ("længdegrad", "lng", "lon", "longitude"),
    "lat": ("breddegrad", "lat", "latitude"),
    "start": ("start", "dato", "date", "startdato", "start date", "startdate", "begynder", "dag", "dtstart", "fra"),
    "start_clock": ("tid", "starttid", "klokken", "klokkeslæt", "tidspunkt", "start time", "starttime", "time", "kl"),
    "end": ("slut", "slutdato", "end", "end date", "enddate", "slutter", "dtend", "til"),
    "end_clock": ("sluttid", "end time", "endtime"),
    "status": ("status", "aflyst"),
}
CALLED_OFF = ("aflyst", "cancelled", "canceled", "ja", "x")


def read_events_table(data: bytes) -> list[Read]:
    """All rows of a CSV file; raises CalendarError where it is none, or no column says what or when."""
    if len(data) > MOST_BYTES:
        raise CalendarError(_("Kalenderen er for stor: højst 5 MB."))
    try:
        table = csv_table(data)
    except TableError as refused:
        raise CalendarError(str(refused)) from refused
    columns = columns_of(table)
    return reads_of(said_by(columns, cells) for _number, cells in table.rows)


def columns_of(table: Table) -> dict[str, int]:
    headers = [header.casefold().strip(" *:.") for header in table.headers]
    found = {
        name: next((headers.index(word) for word in words if word in headers), -1) for name, words in COLUMNS.items()
    }
    for name, example in (("title", "titel"), ("start", "start")):
        if found[name] < 0:
            raise CalendarError(_("Der mangler en kolonne, der hedder %(name)s.") % {"name": example})
    return found


def said_by(columns: dict[str, int], cells: list[str]) -> Said:
    row = {name: cells[number] if number >= 0 else "" for name, number in columns.items()}
    start = f"{row['start']} {row['start_clock']}".strip()
    end = f"{row['end']} {row['end_clock']}".strip()
    cancelled = row["status"].casefold().strip() in CALLED_OFF
    told = {name: row[name] for name in ("uid", "title", "text", "place", "url", "price", "lng", "lat")}
    return Said(times=[(start, end)], is_cancelled=cancelled, is_html=False, **told)
