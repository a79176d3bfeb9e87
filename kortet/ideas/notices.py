"""The letters about ideas: to those who write them, to who follows their pins, and to the process owner."""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kortet.ideas.models import Author, Gathered, Idea, IdeaVersion, Milestone, OfficeQuestion
from kortet.ideas.queries import followers_of
from kortet.journal.models import Entry
from kortet.letters.addresses import mark_of
from kortet.letters.models import Letter
from kortet.letters.paper import Paper
from kortet.people.models import User
from kortet.pins.models import Follower

Reader = Author | Follower | User


class Told(NamedTuple):
    """What a letter says: subject, lines, the words of somebody, and what its button is called."""

    subject: str
    lines: list[str]
    quote: str = ""
    button: str = ""


def tell(entry: Entry) -> int:
    """Writes the letters of what happened to an idea; returns how many were new. Twice is the same as once."""
    idea = Idea.objects.with_process().select_related("process__owner").filter(pk=entry.subject_id).first()
    if idea is None:
        return 0
    readers, say = TOLD[entry.verb]
    return sum(write(reader, idea, entry, say) for reader in once_each(readers(idea, entry)))


def once_each(readers: Iterable[Reader]) -> list[Reader]:
    """One letter an address, in the part that was named first."""
    found: dict[str, Reader] = {}
    for reader in readers:
        found.setdefault(reader.email.lower(), reader)
    return [reader for address, reader in found.items() if address]


def write(reader: Reader, idea: Idea, entry: Entry, say: Callable[[Idea, Entry], Told]) -> bool:
    with translation.override(getattr(reader, "language", "da")):
        paper = paper_for(reader, idea, say(idea, entry), leads_to=way_of(reader, idea, entry))
    return Letter.objects.post(paper, to=reader.email, key=f"idea-{entry.pk}-{mark_of(reader.email)[:32]}")


def paper_for(reader: Reader, idea: Idea, told: Told, *, leads_to: str) -> Paper:
    town = idea.municipality
    return Paper(
        subject=f"{told.subject}: {idea.title}",
        lines=told.lines,
        quote=told.quote,
        why=why_of(reader),
        town=town,
        language=getattr(reader, "language", "da"),
        button=(told.button or _("Se forslaget"), town.address(leads_to)),
        stop=town.address(reader.stop_url) if isinstance(reader, Author | Follower) else "",
    )


def why_of(reader: Reader) -> str:
    if isinstance(reader, Author):
        return _("Du får brevet, fordi du skriver med på forslaget. Linket er kun til dig.")
    if isinstance(reader, Follower):
        return _("Du får brevet, fordi du følger en nål, som forslaget er samlet af.")
    return _("Du får dette brev, fordi du har forløbet i kommunen.")


def way_of(reader: Reader, idea: Idea, entry: Entry) -> str:
    """Where the button leads: authors to their own page, who is asked to the question, all others to the idea."""
    if isinstance(reader, Author):
        return reader.get_absolute_url()
    if entry.verb == "consent_asked" and isinstance(reader, Follower):
        return reverse("idea_consent", args=[reader.word])
    if isinstance(reader, User) and entry.verb in PAGES:
        return idea.way(PAGES[entry.verb])
    return idea.get_absolute_url()


def ask_to_confirm(author: Author) -> bool:
    """The first letter to an address: a button has to be pressed before anybody is asked."""
    with translation.override(author.language):
        told = confirm_words(author)
        paper = paper_for(author, author.idea, told, leads_to=author.get_absolute_url())
        return Letter.objects.ask(paper, to=author.email, about=f"author-{author.pk}")


def confirm_words(author: Author) -> Told:
    if author.is_accepted:
        return Told(_("Du skriver allerede med"), [_("Her er linket til det, du kan gøre ved forslaget.")])
    line = _("Du har spurgt, om du må skrive med på “%(title)s”. Bekræft, så spørger vi dem, der skriver på det.")
    return Told(_("Bekræft, at du vil skrive med"), [line % {"title": author.idea.title}], button=_("Bekræft"))


def owner(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return [idea.process.owner] if idea.process.owner else []


def authors(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return Author.objects.told().filter(idea=idea)


def that_author(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return Author.objects.filter(pk=entry.data["author"], wants_letters=True)


def deciders(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return [*authors(idea, entry), *owner(idea, entry)]


def everybody(idea: Idea, entry: Entry) -> Iterable[Reader]:
    """Authors, co-authors, and who follows the pins; nobody hears of what is hidden."""
    return [*authors(idea, entry), *followers_of(idea)] if idea.is_public else []


def asked(idea: Idea, entry: Entry) -> Iterable[Reader]:
    found = Gathered.objects.filter(pk=entry.data["gathered"]).first()
    return Follower.objects.told().filter(pin=found.pin_id, is_author=True) if found else []


def writer(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return Author.objects.told().filter(versions=entry.data["version"])


def other_authors(idea: Idea, entry: Entry) -> Iterable[Reader]:
    return Author.objects.told().filter(idea=idea).exclude(versions=entry.data["version"])


def consent_words(idea: Idea, entry: Entry) -> Told:
    found = Gathered.objects.select_related("pin").get(pk=entry.data["gathered"])
    line = _("Må vi lægge dit forslag “%(pin)s” sammen med “%(title)s”?") % {
        "pin": found.pin.title,
        "title": idea.title,
    }
    more = _(
        "Siger du nej, står det for sig. Din nål bliver på kortet, og støtterne bliver ved den, hvad du end siger."
    )
    late = _("Svarer du ikke inden 14 dage, hører nålen til forslaget uden at være lagt sammen med det.")
    return Told(
        _("Må dit forslag lægges sammen med andres"), [line, more, late], idea.text[:1500], _("Svar ja eller nej")
    )


def own_words(idea: Idea, entry: Entry) -> Told:
    line = _("Din nål er nu et forslag for sig i forløbet “%(process)s”.") % {"process": idea.process.name_here}
    more = _("Gem dette brev: Med linket kan du skrive videre på forslaget og svare på spørgsmål.")
    return Told(_("Dit forslag er med"), [line, more])


def agreed_words(idea: Idea, entry: Entry) -> Told:
    line = _("Tak. Du er nu en af dem, der skriver på forslaget.")
    more = _("Gem dette brev: Med linket kan du skrive videre på forslaget og svare på spørgsmål.")
    return Told(_("I er flere om forslaget"), [line, more])


def join_words(idea: Idea, entry: Entry) -> Told:
    author = Author.objects.filter(pk=entry.data["author"]).first()
    line = _("%(name)s vil gerne skrive med på forslaget.") % {"name": author.name if author else ""}
    return Told(_("En vil skrive med"), [line], author.words if author else "", _("Sig ja eller nej"))


def joined_words(idea: Idea, entry: Entry) -> Told:
    line = _("Gem dette brev: Med linket kan du skrive videre på forslaget og svare på spørgsmål.")
    return Told(_("Du skriver nu med"), [line])


def declined_words(idea: Idea, entry: Entry) -> Told:
    return Told(
        _("Du kom ikke med"), [_("De, der skriver på forslaget, sagde nej denne gang. Du kan stadig kommentere det.")]
    )


def version_words(idea: Idea, entry: Entry) -> Told:
    version = IdeaVersion.objects.get(pk=entry.data["version"])
    return Told(_("Der er en ny udgave"), [_("Udgave %(number)s er klar.") % {"number": version.number}], version.why)


def hidden_words(idea: Idea, entry: Entry) -> Told:
    version = IdeaVersion.objects.get(pk=entry.data["version"])
    reason = _("Begrundelse: %(reason)s") % {"reason": version.hidden_reason}
    return Told(_("Din udgave vises ikke"), [_("En moderator har taget den væk."), reason])


def question_words(idea: Idea, entry: Entry) -> Told:
    question = OfficeQuestion.objects.get(pk=entry.data["question"])
    line = _("%(name)s spørger:") % {"name": question.asked_by}
    return Told(_("Et spørgsmål til jeres forslag"), [line], question.text, _("Svar"))


def answer_words(idea: Idea, entry: Entry) -> Told:
    question = OfficeQuestion.objects.get(pk=entry.data["question"])
    return Told(_("Der er svaret på et spørgsmål"), [question.text], question.answer)


def decision_words(idea: Idea, entry: Entry) -> Told:
    decision = idea.decision
    line = _("%(who)s besluttede det %(day)s: %(outcome)s.") % {
        "who": decision.decided_by, "day": date_format(decision.decided_on), "outcome": decision.get_outcome_display(),
    }  # fmt: skip
    return Told(_("Der er truffet en beslutning"), [line], decision.reason)


def milestone_words(idea: Idea, entry: Entry) -> Told:
    found = Milestone.objects.get(pk=entry.data["milestone"])
    day = date_format(found.done or found.planned)
    end = _("Så er det bygget.") if found.is_last else ""
    return Told(found.title, [line for line in (_("Udført %(day)s.") % {"day": day}, found.text, end) if line])


def late_words(idea: Idea, entry: Entry) -> Told:
    found = Milestone.objects.get(pk=entry.data["milestone"])
    line = _("Milepælen “%(title)s” var planlagt til %(day)s. Skriv, at den er udført, eller giv den en ny dag.")
    told = {"title": found.title, "day": date_format(found.planned)}
    return Told(_("En milepæl er overskredet"), [line % told], button=_("Se milepælene"))


Said = Callable[[Idea, Entry], Told]
TOLD: dict[str, tuple[Callable[[Idea, Entry], Iterable[Any]], Said]] = {
    "consent_asked": (asked, consent_words),
    "own": (that_author, own_words),
    "agreed": (that_author, agreed_words),
    "join_asked": (deciders, join_words),
    "joined": (that_author, joined_words),
    "join_declined": (that_author, declined_words),
    "version_shown": (other_authors, version_words),
    "version_hidden": (writer, hidden_words),
    "asked": (authors, question_words),
    "answered": (owner, answer_words),
    "decided": (everybody, decision_words),
    "milestone_done": (everybody, milestone_words),
    "milestone_late": (owner, late_words),
}
# Where the process owner's letters lead: to the page where something can be done about it.
PAGES = {"join_asked": "idea_co_authors", "milestone_late": "idea_milestones"}
