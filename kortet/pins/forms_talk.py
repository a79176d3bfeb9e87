"""The forms of the conversation on a pin: say something, say that something is unfit, answer for the municipality."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.people.minding import MindfulForm
from kortet.people.models import User
from kortet.people.robots import RobotTrap
from kortet.pins.models import Comment, Complaint, Pin
from kortet.pins.once import once
from kortet.places.models import METRES, NamedPlace
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.saying.said import LineField, SaidField


class CommentForm(MindfulForm, PlaceForm, RobotTrap):
    """A comment, or a reply to one; a place of its own only where the person names one."""

    minded = ("text", "author_name")

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    text = SaidField(
        label=_("Din kommentar"),
        help_text=_("Højst 2.000 tegn. Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
    author_name = LineField(
        label=_("Dit navn"),
        help_text=_("Kun hvis du vil have det vist. Ellers står der ikke noget."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, pin: Pin, reply_to: Comment | None, **kwargs: Any) -> None:
        super().__init__(*args, municipality=pin.municipality, **kwargs)
        self.pin, self.reply_to = pin, reply_to
        self.auto_id, self.label_suffix = "comment-%s", ""
        del self.fields["shape"], self.fields["area"]
        self.fields["address"].label = _("Et andet sted end nålens")
        self.fields["address"].help_text = _("Kun hvis du mener et bestemt sted, f.eks. Havnegade 12.")

    def clean(self) -> dict[str, Any]:
        """The place is looked for only where one is named; its error stands beside the address."""
        said = super().clean()
        if self.says_where:
            self.find_place()
        if not self.pin.takes_comments and not self.already():
            self.add_error(None, _("Man kan ikke skrive kommentarer lige nu, fordi forløbet ikke er åbent for det."))
        return said

    def already(self) -> bool:
        """Whether this very form was stored."""
        return Comment.objects.filter(pin=self.pin, once=once(self)).exclude(once="").exists()

    def save(self, author: User | None, person: str) -> Comment:
        """Stores the comment, or returns the one that this form was stored as already."""
        said = self.cleaned_data
        first = self.municipality.moderated_first or self.doubtful
        moderated = Comment.Moderation.WAITING if first else Comment.Moderation.SHOWN
        comment = Comment(
            pin=self.pin,
            reply_to=self.reply_to,
            text=said["text"],
            author_name=said["author_name"],
            author=author,
            person=person,
            moderation=moderated,
            once=once(self),
            language=(get_language() or "da")[:2],
        )
        if self.place is not None:
            spot: Any = turned(self.place, METRES)
            comment.point, comment.place_text = spot, NamedPlace.objects.what_is_here(self.municipality, spot)
        return comment.say()


class ComplaintForm(RobotTrap):
    """Why something is unfit."""

    reason = forms.ChoiceField(
        label=_("Hvad er der galt?"), choices=Complaint.Reason.choices, widget=forms.RadioSelect, required=True
    )
    text = SaidField(
        label=_("Fortæl mere, hvis du vil"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )

    def __init__(self, *args: Any, pin: Pin, comment: Comment | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pin, self.comment = pin, comment
        self.auto_id, self.label_suffix = "complaint-%s", ""

    def save(self, person: str) -> Complaint:
        """Stores it; a person's second word about the same thing changes nothing."""
        facts = {"reason": self.cleaned_data["reason"], "text": self.cleaned_data["text"]}
        said, _made = Complaint.objects.get_or_create(pin=self.pin, comment=self.comment, person=person, defaults=facts)
        return said
