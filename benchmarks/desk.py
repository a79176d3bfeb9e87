"""The desk before a great pile: how long the queue takes, and a thousand pins hidden by one press and brought back.

    echo "from benchmarks.desk import main; main(100_000)" | KORTET_DATABASE_ROLE=owner python manage.py shell

Runs in one transaction on the checkout's own database with its demo town, and leaves nothing behind. Prints seconds
on the wall and seconds of this process's own computing.
"""

from collections.abc import Callable
from time import perf_counter, process_time
from typing import TypeVar

from django.db import connection, transaction

from kortet.desk.asked import Asked
from kortet.desk.deeds import Deed, undoing
from kortet.desk.listing import Listing, usual
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User

T = TypeVar("T")
COPIES = """
INSERT INTO pins_pin (municipality_id, point, public_point, precision, neighbourhood_id, neighbourhood_then_id, word,
    number, kind, theme_id, title, text, language, author_name, place_text, moderation, hidden_reason, status,
    support_count, comment_count, created, once, source, source_id)
SELECT p.municipality_id, point, public_point, precision, neighbourhood_id, neighbourhood_then_id, 'b' || n,
    '1999-' || lpad(n::text, 7, '0'), kind, theme_id, title, text, language, '', place_text, 'waiting', '', 'new',
    0, 0, now() - n * interval '1 minute', '', '', ''
FROM generate_series(1, %s) n
JOIN (SELECT *, row_number() OVER (ORDER BY id) - 1 AS turn, count(*) OVER () AS every FROM pins_pin) p
    ON p.turn = n %% p.every
"""


def timed(name: str, work: Callable[[], T], turns: int = 3) -> T:
    """Says how long something takes, the middle one of its times on the wall."""
    times = []
    for _turn in range(turns):
        wall, own = perf_counter(), process_time()
        found = work()
        times.append((perf_counter() - wall, process_time() - own))
    wall, own = sorted(times)[turns // 2]
    print(f"{name:<42} {wall:8.3f} s   {own:8.3f} s of its own")
    return found


def main(waiting: int) -> None:
    with transaction.atomic():
        measure(waiting)
        transaction.set_rollback(True)


def measure(waiting: int) -> None:
    town = Municipality.objects.order_by("pk")[0]
    user = User.objects.create_user("benchmark", is_staff=True)
    Role.objects.create(user=user, municipality=town, kind=Role.Kind.MODERATOR)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute(COPIES, [waiting])
        cursor.execute("ANALYZE pins_pin")
    listing = Listing(user, town, Asked())
    page = timed("a page of the queue", lambda: listing.queue.page(Asked()))
    timed("a page, overdue", lambda: listing.queue.page(Asked(trin="alle", forfalden=True)))
    timed("a page, with a word", lambda: listing.queue.page(Asked(q="cykel")))
    timed("the counts of all kinds", lambda: listing.queue.counts(Asked()))
    views = {str(n): asked for n, (_name, asked, _view) in enumerate(usual(listing.queue))}
    timed("the counts of all views", lambda: listing.queue.few(views))
    assert len(page) == 51, "there is no pile"
    found = listing.queue.page(Asked(slags="naal"), size=999)
    deed = Deed(user, town, "hide", reason="Spam")
    chosen = {"naal": {pk: "" for _code, pk, _came in found}}
    batch = timed("a thousand pins hidden", lambda: deed.carry_out(chosen), turns=1)
    assert batch is not None, "nothing was hidden"
    timed("and brought back", lambda: undoing(batch, user).undo(batch), turns=1)
