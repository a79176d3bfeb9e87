from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightConfig(AppConfig):
    """What planners learn: figures, hot spots, reach, reports."""

    name = "kortet.insight"
    verbose_name = _("indsigt")
