"""The letter to an association's people when its calendar could not be fetched ten times in a row."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from kortet.events.feed_words import in_words
from kortet.events.models import Feed
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.partners.models import Partner
from kortet.people.models import User

LANGUAGE = "da"


def tell_rested(entry: Entry) -> int:
    """Returns how many letters were new; none where the feed was removed or is fetched again by now."""
    feed = Feed.objects.as_rows().filter(pk=entry.subject_id).first()
    if feed is None or feed.organiser is None or not feed.rests or not feed.organiser.is_public:
        return 0
    return sum(tell(user, feed, feed.organiser, entry) for user in stewards(feed.organiser))


def stewards(partner: Partner) -> Iterable[User]:
    members = User.objects.filter(memberships__partner=partner, is_active=True)
    return members.exclude(email="").order_by("pk")


def tell(user: User, feed: Feed, partner: Partner, entry: Entry) -> bool:
    with translation.override(LANGUAGE):
        paper = Paper(
            subject=_("Vi kan ikke hente jeres kalender"),
            lines=[
                _("Vi har prøvet ti gange at hente %(name)s til kortet og er nu holdt op.") % {"name": feed.name},
                in_words(feed.problem),
            ],
            why=_("Du får dette brev, fordi du skriver for %(name)s på kortet.") % {"name": partner.name},
            town=feed.municipality,
            button=(_("Se kalenderen"), feed.municipality.address(reverse("partner_feeds", args=[partner.slug]))),
        )
        return Letter.objects.post(paper, to=user.email, key=f"feed-{entry.pk}-user-{user.pk}")
