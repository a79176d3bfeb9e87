"""The one field that following takes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField


class FollowForm(forms.Form):
    """An e-mail address; `website` is a trap that people do not see."""

    email = MailField(label=_("Din e-mailadresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    website = forms.CharField(required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.auto_id, self.label_suffix = "follow-%s", ""

    @property
    def is_robot(self) -> bool:
        return bool(self.cleaned_data.get("website"))
