"""Danish street names suited to each quarter."""

from collections.abc import Iterator


def _words(text: str) -> list[str]:
    return text.split()


TREES = _words(
    "Ahorn Birke Bøge Ege Elme Aske Linde Poppel Kastanie Rønne Pile Tjørne Hassel Lærke "
    "Fyrre Ene Hylde Syren Kirsebær Æble Pære Blomme Valnødde Platan Avnbøg Tulipantræ "
    "Guldregn Jasmin Kornel Liguster Mispel Taks Thuja Slåen"
)
BIRDS = _words(
    "Lærke Solsort Drossel Mejse Stær Svale Vibe Ryle Tern Måge Svane Edderfugle Hejre "
    "Glente Falke Ugle Spætte Nattergale Gærdesmutte Bogfinke Irisk Stillits Sisken Gøge Due "
    "Trane Stork Rørsanger Isfugle Vipstjert Engpiber Bramgås Strandskade"
)
FLOWERS = _words(
    "Anemone Primula Viol Kløver Valmue Kornblomst Ranunkel Lilje Rose Tulipan Aster Iris "
    "Krokus Pæon Nellike Lavendel Lyng Konval Georgine Salvie Timian Mynte Kamille "
    "Forglemmigej Gyvel Bellis Klokkeblomst Perikon"
)
POETS = (
    "H.C. Andersens Vej;Holbergsvej;Oehlenschlægersvej;Ingemannsvej;Grundtvigsvej;"
    "Blichersvej;Drachmannsvej;J.P. Jacobsens Vej;Aarestrupsvej;Wintersvej;Ewaldsvej;"
    "Wesselsvej;Baggesensvej;Paludan-Müllers Vej;Kingosvej;Brorsonsvej;Aakjærsvej;"
    "Pontoppidansvej;Herman Bangs Vej;Plougsvej;Hostrupsvej;Kaalundsvej;Richardtsvej;"
    "Gjellerupsvej;Schandorphsvej;Hauchsvej;Heibergsvej;Hertzvej"
)
GODS = _words(
    "Odins Thors Freyas Balders Friggs Heimdals Tyrs Lokes Bragis Iduns Njords Ægirs Ymers "
    "Mimers Sigyns Nannas Skades Hermods Vidars Ulls Forsetes Gefions Grids Hejmdal"
)
SKY = _words(
    "Venus Mars Jupiter Saturn Neptun Merkur Orion Kassiopeia Andromeda Polaris Vega Altair "
    "Karlsvogn Komet Stjerne Måne Sol Plejade Regnbue Nordlys"
)
BERRIES = _words(
    "Hindbær Brombær Blåbær Tyttebær Solbær Ribs Stikkelsbær Jordbær Multebær Hyben Tranebær "
    "Havtorn Enebær Morbær Kræge Mirabel"
)
SEA = _words(
    "Strand Klit Marehalm Tang Musling Østers Rav Sten Skal Brændings Bølge Vind Brise Fjord "
    "Sejl Kutter Jolle Anker Fyr Bådsmands Styrmands Lods Matros Skipper Kaptajn Tovværks "
    "Net Ruse Sild Torske Rødspætte Makrel Hornfiske Ørred"
)
ESTATES = _words(
    "Fjord Bøge Birke Ege Linde Syd Nord Øst Sol Høje Lav Åben Blom Kløver Ris Hegns Bakke "
    "Ager Eng Mark Skov Måge Stær Ry Elle Lyng Kær Rug Byg Havre Hvede Lærke"
)
BRICK = (
    "Nygade;Østergade;Vestergade;Kongensgade;Dronningensgade;Prinsensgade;Jernbanegade;"
    "Fabriksgade;Bryggergade;Teglgade;Grønnegade;Frederiksgade;Christiansgade;Absalonsgade;"
    "Valdemarsgade;Dagmarsgade;Knudsgade;Margrethegade;Enghavegade;Skovgade;Møllegade;"
    "Bakkegade;Havegade;Thorsgade;Dannebrogsgade;Sjællandsgade;Fynsgade;Samsøgade;"
    "Bornholmsgade;Langelandsgade;Falstersgade;Lollandsgade;Ærøgade;Læsøgade;Mønsgade;"
    "Garverigade;Væversgade;Bødkergade;Snedkergade;Murergade;Remisegade;Banegårdsgade;"
    "Tordenskjoldsgade;Niels Juels Gade;Absalons Passage;Rosengade;Liljegade;Violgade;"
    "Vinkelgade;Lykkegade;Fredensgade;Solgade;Parkgade;Teatergade;Kirkegårdsgade;Alsgade;"
    "Fanøgade;Rømøgade;Skansegade;Slotsgade;Hospitalsgade;Præstegade;Lindegade"
)
CRAFT = (
    "Håndværkervej;Smedevej;Industrivej;Værkstedsvej;Transportvej;Elektrovej;Jernet;"
    "Stålvej;Betonvej;Trælastvej;Fabriksparken;Energivej;Metalvej;Grossererparken;Lagervej;"
    "Vognmandsvej;Murskeen;Høvlen;Ambolten;Drejerbænken;Erhvervsparken;Maskinvej;Kobbervej;"
    "Messingvej;Zinkvej;Tinvej;Svejsevej;Laden;Rampevej;Kranvej;Vægtvej;Dynamovej;"
    "Turbinevej;Pumpevej;Kabelvej;Tagvej;Mørtelvej;Glarmestervej;Tømrervej;Kølevej;Hammervej;"
    "Plastvænget;Savværksvej;Terminalvej"
)
VILLAGE = (
    "Bygade;Kirkevej;Møllevej;Gadekæret;Smedebakken;Præstegårdsvej;Skolevej;Mejerivej;"
    "Engvej;Markvej;Degnestræde;Åvej;Toften;Damvej;Brøndstræde;Vænget;Hovedgade;"
    "Kildevej;Stationsvej;Forsamlingsvej"
)
LANES = "Østre;Vestre;Nordre;Søndre;Øvre;Nedre;Gamle;Ny"
LANE_ENDS = _words("Toft Have Eng Bakke Stræde Mark Løkke Agre Kær Høj Lund Dam Krog Kilde")

THEMES: dict[str, tuple[list[str], list[str]]] = {
    "06": (SEA, ["vej", "vænget"]),
    "07": (FLOWERS, ["vej", "vænget", "stien"]),
    "08": (GODS, [" Vej", " Allé", " Plads"]),
    "09": (BIRDS, ["vej", "krogen", "vænget"]),
    "10": (BERRIES, ["vej", "haven", "bakken"]),
    "11": (TREES, ["vej", "allé", "krogen"]),
    "24": (
        [
            "Bøgely",
            "Solbakke",
            "Højdedrags",
            "Udsigts",
            "Fjordblik",
            "Bakke",
            "Kyst",
            "Skrænt",
            "Kløft",
            "Lynghøj",
            "Højby",
            "Sandbjerg",
            "Klinte",
            "Tinghøj",
        ],
        ["vej", "vænget"],
    ),
    "12": (SKY, ["vej", "vænget", "bakken"]),
}
EXTRA = {"24": POETS.split(";")}


def _themed(code: str) -> Iterator[str]:
    stems, tails = THEMES.get(code, (TREES, ["vej"]))
    poets = EXTRA.get(code, [])
    yield from poets
    for tail in tails:
        for stem in stems:
            yield _joined(stem, tail)


def _joined(stem: str, tail: str) -> str:
    """A compound name; flowers and the like take an e or s where Danish does."""
    if tail.startswith(" ") or stem[-1] in "es":
        return stem + tail
    linked = {"Viol": "Viol", "Kirsebær": "Kirsebær", "Konval": "Konval"}
    return linked.get(stem, stem) + tail


def _estate() -> Iterator[str]:
    for tail in ("parken", "vænget", "gården"):
        for stem in ESTATES:
            yield stem + tail


def _village(name: str) -> Iterator[str]:
    for tail in VILLAGE.split(";"):
        yield f"{name} {tail}"
    for tail in LANE_ENDS:
        for front in LANES.split(";"):
            yield f"{front} {tail}"


def name_source(style: str, code: str, village: str | None) -> Iterator[str]:
    """An endless enough run of names for one quarter, best first."""
    if village:
        yield from _village(village)
    elif style == "brick":
        yield from BRICK.split(";")
    elif style == "industry":
        yield from CRAFT.split(";")
    else:
        yield from _estate() if style == "estate" else _themed(code)
    yield from (f"{front} {tail}" for tail in LANE_ENDS for front in LANES.split(";"))
