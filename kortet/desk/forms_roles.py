"""Giving a role: to whom, which, and for what it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.people.models import Role, User
from kortet.places.models import Area
from kortet.saying.said import LineField

NO_LIMIT = _("Vælger du ikke noget, er rollen for alle.")


class LimitForm(forms.Form):
    """What a role is limited to. Administrators have no limit."""

    unit = LineField(label=_("Enhed"), help_text=_("F.eks. Park og Vej."), max_length=80, required=False)
    areas = forms.ModelMultipleChoiceField(
        Area.objects.none(),
        label=_("Kun i områderne"),
        help_text=NO_LIMIT,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Kun om emnerne"),
        help_text=NO_LIMIT,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(),
        label=_("Kun for foreningerne"),
        help_text=_("Så gælder rollen ikke nåle, kun de foreninger og deres arrangementer."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        required=False,
    )

    def __init__(self, town: Municipality, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "role-%s", ""
        fields: Any = self.fields
        areas = Area.objects.of(town).current().light().select_related("layer")
        fields["areas"].queryset = areas.order_by("-layer__is_neighbourhoods", "layer__name", "name", "pk")
        fields["areas"].label_from_instance = lambda area: f"{area.name} ({area.layer.name})"
        fields["themes"].queryset = Theme.objects.of(town)
        partners = Partner.objects.of(town).defer("service_area", "text")
        fields["partners"].queryset = partners.order_by("name", "pk")

    @property
    def limits(self) -> dict[str, Any]:
        said = self.cleaned_data
        found = {name: [row.pk for row in said[name]] for name in ("areas", "themes", "partners")}
        return found | {"unit": said["unit"]}

    def refuse_limits(self) -> None:
        """Says at each field that an administrator's role has none."""
        for name in ("areas", "themes", "partners"):
            if self.cleaned_data.get(name):
                self.add_error(name, _("En administrator er for hele kommunen. Lad feltet være tomt."))


class RoleForm(LimitForm):
    """A new role."""

    email = MailField(
        label=_("E-mail"),
        help_text=_("Den, som personens konto har. Har personen ingen konto endnu, bliver den lavet."),
    )
    kind = forms.ChoiceField(label=_("Rolle"), choices=Role.Kind.choices)
    field_order = ("email", "kind", "unit", "areas", "themes", "partners")

    def __init__(self, town: Municipality, *args: Any, **kwargs: Any) -> None:
        super().__init__(town, *args, **kwargs)
        self.town = town

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("kind") == Role.Kind.ADMIN:
            self.refuse_limits()
        if said.get("email"):
            self._find_person(said["email"])
        return said

    def _find_person(self, email: str) -> None:
        found = list(User.objects.filter(email__iexact=email).order_by("pk")[:2])
        if len(found) > 1:
            self.add_error("email", _("Flere konti har den adresse. Bed den, der driver kortet, om hjælp."))
        self.person = found[0] if found else None
        kind = self.cleaned_data.get("kind")
        if self.person and Role.objects.of(self.town).filter(user=self.person, kind=kind).exists():
            words = _("%(name)s har allerede den rolle. Ret den i listen.")
            self.add_error("email", words % {"name": self.person.called})
