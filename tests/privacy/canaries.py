"""A town at random: people say, hide, move, erase; after each step nothing private stands in anything that is public.

Each private field gets a word of its own, a canary. `private` tells when a word must not be seen: always, or while a
pin is hidden, or once it was erased. The world is a hypothesis state machine, so that a failure shrinks to the few
steps that lead to it.
"""

import io
import itertools
import logging
from functools import partial

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kortet.events.models import Event, SignUp
from kortet.exports.order import Order
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.logs import LineFormatter
from kortet.municipalities.models import Municipality
from kortet.partners.models import Invitation, Partner
from kortet.pins.models import Comment, Complaint, Follower, Pin
from kortet.privacy.erasing import all_of, erase
from kortet.privacy.rows import Who
from kortet.selections.wanted import Wanted
from kortet.watches.models import Watch
from kortet.webhooks.messages import KINDS, body_of
from tests.atlas.squares import tile_of
from tests.conftest import spot, square
from tests.privacy.canaries_processes import InProcess
from tests.privacy.canaries_surveys import InSurvey

METRES = st.integers(1, 2998).map(lambda n: n + 0.4321)  # an exact place that no rounding makes of another
PRECISIONS = ["point", "street", "block", "area"]
LINES = io.StringIO()

MIDDLE = spot(1500, 500).transform(4326, clone=True)
HERE = tile_of(MIDDLE.x, MIDDLE.y, 12)

# Kinds of public output; {word} is a pin's, {event} an event's.
PUBLIC = {
    "list": "/",
    "area page": "/omraader/bydele/01/",
    "search": "/soeg/?q=kanarie",
    "news": "/nyt/",
    "embedded map": "/indlejret/",
    "tile": "/fliser/{}/{}/{}.json".format(*HERE),
    "tile by words": "/fliser/{}/{}/{}.json?q=kanarie".format(*HERE),
    "Atom": "/naale.atom",
    "RSS": "/naale.rss",
    "Open311": "/open311/v2/requests.xml",
    "OGC API items": "/ogc/collections/naale/items",
    "OGC API lines": "/ogc/collections/naale-linjer/items",
    "OGC API by box": "/ogc/collections/naale/items?bbox=10,56,10.3,56.3",
    "OGC vector tile": f"/ogc/collections/naale/tiles/WebMercatorQuad/{HERE[0]}/{HERE[2]}/{HERE[1]}",
    "calendar": "/arrangementer.ics",
    "events": "/arrangementer.geojson",
    "associations": "/foreninger.geojson",
}
OF_A_PIN = {
    "pin page": "/naal/{}/",
    "follow form": "/naal/{}/foelg/",
    "oEmbed": "/oembed?url=http://testserver/naal/{}/",
}


class Town(InProcess, InSurvey, RuleBasedStateMachine):
    """`private`: a word → whether it must not be seen now. `kinds`: how many outputs of each kind were read.

    With `part` 3 a third of the outputs are read in each state, each of them in one of three, and all of them in the
    last state of a walk: what leaks stays leaked until something hides it, and thousands of states cost a third.
    """

    states = 0
    part = 1
    kinds: dict[str, int] = {}

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.town = Municipality.objects.get(code="fjordby")
        self.client, self.numbers = Client(), itertools.count(1)
        self.private, self.pins, self.people = {}, [], []
        LINES.truncate(0)
        self.begin_processes()
        self.begin_surveys()

    def teardown(self):
        try:
            if self.part > 1:
                self.look(self.outputs())
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def canary(self, is_private=lambda: True):
        word = f"kanarie{next(self.numbers):04}q"
        self.private[word] = is_private
        return word

    def address(self):
        return f"{self.canary()}@example.org"

    @rule(east=METRES, north=METRES, precision=st.sampled_from(PRECISIONS), drawn=st.booleans())
    def drop(self, east, north, precision, drawn):
        words = [self.canary() for _ in range(3)]
        here, email = spot(east, north), self.address()
        pin = Pin(municipality=self.town, kind="proposal", title=words[0], text=words[1], author_name=words[2])
        pin.place_at(here.buffer(20) if drawn else here)
        pin.precision, pin.is_rough, pin.moderation = precision, precision != "point", "waiting"
        pin.save()
        Entry.objects.record("dropped", pin)
        Follower.objects.create(pin=pin, email=email, is_author=True, confirmed=timezone.now())
        self.pins.append(pin)
        self.people.append((email, pin))
        for word in words:
            self.private[word] = lambda: not self.is_seen(pin)
        self.hide_place(pin)

    def hide_place(self, pin):
        """Two numbers in one output: one alone may be another's. In degrees and in metres, cut and not rounded."""
        exact = pin.point.transform(4326, clone=True)
        for x, y, cut in ((exact.x, exact.y, 5), (pin.point.x, pin.point.y, 1)):
            told = tuple(f"{number:.9f}"[: cut - 9] for number in (x, y))
            self.private[told] = lambda: not self.is_seen(pin) or self.is_rough(pin)

    def is_seen(self, pin):
        return Pin.objects.filter(pk=pin.pk, moderation="shown").exclude(title__startswith="Slettet").exists()

    def is_rough(self, pin):
        return Pin.objects.filter(pk=pin.pk, is_rough=True).exists()

    def some(self, n):
        return Pin.objects.get(pk=self.pins[n % len(self.pins)].pk)

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99))
    def show(self, n):
        pin = self.some(n)
        if pin.withdrawn is None:
            pin.show()

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99))
    def hide(self, n):
        self.some(n).hide(self.canary())

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99), precision=st.sampled_from(PRECISIONS))
    def show_place_as(self, n, precision):
        pin = self.some(n)
        if pin.precision in PRECISIONS and pin.title[:7] != "Slettet":
            pin.show_place_as(precision)

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99), east=METRES)
    def move(self, n, east):
        """Staff move it: from then on another place is the exact one."""
        pin = self.some(n)
        if pin.title[:7] != "Slettet":
            pin.move_to(spot(east, 2999 - east))
            self.hide_place(pin)

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99), shown=st.booleans())
    def comment(self, n, shown):
        pin = self.some(n)
        word, name, email = self.canary(), self.canary(), self.address()
        state = "shown" if shown else "waiting"
        said = Comment(pin=pin, text=word, author_name=name, person=self.canary(), moderation=state).say()
        for each in (word, name):
            self.private[each] = lambda: (
                not (Comment.objects.filter(pk=said.pk, moderation="shown") and self.is_seen(pin))
            )
        Complaint.objects.create(pin=pin, comment=said, reason="other", text=self.canary(), person=self.canary())
        Follower.objects.get_or_create(pin=pin, email=email, defaults={"confirmed": timezone.now()})
        self.people.append((email, None))

    @precondition(lambda self: self.pins)
    @rule(n=st.integers(0, 99))
    def revise(self, n):
        """What nobody has seen is corrected at once; of what is shown the new words wait for a moderator."""
        pin, words = self.some(n), [self.canary(), self.canary()]
        pin.revise(*words)
        for word in words:
            said = Pin.objects.filter(pk=pin.pk).filter(Q(title=word) | Q(text=word))
            self.private[word] = lambda said=said: not (said.exists() and self.is_seen(pin))

    @rule(n=st.integers(0, 99))
    def ask_for_letters(self, n):
        """Somebody watches, signs up, is invited; an association waits for its answer."""
        email = self.address()
        area = square(0)[0]
        area.srid = 25832
        Watch.objects.create(municipality=self.town, boundary=area, place_text=self.canary(), email=email)
        date = self.town_event().occurrences.get()
        SignUp.take(date, name=self.canary(), email=email, seats=1, language="da")
        club = Partner.objects.create(municipality=self.town, name=self.canary(), point=spot(), address=self.canary())
        Invitation.objects.create(partner=club, email=self.address())
        self.people.append((email, None))

    def town_event(self):
        return Event.objects.get(title="Fællesspisning")

    @precondition(lambda self: self.people)
    @rule(n=st.integers(0, 99))
    def erase(self, n):
        """All that was theirs is private from now on, whatever it was before."""
        email, pin = self.people.pop(n % len(self.people))
        said = [Pin.objects.get(pk=pin.pk)] if pin else []
        words = [word for each in said for word in (each.title, each.text, each.author_name) if word in self.private]
        who = Who(email)
        erase(self.town, who, all_of(who, self.town))
        self.private |= {word: lambda: True for word in words}

    @invariant()
    def nothing_private_is_public(self):
        type(self).states += 1
        self.look(itertools.islice(self.outputs(), self.states % self.part, None, self.part))

    def look(self, outputs):
        secrets = [word for word, is_private in self.private.items() if is_private()]
        for kind, read in outputs:
            type(self).kinds[kind] = type(self).kinds.get(kind, 0) + 1
            low = read().lower()
            found = [secret for secret in secrets if stands_in(secret, low)]
            assert not found, f"{found} in {kind}"

    def outputs(self):
        """Each with what reads it."""
        for kind, address in self.addresses():
            yield kind, partial(self.read, address)
        yield "letters to others", lambda: "".join(Letter.objects.exclude(to="").values_list("text", flat=True))
        yield "public journal", lambda: str(list(Entry.objects.public().values_list("data", flat=True)))
        yield "webhooks", self.webhooks
        yield "log", LINES.getvalue
        shown = Pin.objects.visible_to(AnonymousUser(), self.town)
        yield "what anybody may see, as rows", lambda: str(list(shown.values("title")))

    def addresses(self):
        yield from PUBLIC.items()
        for pin in self.pins[-2:]:
            for kind, address in OF_A_PIN.items():
                yield kind, address.format(pin.word)
        yield from self.process_addresses()
        yield from self.survey_addresses()

    def read(self, address):
        return self.client.get(address, headers={"host": "testserver"}).content.decode("utf-8", "replace")

    def webhooks(self):
        entry = Entry.objects.filter(subject="pins.pin").order_by("-pk").first()
        kind = KINDS.get((entry.subject, entry.verb)) if entry else None
        return (body_of(kind, entry, self.town) or b"").decode() if kind else ""


def stands_in(secret, text):
    return secret in text if isinstance(secret, str) else all(part in text for part in secret)


def listen_to_the_log():
    handler = logging.StreamHandler(LINES)
    handler.setFormatter(LineFormatter())
    logging.getLogger().addHandler(handler)
    return handler


def exported(town, path, form):
    """A file of an export with the public profile, its bytes as text."""
    every = ["pins", "comments", "events", "partners"] if form in ("gpkg", "xlsx") else ["pins"]
    order = Order(Wanted(town), form, "", every)
    order.write(path, lambda more: None)
    return path.read_bytes().decode("utf-8", "replace").lower()
