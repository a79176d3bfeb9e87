"""What an association says of itself: that it wants to join, its profile, and who else may write in its name."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from stdnum.dk import cvr as cvr_numbers

from kortet.journal.models import Entry
from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Invitation, Partner, checked_cvr
from kortet.people.robots import RobotTrap
from kortet.saying.said import LineField, SaidField

KINDS = [
    (Partner.Kind.ASSOCIATION, _("Forening")),
    (Partner.Kind.INSTITUTION, _("Institution")),
    (Partner.Kind.COUNCIL, _("Lokalråd")),
    (Partner.Kind.BUSINESS, _("Virksomhed")),
]


class CvrField(LineField):
    """A CVR number as people write it: with spaces, or DK before it."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value)
        return cvr_numbers.compact(said) if said else ""


class JoinForm(RobotTrap):
    """An association asks to be on the map. Whoever asks becomes its first steward, when the municipality says yes."""

    name = LineField(label=_("Foreningens navn"), min_length=2, max_length=120)
    kind = forms.ChoiceField(label=_("Hvad er I?"), choices=KINDS)
    cvr = CvrField(
        label=_("CVR-nummer"),
        help_text=_("Otte cifre, hvis I har et. Så kan kommunen lettere se, hvem I er."),
        max_length=12,
        required=False,
        validators=[checked_cvr],
    )
    text = SaidField(
        label=_("Hvad laver I?"),
        help_text=_("Et par linjer. I kan rette dem senere."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    role = LineField(label=_("Din rolle i foreningen"), help_text=_("F.eks. formand eller frivillig"), max_length=60)
    email = MailField(
        label=_("Din e-mailadresse"),
        help_text=_("Hertil skriver vi, når kommunen har set på det. Den vises ikke for nogen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.auto_id, self.label_suffix = "join-%s", ""

    def clean_cvr(self) -> str:
        """One partner a number; the answer says how to get in instead."""
        number: str = self.cleaned_data["cvr"]
        if number and Partner.objects.of(self.municipality).filter(cvr=number).exclude(state="declined").exists():
            raise ValidationError(_("Foreningen er her allerede. Bed en af dens egne om at invitere dig."))
        return number

    @transaction.atomic
    def save(self) -> Partner:
        """The partner, which waits, and the invitation that its first steward gets when it is approved."""
        said = self.cleaned_data
        facts = {name: said[name] for name in ("name", "kind", "cvr", "text")}
        waiting = Invitation.objects.of(self.municipality).filter(email__iexact=said["email"], accepted=None)
        if again := waiting.filter(partner__state="asked", partner__name=said["name"]).first():
            return again.partner
        Partner.objects.of(self.municipality).filter(state="declined", cvr=said["cvr"]).exclude(cvr="").update(cvr="")
        town = self.municipality
        partner = Partner.objects.create(municipality=town, precision="whole", point=town.middle, **facts)
        language = (get_language() or "da")[:2]
        Invitation.objects.create(partner=partner, email=said["email"], role=said["role"], language=language)
        Entry.objects.record("asked_to_join", partner)
        return partner


class InviteForm(forms.Form):
    """One more who may write in the partner's name."""

    email = MailField(
        label=_("E-mailadresse"),
        help_text=_("Vi sender et brev med en knap. Den virker i 30 dage."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = LineField(label=_("Rolle i foreningen"), max_length=60, required=False)

    def __init__(self, *args: Any, partner: Partner, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partner = partner
        self.auto_id, self.label_suffix = "invite-%s", ""

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if self.partner.members.filter(user__email__iexact=email).exists():
            raise ValidationError(_("Den person er med allerede."))
        return email

    def save(self, invited_by: Any) -> Invitation:
        """The open invitation of the address: a new one, or the one that it has already, good for another 30 days."""
        said = self.cleaned_data
        self.partner.invitations.filter(email__iexact=said["email"], accepted=None).delete()
        language = (get_language() or "da")[:2]
        return Invitation.objects.create(
            partner=self.partner, email=said["email"], role=said["role"], language=language, invited_by=invited_by
        )


class PartnerFilter(forms.Form):
    """What the directory is asked: words, theme, kind, and near where. Nonsense in one field is told beside it."""

    q = forms.CharField(label=_("Navn"), max_length=100, required=False)
    theme = forms.ModelChoiceField(
        Theme.objects.none(), to_field_name="code", label=_("Emne"), required=False, empty_label=_("Alle")
    )
    kind = forms.ChoiceField(label=_("Slags"), choices=[("", _("Alle")), *Partner.Kind.choices], required=False)
    near = forms.CharField(label=_("Tæt på"), help_text=_("En adresse eller et sted"), max_length=100, required=False)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "partners-%s", ""
        self.fields["theme"].queryset = Theme.objects.of(municipality)  # type: ignore[attr-defined]  # a choice field
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}


__all__ = ["InviteForm", "JoinForm", "PartnerFilter"]
