"""The form of one question: of each kind the fields that it has, in all languages of the survey."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.surveys.asking import NEIGHBOURHOODS
from kortet.surveys.forms_shown import short
from kortet.surveys.forms_tongues import LinesField, TonguesForm
from kortet.surveys.kinds import UNANSWERED, WITH_BOUNDS, WITH_CHOICES, WITH_ENDS, WITH_GROUP, WITH_UNSURE
from kortet.surveys.lines import choices_of, lines_of
from kortet.surveys.models.bank import INDICATOR
from kortet.surveys.questionnaire import DRAWN, Kind, MapRules, Question, Within
from kortet.surveys.symbols import COLOURS, SYMBOLS

BOUNDS = {
    Kind.MULTIPLE: (_("Mindst så mange kryds"), _("Højst så mange kryds")),
    Kind.RANKING: (_("Mindst så mange i rækkefølge"), _("Højst så mange i rækkefølge")),
    Kind.NUMBER: (_("Mindste tal"), _("Største tal")),
    Kind.TEXT: (_("Mindst så mange tegn"), _("Højst så mange tegn")),
}
CHOICE_LABELS = {Kind.MATRIX: _("Svar i skemaet"), Kind.RANKING: _("Det, der sættes i rækkefølge")}
LINES_HINT = _(
    "Én på hver linje. Skriv (skriv) sidst på en linje, hvor man selv kan skrive noget, og (alene) på en, der ikke kan"
    " vælges sammen med andre."
)
BACKGROUNDS = [("", _("nej")), ("age", _("alder")), ("sex", _("køn")), ("area", _("bydel"))]
WITH_BACKGROUND = {Kind.SINGLE: ("", "age", "sex", "area"), Kind.NUMBER: ("", "age"), Kind.HOME: ("", "area")}
MOST_CHOICES, MOST_ROWS, MOST_NUMBER, MOST_PLACES = 60, 30, 1e12, 50
MAY_BE_NONE = ("symbol", "background", "group")
ABOVE = ("words", "rows", "choices", "low", "high")
MAP_NAMES = ("least", "most", "within", "symbol", "colour", "background", "group")


class QuestionForm(TonguesForm):
    """`was` is the question as it is (a new one has its kind alone); `groups` what is drawn beforehand, named."""

    def __init__(self, *args: Any, was: Question, groups: dict[str, str], follows: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was, self.follows, self.groups = was, follows, groups
        self.choices_found: dict[str, Any] = {}
        self.auto_id = "question-%s"
        label, most = (_("Tekst"), 4000) if was.kind in UNANSWERED else (_("Spørgsmål"), 500)
        self.tongues("words", label, was.words, most=most, lines=2, required=True)
        for has, add in PARTS:
            if was.kind in has:
                add(self)
        if was.kind not in UNANSWERED:
            self.add_answering()

    def add_choices(self) -> None:
        label = CHOICE_LABELS.get(self.was.kind, _("Svarmuligheder"))
        given = {code: lines_of(self.was.choices, code) for code in self.languages}
        marked = self.was.kind in (Kind.SINGLE, Kind.MULTIPLE)
        hint = LINES_HINT if marked else _("Ét på hver linje.")
        self.tongues("choices", label, given, most=12_000, lines=6, hint=hint, field=LinesField)

    def add_rows(self) -> None:
        given = {code: lines_of(self.was.rows, code) for code in self.languages}
        self.tongues(
            "rows", _("Udsagn i skemaet"), given, most=12_000, lines=6, hint=_("Ét på hver linje."), field=LinesField
        )

    def add_ends(self) -> None:
        steps = [(n, str(n)) for n in range(2, 12)]
        self.fields["steps"] = forms.TypedChoiceField(
            label=_("Antal trin"), choices=steps, coerce=int, initial=self.was.steps
        )
        self.tongues("low", _("Det laveste trin hedder"), self.was.low, most=80)
        self.tongues("high", _("Det højeste trin hedder"), self.was.high, most=80)

    def add_unsure(self) -> None:
        self.fields["unsure"] = forms.BooleanField(
            label=_("Man kan svare “ved ikke”"), required=False, initial=self.was.unsure
        )

    def add_bounds(self) -> None:
        for name, label in zip(("least", "most"), BOUNDS[self.was.kind], strict=True):
            self.fields[name] = forms.FloatField(
                label=label,
                required=False,
                initial=short(getattr(self.was, name)),
                min_value=-MOST_NUMBER,
                max_value=MOST_NUMBER,
            )

    def add_map(self) -> None:
        rules, drawn = self.was.map, self.was.kind in DRAWN
        if self.was.kind != Kind.RATE:
            self.number("map_least", _("Mindst så mange steder"), rules.least, 0)
            self.number("map_most", _("Højst så mange steder"), rules.most, 1)
        if not drawn:
            named = self.groups.items()
            choices = [("", _("et nyt lag, som jeg tegner bagefter")), (NEIGHBOURHOODS, _("byens bydele")), *named]
            self.choice("map_group", _("Hvad vælges der mellem?"), choices, rules.group)
        if drawn:
            within = [(Within.TOWN, _("i hele kommunen")), (Within.PROCESS, _("kun i forløbets område"))]
            self.choice("map_within", _("Hvor må man tegne?"), within, rules.within)
        if self.was.kind == Kind.POINT:
            self.choice("map_symbol", _("Tegn"), SYMBOLS, rules.symbol)
        self.choice("map_colour", _("Farve"), COLOURS, rules.colour)
        below = [("", _("intet")), *self.groups.items()]
        self.choice("map_background", _("Vis også på kortet"), below, rules.background)

    def number(self, name: str, label: Any, given: int, least: int) -> None:
        self.fields[name] = forms.IntegerField(label=label, initial=given, min_value=least, max_value=MOST_PLACES)

    def choice(self, name: str, label: Any, choices: list[Any], given: str) -> None:
        known = {value for value, _words in choices}
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, required=False, initial=given if given in known else ""
        )

    def add_answering(self) -> None:
        """Help, whether it must be answered, and what the answer is called in every survey."""
        self.tongues("help", _("Hjælp under spørgsmålet"), self.was.help, most=1000, lines=2)
        label = _("Der skal svares")
        self.fields["required"] = forms.BooleanField(label=label, required=False, initial=self.was.required)
        self.fields["indicator"] = forms.CharField(
            label=_("Indikator"),
            help_text=_(
                "Det, det samme spørgsmål hedder hvert år, hvordan det end er formuleret, f.eks. tillid.kommunen."
            ),
            required=False,
            max_length=60,
            initial=self.was.indicator,
            validators=[INDICATOR],
        )
        roles: tuple[str, ...] = () if self.follows else WITH_BACKGROUND.get(self.was.kind, ())
        if roles:
            told = [(value, words) for value, words in BACKGROUNDS if value in roles]
            self.choice("background", _("Siger det, hvem der svarer?"), told, self.was.background)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        for low, high in (("least", "most"), ("map_least", "map_most")):
            if said.get(low) is not None and said.get(high) is not None and said[low] > said[high]:
                self.add_error(high, _("Det er mindre end det mindste."))
        for name, most in (("choices", MOST_CHOICES), ("rows", MOST_ROWS)):
            if name in self.sides and not any(f"{name}_{code}" in self.errors for code in self.languages):
                self.read_lines(name, most)
        return said

    def read_lines(self, name: str, most: int) -> None:
        """Lines as choices; what does not fit stands beside the language that it is in."""
        try:
            found = choices_of(
                getattr(self.was, name), {code: self.cleaned_data[f"{name}_{code}"] for code in self.languages}
            )
        except ValidationError as error:
            for code, told in error.message_dict.items():
                self.add_error(f"{name}_{code}", told)
            return
        if len(found) > most:
            self.add_error(f"{name}_da", _("Der kan højst være %(most)s linjer.") % {"most": most})
        self.choices_found[name] = found

    @property
    def above(self) -> list[tuple[bool, list[forms.BoundField]]]:
        """What is always seen: texts in all languages side by side, then the rest; each with whether it stands so."""
        texts = [(True, self.beside(name)) for name in ABOVE if name in self.sides]
        rules = [
            self[name] for name in ("steps", "map_group", "map_least", "map_most", "map_within") if name in self.fields
        ]
        looks = [self[name] for name in ("map_symbol", "map_colour") if name in self.fields]
        ticks = [(False, [self[name]]) for name in ("unsure", "required") if name in self.fields]
        return [*texts, (True, rules), (True, looks), *ticks]

    @property
    def below(self) -> list[tuple[bool, list[forms.BoundField]]]:
        """What is folded together until it is used."""
        bounds = [self[name] for name in ("least", "most") if name in self.fields]
        rest = [self[name] for name in ("map_background", "indicator", "background") if name in self.fields]
        helps = [(True, self.beside("help"))] if "help" in self.sides else []
        return [*helps, (True, bounds), *((False, [field]) for field in rest)] if "help" in self.sides else []

    @property
    def below_is_used(self) -> bool:
        """Whether it says something, or something is wrong there."""
        fields = [field for _beside, fields in self.below for field in fields]
        return any(field.errors or field.value() not in (None, "", False) for field in fields)

    @property
    def question(self) -> Question:
        """The question of a valid form; what the form does not have stays as it was."""
        said = self.cleaned_data
        words = {name: self.words(name) for name in ("words", "help", "low", "high") if name in self.sides}
        plain = {
            name: said[name]
            for name in ("required", "indicator", "background", "steps", "unsure", "least", "most")
            if name in self.fields
        }
        rules = {name: said[f"map_{name}"] for name in MAP_NAMES if f"map_{name}" in self.fields}
        rules = {name: value for name, value in rules.items() if value != "" or name in MAY_BE_NONE}
        changes: dict[str, Any] = {**words, **plain, **self.choices_found}
        if rules:
            changes["map"] = MapRules.model_validate(self.was.map.model_dump() | rules)
        return self.was.model_copy(update=changes)


# Which kinds have which fields; help and indicator are for all that are answered.
PARTS: list[tuple[frozenset[Kind], Callable[[QuestionForm], None]]] = [
    (frozenset({Kind.MATRIX}), QuestionForm.add_rows),
    (WITH_CHOICES, QuestionForm.add_choices),
    (WITH_ENDS, QuestionForm.add_ends),
    (WITH_UNSURE, QuestionForm.add_unsure),
    (WITH_BOUNDS, QuestionForm.add_bounds),
    (DRAWN | WITH_GROUP, QuestionForm.add_map),
]
