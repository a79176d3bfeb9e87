"""Goal 7: what the server spends on a page, against a bare view with one query in a Django without middleware.

Twice: as visitors meet a page, kept for half a minute or until something changes, and made anew for each answer.
"""

from benchmarks.load import ANEW, Door, alternating, sixteen
from benchmarks.tiles import compared
from kortet.pins.models import Pin


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


def exists(port, path):
    door = Door(port).connection
    door.request("GET", path)
    return door.getresponse().status == 200
