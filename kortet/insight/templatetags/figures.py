"""Figures in the words and digits of a page's language."""

from typing import Any

from django import template

from kortet.figures.tables import said as in_words

register = template.Library()


@register.filter
def said(value: Any) -> str:
    """{{ value|said }}: a number, a hidden number, or a dash for what is unknown."""
    return in_words(value)
