"""An edition of a survey's questionnaire: changed until it is published, the same for ever afterwards."""

import json

from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import METRES
from kortet.municipalities.tongues import in_tongue
from kortet.people.models import User
from kortet.surveys.models.step import MOST_STEPS, EditionStep
from kortet.surveys.models.survey import Survey
from kortet.surveys.queries import EditionQuerySet, MapObjectQuerySet
from kortet.surveys.questionnaire import Questionnaire

MOST_LETTERS = 1_000_000  # of a whole questionnaire as JSON: it is read at once, by everybody who answers


class Edition(models.Model):
    """One edition. Who began to answer goes on in the edition that they began (docs/decisions/0042).

    `revision` grows by one with each change of a draft: a change is made upon the revision that its maker saw.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="editions", verbose_name=_("undersøgelse"))
    number = models.PositiveSmallIntegerField(_("udgave"), default=1)
    content = models.JSONField(_("spørgsmål"), default=dict, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    published = models.DateTimeField(_("offentliggjort"), null=True, editable=False)
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udgave")
        verbose_name_plural = _("udgaver")
        ordering = ["survey", "number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "number"], name="edition_number_once"),
            models.UniqueConstraint(fields=["survey"], condition=Q(published=None), name="edition_one_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.number}"

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id

    @property
    def questionnaire(self) -> Questionnaire:
        """What it asks. Raises pydantic's ValidationError where somebody wrote something else into the column."""
        return Questionnaire.model_validate(self.content or {})

    @transaction.atomic
    def change(self, questionnaire: Questionnaire, seen: int) -> None:
        """Stores what a draft asks now. Raises ValidationError where it was changed since, or is published."""
        self.hold(seen)
        content = questionnaire.model_dump(mode="json", exclude_defaults=True)
        if content == self.content:
            return
        if len(json.dumps(content)) > MOST_LETTERS:
            raise ValidationError(_("Spørgeskemaet er for langt. Del det i to undersøgelser."))
        EditionStep.objects.create(edition=self, revision=seen, content=self.content)
        self.steps.filter(revision__lte=seen - MOST_STEPS).delete()
        self.content, self.revision = content, seen + 1
        self.save(update_fields=["content", "revision"])

    @transaction.atomic
    def undo(self, seen: int) -> None:
        """Makes the draft what it was before its last change, if there was one."""
        self.hold(seen)
        if step := self.steps.first():
            step.delete()
            self.content, self.revision = step.content, seen + 1
            self.save(update_fields=["content", "revision"])

    def hold(self, seen: int) -> None:
        """As `hold_draft`; raises ValidationError also where others changed it since."""
        self.hold_draft()
        if self.revision != seen:
            raise ValidationError(_("En anden har ændret spørgeskemaet imens. Se det, og lav ændringen igen."))

    def hold_draft(self) -> None:
        """Keeps it as it is until the open transaction ends. Raises ValidationError where it is published."""
        held = Edition.objects.select_for_update(no_key=True).get(pk=self.pk)
        self.content, self.revision, self.published = held.content, held.revision, held.published
        if held.published:
            raise ValidationError(_("Udgaven er offentliggjort og kan ikke ændres. Begynd en ny udgave."))

    def at(self, seen: int) -> Questionnaire | None:
        """What the draft asked at an earlier revision; None where that is not kept any more."""
        step = self.steps.filter(revision=seen).first()
        return step.questionnaire if step else None

    @transaction.atomic
    def publish(self, actor: User) -> None:
        """From now on it is the one that is asked, and never changed. What must be right before, `checks` says."""
        self.survey.hold()
        self.published = timezone.now()
        self.save(update_fields=["published"])
        self.steps.all().delete()
        Entry.objects.record("published", self, actor=actor, edition=self.number)

    @transaction.atomic
    def begin_next(self, actor: User) -> "Edition":
        """A draft that begins as this edition is, with its objects; the draft that is there already, if there is."""
        self.survey.hold()
        if draft := self.survey.editions.drafts().first():
            return draft
        last = self.survey.editions.order_by("-number").values_list("number", flat=True)[0]
        made = Edition.objects.create(survey=self.survey, number=last + 1, content=self.content)
        MapObject.objects.bulk_create(self.copies_of_objects(made))
        Entry.objects.record("edition_begun", made, actor=actor, edition=made.number)
        return made

    def copies_of_objects(self, to: "Edition") -> "list[MapObject]":
        """What is drawn for it, for another edition; not stored yet."""
        copies = list(self.objects_drawn.all())
        for copy in copies:
            copy.pk, copy.edition = None, to
        return copies


class MapObject(models.Model):
    """Something drawn beforehand, to be chosen, rated or seen below other places. `shape` is EPSG:25832.

    `key` stays the same from edition to edition and from year to year; `words` are by language.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="objects_drawn", verbose_name=_("udgave"))
    group = models.CharField(_("lag"), max_length=40)
    key = models.CharField(_("nøgle"), max_length=40)
    words = models.JSONField(_("navn"), default=dict)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    shape = models.GeometryField(_("tegning"), srid=METRES)

    objects = MapObjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("tegnet på forhånd")
        verbose_name_plural = _("tegnet på forhånd")
        ordering = ["group", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["edition", "group", "key"], name="map_object_key_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_tongue(self.words)
