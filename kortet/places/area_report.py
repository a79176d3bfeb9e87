"""What an import of areas did, in words: the same rows for the command's table and the admin's."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from kortet.places.areas_import import Outcome
from kortet.places.soundness import square_metres

NAMED_AT_MOST = 5


def summary(outcome: Outcome) -> list[tuple[str, str]]:
    """(what, how much) line by line."""
    found = outcome.boundaries
    moved = [(_("Flyttet til andet område: %(what)s") % {"what": w}, whole(n)) for w, n in outcome.rehomed.items()]
    return [
        (_("Rækker læst"), whole(found.rows_read)),
        (_("Områder"), whole(len(found.drafts))),
        (_("Nye"), counted(outcome.new)),
        (_("Med ny grænse, den gamle er afsluttet"), counted(outcome.redrawn)),
        (_("Rettet"), counted(outcome.corrected)),
        (_("Uændret"), whole(len(outcome.unchanged))),
        (_("Afsluttet, ikke i filen"), counted(outcome.ended)),
        (_("Ugyldige grænser rettet"), whole(len(found.repairs))),
        (_("Huller i dækningen"), measured(list(found.coverage.gaps))),
        (_("Overlap mellem områder"), measured([m2 for _a, _b, m2 in found.coverage.overlaps])),
        (
            _("Samlet areal"),
            f"{number_format(round(found.coverage.square_metres / 1e6, 2), 2, force_grouping=True)} km²",
        ),
        *moved,
    ]


def remarks(outcome: Outcome) -> list[str]:
    """What somebody should look at: repairs, remarks on rows, and the largest overlaps."""
    found = outcome.boundaries
    overlaps = [
        _("Område %(first)s og %(second)s overlapper %(m2)s.") % {"first": a, "second": b, "m2": square_metres(m2)}
        for a, b, m2 in found.coverage.overlaps[:NAMED_AT_MOST]
        if m2 >= 1
    ]
    return [*map(str, found.repairs), *found.remarks, *overlaps]


def whole(number: int) -> str:
    return str(number_format(number, 0, force_grouping=True))


def counted(codes: list[str]) -> str:
    if not codes or len(codes) > NAMED_AT_MOST:
        return whole(len(codes))
    return f"{whole(len(codes))} ({', '.join(codes)})"


def measured(sizes: list[float]) -> str:
    if not sizes:
        return whole(0)
    facts = {"n": whole(len(sizes)), "all": square_metres(sum(sizes)), "most": square_metres(max(sizes))}
    return _("%(n)s, i alt %(all)s, det største %(most)s") % facts
