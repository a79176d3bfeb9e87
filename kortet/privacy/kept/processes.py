"""What is kept about those who take part in processes."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kortet.alternatives.erasing import erase_reactions
from kortet.privacy.kept.pins import ANYBODY, ONCE
from kortet.privacy.rows import Kept, Until, by_person

KEPT: list[Any] = [
    Kept(
        model="alternatives.Reaction",
        name=_("meninger om det tegnede"),
        about="alternative__title",
        fields="text person hidden_reason",
        what=_("hvad du mener om noget, der er tegnet på kortet, og et nummer, som ingen kan læse"),
        why=ONCE,
        until=Until(_("så længe forløbet er på kortet")),
        seen_by=ANYBODY,
        town="alternative__process__municipality",
        find=by_person(),
        erase=erase_reactions,
        said="text",
        born="given",
        erased=_("Dine ord fjernes, og nummeret byttes ud. Hvad du mente, bliver som et tal."),
    ),
]
