"""Found words in a text of somebody else's, told apart from the rest of it."""

import re

from django import template

# What PostgreSQL is asked to put around what it found; no text that people write holds these, they are taken out.
FOUND = re.compile("\x02(.*?)\x03", re.DOTALL)

register = template.Library()


@register.filter
def pieces(text: str) -> list[tuple[bool, str]]:
    """The text in its order as (whether it was found, words)."""
    return [(n % 2 == 1, words) for n, words in enumerate(FOUND.split(text)) if words]
