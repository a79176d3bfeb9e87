"""How people come to answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.TextChoices):
    OPEN = "open", _("åbent link")
    CODE = "code", _("kode fra et brev")
    EMBEDDED = "embedded", _("på en anden side")
    KIOSK = "kiosk", _("tablet på stedet")
    PAPER = "paper", _("på papir")
