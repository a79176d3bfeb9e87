"""What is kept about those who come to a debate meeting. Nobody's name and no address: no row can be found by one."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from kortet.privacy.rows import Kept, Until

HALL = _("så det, der bliver sagt på et møde, kommer med i referatet og bliver brugt")
ONCE = _("så hver person tælles én gang")
REPORT = Until(_("så længe mødets referat er på kortet"))
NOBODYS = _("Rækken kan ikke findes ud fra en person. Skriv til kommunen, hvad noten siger, så skjules den.")
STAYS = _("Nummeret fører ikke til dig. Antallet bliver, som det er.")
said = partial(Kept, why=HALL, until=REPORT, town="meeting__municipality", erased=NOBODYS)
counted = partial(Kept, why=ONCE, until=REPORT, town="meeting__municipality", erased=STAYS)

KEPT = [
    said(
        model="meetings.Note",
        fields="text place place_text person once",
        what=_("hvad du skrev på et møde, stedet, hvis du sagde et, og et nummer, som ingen kan læse"),
        seen_by=_("alle, når den er vist på skærmen eller i referatet"),
    ),
    said(
        model="meetings.Question",
        fields="text person once",
        what=_("hvad du spurgte panelet om på et møde, og et nummer, som ingen kan læse"),
        seen_by=_("alle, når det er vist"),
    ),
    counted(
        model="meetings.Upvote",
        name=_("spørgsmål, som du også vil have svar på"),
        fields="person",
        what=_("et nummer, som ingen kan læse, for hvert spørgsmål, du også vil have svar på"),
        seen_by=_("ingen"),
        town="question__meeting__municipality",
    ),
    counted(
        model="meetings.Vote",
        name=_("stemmer på møder"),
        fields="person dots",
        what=_("hvad du stemte på et møde, under et nummer, som ingen kan læse"),
        seen_by=_("ingen; alle ser, hvor mange der stemte hvad"),
        town="poll__meeting__municipality",
    ),
    counted(
        model="meetings.Guest",
        name=_("telefoner på møder"),
        fields="person table",
        what=_("at en telefon var med på et møde, og ved hvilket bord, under et nummer, som ingen kan læse"),
        seen_by=_("ingen; alle ser, hvor mange der var med"),
    ),
    counted(
        model="meetings.Attendance",
        name=_("bydele på møder"),
        fields="mark area",
        what=_("hvilken bydel du kom fra, hvis du sagde det, under et andet nummer end det, du skrev under"),
        why=_("så kommunen kan se, hvem den nåede"),
        seen_by=_("ingen; alle ser tal for bydele, og færre end fem lægges sammen"),
    ),
]
