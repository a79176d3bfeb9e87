"""The municipality's themes, found by what an import calls them, and made where they are missing."""

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from kortet.intake.refusals import IntakeError
from kortet.municipalities.models import Municipality, Theme

MOST_NEW = 60  # more are hardly themes: the mapping points at the wrong column
COLOURS = ("#0b5563", "#2f7d32", "#b3541e", "#7a3f8f", "#1d6fa5", "#8a6d00", "#b02a5b", "#3949ab", "#00695c", "#5f5148")
LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def themes_for(municipality: Municipality, words: set[str], *, make: bool) -> tuple[dict[str, int | None], list[str]]:
    """Word → the theme's id (none for an empty word), and the names of the themes that were made."""
    known = known_themes(municipality)
    unknown = sorted(word for word in words if word and word.lower() not in known)
    missing = {word.lower(): word for word in reversed(unknown)}
    if len(missing) > MOST_NEW:
        facts = {"many": len(missing), "most": MOST_NEW}
        raise IntakeError(
            _("Filen har %(many)s nye emner; højst %(most)s kan oprettes. Er det den rigtige kolonne?") % facts
        )
    if missing and not make:
        raise IntakeError(_("Kommunen har ikke emnerne %(names)s.") % {"names": ", ".join(sorted(missing.values()))})
    made = make_themes(municipality, sorted(missing.values()))
    known |= {theme.name.lower(): theme.pk for theme in made}
    return {word: known[word.lower()] if word else None for word in words}, [theme.name for theme in made]


def known_themes(municipality: Municipality) -> dict[str, int]:
    themes = list(Theme.objects.of(municipality))
    by_name = {name.lower(): theme.pk for theme in themes for name in (theme.name_en, theme.name) if name}
    return by_name | {theme.code: theme.pk for theme in themes}


def make_themes(municipality: Municipality, names: list[str]) -> list[Theme]:
    """Themes with a code made from the name; they can be renamed and coloured in the admin."""
    rows = Theme.objects.of(municipality)
    codes, last = set(rows.values_list("code", flat=True)), rows.aggregate(last=Max("order"))["last"] or 0
    themes = []
    for order, name in enumerate(names, last + 1):
        codes.add(code := free_code(name, codes))
        colour = COLOURS[order % len(COLOURS)]
        themes.append(Theme(municipality=municipality, code=code, name=name, order=order, colour=colour))
    return Theme.objects.bulk_create(themes)


def free_code(name: str, taken: set[str]) -> str:
    start = slugify(name.lower().translate(LETTERS)).replace("_", "-").strip("-")[:40] or "emne"
    numbered = (f"{start}-{n}" for n in range(2, len(taken) + 3))
    return next(code for code in (start, *numbered) if code not in taken)
