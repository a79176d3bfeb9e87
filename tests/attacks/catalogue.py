"""The catalogue of attacks: a hundred cases. A test that shows how Kortet meets one carries its id.

In its name (`test_E04_a_scanner_opens_it`, several: `test_E04_E05_…`) or by a mark (`@pytest.mark.attack("A01")`).
"""

import re

CASES = {
    "A01": "a coordinate that is NaN",
    "A02": "an infinite coordinate, or a number beyond all numbers",
    "A03": "a place that is not on Earth, minus zero, denormals",
    "A04": "swapped axes",
    "A05": "metres for degrees, degrees for metres, Web Mercator",
    "A06": "a crs member that names an address",
    "A07": "a GDAL driver or virtual path in a spatial question, the admin's too",
    "A08": "collections nested two hundred thousand deep as WKT",
    "A09": "the same as GeoJSON",
    "A10": "a geometry of another kind, empty, with heights or with words for numbers",
    "A11": "an area that crosses itself, is not closed or has no inside",
    "A12": "a million corners, the whole globe, thirty thousand parts",
    "A13": "a box across the line where the day changes",
    "A14": "a box of no or other numbers",
    "A15": "tiles that do not exist",
    "A16": "tiles of everything, tiles of nothing, tiles with words behind them",
    "A17": "poisoned rows that came past the application",
    "A18": "JSON with doubled keys, NUL, half letters, a byte-order mark, endless numbers",
    "A19": "SQL and wildcards in a filter",
    "A20": "SQL in an order or a search, the admin's too",
    "A21": "filters that cost too much",
    "A22": "questions for private columns",
    "A23": "pages before the first, behind the last, forged cursors",
    "A24": "times that are none",
    "B01": "markup in a name, wherever it shows",
    "B02": "markup in a headline on the map",
    "B03": "markup in any word of an address",
    "B04": "markup in what other maps are told",
    "B05": "links that run or deceive",
    "B06": "markup on the pages of staff",
    "B07": "markup written by staff",
    "B08": "markup in reports",
    "B09": "letters that turn, hide, heap or are none",
    "B10": "a hostile page around the embedded map, names that shadow the document's",
    "C01": "a photograph with position, serial number and thumbnail",
    "C02": "private words in every block of a picture",
    "C03": "a picture that is something else too",
    "C04": "bombs of pixels",
    "C05": "formats that nobody should open",
    "C06": "HEIC and AVIF, whole, cut and hostile",
    "C07": "SVG, as a logo too",
    "C08": "broken, empty, mislabelled and endless pictures",
    "C09": "bodies of too many parts, files or bytes",
    "C10": "hostile file names",
    "C11": "other people's stored files",
    "C12": "hostile files for imports",
    "D01": "formulas in CSV",
    "D02": "formulas in XLSX",
    "D03": "what no sheet can hold",
    "D04": "lines that break out of a calendar",
    "D05": "calendars made to be expensive",
    "D06": "what no XML can hold",
    "D07": "entities and bombs in XML",
    "D08": "somebody else's data, downloaded",
    "D09": "private rows in files of open data",
    "E01": "line breaks in letters' fields",
    "E02": "addresses that mean other recipients",
    "E03": "whether an address is known",
    "E04": "scanners that open links",
    "E05": "links used twice, late or elsewhere",
    "E06": "links that leak",
    "E07": "bombing by mail",
    "E08": "links on another host",
    "E09": "guessed passwords",
    "E10": "forged addresses of clients",
    "E11": "stolen and kept sessions",
    "E12": "a live session only",
    "F01": "every route by every role",
    "F02": "staff's doors tried by others",
    "F03": "what is hidden, asked for everywhere",
    "F04": "what is hidden, in embeds and print",
    "F05": "others' rows inside one's own forms",
    "F06": "links to files, used by others",
    "F07": "fields that no form has",
    "F08": "one municipality's on another's host",
    "F09": "private fields in any output",
    "F10": "small numbers",
    "F11": "where somebody lives",
    "F12": "personal numbers in free text",
    "F13": "erasure",
    "F14": "what staff did",
    "G01": "support counted twice",
    "G02": "more people than seats",
    "G03": "a form sent twice",
    "G04": "two moderators at once",
    "G05": "other words after approval",
    "G06": "rights that were taken away",
    "G07": "floods of spam",
    "G08": "false reports by the many",
    "G09": "steps that are not allowed",
    "H01": "fetches that lead inside",
    "H02": "redirects that lead outside",
    "H03": "caches that mix people up",
    "H04": "caches that keep what is gone",
    "H05": "forms sent from elsewhere",
    "H06": "frames around pages that act",
    "H07": "scripts that the policy does not know",
    "H08": "hostile HTTP",
    "H09": "what errors and settings give away",
    "H10": "forged and leaking logs",
}
UNTESTED: dict[str, str] = {}  # cases without a test, with the reason

NAMED = re.compile(r"test_((?:[A-Ha-h]\d\d_)+)")
MARKED = re.compile(r"""\battack\(((?:\s*"[A-H]\d\d"\s*,?)+)\s*\)""")
ID = re.compile(r"[A-H]\d\d")


def ids_in_name(name):
    """The ids that a test is named by."""
    found = NAMED.match(name)
    return set(ID.findall(found[1].upper())) if found else set()


def ids_in_source(text):
    """The ids of all tests of a file."""
    named = [ids_in_name(name) for name in re.findall(r"^\s*def (test_\w+)", text, re.MULTILINE)]
    return set().union(*named, *(ID.findall(marks) for marks in MARKED.findall(text)))
