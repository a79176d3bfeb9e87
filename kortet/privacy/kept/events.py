"""What is kept about those who put events up and those who come."""

from django.utils.translation import gettext_lazy as _

from kortet.events import tasks
from kortet.events.erasing import erase_events, erase_sign_ups
from kortet.events.queries_guests import CALENDAR_DAYS
from kortet.privacy.rows import Kept, Until, by_mail, by_mark, by_user, delete_rows

KEPT = [
    Kept(
        model="events.Event",
        fields="title text place_text point shape author author_name hidden_reason status_reason online_url",
        what=_("det arrangement, du har sat op, og dit navn, hvis du ville have det vist"),
        why=_("så folk kan se, hvad der sker"),
        until=Until(_("så længe arrangementet er i kalenderen")),
        seen_by=_("alle"),
        find=by_user("author"),
        erase=erase_events,
        said="title text author_name",
        erased=_("Ord og sted fjernes, og arrangementet vises ikke mere; eller kun dit navn, hvis du lader det stå."),
    ),
    Kept(
        model="events.SignUp",
        about="occurrence__event__title",
        fields="name email mark word language seats state reminded_of",
        what=_("dit navn, din e-mailadresse og antal pladser, når du tilmelder dig"),
        why=_("så arrangøren ved, hvem der kommer, og kan skrive, hvis noget ændres"),
        until=Until(_("efter at det er slut"), tasks.PAST_DAYS),
        seen_by=_("arrangøren"),
        town="occurrence__event__municipality",
        find=by_mail(),
        erase=erase_sign_ups,
        forget=tasks.forget_sign_ups,
        said="name",
        erased=_("Slettes. Du er meldt fra, og pladsen går til den næste."),
    ),
    Kept(
        model="events.GuestCalendar",
        fields="mark word language",
        what=_("et nummer lavet af din e-mailadresse, hvis du lavede en kalender over det, du er tilmeldt"),
        why=_("så din egen kalender kan vise det"),
        until=Until(_("efter at der ikke er noget i den mere"), CALENDAR_DAYS),
        seen_by=_("dem, du giver adressen"),
        find=by_mark(),
        erase=delete_rows,
        born="made",
        erased=_("Slettes. Kalenderens adresse virker ikke mere."),
    ),
]
