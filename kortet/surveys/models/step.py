"""The steps of a draft: what it was before each change, so that a change can be undone."""

from django.db import models

from kortet.surveys.questionnaire import Questionnaire

MOST_STEPS = 50


class EditionStep(models.Model):
    """What a draft asked at `revision`, before it was changed; the last fifty are kept."""

    edition = models.ForeignKey("surveys.Edition", models.CASCADE, related_name="steps")
    revision = models.PositiveIntegerField()
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ["edition", "-revision"]
        constraints = [models.UniqueConstraint(fields=["edition", "revision"], name="edition_step_once")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.revision}"

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire.model_validate(self.content or {})
