"""Why a picture was not taken, in words that say what to do."""

from django.utils.translation import gettext_lazy as _

MOST_NAME = 60
WORDS = {
    "empty": _("“%(name)s” er tom. Vælg en anden fil."),
    "heavy": _("“%(name)s” fylder mere end 20 MB. Vælg et mindre billede."),
    "kind": _("“%(name)s” er ikke et billede, vi kan læse. Brug JPEG, PNG, WebP, HEIC eller AVIF."),
    "pixels": _("“%(name)s” har for mange billedpunkter. Gør det mindre, og vælg det igen."),
    "broken": _("“%(name)s” er i stykker og kan ikke læses. Vælg et andet billede."),
    "hungry": _("“%(name)s” er for tungt at læse. Gør det mindre, og vælg det igen."),
    "slow": _("“%(name)s” er for tungt at læse. Gør det mindre, og vælg det igen."),
    "busy": _("Mange sender billeder lige nu. Vælg “%(name)s” igen om et øjeblik."),
    "store": _("“%(name)s” kunne ikke gemmes lige nu. Send uden billedet, eller prøv igen senere."),
    "many": _("“%(name)s” er ikke gemt: for mange billeder venter på at blive sendt. Prøv igen senere."),
}


def in_words(reason: str, name: str) -> str:
    """What is told about a file; of its name only what can be shown."""
    shown = "".join(letter for letter in name if letter.isprintable())
    if len(shown) > MOST_NAME:
        shown = f"{shown[: MOST_NAME - 12]} … {shown[-9:]}"
    return str(WORDS[reason]) % {"name": shown or "?"}
