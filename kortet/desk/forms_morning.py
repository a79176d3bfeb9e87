"""What a member of staff says of the letter of the morning."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kortet.desk.models import MorningLetter


class MorningForm(forms.Form):
    pace = forms.ChoiceField(
        label=_("Hvornår vil du have brevet?"),
        help_text=_(
            "Det kommer kl. 7 og kun, når noget venter. På hverdage: ikke på helligdage og kommunens lukkedage."
        ),
        choices=MorningLetter.Pace.choices,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Sprog"), choices=settings.LANGUAGES)

    def __init__(self, said: Any, letter: MorningLetter) -> None:
        now = {"pace": letter.wanted, "language": letter.language}
        super().__init__(said, initial=now, auto_id="morning-%s", label_suffix="")
        self.letter = letter

    def save(self) -> None:
        """Writes over what was said, also where the worker made the row meanwhile."""
        letter = self.letter
        MorningLetter.objects.update_or_create(
            user=letter.user, municipality=letter.municipality, defaults=self.cleaned_data
        )
