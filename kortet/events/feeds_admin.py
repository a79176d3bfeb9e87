"""The officer's side of feeds: where events come from, trying one without storing anything, and taking it now."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kortet.events.feed_run import problem_of, rehearsed
from kortet.events.feed_words import in_words, state_of
from kortet.events.forms_feeds import FeedForm
from kortet.events.models import Feed
from kortet.events.ordering import order_feed
from kortet.events.reading import CalendarError
from kortet.municipalities.admin import TownAdmin
from kortet.municipalities.requests import town_of
from kortet.partners.models import Partner
from kortet.safe_fetch import NotFetchedError

READ_ANEW = {"address", "format", "recipe", "mapping"}
SHOWN = 200  # lines of a dry run


class FeedAdmin(TownAdmin):
    """Each feed with how it went the last time."""

    form = FeedForm
    writers = ("moderator", "admin")
    list_display = ("name", "organiser", "state", "often")
    list_filter = ("format", "often", "active")
    search_fields = ("name", "organiser__name", "address")
    fields = ("name", "organiser", "address", "format", "recipe", "mapping", "often", "active", "cancel_missing")
    told = ("state", "tried", "succeeded", "failures", "refused", "trial")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        feeds: Any = super().get_queryset(request)
        return feeds.as_rows()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields + self.told if obj else self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The events are their organiser's: another one needs another feed."""
        return ("organiser", *self.told) if obj else ()

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "organiser":
            kwargs["queryset"] = Partner.objects.of(town_of(request)).public().defer("service_area")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        trial = path("<int:pk>/proev/", self.admin_site.admin_view(self.try_now), name="events_feed_try")
        return [trial, *super().get_urls()]

    @admin.display(description=_("hvordan går det"))
    def state(self, feed: Feed) -> str:
        return state_of(feed)

    @admin.display(description=_("afvist sidst"))
    def refused(self, feed: Feed) -> str:
        return "\n".join(f"{title or '–'}: {reason}" for title, reason in feed.outcome.get("reasons", [])) or "–"

    @admin.display(description=_("prøv"))
    def trial(self, feed: Feed) -> str:
        address = reverse("admin:events_feed_try", args=[feed.pk])
        return format_html('<a href="{}">{}</a>', address, _("Prøv den, eller hent nu"))

    def try_now(self, request: HttpRequest, pk: int) -> HttpResponse:
        """`try` fetches and tells what would happen; `run` has the worker do it."""
        feed = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.may(request, self.writers):
            raise PermissionDenied
        context = {**self.admin_site.each_context(request), "opts": self.opts, "feed": feed, "title": feed.name}
        if "run" in request.POST:
            run_now(feed)
            messages.success(request, _("Den bliver hentet om et øjeblik."))
            return redirect("admin:events_feed_change", pk)
        if "try" in request.POST:
            context |= tried(feed)
        return TemplateResponse(request, "admin/events/try.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001  (Django's)
        """By the feed's own verbs; a new one, and one that reads something else now, is fetched at once."""
        with transaction.atomic():
            if not change:
                obj.municipality = town_of(request)
                obj.add(request.user)
                order_feed(obj.pk)
            else:
                obj.save(update_fields=form.changed_data)
                if READ_ANEW & set(form.changed_data):
                    run_now(obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.remove(request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for feed in queryset:
            feed.remove(request.user)


@transaction.atomic
def run_now(feed: Feed) -> None:
    feed.revive()
    order_feed(feed.pk)


def tried(feed: Feed) -> dict[str, Any]:
    """What a run would do, or why it would fail."""
    try:
        outcome = rehearsed(feed)
    except (NotFetchedError, CalendarError) as error:
        return {"problem": in_words(problem_of(error))}
    return {"found": outcome, "told": outcome.told[:SHOWN], "refused": outcome.refused[:SHOWN]}
