"""What happened to a process since it was published, for everybody: the journal, in the language of the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from kortet.journal.models import Entry
from kortet.processes.checks import day_of
from kortet.processes.models import Process

Told = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """A dated line."""

    when: datetime
    text: str


def changes_of(process: Process) -> list[Change]:
    """Newest first; one query."""
    entries = Entry.objects.about(process).public().reverse()
    return [Change(entry.happened, text) for entry in entries for text in lines_of(entry)]


def lines_of(entry: Entry) -> Iterator[str]:
    plain = {"published": _("Offentliggjort"), "closed": _("Afsluttet"), "answered": _("Svaret er givet")}
    if entry.verb in plain:
        yield plain[entry.verb]
    elif entry.verb == "reopened":
        yield _("Taget op igen: %(reason)s") % {"reason": entry.data.get("reason") or "–"}
    for told in entry.data.get("changes", []):
        yield _("Ændret: %(what)s") % {"what": in_words(told)}


def in_words(told: Told) -> str:
    """ "fasen Saml ind, 1. maj – 1. juni (før 1. maj – 15. maj)"."""
    what = str(FIELDS[told["name"]]) if told["name"] in FIELDS else piece(told)
    was, now = (" – ".join(map(shown, told.get(side, []))) for side in ("was", "now"))
    if now and was:
        return _("%(what)s: %(now)s (før %(was)s)") % {"what": what, "now": now, "was": was}
    return f"{what}: {now}" if now else what


def piece(told: Told) -> str:
    words = {
        "phase_new": _("ny fase “%(title)s”"),
        "phase_gone": _("fasen “%(title)s” er taget ud"),
        "phase": _("fasen “%(title)s”"),
        "document_new": _("nyt dokument “%(title)s”"),
        "document_gone": _("dokumentet “%(title)s” er taget ud"),
        "target_groups": _("målgrupper"),
        "invited": _("inviterede partnere"),
    }
    return words.get(told["name"], "") % {"title": told.get("title", "")}


def shown(day: str) -> str:
    return day_of(date.fromisoformat(day))


FIELDS: dict[str, object] = {field.name: field.verbose_name for field in Process._meta.concrete_fields}
