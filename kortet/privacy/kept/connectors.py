"""What is kept about those who watch a place, and those who lend a hand."""

from django.utils.translation import gettext_lazy as _

from kortet.links.erasing import erase_thanks
from kortet.links.queries import OVER_DAYS
from kortet.links.tasks import forget_volunteers
from kortet.privacy.rows import Kept, Until, by_mail, by_person, delete_rows
from kortet.watches.tasks import forget_watches

KEPT = [
    Kept(
        model="watches.Watch",
        fields="email boundary layer area_code place_text kinds themes pace answers language word feed_word",
        what=_("din e-mailadresse og det sted, du holder øje med"),
        why=_("så du hører, når der sker noget der"),
        until=Until(_("til du siger stop; bekræftes det ikke, slettes det efter en uge")),
        seen_by=_("ingen"),
        find=by_mail(),
        erase=delete_rows,
        forget=forget_watches,
        erased=_("Slettes. Du får ikke flere breve om stedet."),
    ),
    Kept(
        model="links.Volunteer",
        about="handover__pin__title",
        fields="name email language word confirmed",
        what=_("dit navn og din e-mailadresse, når du tilbyder en forening at hjælpe"),
        why=_("så foreningen kan skrive til dig"),
        until=Until(_("efter at det er slut"), OVER_DAYS),
        seen_by=_("foreningen"),
        town="handover__pin__municipality",
        find=by_mail(),
        erase=delete_rows,
        forget=forget_volunteers,
        said="name",
        erased=_("Slettes. Foreningen kan ikke se dig mere; har den skrevet dig op selv, så bed den om at slette det."),
    ),
    Kept(
        model="links.Thanks",
        name=_("tak"),
        about="handover__pin__title",
        fields="person",
        what=_("et nummer, som ingen kan læse, når du siger tak for noget, der er udført"),
        why=_("så hver person tælles én gang"),
        until=Until(_("så længe nålen er på kortet")),
        seen_by=_("ingen"),
        town="handover__pin__municipality",
        find=by_person(),
        erase=erase_thanks,
        born="given",
        erased=_("Nummeret byttes ud. Antallet bliver, som det er."),
    ),
    Kept(
        model="links.Step",
        name=_("aftaler"),
        fields="words actor role",
        what=_("hvad du skrev for en forening, da den tog en nål på sig"),
        why=_("så det kan ses, hvad der er aftalt"),
        until=Until(_("så længe nålen er på kortet")),
        seen_by=_("foreningen, kommunen og den, der satte nålen; det aftalte ser alle"),
        town="handover__pin__municipality",
        born="happened",
        erased=_("Bliver stående uden dit navn, fordi det er en aftale mellem foreningen og kommunen."),
    ),
]
