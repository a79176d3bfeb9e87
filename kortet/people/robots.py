"""A field that people do not see and robots fill in: a form with it is not stored."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class RobotTrap(forms.Form):
    """The trap; drawn by templates/people/_trap.html. A browser that fills it in by itself is told what to do."""

    website = forms.CharField(required=False)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_('Feltet "website" skal være tomt.'))
        return ""
