"""The six kinds of rows that staff decide about, each behind the same words. Every decision is the row's own verb."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kortet.events.models import Event
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pins.models import Comment, Complaint, Pin, Revision

SHOW, HIDE, KEEP, AGREE, TAKE, REFUSE = "show", "hide", "keep", "agree", "take", "refuse"
YES = {SHOW, KEEP, TAKE}  # what the key "a" does; the other one is the key "h"
Before = dict[str, Any]


class Subject:
    """One table of the queue. `came` is when a row came; `pin` the path to its pin's columns, if it is about one."""

    code = ""
    model: Any
    one: Any = ""
    many: Any = ""
    came, pin = "created", ""
    theme = "pin__theme"
    search: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    deeds: dict[str, tuple[Any, bool]] = {}  # code → what its button says, whether it needs a reason
    read: tuple[str, ...] = ()  # what a decision rests on

    def waiting(self) -> Q:
        """The rows that somebody has to look at."""
        return Q(moderation="waiting")

    def saying(self, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        """Rows that have the words somewhere in their texts."""
        found = Q()
        for column in self.search:
            found |= Q(**{f"{column}__icontains": words})
        return rows.filter(found)

    def about_theme(self, theme: int) -> Q:
        return Q(**{self.theme: theme})

    def in_area(self, area: int) -> Q:
        return Q(pin__neighbourhood=area)

    def held(self, ids: Iterable[int]) -> list[Any]:
        """The rows, held until the transaction ends: their pins first, so that nobody waits for each other."""
        pins = self.model.objects.filter(pk__in=list(ids)).values("pin")
        list(Pin.objects.filter(pk__in=pins).order_by("pk").select_for_update(no_key=True).values_list("pk"))
        return list(self.rows(ids).select_for_update(of=("self",)))

    def rows(self, ids: Iterable[int]) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model.objects.filter(pk__in=list(ids)).order_by("pk")
        return found.select_related(*self.related).defer("pin__shape", "pin__search")

    def light(self, ids: Iterable[int]) -> QuerySet[Any]:
        """The rows with as little as stamps are made of: of pins there may be thousands."""
        return self.rows(ids)

    def stamp(self, row: Any) -> str:
        """A digest of all that a decision about the row rests on."""
        return digest([str(getattr(row, name)) for name in self.read])

    def before(self, row: Any) -> Before:
        return {"moderation": row.moderation, "reason": row.hidden_reason}

    def do(self, deed: str, rows: Sequence[Any], reason: str, actor: User) -> None:
        """Does one thing to rows that are held."""
        for row in rows:
            row.show(actor) if deed == SHOW else row.hide(reason, actor)

    def after(self, row: Any) -> str:
        """The stamp of what the row became."""
        return self.stamp(row)

    def stands(self, row: Any, after: str) -> bool:
        """Whether nobody has touched the row since."""
        return self.stamp(row) == after

    def put_back(self, rows: Sequence[tuple[Any, Before]], actor: User) -> None:
        """Brings rows that are held back to what they were."""
        for row, before in rows:
            row.put_back(before["moderation"], before["reason"], actor)


def digest(parts: Sequence[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:20]


class Pins(Subject):
    """Many pins are decided about in one statement."""

    code, model, one, many = "naal", Pin, _("nål"), _("nåle")
    theme = "theme"
    related = ("theme", "neighbourhood", "municipality")
    deeds = {SHOW: (_("Vis"), False), HIDE: (_("Skjul"), True)}
    read = ("title", "text", "moderation", "hidden_reason", "withdrawn", "status", "theme_id", "answered")

    def waiting(self) -> Q:
        return Q(moderation="waiting", withdrawn=None)

    def saying(self, rows: Any, words: str) -> QuerySet[Any]:
        numbered: QuerySet[Any] = rows.filter(number=words)
        return numbered if words[:4].isdigit() and "-" in words else rows.saying(words)

    def in_area(self, area: int) -> Q:
        return Q(neighbourhood=area)

    def held(self, ids: Iterable[int]) -> list[Pin]:
        return list(self.light(ids).select_for_update(of=("self",), no_key=True))

    def light(self, ids: Iterable[int]) -> QuerySet[Any]:
        return Pin.objects.filter(pk__in=list(ids)).order_by("pk").only("municipality", *self.read)

    def rows(self, ids: Iterable[int]) -> QuerySet[Any]:
        rows = Pin.objects.filter(pk__in=list(ids)).order_by("pk").select_related(*self.related)
        return rows.defer("shape", "search", "neighbourhood__boundary", "municipality__outline")

    def do(self, deed: str, rows: Sequence[Pin], reason: str, actor: User) -> None:
        became = {SHOW: Pin.Moderation.SHOWN, HIDE: Pin.Moderation.HIDDEN}[deed]
        Pin.objects.filter(pk__in=[pin.pk for pin in rows]).decide(became, reason, actor)

    def put_back(self, rows: Sequence[tuple[Any, Before]], actor: User) -> None:
        were: dict[tuple[str, str], list[int]] = {}
        for pin, before in rows:
            were.setdefault((before["moderation"], before["reason"]), []).append(pin.pk)
        for (moderation, reason), ids in were.items():
            Pin.objects.filter(pk__in=ids).decide(moderation, reason, actor)


class Comments(Subject):
    code, model, one, many = "kommentar", Comment, _("kommentar"), _("kommentarer")
    pin, search, related = "pin__", ("text", "author_name"), ("pin__theme", "pin__municipality")
    deeds = Pins.deeds
    read = ("text", "moderation", "hidden_reason")


class Complaints(Subject):
    code, model, one, many = "anmeldelse", Complaint, _("anmeldelse"), _("anmeldelser")
    pin, search = "pin__", ("text", "pin__title", "comment__text")
    related = ("pin__theme", "pin__municipality", "comment__pin__municipality")
    deeds = {KEEP: (_("Lad det blive stående"), False), AGREE: (_("Skjul det anmeldte"), True)}

    def waiting(self) -> Q:
        return Q(closed=None)

    def stamp(self, row: Complaint) -> str:
        return digest([row.outcome, (COMMENTS if row.comment else PINS).stamp(row.item)])

    def before(self, row: Complaint) -> Before:
        alike = Complaint.objects.open().filter(pin=row.pin_id, comment=row.comment_id)
        item = {"moderation": row.item.moderation, "reason": row.item.hidden_reason}
        return item | {"open": list(alike.values_list("pk", flat=True))}

    def do(self, deed: str, rows: Sequence[Complaint], reason: str, actor: User) -> None:
        for row in rows:
            row.refresh_from_db(fields=["outcome", "closed"])
            if row.closed is None:  # or the decision about another one heard it too
                row.keep(actor) if deed == KEEP else row.agree(reason, actor)

    def put_back(self, rows: Sequence[tuple[Complaint, Before]], actor: User) -> None:
        for row, before in rows:
            row.refresh_from_db(fields=["outcome", "closed"])
            if row.closed is None:  # opened again with another one about the same
                continue
            item = row.item
            item.refresh_from_db(fields=["moderation"])
            if row.outcome == Complaint.Outcome.HIDDEN and item.moderation != before["moderation"]:
                self._put_item_back(item, before, actor)
            closed = Complaint.objects.filter(pk__in=before["open"], outcome=row.outcome)
            for other in {row, *closed}:
                other.reopen(actor)

    def _put_item_back(self, item: Pin | Comment, before: Before, actor: User) -> None:
        if isinstance(item, Comment):
            item.put_back(before["moderation"], before["reason"], actor)
        else:
            Pin.objects.filter(pk=item.pk).decide(before["moderation"], before["reason"], actor)


class Revisions(Subject):
    """What an author wants corrected: the row is gone when it was decided about, and its undoing makes it anew."""

    code, model, one, many = "rettelse", Revision, _("rettelse"), _("rettelser")
    came, pin, search = "made", "pin__", ("title", "text", "pin__title")
    related = ("pin__theme", "pin__municipality")
    deeds = {TAKE: (_("Tag rettelsen ind"), False), REFUSE: (_("Afvis rettelsen"), False)}

    def waiting(self) -> Q:
        return Q()

    def stamp(self, row: Revision) -> str:
        return digest([row.title, row.text, row.pin.title, row.pin.text])

    def before(self, row: Revision) -> Before:
        was = {"pin": row.pin_id, "title": row.pin.title, "text": row.pin.text, "made": row.made.isoformat()}
        return was | {"new_title": row.title, "new_text": row.text, "pk": row.pk}

    def do(self, deed: str, rows: Sequence[Revision], reason: str, actor: User) -> None:
        for row in rows:
            row.take(actor) if deed == TAKE else row.refuse(actor)

    def after(self, row: Revision) -> str:
        return digest([row.pin.title, row.pin.text])

    def held_again(self, befores: Sequence[Before]) -> list[Revision]:
        """The wishes as they were, on pins that are held and have no newer one."""
        pins = {pin.pk: pin for pin in PINS.held([before["pin"] for before in befores])}
        for taken in Revision.objects.filter(pin__in=list(pins)).values_list("pin", flat=True):
            del pins[taken]
        known = [before for before in befores if before["pin"] in pins]
        return [
            Revision(pk=was["pk"], pin=pins[was["pin"]], title=was["new_title"], text=was["new_text"], made=was["made"])
            for was in known
        ]

    def stands(self, row: Revision, after: str) -> bool:
        return self.after(row) == after

    def put_back(self, rows: Sequence[tuple[Revision, Before]], actor: User) -> None:
        for row, before in rows:
            row.bring_back(before["title"], before["text"], actor)


class OnMap(Subject):
    """What stands on the map by itself and has themes by number."""

    theme = "themes"

    def about_theme(self, theme: int) -> Q:
        return Q(themes__contains=[theme])

    def in_area(self, area: int) -> Q:
        return Q(neighbourhood=area)

    def held(self, ids: Iterable[int]) -> list[Any]:
        return list(self.rows(ids).select_for_update(of=("self",)))

    def rows(self, ids: Iterable[int]) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model.objects.filter(pk__in=list(ids)).order_by("pk")
        return found.select_related(*self.related).defer(*self.wide)

    wide: tuple[str, ...] = ()


class Events(OnMap):
    code, model, one, many = "arrangement", Event, _("arrangement"), _("arrangementer")
    search = ("title", "text", "author_name")
    related, wide = ("organiser", "neighbourhood"), ("shape", "organiser__service_area", "neighbourhood__boundary")
    deeds = Pins.deeds
    read = ("title", "text", "moderation", "hidden_reason", "status", "sequence")

    def waiting(self) -> Q:
        return Q(moderation="waiting") & ~Q(status="draft")


class Partners(OnMap):
    code, model, one, many = "forening", Partner, _("forening"), _("foreninger")
    search = ("name", "text")
    related, wide = ("neighbourhood",), ("shape", "service_area", "neighbourhood__boundary")
    deeds = {SHOW: (_("Godkend"), False), HIDE: (_("Afvis"), True)}
    read = ("name", "text", "state", "state_reason")

    def waiting(self) -> Q:
        return Q(state="asked")

    def before(self, row: Partner) -> Before:
        return {"moderation": row.state, "reason": row.state_reason}

    def do(self, deed: str, rows: Sequence[Partner], reason: str, actor: User) -> None:
        for row in rows:
            row.approve(actor) if deed == SHOW else row.decline(reason, actor)


PINS, COMMENTS, COMPLAINTS, REVISIONS = Pins(), Comments(), Complaints(), Revisions()
SUBJECTS: dict[str, Subject] = {one.code: one for one in (COMPLAINTS, PINS, COMMENTS, REVISIONS, Events(), Partners())}
