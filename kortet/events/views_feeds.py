"""The page on which an association says where its own calendar is."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.events.feed_words import state_of
from kortet.events.forms_feeds import CalendarFeedForm
from kortet.events.models import Feed
from kortet.events.ordering import order_feed
from kortet.events.views import run_here
from kortet.municipalities.requests import TownRequest, number
from kortet.partners.models import Partner


@never_cache
def feeds(request: TownRequest, slug: str) -> HttpResponse:
    """The calendars that are fetched, how it went, adding one, fetching one now, and removing one."""
    partner = run_here(request, slug)
    if request.method == "POST" and "remove" in request.POST:
        own(partner, request.POST["remove"]).remove(request.user)
        return redirect("partner_feeds", slug)
    if request.method == "POST" and "fetch" in request.POST:
        return fetched(request, partner, own(partner, request.POST["fetch"]))
    form = CalendarFeedForm(request.POST or None, partner=partner)
    if form.is_valid():
        with transaction.atomic():
            form.save(request.user)
        return redirect("partner_feeds", slug)
    return page(request, partner, form)


def own(partner: Partner, said: str) -> Feed:
    return get_object_or_404(partner.feeds.all(), pk=number(said))


def fetched(request: TownRequest, partner: Partner, feed: Feed) -> HttpResponse:
    """Orders it; what was fetched a moment ago is not fetched again."""
    if feed.is_fresh:
        return page(
            request, partner, CalendarFeedForm(partner=partner), _("Den blev hentet for lidt siden. Vent fem minutter.")
        )
    with transaction.atomic():
        feed.revive()
        order_feed(feed.pk)
    return redirect("partner_feeds", partner.slug)


def page(request: TownRequest, partner: Partner, form: CalendarFeedForm, problem: str = "") -> HttpResponse:
    rows = [(feed, state_of(feed)) for feed in partner.feeds.all()]
    context = {"partner": partner, "form": form, "feeds": rows, "problem": problem}
    return render(request, "events/feeds.html", context, status=422 if form.is_bound or problem else 200)
