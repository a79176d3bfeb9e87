"""The form that covers parts of a picture: rectangles in per cent, drawn on the picture where there is a script."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.pictures.redaction import MOST_BOXES, Box

WHOLE = 100.0
EMPTY_ROWS = 2


class BoxForm(forms.Form):
    """One rectangle, in per cent of the picture's width and height. An empty row is none."""

    box: Box | None = None  # a row that nobody touched is not even looked at

    left = forms.FloatField(label=_("Fra venstre"), required=False, localize=True)
    top = forms.FloatField(label=_("Fra toppen"), required=False, localize=True)
    width = forms.FloatField(label=_("Bredde"), required=False, localize=True)
    height = forms.FloatField(label=_("Højde"), required=False, localize=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def clean(self) -> dict[str, Any]:
        """Adds `box`, or None for a row where nothing stands."""
        said = self.cleaned_data
        parts = [said.get(name) for name in ("left", "top", "width", "height")]
        if not self.errors and any(part is not None for part in parts):
            if None in parts:
                raise ValidationError(_("Skriv alle fire tal, eller lad rækken være tom."))
            self.box = Box.read(*(float(part or 0) / WHOLE for part in parts))
        return said


BoxRows = forms.formset_factory(
    BoxForm, extra=EMPTY_ROWS, max_num=MOST_BOXES, validate_max=True, absolute_max=MOST_BOXES * 2
)


def boxes_in(rows: Any) -> list[Box]:
    """The rectangles of a sound form; what stands in empty rows is none."""
    return [form.box for form in rows if form.box]


def rows_of(boxes: list[list[float]]) -> list[dict[str, float]]:
    """What the rows begin with: a picture's boxes in per cent, to a tenth."""
    names = ("left", "top", "width", "height")
    return [{name: round(part * WHOLE, 1) for name, part in zip(names, box, strict=True)} for box in boxes]
