"""The letters about offers: to the municipality, the pin's author, who follows it, the stewards and the helpers."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.links import moves
from kortet.links.models import Handover, Volunteer
from kortet.people.models import Role, User
from kortet.pins.models import Follower


def tell(entry: Entry) -> int:
    """Writes the letters of one step; returns how many were new. Called twice, it writes none the second time."""
    handovers = Handover.objects.select_related("pin__municipality", "partner")
    handover = handovers.get(pk=entry.subject_id)
    told = 0
    if entry.verb == moves.OFFERED:
        told += sum(tell_officer(user, handover, entry) for user in officers(handover))
    elif entry.data.get("role") != moves.PARTNER:
        told += sum(tell_steward(user, handover, entry) for user in stewards(handover))
    return told + sum(tell_follower(one, handover, entry) for one in listeners(handover, entry.verb))


def officers(handover: Handover) -> Iterable[User]:
    """The municipality's moderators and admins who have an address and whose roles are for the offer."""
    town, kinds = handover.pin.municipality, (Role.Kind.MODERATOR, Role.Kind.ADMIN)
    here = Role.objects.of(town).filter(kind__in=kinds)
    found = User.objects.filter(pk__in=here.values("user"), is_active=True).exclude(email="").order_by("pk")
    this = Handover.objects.filter(pk=handover.pk)
    return [user for user in found if this.worked_on_by(user, town, Role.Kind.MODERATOR).exists()]


def stewards(handover: Handover) -> Iterable[User]:
    members = User.objects.filter(memberships__partner=handover.partner, is_active=True)
    return members.exclude(email="").order_by("pk")


def listeners(handover: Handover, verb: str) -> Iterable[Follower]:
    """Offers are told to the pin's author, what was agreed also to all who follow it; supporters have no address."""
    told = Follower.objects.told().filter(pin=handover.pin)
    wanted = Q() if verb in moves.PUBLIC else Q(is_author=True)
    return told.filter(wanted) if handover.pin.is_public and handover.partner.is_public else []


def tell_officer(user: User, handover: Handover, entry: Entry) -> bool:
    lines = [_("%(name)s tilbyder at tage en nål på: %(title)s.") % words(handover), handover.what]
    why = _("Du får dette brev, fordi du arbejder med kortet i kommunen.")
    paper = paper_of(handover, _("Et tilbud om en nål"), lines, why)
    return Letter.objects.post(paper, to=user.email, key=f"handover-{entry.pk}-user-{user.pk}")


def tell_steward(user: User, handover: Handover, entry: Entry) -> bool:
    subject = _("Jeres tilbud: %(state)s") % {"state": handover.State(entry.verb).label}
    lines = [_("Om nålen “%(title)s”: %(state)s.") % words(handover, entry.verb), last_words(handover, entry.verb)]
    why = _("Du får dette brev, fordi du skriver for %(name)s på kortet.") % words(handover)
    paper = paper_of(handover, subject, [line for line in lines if line], why)
    return Letter.objects.post(paper, to=user.email, key=f"handover-{entry.pk}-user-{user.pk}")


def tell_follower(follower: Follower, handover: Handover, entry: Entry) -> bool:
    with translation.override(follower.language):
        subject, line = TOLD[entry.verb]
        lines = [str(line) % words(handover), last_words(handover, entry.verb)]
        why = _("Du får brevet, fordi du følger nålen nr. %(number)s.") % {"number": handover.pin.number}
        paper = paper_of(handover, str(subject), [line for line in lines if line], why, follower=follower)
        return Letter.objects.post(paper, to=follower.email, key=f"handover-{entry.pk}-{follower.pk}")


def words(handover: Handover, state: str = "") -> dict[str, str]:
    label = str(handover.State(state).label) if state else ""
    return {"name": handover.partner.name, "title": handover.pin.title, "state": label}


def last_words(handover: Handover, state: str) -> str:
    """What was said to the step, or what is offered."""
    step = handover.steps.filter(state=state).last()
    return step.words if step else ""


def paper_of(
    handover: Handover, subject: str, lines: list[str], why: str, *, follower: Follower | None = None
) -> Paper:
    """A letter whose button leads to the offer; for the pin's author with the key that lets them answer it."""
    town = handover.pin.municipality
    way = handover.get_absolute_url()
    facts: dict[str, Any] = {"language": "da"}
    if follower is not None:
        facts = {"language": follower.language, "stop": town.address(follower.stop_url)}
        if follower.is_author:
            way = reverse("handover_of_author", args=[handover.word, follower.word])
    button = (_("Se tilbuddet") if handover.state == moves.OFFERED else _("Se, hvordan det går"), town.address(way))
    return Paper(subject=f"{subject}: {handover.pin.title}", lines=lines, why=why, town=town, button=button, **facts)


def ask_volunteer(volunteer: Volunteer) -> bool:
    """The first letter: a button has to be pressed before the association sees name and address."""
    handover = volunteer.handover
    with translation.override(volunteer.language):
        line = _("Du har tilbudt at hjælpe %(name)s. Når du bekræfter, får de dit navn og din adresse.")
        line %= words(handover)
        paper = Paper(
            subject=_("Bekræft, at du vil hjælpe: %(title)s") % words(handover),
            lines=[
                _("Du har tilbudt at hjælpe %(name)s. Når du bekræfter, får de dit navn og din adresse.")
                % words(handover)
            ],
            why=_("Du får dette brev, fordi nogen skrev adressen på kortet. Var det ikke dig, så gør ingenting."),
            town=handover.pin.municipality,
            language=volunteer.language,
            button=(_("Bekræft"), handover.pin.municipality.address(volunteer.get_absolute_url())),
        )
        return Letter.objects.ask(paper, to=volunteer.email, about=f"volunteer-{volunteer.pk}")


def tell_of_volunteer(entry: Entry) -> int:
    """The stewards hear who wants to help."""
    volunteer = (
        Volunteer.objects.select_related("handover__pin__municipality", "handover__partner")
        .filter(pk=entry.data["volunteer"])
        .first()
    )
    if volunteer is None:
        return 0
    handover = volunteer.handover
    line = _("%(helper)s vil hjælpe med “%(title)s”: %(email)s") % {
        "helper": volunteer.name, "title": handover.pin.title, "email": volunteer.email,
    }  # fmt: skip
    why = _("Du får dette brev, fordi du skriver for %(name)s på kortet.") % words(handover)
    paper = paper_of(handover, _("En frivillig"), [line], why)
    key = f"volunteer-{volunteer.pk}"
    return sum(Letter.objects.post(paper, to=user.email, key=f"{key}-{user.pk}") for user in stewards(handover))


# What followers are told of each step: subject, first line.
TOLD: dict[str, tuple[Any, Any]] = {
    moves.OFFERED: (
        gettext_lazy("Et tilbud om din nål"),
        gettext_lazy("%(name)s tilbyder at tage din nål på. Du kan sige ja eller nej."),
    ),
    moves.ACCEPTED: (gettext_lazy("Nogen tager sig af det"), gettext_lazy("%(name)s har taget nålen på.")),
    moves.UNDER_WAY: (gettext_lazy("De er i gang"), gettext_lazy("%(name)s er gået i gang.")),
    moves.DONE: (
        gettext_lazy("Det er udført"),
        gettext_lazy("%(name)s er færdig. Gå ind og se, og sig tak, hvis du vil."),
    ),
    moves.DECLINED: (
        gettext_lazy("Tilbuddet blev ikke til noget"),
        gettext_lazy("Der er sagt nej til tilbuddet fra %(name)s."),
    ),
    moves.WITHDRAWN: (
        gettext_lazy("Tilbuddet er trukket tilbage"),
        gettext_lazy("%(name)s har trukket tilbuddet tilbage."),
    ),
    moves.GIVEN_BACK: (gettext_lazy("Givet tilbage"), gettext_lazy("%(name)s har givet nålen tilbage til kommunen.")),
}
