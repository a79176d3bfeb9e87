"""Who comes to the planner's desk: planners and case workers of the municipality; strangers find nothing there."""

from kortet.people.doors import for_roles
from kortet.people.models import Role

DESK = (Role.Kind.PLANNER, Role.Kind.CASE_WORKER)
planners_only = for_roles(*DESK)
