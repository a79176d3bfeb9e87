"""What a template may ask of who is signed in."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def in_role(context: Any, *kinds: str) -> bool:
    """Whether the person of the request has one of the roles in the municipality of the host."""
    request = context["request"]
    return bool(request.user.is_authenticated and request.user.is_in_role(request.municipality, *kinds))
