"""What robots fall into: a field that people do not see, and a form that is sent sooner than anybody can read it."""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.people.proof import LONGEST

SALT, LEAST_SECONDS = "people.since", 1


class RobotTrap(forms.Form):
    """The trap; drawn by templates/people/_trap.html. A browser that fills it in by itself is told what to do.

    `since` says when the form was first shown; a page that is kept for all has none. `proof` is the answer to
    `challenge` (proof.py), which a form has while there is a flood (crowd.py). `doubtful`: a moderator looks first.
    """

    website = forms.CharField(required=False)
    since = forms.CharField(required=False, max_length=100)
    proof = forms.CharField(required=False, max_length=LONGEST)
    challenge = ""
    doubtful = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", signing.dumps(timezone.now().timestamp(), salt=SALT))

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_('Feltet "website" skal være tomt.'))
        return ""

    def clean_since(self) -> str:
        """A time that was not made here says nothing; what came too soon may come again, and stands there still."""
        since: str = self.cleaned_data["since"]
        try:
            shown = float(signing.loads(since, salt=SALT)) if since else 0.0
        except signing.BadSignature:
            shown = 0.0
        if timezone.now().timestamp() - shown < LEAST_SECONDS:
            self.add_error(None, _("Det gik meget hurtigt. Vent et øjeblik, og send så igen."))
        return since


TRAPS = tuple(RobotTrap.base_fields)  # what a form holds besides what a person says
