"""What is drawn beforehand for a map question: one by one on the map, or all rows of a file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kortet.places.drawings import Drawing
from kortet.places.forms_drawings import DrawingsFileForm
from kortet.places.models import METRES
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.processes.models.process import language_named
from kortet.saying.said import LineField
from kortet.surveys.changes import key_from
from kortet.surveys.models import Edition, MapObject

MOST_OBJECTS = 200


class ObjectForm(PlaceForm):
    """What one of them is called in each language, and where it is. Nothing drawn means: as it is."""

    def __init__(
        self, *args: Any, edition: Edition, group: str, languages: tuple[str, ...], was: MapObject | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, municipality=edition.survey.process.municipality, **kwargs)
        self.edition, self.group, self.languages, self.was = edition, group, languages, was
        self.auto_id, self.label_suffix = "object-%s", ""
        del self.fields["area"]
        for code in languages:
            told = {"language": language_named(code)}
            label = _("Navn på %(language)s") % told if len(languages) > 1 else _("Navn")
            given = was.words.get(code, "") if was else ""
            self.fields[f"name_{code}"] = LineField(label=label, max_length=80, required=code == "da", initial=given)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.was is None or any(said.get(name) for name in ("lng", "lat", "shape", "address")):
            self.find_place()
        return said

    @transaction.atomic
    def save(self) -> None:
        """Stores it; raises ValidationError where there are too many, or the draft was published meanwhile."""
        words = {
            code: self.cleaned_data[f"name_{code}"] for code in self.languages if self.cleaned_data[f"name_{code}"]
        }
        shape: Any = turned(self.place, METRES) if self.place else None
        if self.was is None:
            put(self.edition, self.group, [(words, shape)])
            return
        self.edition.hold_draft()
        changed = {"words": words} | ({"shape": shape} if shape else {})
        MapObject.objects.filter(pk=self.was.pk).update(**changed)

    @transaction.atomic
    def remove(self) -> None:
        """Takes it away; raises ValidationError where the draft was published meanwhile."""
        self.edition.hold_draft()
        self.edition.objects_drawn.filter(group=self.group, key=self.was.key if self.was else "").delete()


class ObjectsFileForm(DrawingsFileForm):
    """A file whose rows become what is chosen among."""

    def __init__(self, *args: Any, edition: Edition, group: str, **kwargs: Any) -> None:
        super().__init__(*args, municipality=edition.survey.process.municipality, **kwargs)
        self.edition, self.group = edition, group

    @transaction.atomic
    def save(self) -> None:
        put(self.edition, self.group, [(self.words(one, n), one.shape) for n, one in enumerate(self.found, 1)])

    @staticmethod
    def words(one: Drawing, number: int) -> dict[str, str]:
        """What a row is called: what the file says, or that it is a place with a number."""
        said = {"da": one.title or _("Sted %(number)s") % {"number": number}, "en": one.title_en}
        return {code: text for code, text in said.items() if text}


def put(edition: Edition, group: str, named: list[tuple[dict[str, str], Any]]) -> None:
    """Stores things with their names and shapes (EPSG:25832) after those that are there."""
    edition.hold_draft()
    held = edition.objects_drawn.filter(group=group)
    taken = set(held.values_list("key", flat=True))
    if len(taken) + len(named) > MOST_OBJECTS:
        raise ValidationError(_("Der kan højst være %(most)s steder i et lag.") % {"most": MOST_OBJECTS})
    last = held.order_by("-order").values_list("order", flat=True).first() or 0
    made = []
    for order, (words, shape) in enumerate(named, last + 1):
        key = key_from(words["da"], taken, "sted")
        taken.add(key)
        made.append(MapObject(edition=edition, group=group, key=key, words=words, order=order, shape=shape))
    MapObject.objects.bulk_create(made)
