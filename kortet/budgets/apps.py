from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """How often something may be done."""

    name = "kortet.budgets"
    verbose_name = _("budgetter")
