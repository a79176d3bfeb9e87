"""What is kept about those who say something about a place, and those who follow it."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from kortet.pins import tasks
from kortet.pins.erasing import erase_comments, erase_complaints, erase_pins, erase_supports, erase_verdicts
from kortet.pins.models import Follower
from kortet.pins.tasks import FINISHED_DAYS
from kortet.privacy.rows import NOBODY, Kept, Until, Who, by_mail, by_person, by_user, delete_rows, either

ANYBODY, MODERATORS = _("alle"), _("kommunens moderatorer og sagsbehandlere")
MAP = _("så borgere kan foreslå og melde noget om et sted, og kommunen kan svare og handle")
ONCE = _("så hver person tælles én gang")
ON_THE_MAP = Until(_("så længe nålen er på kortet"))


def by_author_link(who: Who) -> Q:
    """Pins whose author's link was sent to the address."""
    theirs = Follower.objects.filter(pin=OuterRef("pk"), is_author=True, email__iexact=who.email)
    return Q(Exists(theirs)) if who.email else NOBODY


KEPT = [
    Kept(
        model="pins.Pin",
        fields="title text place_text point shape author author_name once hidden_reason search",
        what=_("hvad du skrev, stedet, og dit navn, hvis du ville have det vist"),
        why=MAP,
        until=Until(_("så længe nålen er på kortet; navn og adresse skilles fra den, når sagen har været slut længe")),
        seen_by=_("alle ser ordene og stedet, som du valgte at vise det; det præcise sted ser kun kommunen"),
        find=either(by_author_link, by_user("author")),
        erase=erase_pins,
        said="title text author_name",
        erased=_(
            "Ordene, billederne og stedet fjernes, eller kun dit navn, hvis du lader dem stå. Nummer, emne, status, "
            "dage og antal støtter bliver som tal. Andres kommentarer forsvinder fra kortet sammen med nålen."
        ),
    ),
    Kept(
        model="pins.Verdict",
        name=_("svar på, om det er løst"),
        about="pin__title",
        fields="follower word said words answered",
        what=_("om du siger, at noget er løst, og hvad du skrev om det"),
        why=_("så kommunen kan se, om det hjalp"),
        until=ON_THE_MAP,
        seen_by=MODERATORS,
        town="pin__municipality",
        find=by_mail("follower__email"),
        erase=erase_verdicts,
        said="words",
        born="asked",
        erased=_("Dine ord fjernes. Ja, delvist eller nej bliver som et tal."),
    ),
    Kept(
        model="pins.Follower",
        name=_("adresser ved nåle"),
        about="pin__title",
        fields="email word language wants_letters confirmed is_author",
        what=_("din e-mailadresse, hvis du følger en nål eller satte den"),
        why=_("så du får besked, og så du kan rette din nål uden konto"),
        until=Until(
            _("efter at sagen er slut, eller til du siger stop; bekræftes den ikke, slettes den efter en uge"),
            FINISHED_DAYS,
        ),
        seen_by=_("ingen"),
        town="pin__municipality",
        find=by_mail(),
        erase=delete_rows,
        forget=tasks.forget_unconfirmed,
        erased=_("Slettes. Du får ikke flere breve, og linket i det første brev virker ikke mere."),
    ),
    Kept(
        model="pins.Comment",
        fields="text author author_name person place_text point once hidden_reason search",
        what=_("hvad du skrev til en nål, og dit navn, hvis du ville have det vist"),
        why=MAP,
        until=ON_THE_MAP,
        seen_by=ANYBODY,
        town="pin__municipality",
        find=lambda who: either(by_person(), by_user("author"))(who) & Q(is_official=False),
        erase=erase_comments,
        said="text author_name",
        erased=_("Slettes. Har andre svaret på den, bliver der en tom plads uden navn, så svarene stadig kan læses."),
    ),
    Kept(
        model="pins.Support",
        name=_("støtter"),
        about="pin__title",
        fields="person",
        what=_("et nummer, som ingen kan læse, for hver nål du støtter"),
        why=ONCE,
        until=ON_THE_MAP,
        seen_by=_("ingen"),
        town="pin__municipality",
        find=by_person(),
        erase=erase_supports,
        born="given",
        erased=_("Nummeret byttes ud, så støtten ikke kan føres tilbage til dig. Antallet bliver, som det er."),
    ),
    Kept(
        model="pins.Complaint",
        about="pin__title",
        fields="text person closed_by",
        what=_("hvad du skrev, da du anmeldte noget som upassende"),
        why=_("så kommunen kan tage det ned, der skader andre"),
        until=Until(_("efter at anmeldelsen er afgjort"), FINISHED_DAYS),
        seen_by=MODERATORS,
        town="pin__municipality",
        find=by_person(),
        erase=erase_complaints,
        forget=tasks.forget_decided,
        said="text",
        erased=_("Dine ord fjernes, og nummeret byttes ud. At noget blev anmeldt, bliver som et tal."),
    ),
    Kept(
        model="pins.Revision",
        fields="title text",
        what=_("en rettelse af din nål, som en moderator ikke har læst endnu"),
        why=MAP,
        until=Until(_("til en moderator har læst den")),
        seen_by=MODERATORS,
        town="pin__municipality",
        erased=_("Slettes sammen med nålens ord."),
    ),
    Kept(
        model="pictures.Picture",
        fields="alt sender digest word key",
        what=_("billeder, du har sendt, uden det, som filen fortalte om tid, sted og telefon"),
        why=MAP,
        until=Until(_("så længe nålen er på kortet; et billede, der ikke kom på en nål, slettes efter et døgn")),
        seen_by=ANYBODY,
        erased=_("Slettes sammen med nålens ord, i alle størrelser."),
    ),
]
