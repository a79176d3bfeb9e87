"""One question as it is answered on a page: the fields it has, what was said before, and the rows that it becomes."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.responses.sheets import Row, spoken
from kortet.saying.said import LineField
from kortet.surveys.questionnaire import Choice, Question

if TYPE_CHECKING:
    from kortet.responses.forms import AnswersForm

UNSURE = "unsure"
STRANGE = _("Vælg et af de svar, der står her.")
LINE = 200


class Asking:
    """A question on a form. Names: the question's key; `key.row` for a row, `key:choice` for a line beside one."""

    template = "responses/_choices.html"

    def __init__(self, form: "AnswersForm", question: Question, prefix: str = "") -> None:
        self.form, self.question, self.name = form, question, f"{prefix}{question.key}"
        self.is_shown = True

    def fields(self) -> dict[str, forms.Field]:
        return {}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        """What its fields hold, from what was said."""
        return {}

    def rows(self) -> list[Row]:
        """What was said, of a question without errors."""
        return []

    def check(self) -> None:
        """Complains of what a field alone cannot know."""

    @property
    def names(self) -> list[str]:
        return [
            name
            for name in self.form.fields
            if name == self.name or name.startswith((f"{self.name}.", f"{self.name}:"))
        ]

    @property
    def at(self) -> str:
        """The field that complaints about the whole question stand at."""
        return next(iter(self.names), "")

    @property
    def field(self) -> forms.BoundField:
        return self.form[self.name]

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it is answered by radio buttons, from which there is no other way back, and need not be answered."""
        field = self.form.fields.get(self.at)
        return not self.question.required and getattr(field and field.widget, "input_type", "") == "radio"

    @property
    def ident(self) -> str:
        """The id of the element that holds the question."""
        return f"q-{self.name}"

    @property
    def errors(self) -> list[str]:
        found = [str(error) for name in self.names for error in self.form.errors.get(name, [])]
        return list(dict.fromkeys(found))

    @property
    def spoken(self) -> Any:
        return spoken(self.question, self.rows())

    def complain(self, why: Any) -> None:
        self.form.add_error(self.at, why)

    def forget(self) -> None:
        """It is not asked: what is wrong with it is nobody's business."""
        for name in self.names:
            self.form.errors.pop(name, None)

    def said(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)

    def row(self, **says: Any) -> Row:
        return {"key": self.question.key, "row": "", "choice": "", "number": None, "day": None, "text": ""} | says


class Statement(Asking):
    """Something to read."""

    template = "responses/_statement.html"


class Single(Asking):
    """One of several, perhaps with a line of one's own beside it."""

    @property
    def offered(self) -> list[tuple[str, str]]:
        return [(choice.key, choice.name) for choice in self.question.choices]

    def fields(self) -> dict[str, forms.Field]:
        wrong = {"invalid_choice": STRANGE, "invalid_list": STRANGE}
        return {self.name: self.kind_of_field(wrong)} | self.lines()

    def kind_of_field(self, wrong: dict[str, Any]) -> forms.Field:
        return forms.ChoiceField(
            label=self.question.name,
            choices=self.offered,
            required=False,
            widget=forms.RadioSelect,
            error_messages=wrong,
        )

    def lines(self) -> dict[str, forms.Field]:
        labels = {f"{self.name}:{one.key}": one.name for one in self.question.choices if one.says}
        return {name: LineField(label=label, required=False, max_length=LINE) for name, label in labels.items()}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        lines = {f"{self.name}:{row['choice']}": row["text"] for row in rows}
        return {self.name: self.held([row["choice"] for row in rows])} | lines

    def held(self, chosen: list[str]) -> Any:
        return next(iter(chosen), "")

    @property
    def chosen(self) -> list[str]:
        """What was chosen; a line that was written says so where nothing else does."""
        written = [one.key for one in self.question.choices if one.says and self.said(f"{self.name}:{one.key}")]
        return [self.said(self.name)] if self.said(self.name) else written[:1]

    def rows(self) -> list[Row]:
        return [self.row(choice=one, text=self.said(f"{self.name}:{one}") or "") for one in self.chosen]

    @property
    def options(self) -> list[tuple[Any, Choice | None, forms.BoundField | None]]:
        """Each with the choice that it is, and the line beside it."""
        known = {choice.key: choice for choice in self.question.choices}
        return [(tag, known.get(tag.data["value"]), self.line(tag.data["value"])) for tag in self.field]

    def line(self, choice: str) -> forms.BoundField | None:
        name = f"{self.name}:{choice}"
        return self.form[name] if name in self.form.fields else None


class Multiple(Single):
    """Any of several; one that stands alone excludes all others."""

    def kind_of_field(self, wrong: dict[str, Any]) -> forms.Field:
        widget = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            label=self.question.name, choices=self.offered, required=False, widget=widget, error_messages=wrong
        )

    def held(self, chosen: list[str]) -> Any:
        return chosen

    @property
    def chosen(self) -> list[str]:
        picked = dict.fromkeys(self.said(self.name) or [])
        written = [one.key for one in self.question.choices if one.says and self.said(f"{self.name}:{one.key}")]
        return list(picked | dict.fromkeys(written))

    def check(self) -> None:
        chosen = self.chosen
        alone = [one.name for one in self.question.choices if one.alone and one.key in chosen]
        if alone and len(chosen) > 1:
            self.complain(_("“%(choice)s” kan ikke vælges sammen med andet.") % {"choice": alone[0]})
        check_count(self, len(chosen))


def check_count(asking: Asking, chosen: int) -> None:
    """How many may be chosen, or put in order; none is no answer, which is another matter."""
    least, most = int(asking.question.least or 0), int(asking.question.most or 0)
    if most and chosen > most:
        asking.complain(_("Vælg højst %(n)s.") % {"n": most})
    elif 0 < chosen < least:
        asking.complain(_("Vælg mindst %(n)s.") % {"n": least})


class Objects(Multiple):
    """Some of what is drawn beforehand, on the map and as a list."""

    template = "responses/_objects.html"

    @property
    def offered(self) -> list[tuple[str, str]]:
        return self.form.around.offered(self.question.map)

    def check(self) -> None:
        rules = self.question.map
        if len(self.chosen) > rules.most:
            self.complain(_("Vælg højst %(n)s.") % {"n": rules.most})
        elif 0 < len(self.chosen) < rules.least:
            self.complain(_("Vælg mindst %(n)s.") % {"n": rules.least})


class Home(Single):
    """Which of the town's neighbourhoods one lives in."""

    template = "responses/_field.html"

    @property
    def offered(self) -> list[tuple[str, str]]:
        return self.form.around.areas

    def kind_of_field(self, wrong: dict[str, Any]) -> forms.Field:
        choices = [("", _("Intet valgt")), *self.offered]
        return forms.ChoiceField(label=self.question.name, choices=choices, required=False, error_messages=wrong)


class Consent(Asking):
    """A box to tick."""

    template = "responses/_consent.html"

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: forms.BooleanField(label=self.question.name, required=False)}

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {self.name: bool(rows)}

    def rows(self) -> list[Row]:
        return [self.row(choice="yes")] if self.said(self.name) else []


class Scale(Single):
    """A step between two ends, or "don't know"."""

    template = "responses/_scale.html"

    @property
    def offered(self) -> list[tuple[str, str]]:
        return steps_of(self.question)

    def before(self, rows: list[Row]) -> dict[str, Any]:
        return {self.name: held_step(rows[0]) if rows else ""}

    def rows(self) -> list[Row]:
        return [self.row(**step(one)) for one in self.chosen]


def steps_of(question: Question) -> list[tuple[str, str]]:
    steps = [(str(n), str(n)) for n in range(1, question.steps + 1)]
    return [*steps, *([(UNSURE, str(_("Ved ikke")))] if question.unsure else [])]


def step(said: str) -> Row:
    return {"choice": UNSURE} if said == UNSURE else {"number": float(said)}


def held_step(row: Row) -> str:
    return row["choice"] or format(row["number"], "g")
