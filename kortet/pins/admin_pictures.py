"""The pictures of a pin, on its page in the admin: seen, and taken off one by one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.requests import town_of
from kortet.pins.models import Pin, PinPicture
from kortet.pins.models.handled import Actor


class PictureInline(admin.TabularInline):
    """Nothing is added or changed here; a picture that is marked is taken off the pin when the page is saved."""

    model = PinPicture
    fields = readonly_fields = ("seen", "words", "covered")
    extra, can_delete = 0, True
    verbose_name, verbose_name_plural = _("billede"), _("billeder")
    writers = ("moderator", "admin")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True  # whoever sees the pin's page

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, obj)

    def may(self, request: HttpRequest, pin: Pin | None) -> bool:
        """Whoever may decide about the pin that the page is about."""
        here = Pin.objects.worked_on_by(request.user, town_of(request), *self.writers)
        return pin is not None and here.filter(pk=pin.pk).exists()

    @admin.display(description=_("billede"))
    def seen(self, hung: PinPicture) -> str:
        picture = hung.picture
        tag = '<a href="{}"><img src="{}" alt="{}" width="160"></a>'
        return format_html(tag, picture.large, picture.small, picture.alt)

    @admin.display(description=_("felter over"))
    def covered(self, hung: PinPicture) -> str:
        address = reverse("cover_picture", args=[hung.pin.word, hung.position])
        return format_html(
            '{} · <a href="{}">{}</a>', len(hung.picture.boxes), address, _("Dæk ansigter og nummerplader")
        )

    @admin.display(description=_("hvad man ser"))
    def words(self, hung: PinPicture) -> str:
        return hung.picture.alt or "–"


def take_off(formset: Any, actor: Actor) -> None:
    """What the moderator marked, by the picture's own verb: it writes the journal and has the files deleted."""
    formset.save(commit=False)
    for hung in formset.deleted_objects:
        hung.take_off(actor)
