"""What an association offers, what is said to a step, and who wants to help."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.links import moves
from kortet.links.models import Handover, Volunteer
from kortet.partners.models import Partner
from kortet.partners.queries import PartnerQuerySet
from kortet.people.robots import RobotTrap
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.pins.models import Pin, PinPicture
from kortet.pins.models.picture import FULL
from kortet.saying.said import LineField, SaidField


class OfferForm(forms.Form):
    """An association offers to take a pin on."""

    partner = forms.ModelChoiceField(
        Partner.objects.none(), label=_("Hvem tilbyder?"), to_field_name="slug", empty_label=None
    )
    what = SaidField(
        label=_("Hvad vil I gøre?"),
        help_text=_("F.eks. Vi bygger to bænke og passer dem de første tre år."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    when = LineField(
        label=_("Hvornår?"), help_text=_("F.eks. i maj, eller når træet er kommet"), max_length=120, required=False
    )
    pays = forms.ChoiceField(label=_("Hvem betaler?"), choices=Handover.Pays.choices, initial=Handover.Pays.NOBODY)
    needs = SaidField(
        label=_("Hvad har I brug for?"),
        help_text=_("F.eks. lov til at grave, et stik med vand, fem frivillige"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, partners: PartnerQuerySet, pin: Pin, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pin = pin
        self.auto_id, self.label_suffix = "offer-%s", ""
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]  # a choice field

    def save(self, actor: Any) -> Handover:
        """The offer; the one that stands already where the same association offers twice."""
        said = self.cleaned_data
        offered = Handover(pin=self.pin, **said)
        try:
            with transaction.atomic():
                offered.offer(actor)
        except IntegrityError:
            return Handover.objects.get(pin=self.pin, partner=said["partner"], state=moves.OFFERED)
        return offered


class MoveForm(forms.Form):
    """A step: where to, a few words, and for what is done a picture of it."""

    to = forms.ChoiceField(choices=Handover.State.choices, widget=forms.HiddenInput)
    words = SaidField(widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False)
    picture = forms.FileField(label=_("Billede af det, der er udført"), required=False)
    picture_words = LineField(label=_("Hvad ser man på billedet?"), max_length=200, required=False)

    def __init__(self, *args: Any, handover: Handover, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.handover = handover
        self.auto_id, self.label_suffix = "move-%s", ""
        self.developed: Picture | None = None

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("picture") and said.get("to") == moves.DONE:
            self._develop(said)
        return said

    def _develop(self, said: dict[str, Any]) -> None:
        """Pixels only, as everybody's; nothing hangs before the step is taken."""
        if PinPicture.free_place(self.handover.pin) is None:
            self.add_error("picture", FULL)
            return
        try:
            town = self.handover.pin.municipality
            self.developed, _where = Picture.objects.receive(said["picture"], municipality=town, sender="")
        except PictureError as refusal:
            self.add_error("picture", in_words(refusal.reason, said["picture"].name))
        else:
            self.developed.alt = said.get("picture_words", "")

    @transaction.atomic
    def save(self, *, role: str, actor: Any) -> None:
        """Takes the step; raises ValidationError where the table does not allow it."""
        self.handover.move(self.cleaned_data["to"], role=role, actor=actor, words=self.cleaned_data["words"])
        if self.developed:
            PinPicture.show_what_was_done(self.handover.pin, self.developed, actor)


class VolunteerForm(RobotTrap):
    """Somebody wants to lend a hand."""

    name = LineField(label=_("Dit navn"), max_length=80, min_length=2)
    email = MailField(
        label=_("Din e-mailadresse"),
        help_text=_("Den ses kun af foreningen, så de kan skrive til dig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "volunteer-%s", ""

    def save(self, handover: Handover) -> Volunteer:
        """The person, once; a second time is told by the same letter again."""
        said = self.cleaned_data
        found, _made = Volunteer.objects.get_or_create(
            handover=handover,
            email__iexact=said["email"],
            defaults={"name": said["name"], "email": said["email"], "language": (get_language() or "da")[:2]},
        )
        return found
