"""The staff's side of the conversation: comments to look at, complaints to decide, what was answered."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.people.admin import WorkAdmin
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.pins.admin_moderation import OLDEST, WAITING_FIRST, ModeratedAdmin, about_comment
from kortet.pins.models import Comment, Complaint, Pin, PinPicture
from kortet.pins.models.picture import FULL
from kortet.places.rough import is_rougher
from kortet.saying.said import LineField


class PinForm(forms.ModelForm):
    """What staff change of a pin here: its theme, and pictures of what was done."""

    picture = forms.FileField(
        label=_("Billede af det, der er udført"),
        help_text=_("Vises ved nålen og under Udført for nylig. Ingen ansigter og nummerplader."),
        required=False,
    )
    picture_words = LineField(label=_("Hvad ser man på billedet?"), max_length=200, required=False)

    class Meta:
        model = Pin
        fields = ("theme", "precision")

    def clean_precision(self) -> str:
        """Staff may hide more of a place than its author did, never less."""
        wanted, before = self.cleaned_data["precision"], str(self.initial.get("precision"))
        if wanted != before and not is_rougher(wanted, before):
            raise ValidationError(_("Kun den, der satte nålen, kan vise stedet mere nøjagtigt."))
        return str(wanted)

    def clean(self) -> dict[str, Any]:
        """The picture is developed as everybody's are: pixels only; `developed` is it, waiting to be hung."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.developed: Picture | None = None
        if said.get("picture") and PinPicture.free_place(self.instance) is None:
            self.add_error("picture", FULL)
        elif said.get("picture"):
            self._develop(said)
        return said

    def _develop(self, said: dict[str, Any]) -> None:
        try:
            taken, _where = Picture.objects.receive(said["picture"], municipality=self.instance.municipality, sender="")
        except PictureError as refusal:
            self.add_error("picture", in_words(refusal.reason, said["picture"].name))
        else:
            taken.alt = said.get("picture_words", "")
            self.developed = taken


def answers_to(pin: Pin) -> str:
    """What the municipality has answered so far, as text."""
    given = pin.comments.filter(is_official=True).order_by("pk")
    return "\n\n".join(f"{answer.author_name}: {answer.text}" for answer in given) or "–"


@admin.register(Comment)
class CommentAdmin(ModeratedAdmin):
    """The moderator's queue: what waits, oldest first."""

    town_path = "pin__municipality"
    list_display = ("said", "pin_title", "author_name", "created", "moderation", "complained")
    list_filter = ("moderation", "is_official")
    search_fields = ("text", "author_name", "pin__number")
    fields = (
        "seen_at",
        "text",
        "author_name",
        "place_text",
        "created",
        "answered_comment",
        "moderation",
        "hidden_reason",
    )
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        comments = super().get_queryset(request).select_related("pin", "reply_to").defer("pin__shape", "pin__search")
        comments = comments.annotate(queue=WAITING_FIRST, waited=OLDEST, complaints_open=about_comment())
        return comments.order_by("queue", "waited", "-created", "-pk")

    def chosen(self, rows: QuerySet[Comment]) -> list[Comment]:
        """By pin, because each is changed while its pin is held."""
        return list(rows.order_by("pin", "pk"))

    @admin.display(description=_("kommentar"))
    def said(self, comment: Comment) -> str:
        return comment.text if len(comment.text) < 160 else f"{comment.text[:160]} …"

    @admin.display(description=_("nål"))
    def pin_title(self, comment: Comment) -> str:
        return str(comment.pin)

    @admin.display(description=_("svar til"))
    def answered_comment(self, comment: Comment) -> str:
        return comment.reply_to.text if comment.reply_to else "–"

    @admin.display(description=_("på kortet"))
    def seen_at(self, comment: Comment) -> str:
        return format_html('<a href="{}">{}</a>', comment.get_absolute_url(), comment.pin)


class DecisionForm(forms.ModelForm):
    """What a moderator makes of a complaint."""

    reason_to_hide = LineField(
        label=_("Begrundelse"),
        help_text=_("Skal skrives, når det skjules. Den ses af den, der skrev det."),
        max_length=300,
        required=False,
    )

    class Meta:
        model = Complaint
        fields = ("outcome",)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("outcome") == Complaint.Outcome.HIDDEN and not said.get("reason_to_hide"):
            self.add_error("reason_to_hide", _("Skriv hvorfor det skjules."))
        return said

    def _post_clean(self) -> None:
        """Nothing is written onto the row here: deciding is the complaint's own verb."""


@admin.register(Complaint)
class ComplaintAdmin(WorkAdmin):
    """What people have reported as unfit: what is open first, the oldest on top."""

    town_path = "pin__municipality"
    readers = writers = ("moderator", "admin")
    form = DecisionForm
    list_display = ("created", "reason", "about", "text", "outcome")
    list_filter = (("closed", admin.EmptyFieldListFilter), "outcome", "reason")
    fields = ("created", "reason", "text", "item_link", "outcome", "reason_to_hide")
    readonly_fields = ("created", "reason", "text", "item_link")
    actions = ("keep_chosen",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Complaint]:
        found = super().get_queryset(request).select_related("pin__municipality", "comment__pin")
        found = found.defer("pin__shape", "pin__search", "pin__municipality__outline", "comment__pin__shape")
        return found.order_by("outcome", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What is decided stays decided."""
        is_open = not isinstance(obj, Complaint) or obj.closed is None
        return is_open and super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Complaint, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        match form.cleaned_data["outcome"]:
            case Complaint.Outcome.KEPT:
                obj.keep(request.user)  # type: ignore[arg-type]  # signed in
            case Complaint.Outcome.HIDDEN:
                obj.agree(form.cleaned_data["reason_to_hide"], request.user)  # type: ignore[arg-type]  # signed in

    @admin.action(description=_("Lad dem blive stående"), permissions=["change"])
    def keep_chosen(self, request: HttpRequest, rows: QuerySet[Complaint]) -> None:
        chosen = list(self.decided_by(request, rows).filter(closed=None))
        for complaint in chosen:
            complaint.keep(request.user)  # type: ignore[arg-type]  # signed in
        self.message_user(request, _("%(n)s anmeldelser er afgjort.") % {"n": len(chosen)}, messages.SUCCESS)

    @admin.display(description=_("det anmeldte"))
    def about(self, complaint: Complaint) -> str:
        return str(complaint.item)

    @admin.display(description=_("det anmeldte"))
    def item_link(self, complaint: Complaint) -> str:
        item = complaint.item
        words = item.text if isinstance(item, Comment) else f"{item.title}\n{item.text}"
        return format_html('<a href="{}">{}</a><br>{}', item.get_absolute_url(), _("Se det på kortet"), words)
