from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """What citizens are asked: questionnaires with map questions, built without programming, in several languages."""

    name = "kortet.surveys"
    verbose_name = _("undersøgelser")
