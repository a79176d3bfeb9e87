"""How the base map is painted on a picture: the light colours of static/lib/basemap-style.js, fewer of them."""

PAPER, WATER, SHORE = "#f6f4ee", "#c6dae3", "#b3cbd6"
GROUND = {
    "farmland": "#f4f2e9",
    "meadow": "#e9eedb",
    "heath": "#e7e6d3",
    "wetland": "#dde8df",
    "beach": "#f4ebd0",
    "residential": "#eeebe4",
    "centre": "#ebe6dd",
    "commercial": "#ebe6dd",
    "industrial": "#e9e7e4",
    "harbour": "#e9e7e4",
    "school": "#f1ebdf",
    "hospital": "#f1ebdf",
    "square": "#ece9e3",
    "parking": "#ece9e3",
    "forest": "#d5e1c8",
    "park": "#dce8cf",
    "grass": "#e4ecd6",
    "cemetery": "#dbe5d1",
    "allotment": "#e2e9d2",
    "allotments": "#e2e9d2",
    "sports": "#d6e6cd",
    "pitch": "#d6e6cd",
    "playground": "#d6e6cd",
}
BUILT = {"residential", "centre", "commercial", "industrial", "harbour", "farmland"}
SEAS = {"sea", "fjord", "bay", "ocean", "harbour"}
BUILDING = "#e4ddd2"
STREAM, RAIL, PATH = "#b7d0db", "#a5a1a0", "#b3a48c"
# kind → casing, fill, and the width in pixels at zooms 12, 14, 16, 18 of the map
STREET = ("#d9d4c9", "#ffffff", (0.6, 1.4, 5, 13))
ROADS = {
    "service": ("#d9d4c9", "#ffffff", (0.0, 0.0, 2, 6)),
    "residential": STREET,
    "unclassified": STREET,
    "living_street": STREET,
    "pedestrian": STREET,
    "tertiary": ("#d9d4c9", "#ffffff", (1.2, 2.6, 7, 17)),
    "secondary": ("#d9cfb9", "#fff8e8", (1.8, 4, 9, 20)),
    "primary": ("#d9bf8d", "#fbe8c3", (2.4, 5, 10.5, 23)),
    "trunk": ("#d9bf8d", "#fbe8c3", (2.4, 5, 10.5, 23)),
    "motorway": ("#d2a96b", "#f2d3a0", (3, 5.5, 12, 26)),
}
ZOOMS = (12, 14, 16, 18)
SIGNS = {"proposal": "#1d6f42", "problem": "#b3261e"}
BORDER = "#77828a"
OUTLINE, INK = "#0b5563", "#1d2529"


def width_of(kind: str, zoom: float) -> float:
    """The width of a road in pixels at a zoom of the map, straight between the known ones."""
    widths = ROADS[kind][2]
    if zoom <= ZOOMS[0]:
        return widths[0]
    for n in range(1, len(ZOOMS)):
        if zoom <= ZOOMS[n]:
            share = (zoom - ZOOMS[n - 1]) / (ZOOMS[n] - ZOOMS[n - 1])
            return widths[n - 1] + share * (widths[n] - widths[n - 1])
    return widths[-1]
