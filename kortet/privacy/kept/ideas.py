"""What is kept about those who write on the ideas of a process, and those who work with them."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.ideas.erasing import erase_authors
from kortet.ideas.tasks import forget_joiners
from kortet.privacy.kept.staff import work
from kortet.privacy.rows import Kept, Until, by_mail, by_user, either

IN_THE_PROCESS = Until(_("så længe forløbet er på kortet"))
WRITING = _("så I kan skrive sammen, og alle kan se, hvordan forslaget blev til")
WITH_THE_AUTHOR = _("Slettes sammen med din adresse som forfatter, eller bliver stående uden navn.")

KEPT = [
    Kept(
        model="ideas.Author",
        about="idea__title",
        fields="name email words language word wants_letters",
        what=_("dit navn og din e-mailadresse, hvis du skriver på et forslag i et forløb"),
        why=WRITING,
        until=Until(_("så længe, som forløbets side siger; bekræftes adressen ikke, slettes den efter en uge")),
        seen_by=_("alle ser navnet; adressen ser ingen"),
        town="idea__municipality",
        find=by_mail(),
        erase=erase_authors,
        forget=forget_joiners,
        said="name words",
        erased=_("Slettes. Det, du skrev, fjernes, eller bliver stående uden navn, hvis du vil det."),
    ),
    Kept(
        model="ideas.IdeaVersion",
        about="idea__title",
        fields="title text why name author actor point shape hidden_reason",
        what=_("de udgaver af et forslag, som du har skrevet"),
        why=WRITING,
        until=IN_THE_PROCESS,
        seen_by=_("alle"),
        town="idea__municipality",
        find=either(by_mail("author__email"), by_user("actor")),
        born="made",
        erased=WITH_THE_AUTHOR,
    ),
    Kept(
        model="ideas.OfficeQuestion",
        about="idea__title",
        fields="answer answered_by author",
        what=_("hvad du svarede på kommunens spørgsmål om et forslag"),
        why=WRITING,
        until=IN_THE_PROCESS,
        seen_by=_("alle"),
        town="idea__municipality",
        find=lambda who: by_mail("author__email")(who) & ~Q(answer=""),
        born="asked",
        erased=WITH_THE_AUTHOR,
    ),
    Kept(
        model="ideas.Idea",
        fields="title text point shape hidden_reason",
        what=_("hvad et forslag siger nu: den nyeste udgave"),
        why=WRITING,
        until=IN_THE_PROCESS,
        seen_by=_("alle"),
        erased=WITH_THE_AUTHOR,
    ),
    work("ideas.Decision", "actor", _("hvem der skrev en beslutning ind"), until=IN_THE_PROCESS),
    work("ideas.Milestone", "actor", _("hvem der fortalte, hvad der sker"), until=IN_THE_PROCESS),
]
