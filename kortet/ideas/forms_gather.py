"""What staff say when they gather pins."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.ideas.gathering import MIDDLE, add, gather
from kortet.ideas.models import Idea
from kortet.ideas.queries import free_pins
from kortet.people.models import User
from kortet.pins.models import Pin
from kortet.processes.models import Process
from kortet.saying.said import LineField, SaidField

NOT_FREE = _("En af nålene kan ikke samles: den er i et forslag, hører ikke til forløbet eller vises ikke mere.")


class GatherForm(forms.Form):
    """Which pins, and into which idea: a new one, or one that is there."""

    pins = forms.ModelMultipleChoiceField(
        Pin.objects.none(),
        to_field_name="word",
        widget=forms.MultipleHiddenInput,
        error_messages={"required": _("Vælg mindst én nål."), "invalid_choice": NOT_FREE, "invalid_list": NOT_FREE},
    )
    into = forms.ModelChoiceField(
        Idea.objects.none(), label=_("Læg i"), to_field_name="word", required=False, empty_label=_("et nyt forslag")
    )
    title = LineField(label=_("Overskrift"), max_length=120, min_length=3, required=False)
    text = SaidField(
        label=_("Forslaget"),
        help_text=_("Skriv det, de har til fælles, med deres egne ord."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        required=False,
    )
    place = forms.ChoiceField(label=_("Hvor ligger det?"), required=False)

    def __init__(self, *args: Any, process: Process, chosen: list[Pin], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.process = process
        self.auto_id, self.label_suffix = "gather-%s", ""
        fields: Any = self.fields
        fields["pins"].queryset = free_pins(process)
        fields["into"].queryset = Idea.objects.public().filter(process=process)
        middle = [(MIDDLE, _("midt imellem dem"))] if len(chosen) > 1 else []
        fields["place"].choices = [(pin.word, pin.title) for pin in chosen] + middle

    def clean(self) -> dict[str, Any]:
        """A new idea has words of its own; one that is there has them already."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("into"):
            for name in ("title", "text"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Skriv noget her, eller vælg et forslag, som nålene skal ind i."))
        return said

    def save(self, actor: User) -> Idea | None:
        """The idea; None where somebody else took a pin a moment ago, which the form then says."""
        said = self.cleaned_data
        try:
            into: Idea | None = said["into"]
            if into:
                add(into, said["pins"], actor)
                return into
            words = {"title": said["title"], "text": said["text"], "place": said["place"]}
            return gather(self.process, said["pins"], **words, actor=actor)
        except ValidationError as error:
            self.add_error("pins", error)
            return None
