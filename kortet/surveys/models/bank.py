"""A town's bank of questions: worded well once, asked again year after year under the same indicator."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.surveys.queries import BankQuestionQuerySet
from kortet.surveys.questionnaire import Question

INDICATOR = RegexValidator(
    r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$",
    _("Skriv små bogstaver fra a til z, tal, _ og punktum, f.eks. tillid.kommunen."),
)


class BankQuestion(models.Model):
    """A question that surveys may take over. `indicator` is what the same thing is called in all of them."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    indicator = models.CharField(_("indikator"), max_length=60, validators=[INDICATOR])
    theme = models.CharField(_("emne"), max_length=60, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    content = models.JSONField(_("spørgsmål"), default=dict, editable=False)
    created = models.DateTimeField(_("oprettet"), default=timezone.now, editable=False)

    objects = BankQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("spørgsmål i banken")
        verbose_name_plural = _("spørgsmål i banken")
        ordering = ["theme", "indicator"]
        constraints = [models.UniqueConstraint(fields=["municipality", "indicator"], name="bank_indicator_once")]

    def __str__(self) -> str:
        return self.indicator

    @property
    def question(self) -> Question:
        return Question.model_validate(self.content)

    @classmethod
    @transaction.atomic
    def keep(cls, town: Municipality, question: Question, *, theme: str, note: str, anew: bool) -> "BankQuestion":
        """Puts it into the bank. Raises ValidationError where its indicator is there, unless it is worded anew."""
        content = question.model_dump(mode="json", exclude_defaults=True, exclude={"shown", "background"})
        told = {"theme": theme, "note": note, "content": content}
        held, made = cls.objects.get_or_create(municipality=town, indicator=question.indicator, defaults=told)
        if not made and not anew:
            told_apart = {"indicator": held.indicator, "question": held.question.name}
            raise ValidationError(_("“%(indicator)s” er i banken: “%(question)s”.") % told_apart)
        if not made:
            cls.objects.filter(pk=held.pk).update(**told)
        return held
