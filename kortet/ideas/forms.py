"""What citizens and partners say about an idea: joining it, a new version of it, an answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.ideas.doors import Writer
from kortet.ideas.models import Author, Idea, IdeaVersion, OfficeQuestion
from kortet.letters.addresses import MailField
from kortet.people.minding import MindfulForm
from kortet.people.robots import RobotTrap
from kortet.places.models import METRES
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.processes.models import Process
from kortet.saying.said import LineField, SaidField


class JoinForm(MindfulForm, RobotTrap):
    """Somebody wants to write with."""

    minded: tuple[str, ...] = ("name",)

    name = LineField(label=_("Dit navn"), help_text=_("Vises ved forslaget."), max_length=80, min_length=2)
    email = MailField(
        label=_("Din e-mailadresse"),
        help_text=_("Vi skriver til den, når der er svar. Den vises ikke for nogen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    words = SaidField(
        label=_("Hvad vil du bidrage med?"),
        help_text=_("De, der skriver på forslaget, og kommunen ser det."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "join-%s", ""

    def save(self, idea: Idea) -> Author:
        """The address at the idea, once; who is known already stays what they are."""
        said = self.cleaned_data
        made = {name: said[name] for name in ("name", "email", "words")} | {"language": (get_language() or "da")[:2]}
        return Author.objects.get_or_create(idea=idea, email__iexact=said["email"], defaults=made)[0]


class PlaceIfSaidForm(PlaceForm):
    """A place where one is said; it lies in the municipality, and in the area of a process that limits."""

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, municipality=process.municipality, **kwargs)
        self.process = process

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.says_where:
            self.find_place()
        here: Any = turned(self.place, METRES) if self.place is not None else None
        if here is not None and not self.process.takes_in(here):
            self.add_error("address", _("Stedet ligger uden for det område, som forløbet handler om."))
        return said


class VersionForm(MindfulForm, PlaceIfSaidForm):
    """A new version; `seen` is the number of the newest that its writer has read."""

    minded: tuple[str, ...] = ("title", "text", "why")

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    title = LineField(label=_("Overskrift"), max_length=120, min_length=3)
    text = SaidField(
        label=_("Forslaget"),
        help_text=_("Hvad skal der ske, hvor, og for hvem?"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=5000,
    )
    why = SaidField(
        label=_("Hvad er nyt, og hvorfor?"),
        help_text=_("F.eks. Skoven er kommet med, fordi forvaltningen spurgte til den."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, process=idea.process, **kwargs)
        self.idea = idea
        self.newer: IdeaVersion | None = None
        self.auto_id, self.label_suffix = "version-%s", ""

    def save(self, writer: Writer, actor: Any) -> IdeaVersion | None:
        """The version; None where somebody else's came meanwhile, which the form then tells of and has read."""
        said = self.cleaned_data
        version = IdeaVersion(idea=self.idea, title=said["title"], text=said["text"], why=said["why"], name=writer.name)
        version.author, version.partner = writer.author, writer.partner
        version.actor = actor if writer.partner else None
        version.stand_at(self.place)
        if writer.author and self.idea.municipality.moderated_first:
            version.moderation = IdeaVersion.Moderation.WAITING
        try:
            version.add(seen=said["seen"])
        except ValidationError as error:
            self._read_the_newer(error)
            return None
        return version

    def _read_the_newer(self, error: ValidationError) -> None:
        """What was typed stays; sent once more it is laid upon the newer one, on purpose."""
        self.newer = self.idea.versions.order_by("-number").first()
        self.data = {**self.data.dict(), "seen": str(self.newer.number if self.newer else 0)}  # type: ignore[attr-defined]  # what was posted
        told = _("Læs den nyere udgave herunder, tag det med, der skal med, og gem så igen. Din tekst står her stadig.")
        self.add_error(None, [*error.messages, told])


class AnswerForm(MindfulForm):
    """An answer to what the administration asks."""

    minded: tuple[str, ...] = ("answer",)

    answer = SaidField(label=_("Jeres svar"), widget=forms.Textarea(attrs={"rows": 6}), max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "answer-%s", ""

    @transaction.atomic
    def save(self, question: OfficeQuestion, writer: Writer, actor: Any) -> bool:
        waits = writer.author is not None and question.idea.municipality.moderated_first
        answered = actor if writer.partner else None
        try:
            question.reply(
                self.cleaned_data["answer"], name=writer.name, author=writer.author, waits=waits, actor=answered
            )
        except ValidationError as error:
            self.add_error("answer", error)
        return not self.errors
