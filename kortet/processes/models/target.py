"""Who takes part: the groups that are to be heard and by which channel, and the partners that are invited."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.partners.models import Partner
from kortet.processes.models.process import Process


class TargetGroup(models.Model):
    """A group that the process is for, how it is reached, and how many are hoped for."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="target_groups", verbose_name=_("forløb"))
    name = models.CharField(_("hvem"), max_length=120)
    channel = models.CharField(_("hvordan når I dem?"), max_length=200, blank=True)
    hoped_for = models.PositiveIntegerField(_("hvor mange håber I på?"), null=True, blank=True)

    class Meta:
        verbose_name = _("målgruppe")
        verbose_name_plural = _("målgrupper")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="target_group_has_a_name")]

    def __str__(self) -> str:
        return self.name


class InvitedPartner(models.Model):
    """A partner with a role in the process. Its stewards have the part of a partner in it."""

    class Role(models.TextChoices):
        CO_HOST = "co_host", _("medvært")
        VOICE = "voice", _("taler for en gruppe")
        DEVELOPER = "developer", _("udvikler forslag")
        DOER = "doer", _("gør noget ved det")

    process = models.ForeignKey(Process, models.CASCADE, related_name="invited", verbose_name=_("forløb"))
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="processes", verbose_name=_("partner"))
    role = models.CharField(_("rolle"), max_length=9, choices=Role, default=Role.VOICE)

    class Meta:
        verbose_name = _("inviteret partner")
        verbose_name_plural = _("inviterede partnere")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["process", "partner"], name="partner_invited_once")]

    def __str__(self) -> str:
        return f"{self.partner} · {self.get_role_display()}"
