"""What people say to a pin, and what the municipality answers."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.pins.models.wording import in_language
from kortet.pins.queries_talk import CommentQuerySet
from kortet.places.models import METRES
from kortet.saying.moderated import Moderated

A_PAGE = 50


class Comment(models.Model):
    """A comment on a pin, a reply to one, or an official answer. `person` is a digest that leads to nobody.

    Comments are changed while their pin's row is held, so that `Pin.comment_count` is right at every instant.
    """

    Moderation = Moderated

    pin = models.ForeignKey("pins.Pin", models.CASCADE, related_name="comments", db_index=False, verbose_name=_("nål"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    reply_to = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("svar til")
    )
    is_official = models.BooleanField(_("kommunens svar"), default=False)
    text = models.TextField(_("tekst"), max_length=2000)
    author_name = models.CharField(_("navn"), max_length=80, blank=True)
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("person"))
    person = models.CharField(max_length=64, blank=True, editable=False)
    language = models.CharField(_("sprog"), max_length=5, default="da")
    # Language → the same in another language; of the municipality's answers only.
    translations = models.JSONField(default=dict, blank=True, db_default={}, editable=False)
    area_answer = models.ForeignKey(
        "pins.AreaAnswer", models.PROTECT, null=True, related_name="comments", db_index=False, editable=False
    )
    point = models.PointField(_("punkt"), srid=METRES, null=True, blank=True, spatial_index=False)
    place_text = models.CharField(_("sted i ord"), max_length=200, blank=True)
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.WAITING)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    created = models.DateTimeField(_("skrevet"), default=timezone.now)
    # Of the form that it came by (pins/once.py).
    once = models.CharField(max_length=64, blank=True, editable=False)
    search = models.GeneratedField(
        expression=Func(Value("danish"), Value(""), F("text"), function="kortet_words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("kommentar")
        verbose_name_plural = _("kommentarer")
        indexes = [
            models.Index(fields=["pin", "created", "id"], name="comment_by_pin"),
            models.Index(fields=["person", "created"], name="comment_by_person"),
            models.Index(fields=["created"], name="comment_by_time"),
            GinIndex(fields=["search"], name="comment_by_word"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pin", "once"], condition=~Q(once=""), name="comment_once_per_form"),
            models.UniqueConstraint(
                fields=["area_answer", "pin"], condition=Q(area_answer__isnull=False), name="comment_area_answers_once"
            ),
            models.CheckConstraint(
                condition=Q(is_official=True) | Q(area_answer=None, translations={}),
                name="comment_of_an_area_is_official",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_is_not_empty"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="comment_hidden_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(is_official=False) | Q(reply_to=None) & ~Q(author_name=""),
                name="comment_official_has_an_author",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """Where it stands: the page of the conversation, and its anchor there."""
        page = self.page
        return f"{self.pin.get_absolute_url()}{f'?side={page}' if page > 1 else ''}#kommentar-{self.word}"

    @property
    def municipality_id(self) -> int:
        return self.pin.municipality_id

    @property
    def page(self) -> int:
        """Which page of the conversation its thread is on; without a query where the question for it counted them."""
        counted = getattr(self, "threads_before", None)
        if counted is None:
            here = Comment.objects.filter(pk=self.pk).with_threads_before()
            counted = here.values_list("threads_before", flat=True).get()
        return int(counted) // A_PAGE + 1

    @property
    def is_public(self) -> bool:
        return self.moderation == self.Moderation.SHOWN

    @property
    def told(self) -> tuple[str, str]:
        """What it says to whoever reads now, and in which language that is."""
        return in_language(self.text, self.language, self.translations)

    @transaction.atomic
    def say(self) -> "Comment":
        """Stores it; returns the one that the same form was stored as already, also a moment ago."""
        self.pin.hold()
        already = Comment.objects.filter(pin=self.pin, once=self.once).exclude(once="").first()
        if already is not None:
            return already
        self.save()
        self.pin.count_comments()
        Entry.objects.record("commented", self, actor=self.author, pin=self.pin_id)
        return self

    def show(self, actor: User | None = None) -> None:
        """Makes it seen by all who see its pin."""
        self._decide(self.Moderation.SHOWN, "", actor)

    def hide(self, reason: str, actor: User | None = None) -> None:
        """Takes it, and the replies to it, off the page, never without a reason."""
        if not reason.strip():
            raise ValidationError({"hidden_reason": _("Skriv hvorfor kommentaren skjules.")})
        self._decide(self.Moderation.HIDDEN, reason.strip(), actor)

    def put_back(self, moderation: str, reason: str, actor: User) -> None:
        """Undoes a decision: it is seen, hidden or waits as it was."""
        self._decide(self.Moderation(moderation), reason, actor)

    @transaction.atomic
    def _decide(self, moderation: Moderated, reason: str, actor: User | None) -> None:
        self.pin.hold()
        self.moderation, self.hidden_reason = moderation, reason
        self.save(update_fields=["moderation", "hidden_reason"])
        self.pin.count_comments()
        Entry.objects.record(str(moderation), self, actor=actor, reason=reason, pin=self.pin_id)
