"""The page on which an association says who it is, where it is and where it works."""

from difflib import SequenceMatcher
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Actor, Partner
from kortet.partners.web_address import web_address
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.places.models import Area
from kortet.places.where import PlaceForm
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField, SaidField

RADII = [(500, "500 m"), (1000, "1 km"), (2000, "2 km"), (5000, "5 km"), (10_000, "10 km")]
SAME_NAME = 0.85  # how much of two names is the same, by difflib
SAID = ("name", "text", "web", "email", "phone", "shows_premises")


class ProfileForm(GuardedForm, PlaceForm):
    """All of a profile. A place is only moved where a new one is said; a drawn area is where the partner works."""

    name = LineField(label=_("Navn"), min_length=2, max_length=120)
    text = SaidField(label=_("Om jer"), widget=forms.Textarea(attrs={"rows": 5}), max_length=2000, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Emner"),
        help_text=_("Det, I arbejder med. Så kan vi vise jer, når nogen skriver om det."),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    logo_file = forms.FileField(label=_("Logo eller billede"), required=False)
    no_logo = forms.BooleanField(label=_("Fjern billedet"), required=False)
    no_premises = forms.BooleanField(label=_("Vi har ikke et fast sted"), required=False)
    shows_premises = forms.BooleanField(
        label=_("Stedet må vises på kortet"),
        help_text=_("Lad være, hvis det er nogens hjem. Så viser vi kun bydelen."),
        required=False,
    )
    reach = forms.ChoiceField(label=_("Hvor arbejder I?"), choices=Partner.Reach.choices, widget=forms.RadioSelect)
    reach_codes = forms.ModelMultipleChoiceField(
        Area.objects.none(), to_field_name="code", widget=forms.CheckboxSelectMultiple, required=False
    )
    reach_metres = forms.TypedChoiceField(
        label=_("Hvor langt omkring stedet?"), choices=RADII, coerce=int, empty_value=None, required=False
    )
    web = LineField(label=_("Hjemmeside"), max_length=300, required=False)
    email = MailField(
        label=_("Offentlig e-mail"), help_text=_("Vises for alle. Brug foreningens, ikke din egen."), required=False
    )
    phone = LineField(label=_("Offentlig telefon"), max_length=30, required=False)

    def __init__(self, *args: Any, partner: Partner, municipality: Municipality, **kwargs: Any) -> None:
        self.partner = partner
        super().__init__(*args, municipality=municipality, initial=profile_of(partner), **kwargs)
        self.auto_id, self.label_suffix = "partner-%s", ""
        fields: Any = self.fields
        fields["themes"].queryset = Theme.objects.of(municipality).offered()
        fields["reach_codes"].queryset = fields["area"].queryset
        fields["reach_codes"].label = municipality.word("neighbourhoods").capitalize()
        fields["address"].label = _("Sted")

    def clean_name(self) -> str:
        """A slip of the pen is put right at once; who the municipality said yes to does not become somebody else."""
        name, before = str(self.cleaned_data["name"]), self.partner.name
        if self.partner.is_public and SequenceMatcher(None, name.casefold(), before.casefold()).ratio() < SAME_NAME:
            raise ValidationError(_("Et andet navn skal kommunen sige ja til. Skriv til den, så retter den det."))
        return name

    def clean_web(self) -> str:
        return web_address(self.cleaned_data["web"])

    def clean_logo_file(self) -> Picture | None:
        """Developed as all pictures are: pixels only."""
        file = self.cleaned_data["logo_file"]
        if not file:
            return None
        try:
            taken, _where = Picture.objects.receive(file, municipality=self.municipality, sender="")
        except PictureError as refusal:
            raise ValidationError(in_words(refusal.reason, file.name)) from refusal
        taken.alt = ""
        return taken

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if self.says_where:
            self.find_place()
        self.drawn = self.place if self.place is not None and self.place.geom_type == "Polygon" else None
        if self.place is not None and self.place.geom_type == "LineString":
            self.add_error("address", _("Tegn et område, ikke en linje."))
        self._has_a_reach(said)
        return said

    def _has_a_reach(self, said: dict[str, Any]) -> None:
        """Each way of saying where needs what it is about."""
        reach, here = said.get("reach"), self.partner
        if reach == Partner.Reach.AREAS and not said.get("reach_codes"):
            self.add_error("reach_codes", _("Vælg mindst et område."))
        if reach == Partner.Reach.RADIUS:
            placed = (here.has_premises and not said.get("no_premises")) or (self.place and not self.drawn)
            if not placed:
                self.add_error("reach", _("Sig først, hvor I holder til, eller vælg noget andet."))
            said["reach_metres"] = said.get("reach_metres") or 1000
        if reach == Partner.Reach.DRAWN and self.drawn is None and here.reach != Partner.Reach.DRAWN:
            self.add_error("reach", _("Tegn området på kortet."))

    @transaction.atomic
    def save(self, actor: Actor) -> Partner:
        partner, said = self.partner, self.cleaned_data
        for name in SAID:
            setattr(partner, name, said[name])
        partner.themes = sorted(theme.pk for theme in said["themes"])
        self._place(said)
        self._reach(said)
        self._picture(said)
        partner.save()
        Entry.objects.record("profile", partner, actor=actor)
        Municipality.objects.filter(pk=partner.municipality_id).raise_version()
        return partner

    def _place(self, said: dict[str, Any]) -> None:
        partner = self.partner
        if said["no_premises"]:
            partner.precision, partner.point, partner.address = "whole", self.municipality.middle, ""
        elif self.place is not None and self.drawn is None:
            partner.precision = self.precision
            partner.place_at(self.place)
            partner.address = self.place_in_words[:200]
        partner.settle()

    def _reach(self, said: dict[str, Any]) -> None:
        reach = said["reach"]
        if reach == Partner.Reach.DRAWN and self.drawn is None:
            return
        codes = [area.code for area in said["reach_codes"]] if reach == Partner.Reach.AREAS else []
        metres = said["reach_metres"] if reach == Partner.Reach.RADIUS else None
        self.partner.work_in(reach, metres=metres, codes=codes, drawn=self.drawn)

    def _picture(self, said: dict[str, Any]) -> None:
        """What hung before is dropped with its files."""
        before, taken = self.partner.logo, said["logo_file"]
        if before and (taken or said["no_logo"]):
            before.drop()
            self.partner.logo = None
        if taken:
            [self.partner.logo] = Picture.objects.keep([taken])


def profile_of(partner: Partner) -> dict[str, Any]:
    """What a form of it stands with at first."""
    facts = {name: getattr(partner, name) for name in (*SAID, "reach", "reach_codes")}
    themes = Theme.objects.filter(pk__in=partner.themes)
    return facts | {"themes": themes, "reach_metres": partner.reach_metres or 1000, "no_premises": False}
