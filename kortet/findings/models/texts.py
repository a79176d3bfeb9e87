"""What staff make of people's own words: tags on texts, and quotes that somebody approved one by one."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.findings.queries_texts import TaggedTextQuerySet
from kortet.people.models import User
from kortet.responses.models import Answer
from kortet.surveys.models import Survey

COLOURS = 8


class TextTag(models.Model):
    """A theme that texts of a survey are put under; `colour` is the number of one of eight."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="text_tags", verbose_name=_("undersøgelse"))
    name = models.CharField(_("navn"), max_length=60)
    colour = models.PositiveSmallIntegerField(_("farve"), default=0, validators=[MaxValueValidator(COLOURS - 1)])

    class Meta:
        verbose_name = _("mærke")
        verbose_name_plural = _("mærker")
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "name"], name="text_tag_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def municipality_id(self) -> int:
        return self.survey.municipality_id


class TaggedText(models.Model):
    """That a text is under a tag."""

    tag = models.ForeignKey(TextTag, models.CASCADE, related_name="tagged", verbose_name=_("mærke"))
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="tagged", verbose_name=_("svar"))

    objects = TaggedTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("mærket tekst")
        verbose_name_plural = _("mærkede tekster")
        constraints = [models.UniqueConstraint(fields=["tag", "answer"], name="tagged_text_once")]

    def __str__(self) -> str:
        return f"{self.tag} {self.answer_id}"


class Quote(models.Model):
    """Words that all may read once the results are public; `text` is what was approved, perhaps cut short."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="quotes", verbose_name=_("undersøgelse"))
    answer = models.OneToOneField(Answer, models.CASCADE, related_name="quote", verbose_name=_("svar"))
    text = models.TextField(_("citat"), max_length=1000)
    approved = models.DateTimeField(_("godkendt"), default=timezone.now, editable=False)
    approved_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", editable=False, verbose_name=_("godkendt af")
    )

    class Meta:
        verbose_name = _("citat")
        verbose_name_plural = _("citater")
        ordering = ["answer__key", "approved", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class PublishedTags(models.Model):
    """How many people's texts are under each tag in each neighbourhood, as it was published: once, for it stays so.

    `table` is {areas: [names], rows: [[tag, people or null, …, people or null in all]]}.
    """

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="tags_published", verbose_name=_("undersøgelse"))
    table = models.JSONField(_("tabel"), default=dict)
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("offentliggjorte mærker")
        verbose_name_plural = _("offentliggjorte mærker")

    def __str__(self) -> str:
        return str(self.survey)
