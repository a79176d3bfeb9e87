"""What is kept in the journal, the outbox, the queue, and of erasing itself."""

from django.utils.translation import gettext_lazy as _

from kortet.letters.tasks import KEPT_DAYS as LETTER_DAYS
from kortet.letters.tasks import forget_letters
from kortet.privacy.retention import DOOR_MINUTES, JOB_DAYS, JOURNAL_DAYS, forget_doors, forget_jobs, forget_journal
from kortet.privacy.rows import DUTY, Kept, Until, by_mail

KEPT = [
    Kept(
        model="journal.Entry",
        fields="actor data",
        what=_("hvem der gjorde hvad og hvornår, og begrundelser"),
        why=_("så det kan efterprøves, hvad der er sket"),
        until=Until(_("derefter tages navne og begrundelser ud"), JOURNAL_DAYS),
        seen_by=_("kommunens moderatorer og administratorer; det offentlige forløb ser alle, uden navn"),
        basis=DUTY,
        forget=forget_journal,
        born="happened",
        erased=_("Linjen bliver; begrundelser om det, du skrev, tages ud, og din konto er tom."),
    ),
    Kept(
        model="letters.Letter",
        fields="to mark subject text html picture stop key error",
        what=_("breve til dig, til de er sendt; derefter kun at der blev sendt et, uden adresse og ord"),
        why=_("så du får dem, og kun én gang"),
        until=Until(_("efter at brevet blev skrevet"), LETTER_DAYS),
        seen_by=_("ingen"),
        find=None,
        forget=forget_letters,
        erased=_("Breve, der venter, til dig eller med dine ord i, slettes."),
    ),
    Kept(
        model="privacy.Door",
        fields="email word",
        what=_("din e-mailadresse, når du beder om at se dine oplysninger"),
        why=_("så kun du kan se dem"),
        until=Until(_("%(minutes)s minutter") % {"minutes": DOOR_MINUTES}),
        seen_by=_("ingen"),
        basis=DUTY,
        find=by_mail(),
        forget=forget_doors,
        born="made",
        erased=_("Slettes af sig selv."),
    ),
    Kept(
        model="privacy.Erasure",
        fields="mark items",
        what=_("at noget blev slettet: numre på rækkerne og et nummer lavet af adressen, men ingen ord"),
        why=_("så det slettes igen, hvis en sikkerhedskopi læses ind"),
        until=Until(_("så længe der er sikkerhedskopier fra før")),
        seen_by=_("ingen"),
        basis=DUTY,
        born="made",
        erased=_("Bliver: uden den ville en sikkerhedskopi bringe dig tilbage."),
    ),
    Kept(
        model="budgets.Spent",
        name=_("grænser mod misbrug"),
        fields="key",
        what=_("hvor tit noget er gjort fra en adresse eller et netværk, under et mærke, der ikke kan læses tilbage"),
        why=_("så ingen kan gætte adgangskoder eller oversvømme kortet og andres mail"),
        until=Until(_("til det tælles forfra, højst et døgn")),
        seen_by=_("ingen"),
        basis=DUTY,
        town="",
        erased=_("Forsvinder af sig selv inden for et døgn; mærket fører ikke tilbage til dig."),
    ),
    Kept(
        model="procrastinate.ProcrastinateJob",
        name=_("opgaver for serveren"),
        fields="args lock queueing_lock",
        what=_("numre på det, som serveren skal gøre; ingen navne og ord"),
        why=_("så intet glemmes, hvis serveren genstarter"),
        until=Until(_("efter at det er gjort"), JOB_DAYS),
        seen_by=_("ingen"),
        town="",
        forget=forget_jobs,
        erased=_("Numrene fører til rækker, der ikke er der mere."),
    ),
]
