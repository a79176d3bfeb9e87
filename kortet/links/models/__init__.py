"""Who could meet whom, and what associations take on."""

from kortet.links.models.handover import Handover, Step, Thanks
from kortet.links.models.link import Link
from kortet.links.models.volunteer import Volunteer

__all__ = ["Handover", "Link", "Step", "Thanks", "Volunteer"]
