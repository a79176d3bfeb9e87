"""Who may report by machine: a key for each system, of which only a digest is kept."""

import secrets
from hashlib import sha256

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.open311.queries import ApiKeyQuerySet
from kortet.people.models import User


class ApiKey(models.Model):
    """The right of one system to report problems to one municipality; `used` counts its reports in the hour `hour`."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    name = models.CharField(_("hvilket system"), max_length=80)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", editable=False)
    created = models.DateTimeField(_("lavet"), db_default=Now(), editable=False)
    revoked = models.DateTimeField(_("trukket tilbage"), null=True, editable=False)
    hour = models.DateTimeField(null=True, editable=False)
    used = models.PositiveIntegerField(default=0, editable=False)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("nøgle til Open311")
        verbose_name_plural = _("nøgler til Open311")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def make_key(self) -> str:
        """A new key; it is told once, and only its digest is kept (128 bits of chance need no salt)."""
        key = secrets.token_urlsafe(24)
        self.digest = digest_of(key)
        return key


def digest_of(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
