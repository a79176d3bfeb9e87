"""The letters about standing for an event together: to the stewards who are asked, and to those who asked."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.partners.models import Partner
from kortet.people.models import User


def tell_invited(entry: Entry) -> int:
    """The stewards of the association that is asked; nobody, where the question was withdrawn meanwhile."""
    if (found := both(entry)) is None:
        return 0
    event, partner = found
    if not event.co_invitations.open().to(partner).exists():
        return 0
    line = _("%(organiser)s spørger, om %(name)s vil være medarrangør af “%(title)s”. Det vises først, når I siger ja.")
    paper = Paper(
        subject=_("Vil I være medarrangør? %(title)s") % words(event, partner),
        lines=[line % words(event, partner)],
        button=(_("Svar"), event.municipality.address(reverse("partner_events", args=[partner.slug]))),
        why=_("Du får dette brev, fordi du skriver for %(name)s på kortet.") % words(event, partner),
        town=event.municipality,
    )
    return told(stewards(partner), paper, entry)


def tell_answer(entry: Entry) -> int:
    """The organiser's stewards hear yes or no."""
    if (found := both(entry)) is None:
        return 0
    event, partner = found
    if event.organiser is None:
        return 0
    yes, no = _("%(name)s er med som medarrangør."), _("%(name)s kan ikke være med denne gang.")
    paper = Paper(
        subject=_("Svar fra %(name)s: %(title)s") % words(event, partner),
        lines=[(yes if entry.verb == "co_accepted" else no) % words(event, partner)],
        button=(event.title, event.municipality.address(event.get_absolute_url())),
        why=_("Du får dette brev, fordi du skriver for %(organiser)s på kortet.") % words(event, partner),
        town=event.municipality,
    )
    return told(stewards(event.organiser), paper, entry)


def both(entry: Entry) -> tuple[Event, Partner] | None:
    """None where a draft was thrown away, or an association deleted, before anybody was told."""
    event = Event.objects.select_related("municipality", "organiser").filter(pk=entry.subject_id).first()
    partner = Partner.objects.filter(pk=entry.data["partner"]).first()
    return (event, partner) if event and partner else None


def words(event: Event, partner: Partner) -> dict[str, str]:
    organiser = event.organiser.name if event.organiser else ""
    return {"name": partner.name, "title": event.title, "organiser": organiser}


def stewards(partner: Partner) -> Iterable[User]:
    members = User.objects.filter(memberships__partner=partner, is_active=True)
    return members.exclude(email="").order_by("pk")


def told(users: Iterable[User], paper: Paper, entry: Entry) -> int:
    return sum(Letter.objects.post(paper, to=user.email, key=f"co-{entry.pk}-user-{user.pk}") for user in users)
