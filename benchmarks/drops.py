"""Goal 12: the form of a pin is sent, as a browser without JavaScript does, beside a bare view; and what a view has to
take at least that stores something and has it flushed to the disk.
"""

import random
import re
import time
from contextlib import contextmanager
from statistics import median
from urllib.parse import urlencode

from django.db import connection

from benchmarks.drops_asked import by_hand, form_read, recorded
from benchmarks.load import Door
from benchmarks.peer import MEASURED, TEXT

STEMS = ["bænk", "hæk", "grus", "trappe", "skilt", "hegn", "bro", "sten", "vand", "mark", "skov", "torv", "gade"]


def drops(product, peer, beside, address, rounds, each=40):
    with room(), by_hand(address) as ask_by_hand:
        times = taken(product, peer, beside, ask_by_hand, rounds, each)
    found = {name: median(measured) for name, measured in times.items()}
    dropped, bare = found["dropped"], found["bare"]
    line = {"goal": 12, "unit": "ms"}
    yield line | {"what": "a pin is dropped, c = 1, p50", "limit": 3, "ours": dropped, "peer": bare}
    for what, name in [
        ("one number is stored, flushed, and nothing else", "one"),
        ("the row of a pin alone, with its indexes and triggers", "pin"),
        ("the same, behind the product's middleware", "pin beside"),
        ("all questions of a pin by hand, no Django, no HTTP", "by hand"),
        ("the form made and read, without its questions", "form"),
    ]:
        yield line | {"what": what, "floor": "a floor", "ours": found[name], "peer": bare}
    for what, name in [("one number, flushed", "one"), ("the row of a pin behind the same middleware", "pin beside")]:
        yield line | {
            "what": f"a pin is dropped, beside {what}",
            "floor": "no goal",
            "ours": dropped,
            "peer": found[name],
        }


def taken(product, peer, beside, ask_by_hand, rounds, each):
    """Milliseconds of each asking, all kinds in turn."""
    token, cookie = form_of(product)
    times = {"dropped": [], "bare": [], "one": [], "pin": [], "pin beside": [], "by hand": [], "form": []}
    for turn in range(rounds):
        with_ours, with_theirs, between = Door(product), Door(peer), Door(beside)
        spend_nothing()
        questions = recorded({f"10.2.{turn}.{n}": pin_form(token, f"hand-{turn}-{n}") for n in range(each)})
        forget()
        for number in range(each):
            form, network = pin_form(token, f"{turn}-{number}"), f"10.1.{turn}.{number}"
            times["dropped"].append(with_ours.sends("/naale/ny/", form, cookie, network))
            for name in ("bare", "one", "pin"):
                times[name].append(with_theirs.milliseconds(f"/{name}/"))
            times["pin beside"].append(between.milliseconds("/pin/"))
            times["by hand"].append(ask_by_hand(questions[number]))
            times["form"].append(form_read(form))
    return times


@contextmanager
def room():
    """A table for the one number; what was measured is taken away again."""
    ask("DROP TABLE IF EXISTS bench_one; CREATE TABLE bench_one (n int); GRANT INSERT ON bench_one TO kortet_web")
    try:
        yield
    finally:
        ask("DROP TABLE bench_one")
        forget()


def forget():
    ask("DELETE FROM pins_pin WHERE title = %s", [MEASURED])


def spend_nothing():
    """No flood: a round stays below what a town says in ten minutes."""
    ask("DELETE FROM budgets_spent")


def ask(sql, values=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def form_of(product):
    door = Door(product).connection
    door.request("GET", "/naale/ny/")
    answer = door.getresponse()
    text = answer.read().decode()
    return re.search(r'csrfmiddlewaretoken" value="([^"]+)"', text)[1], answer.headers["Set-Cookie"].split(";")[0]


def pin_form(token, number):
    """All fields as the page sends them, with words that nobody has used before."""
    place = {"lng": f"{10.1 + random.random() / 10:.6f}", "lat": f"{56.1 + random.random() / 10:.6f}"}
    said = {"csrfmiddlewaretoken": token, "key": f"{time.time_ns()}-{number}", "kind": "problem", "theme": "theme-1"}
    empty = dict.fromkeys(("forloeb", "shape", "address", "area", "author_name", "email", "website", "since"), "")
    words = {"title": MEASURED, "text": f"{TEXT} Ved {' '.join(random.sample(STEMS, 7))}."}
    return urlencode(empty | said | place | words | {"shown_as": "point"})
