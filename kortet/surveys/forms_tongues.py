"""Fields in each language of a survey, side by side."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kortet.processes.models.process import SPOKEN, language_named
from kortet.saying.said import LineField, SaidField, plain

# Danish sign language is not written.
WRITTEN = [(code, name) for code, name in SPOKEN if code != "sign"]
RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur"})


class LinesField(forms.CharField):
    """Lines, each as people's words are kept; an empty one keeps its place, also where it is the first."""

    def to_python(self, value: Any) -> str:
        return "\n".join(plain(line) for line in str(value or "").splitlines())


class TonguesForm(forms.Form):
    """A form with words in several languages: `tongues(name, …)` adds a field for each, `words(name)` reads them."""

    def __init__(self, *args: Any, languages: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.use_required_attribute = "", False
        self.languages = languages
        self.sides: dict[str, list[str]] = {}
        self.told: dict[str, dict[str, str]] = {}

    def tongues(
        self,
        name: str,
        label: Any,
        given: dict[str, str],
        *,
        most: int,
        lines: int = 1,
        required: bool = False,
        hint: Any = "",
        field: type[forms.CharField] | None = None,
    ) -> None:
        """Fields of one text: `lines` high, `most` letters long; only the Danish one may be required."""
        field = field or (LineField if lines == 1 else SaidField)
        self.sides[name] = [f"{name}_{code}" for code in self.languages]
        self.told[name] = given
        for code in self.languages:
            told = {"what": label, "language": language_named(code)}
            rows = {} if lines == 1 and field is LineField else {"rows": lines}
            attributes = {"lang": code, **rows} | ({"dir": "rtl"} if code in RIGHT_TO_LEFT else {})
            self.fields[f"{name}_{code}"] = field(
                label=_("%(what)s på %(language)s") % told if len(self.languages) > 1 else label,
                help_text=hint if code == "da" else "",
                required=required and code == "da",
                max_length=most,
                initial=given.get(code, ""),
                widget=(forms.Textarea if rows else forms.TextInput)(attrs=attributes),
            )

    def words(self, name: str) -> dict[str, str]:
        """What was said in each language that says something; what stands in languages not asked for stays."""
        said = {code: self.cleaned_data.get(f"{name}_{code}", "") for code in self.languages}
        return {code: text for code, text in (self.told[name] | said).items() if text}

    def beside(self, name: str) -> list[forms.BoundField]:
        """The fields of one text, to stand side by side."""
        return [self[field] for field in self.sides.get(name, [])]

    @property
    def laid_out(self) -> list[list[forms.BoundField]]:
        """All texts, each in its languages."""
        return [self.beside(name) for name in self.sides]
