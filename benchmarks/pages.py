"""Goals 7 and 12: what the server spends on a page, against a bare view with one query in a Django without middleware.

Twice: as visitors meet a page, kept for half a minute or until something changes, and made anew for each answer.
"""

import random
import re
import time
from statistics import median
from urllib.parse import urlencode

from benchmarks.load import ANEW, Door, alternating, sixteen
from benchmarks.tiles import compared
from kortet.pins.models import Pin

MEASURED = "Nål fra en måling"


def pages(product, peer, rounds):
    words = list(Pin.objects.public().order_by("number").values_list("word", flat=True)[:20])
    areas = [f"/omraader/bydele/{code:02}/" for code in range(1, 61, 3)]
    for what, wished in [
        ("map page", ["/"] * 20),
        ("pin page", [f"/naal/{word}/" for word in words]),
        ("neighbourhood page", areas),
        ("news page", ["/nyt/"] * 20),
    ]:
        paths = [path for path in wished if exists(product, path)]
        if not paths:
            print(f"  goal 7, {what}: no such page yet, left out")
            continue
        for how, asked in [("kept", paths), ("made anew", [f"{path}?nr={ANEW}" for path in paths])]:
            found = alternating({"ours": (product, asked), "peer": (peer, ["/bare/"] * len(paths))}, rounds)
            yield {"goal": 7, "what": f"{what}, {how}, c = 1, p50", "limit": 4, "unit": "ms", **compared(found, "p50")}


def version(product, peer, rounds, seconds):
    """The address that every open page asks each 6 to 9 seconds, sixteen at a time."""
    found = sixteen({"ours": (product, ["/version.json"]), "peer": (peer, ["/bare/"])}, rounds, seconds)
    line = {"goal": "V", "what": "content version, c = 16", "unit": "/s", "least": 0.5}
    yield line | {"ours": found["ours"]["rate"], "peer": found["peer"]["rate"]}


def drops(product, peer, rounds, each=40):
    """Goal 12: the form of a pin is sent, as a browser without JavaScript does."""
    token, cookie = form_of(product)
    ours, theirs = [], []
    for turn in range(rounds):
        here, there = Door(product), Door(peer)
        for number in range(each):
            ours.append(here.sends("/naale/ny/", pin_form(token, f"{turn}-{number}"), cookie))
            theirs.append(there.milliseconds("/bare/"))
    found = {"ours": median(ours), "peer": median(theirs)}
    yield {"goal": 12, "what": "a pin is dropped, c = 1, p50", "limit": 3, "unit": "ms", **found}


def form_of(product):
    door = Door(product).connection
    door.request("GET", "/naale/ny/")
    answer = door.getresponse()
    text = answer.read().decode()
    return re.search(r'csrfmiddlewaretoken" value="([^"]+)"', text)[1], answer.headers["Set-Cookie"].split(";")[0]


def pin_form(token, number):
    place = {"lng": f"{10.1 + random.random() / 10:.6f}", "lat": f"{56.1 + random.random() / 10:.6f}"}
    said = {"csrfmiddlewaretoken": token, "key": f"{time.time_ns()}-{number}", "kind": "problem"}
    return urlencode(said | place | {"title": MEASURED, "text": "Cyklerne står på fortovet, så ingen kan komme forbi."})


def exists(port, path):
    door = Door(port).connection
    door.request("GET", path)
    return door.getresponse().status == 200
