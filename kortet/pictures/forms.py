"""The field for pictures: files that come with the form, and those that were sent before and wait under their key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.pictures.developing import PictureError
from kortet.pictures.models import MOST_ALT, Picture
from kortet.pictures.refusals import in_words

MOST = 5
PREFIX = "picture-"
NAME = re.compile(PREFIX + "([2-9a-z]{28})")

KEY = re.compile(r"[2-9a-z]{28}")
TOO_MANY = _("Der kan være %(most)s billeder på en nål. Resten er ikke med.")
GONE = _("Et billede har ligget her i over et døgn og er slettet. Vælg det igen.")


@dataclass(frozen=True)
class Sent:
    """What a form says about pictures: new files; what stands about each waiting one, by key; one to take away."""

    files: list[UploadedFile]
    words: dict[str, str]
    removed: str


class PicturesWidget(forms.FileInput):
    """A file field for several; each waiting picture has a text field of its own, named `picture-<key>`."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": "image/*"})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent:
        named = {found[1]: str(data[full]) for full in data if (found := NAME.fullmatch(full))}
        chosen = files.getlist(name) if hasattr(files, "getlist") else []
        return Sent(chosen, named, data.get("remove", ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False


class PicturesField(forms.Field):
    """At most five pictures. `chosen` are those that wait with this form, also when something else in it is wrong."""

    widget = PicturesWidget
    municipality: Municipality
    sender: str
    most = MOST
    most_alt = MOST_ALT

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.chosen: list[Picture] = []

    def __deepcopy__(self, memo: dict[int, Any]) -> "PicturesField":
        copy: PicturesField = super().__deepcopy__(memo)  # type: ignore[misc]  # Field has it, the stubs do not
        copy.chosen = []
        return copy

    @property
    def is_full(self) -> bool:
        return len(self.chosen) >= MOST

    def clean(self, value: Sent) -> list[Picture]:
        """Those sent before, then the new files; a file that is not taken is told by its name."""
        before, troubles = self.sent_before(value)
        self.chosen = [picture for picture in before if picture.kept is None]
        room = max(0, MOST - len(before))
        for file in value.files[:room]:
            try:
                self.chosen.append(self.received(file))
            except PictureError as refusal:
                troubles.append(in_words(refusal.reason, file.name or ""))
        if len(value.files) > room:
            troubles.append(str(TOO_MANY) % {"most": MOST})
        if troubles:
            raise ValidationError(troubles)
        return before + [picture for picture in self.chosen if picture not in before]

    def received(self, file: UploadedFile) -> Picture:
        return Picture.objects.receive(file, municipality=self.municipality, sender=self.sender)[0]

    def sent_before(self, value: Sent) -> tuple[list[Picture], list[str]]:
        """The pictures whose keys stand in the form, also those that are on a pin by now; and what is wrong with it."""
        if not value.words and not value.removed:
            return [], []
        words = {key: text for key, text in value.words.items() if key != value.removed}
        ours = Picture.objects.of(self.municipality)
        if KEY.fullmatch(value.removed):
            ours.waiting().filter(key=value.removed).drop()
        keys = [key for key in words if KEY.fullmatch(key)][:MOST]
        found = {picture.key: picture for picture in ours.filter(key__in=keys)}
        for key, picture in found.items():
            picture.alt = words[key].strip()[:MOST_ALT]
        return [found[key] for key in words if key in found], [str(GONE)] if len(found) < len(words) else []
