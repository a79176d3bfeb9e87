"""Who answers for the municipality; strangers find nothing here."""

from kortet.people.doors import for_roles
from kortet.people.models import Role

ANSWERERS = (Role.Kind.MODERATOR, Role.Kind.ANSWERER, Role.Kind.CASE_WORKER)
answerers_only = for_roles(*ANSWERERS)
