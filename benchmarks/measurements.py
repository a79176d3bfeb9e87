"""Which measurement belongs to which goal, and the servers that it needs."""

from benchmarks import drops, exports, figures, inserts, links, ogc, pages, survey_results, tiles, watches
from benchmarks.servers import granian


def all_of(given, web, owner):
    """One line for each thing measured: goal, what, ours, peer, unit, and the limit."""
    wished = set(given.goals.split(","))
    if wished & {"1", "4", "5", "6", "7", "12", "13", "19", "V"}:
        yield from over_http(given, web, owner, wished)
    asked = {
        "8": lambda: figures.figures(given.rounds),
        "9": lambda: figures.rehoming(given.rounds),
        "10": lambda: links.meetings(given.rounds),
        "11": lambda: inserts.inserts(web, given.rounds, given.seconds),
        "14": lambda: exports.exports(web, given.rounds),
        "W": watches.matching,
    }
    for goal in [goal for goal in asked if goal in wished]:
        yield from asked[goal]()


def over_http(given, web, owner, wished):
    with (
        granian("benchmarks.app_settings", web) as product,
        granian("benchmarks.peer_settings", web) as peer,
        granian("benchmarks.beside_settings", web) as beside,
    ):
        served = {
            "1": lambda: tiles.one_at_a_time(product, peer, beside, given.rounds),
            "4": lambda: tiles.sixteen_at_once(product, peer, given.rounds, given.seconds),
            "5": lambda: tiles.sums(product),
            "6": lambda: tiles.cached(product, given.rounds, given.seconds),
            "7": lambda: pages.pages(product, peer, given.rounds),
            "12": lambda: drops.drops(product, peer, beside, web, given.rounds),
            "13": lambda: ogc.items(product, peer, owner, given.rounds),
            "19": lambda: survey_results.results(product, peer, web, given.rounds),
            "V": lambda: pages.version(product, peer, given.rounds, given.seconds),
        }
        for goal in [goal for goal in served if goal in wished]:
            yield from served[goal]()
