"""Where an association's own calendar is, and the officer's form for feeds of all kinds."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import InvalidJSONInput
from django.utils.translation import gettext_lazy as _

from kortet.events.feed_address import checked_address, tidy
from kortet.events.models import Feed
from kortet.events.models.event import Actor
from kortet.events.ordering import order_feed
from kortet.partners.models import Partner

MOST_FEEDS, MOST_MAPPING = 5, 10_000


class CalendarFeedForm(forms.Form):
    """The address of a calendar that the association keeps elsewhere."""

    address = forms.CharField(
        label=_("Kalenderens adresse"),
        help_text=_("Den offentlige adresse i iCal-format. Den slutter tit på .ics."),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url"}),
    )
    often = forms.ChoiceField(
        label=_("Hvor tit skal vi hente?"),
        choices=Feed.Often.choices,
        initial=Feed.Often.DAILY,
        widget=forms.RadioSelect,
    )
    cancel_missing = forms.BooleanField(label=_("Aflys det her, når det bliver slettet i kalenderen"), required=False)

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.auto_id, self.label_suffix = "feed-%s", ""

    def clean_address(self) -> str:
        address = tidy(self.cleaned_data["address"])
        checked_address(address)
        if self.partner.feeds.filter(address=address).exists():
            raise ValidationError(_("Den kalender henter vi allerede fra."))
        if self.partner.feeds.count() >= MOST_FEEDS:
            raise ValidationError(_("Der kan højst være fem kalendere. Fjern en først."))
        return address

    def save(self, actor: Actor) -> Feed:
        said = self.cleaned_data
        host = (urlsplit(said["address"]).hostname or "")[:60]
        facts = {name: said[name] for name in ("address", "often", "cancel_missing")}
        feed = Feed(municipality=self.partner.municipality, organiser=self.partner, name=host, **facts)
        feed.add(actor)
        order_feed(feed.pk)
        return feed


class MappingField(forms.JSONField):
    """JSON that is not so deep or so long that reading it is the harm."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and (len(value) > MOST_MAPPING or "\x00" in value or "\\u0000" in value):
            raise ValidationError(_("Opskriften er for lang eller har tegn, der ikke kan gemmes."))
        try:
            return super().to_python(value)
        except (RecursionError, ValueError) as error:
            raise ValidationError(_("Det er ikke JSON, der kan læses.")) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed stands as it was typed, and is not read once more to be shown."""
        return InvalidJSONInput(data) if isinstance(data, str) else super().bound_data(data, initial)


class FeedForm(forms.ModelForm):
    """The officer's: any format, any organiser of the municipality, or none."""

    mapping = MappingField(
        label=_("Egen opskrift"),
        help_text=_('Kun for JSON uden færdig opskrift, f.eks. {"title": "name", "start": "date.start", "id": "nid"}.'),
        required=False,
        initial=dict,
        widget=forms.Textarea(attrs={"rows": 6, "cols": 80}),
    )

    def clean_address(self) -> str:
        return tidy(self.cleaned_data["address"])

    def clean_mapping(self) -> Any:
        return self.cleaned_data["mapping"] or {}
