"""Themes by their row numbers, as partners and events keep them."""

from collections.abc import Iterable

from django import template

from kortet.municipalities.models import Theme

register = template.Library()


@register.filter
def named(numbers: Iterable[int], themes: dict[int, Theme]) -> list[str]:
    """{{ partner.themes|named:themes }}: their names, without those that are gone."""
    return [themes[number].label for number in numbers if number in themes]
