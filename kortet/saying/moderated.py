"""Whether what somebody said is seen."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Moderated(TextChoices):
    """What waits is seen by moderators and by who said it; what is hidden stays with its reason."""

    WAITING = "waiting", _("venter")
    SHOWN = "shown", _("vist")
    HIDDEN = "hidden", _("skjult")
