"""What takes place, its dates, and who comes."""

from kortet.events.models.co_invitation import CoInvitation
from kortet.events.models.event import Event
from kortet.events.models.feed import Feed
from kortet.events.models.guest_calendar import GuestCalendar
from kortet.events.models.occurrence import Occurrence
from kortet.events.models.sign_up import SignUp

__all__ = ["CoInvitation", "Event", "Feed", "GuestCalendar", "Occurrence", "SignUp"]
