"""OpenStreetMap's tags in the words of the base map's schema. https://wiki.openstreetmap.org/wiki/Map_features"""


def same(*words: str) -> dict[str, str]:
    """Tags that the schema calls by the same word."""
    return {word: word for word in words}


ROADS = {
    **same("motorway", "trunk", "primary", "secondary", "tertiary", "residential", "unclassified"),
    **same("living_street", "pedestrian", "service", "cycleway"),
    **{f"{word}_link": word for word in ("motorway", "trunk", "primary", "secondary", "tertiary")},
    **dict.fromkeys(("footway", "path", "track", "trail", "steps", "bridleway"), "path"),
}
RAILS = dict.fromkeys(("rail", "light_rail", "narrow_gauge"), "rail") | same("tram")
LANDUSE = {
    "landuse": same("forest", "meadow", "residential", "industrial", "cemetery", "allotments", "railway", "grass")
    | dict.fromkeys(("farmland", "farmyard", "orchard"), "farmland")
    | dict.fromkeys(("retail", "commercial"), "commercial")
    | dict.fromkeys(("recreation_ground", "village_green"), "park"),
    "natural": same("heath", "wetland", "beach")
    | {"wood": "forest", "scrub": "heath", "grassland": "meadow", "sand": "beach", "shingle": "beach"}
    | dict.fromkeys(("bare_rock", "scree"), "rock"),
    "leisure": same("park", "pitch", "playground")
    | {"garden": "park", "golf_course": "park", "nature_reserve": "meadow", "marina": "harbour", "track": "pitch"},
    "amenity": dict.fromkeys(("school", "university", "college", "kindergarten"), "school")
    | {"hospital": "hospital", "grave_yard": "cemetery", "parking": "parking"},
    "place": same("square"),
    "man_made": {"pier": "harbour"},
    "highway": {"pedestrian": "square"},
}
WATER = {"natural": {"water": "lake"}, "landuse": {"basin": "lake", "reservoir": "lake"}, "waterway": {"dock": "sea"}}
STREAMS = {"waterway": same("river", "stream", "canal", "ditch", "drain")}
POIS = {
    "amenity": same("school", "library", "townhall", "hospital", "theatre", "cinema", "university")
    | same("community_centre", "kindergarten", "police", "fire_station", "marketplace")
    | {"place_of_worship": "church"},
    "tourism": same("museum", "attraction", "viewpoint", "camp_site", "gallery"),
    "leisure": same("sports_centre", "stadium", "swimming_area", "marina", "playground"),
    "railway": {"station": "station", "halt": "station"},
    "historic": same("castle", "monument"),
}
RANKS = {"city": 1, "town": 2, "village": 3, "suburb": 3, "island": 3, "quarter": 4, "neighbourhood": 4, "hamlet": 4}
PLACES = {"place": same(*RANKS, "locality")}
