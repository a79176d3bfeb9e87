"""Finding an association to ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.events.models import Event
from kortet.partners.models import Partner
from kortet.partners.queries import PartnerQuerySet
from kortet.saying.said import LineField

MOST = 8


class FindPartnerForm(forms.Form):
    """A name, or what sounds like it."""

    q = LineField(label=_("Find en forening"), max_length=100, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.auto_id, self.label_suffix = event, "find-%s", ""

    @property
    def found(self) -> PartnerQuerySet:
        """Public ones that are not with it and were not asked, likeliest first."""
        words = self.cleaned_data["q"] if self.is_valid() else ""
        here = Partner.objects.of(self.event.municipality).public().exclude(pk=self.event.organiser_id or 0)
        here = here.exclude(co_events=self.event).exclude(co_invitations__event=self.event)
        return here.matching(words).as_rows()[:MOST] if words else Partner.objects.none()
