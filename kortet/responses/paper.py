"""A survey as a form on paper: every kind of question, map questions as a map under a grid, in one language.

PDF/UA-1 (ISO 14289-1), written by Typst. What people wrote goes in as data, never as markup: paper.typ draws it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kortet.readable import readable
from kortet.responses.around import Around
from kortet.responses.asking import steps_of
from kortet.responses.grid import COLUMNS, ROWS, Grid
from kortet.responses.sharing import Share, svg_of
from kortet.surveys.models import Edition
from kortet.surveys.questionnaire import DRAWN, Asks, Condition, Kind, Question, Shown
from kortet.typesetting import pdf_of

LAYOUT = Path(__file__).parent / "paper.typ"
PLACES = 3  # of a map question that there is room for on paper, at most
MORE = {"said": "", "choices": [], "steps": [], "rows": [], "lines": 0, "map": "", "places": []}


class Sheet:
    """One edition in the language of the page; questions are numbered through, as the entry page has them."""

    def __init__(self, edition: Edition, share: Share, *, large: bool) -> None:
        self.edition, self.share, self.large = edition, share, large
        self.questionnaire, self.around = edition.questionnaire, Around(edition, share.town)
        asked = [one for one in self.questionnaire.questions() if one.kind != Kind.STATEMENT]
        self.numbers = {question.key: number for number, question in enumerate(asked, 1)}
        self.maps: dict[str, str] = {}

    def pdf(self) -> bytes:
        survey, town = self.share.survey, self.share.town
        told: dict[str, Any] = {"title": readable(survey.name_here), "intro": readable(survey.intro_here)}
        told |= {"town": readable(town.name), "language": (get_language() or "da")[:2], "large": self.large}
        told |= {"short": self.share.short, "qr": svg_of(self.share.address), "alt": self.share.address}
        told["online"] = _("Du kan også svare på nettet:")
        told["how"] = _("Sæt kryds i felterne, og skriv tydeligt. Du behøver ikke svare på alt. Skriv ikke dit navn.")
        told |= {"code": _("Kode fra dit brev, hvis du har fået en:"), "page": _("side")}
        told["parts"] = list(self.parts())
        told |= {"maps": self.maps, "columns": list(COLUMNS), "rows": ROWS}
        return pdf_of(LAYOUT, told)

    def parts(self) -> Iterator[dict[str, Any]]:
        for page in self.questionnaire.pages:
            words = {"title": readable(page.name), "text": readable(page.text_here), "only": self.only(page.shown)}
            yield words | {"questions": [self.told(question) for question in page.questions]}

    def told(self, question: Question) -> dict[str, Any]:
        """A question: its number and words, and what there is to fill in."""
        words = {"title": readable(question.name), "help": readable(question.help_here), "hint": self.hint(question)}
        words["only"] = self.only(question.shown)
        number = self.numbers.get(question.key)
        return MORE | words | {"number": str(number or "")} | self.fields(question)

    def fields(self, question: Question) -> dict[str, Any]:
        kind = question.kind
        if kind in DRAWN:
            return self.on_map(question)
        if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING):
            said = [(readable(one.name), one.says) for one in question.choices]
            return {"choices": said, "box": {"single": "round", "multiple": "square"}.get(kind, "rank")}
        if kind in (Kind.HOME, Kind.OBJECTS):
            offered = self.around.areas if kind == Kind.HOME else self.around.offered(question.map)
            box = "round" if kind == Kind.HOME else "square"
            return {"choices": [(readable(name), False) for _key, name in offered], "box": box}
        if kind == Kind.CONSENT:
            return {"choices": [(_("Ja"), False)], "box": "square"}
        if kind in (Kind.SCALE, Kind.MATRIX, Kind.RATE):
            return self.in_steps(question)
        return {"lines": {Kind.TEXT: 4, Kind.NUMBER: 1, Kind.DATE: 1}.get(kind, 0)}

    def in_steps(self, question: Question) -> dict[str, Any]:
        steps = [name for _key, name in steps_of(question)]
        if question.kind == Kind.SCALE:
            ends = [(question.low_here, "1"), (question.high_here, str(question.steps))]
            said = ", ".join(f"{n} = {words}" for words, n in ends if words)
            return {"steps": steps, "rows": [""], "said": readable(said)}
        if question.kind == Kind.RATE:
            return {"steps": steps, "rows": [readable(name) for _key, name in self.around.offered(question.map)]}
        columns = [readable(one.name) for one in question.choices] + ([_("Ved ikke")] if question.unsure else [])
        return {"steps": columns, "rows": [readable(one.name) for one in question.rows]}

    def on_map(self, question: Question) -> dict[str, Any]:
        """The map, and lines for what is drawn on it; of each place what follows."""
        within = question.map.within.value
        self.maps.setdefault(within, Grid.of(self.share.survey, question.map.within).svg)
        places = range(1, min(question.map.most, PLACES) + 1)
        words = [_("Sted %(n)s: felt på kortet, eller adresse") % {"n": n} for n in places]
        asked = [MORE | {"title": readable(one.name)} | self.fields(one) for one in question.follow_ups]
        return {"map": within, "places": words, "asked": asked}

    def hint(self, question: Question) -> str:
        """How it is filled in, where that is not plain."""
        many = int(question.most or 0)
        if question.kind == Kind.MULTIPLE:
            return _("Sæt højst %(n)s kryds.") % {"n": many} if many else _("Sæt gerne flere kryds.")
        drawn = {
            Kind.RANKING: _("Skriv 1 ved det vigtigste, 2 ved det næste og så videre."),
            Kind.POINT: _("Sæt et kryds på kortet, og skriv feltet, f.eks. C4."),
            Kind.LINE: _("Tegn på kortet, og skriv felterne, som linjen går, f.eks. C4 D4 D5."),
            Kind.POLYGON: _("Tegn rundt om området på kortet, og skriv dets felter, f.eks. C4 C5 D5."),
            Kind.DATE: _("Dag, måned og år, f.eks. 24.12.2026."),
        }
        return drawn.get(question.kind, "")

    def only(self, shown: Shown) -> str:
        """When it is to be answered, in words."""
        joint = _(" eller ") if shown.any_of else _(" og ")
        when = joint.join(self.condition(one) for one in shown.conditions)
        return readable(_("Svar kun, hvis %(when)s.") % {"when": when}) if when else ""

    def condition(self, condition: Condition) -> str:
        asked = self.questionnaire.question(condition.question)
        names = {one.key: one.name for one in (asked.choices if asked else ())}
        values = ", ".join(f"“{names.get(value, value)}”" for value in condition.values)
        told = {"n": self.numbers.get(condition.question, ""), "values": values, "number": f"{condition.number or 0:g}"}
        words = {
            Asks.IS: _("du i spørgsmål %(n)s svarede %(values)s"),
            Asks.IS_NOT: _("du i spørgsmål %(n)s ikke svarede %(values)s"),
            Asks.ANSWERED: _("du svarede på spørgsmål %(n)s"),
            Asks.AT_LEAST: _("du i spørgsmål %(n)s svarede %(number)s eller mere"),
            Asks.AT_MOST: _("du i spørgsmål %(n)s svarede %(number)s eller mindre"),
        }
        return words[condition.asks] % told
