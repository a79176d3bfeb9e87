"""Who is behind a phone: one anonymous, signed cookie; stored are digests that no other meeting and no pin knows."""

from django.http import HttpResponse

from kortet.meetings.models import Attendance, Guest, Meeting, Table
from kortet.municipalities.requests import TownRequest
from kortet.pins.visitors import Visitor, digest
from kortet.places.models import Area


class Person:
    """Somebody at a meeting."""

    def __init__(self, request: TownRequest, meeting: Meeting) -> None:
        self.visitor, self.meeting = Visitor(request), meeting
        self.mark = digest(f"meeting {meeting.pk} {self.visitor.person}")

    @property
    def guest(self) -> Guest | None:
        """The phone that joined, with its table; None where it has not."""
        if self.visitor.is_new:
            return None
        return Guest.objects.filter(meeting=self.meeting, person=self.mark).select_related("table").first()

    def join(self, table: Table | None, area: Area | None) -> None:
        """Comes in, or moves to another table; the neighbourhood counts once and may be said again."""
        Guest.objects.update_or_create(meeting=self.meeting, person=self.mark, defaults={"table": table})
        if area is not None:
            Attendance.objects.update_or_create(meeting=self.meeting, mark=self.area_mark, defaults={"area": area})

    @property
    def area_mark(self) -> str:
        return digest(f"attendance {self.meeting.pk} {self.visitor.person}")

    def remember(self, response: HttpResponse) -> HttpResponse:
        self.visitor.remember(response)
        return response
