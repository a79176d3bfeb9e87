"""What is said, in words, when a file from outside is refused or read with a remark. %-placeholders are facts."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

SAVE_AS = _("Gem data som GeoPackage eller GeoJSON, og indlæs den fil.")

REFUSALS: dict[str, Any] = {
    "missing": _(
        "Der er ingen fil ved navn %(name)s. Adresser og virtuelle stier (/vsi…) læses ikke: hent filen først."
    ),
    "blank": _("Filen %(name)s er tom."),
    "too_big": _("Filen er større end de %(mib)s MiB, der må indlæses. Forenkl grænserne, eller hæv MAX_IMPORT_MIB."),
    "unknown_kind": _("%(name)s er ikke en fil, der kan læses her. Disse slags kan: %(kinds)s, også i en zip."),
    "part": _("%(name)s er kun en del af et datasæt. Vælg .shp- eller .mif-filen, eller pak det hele i en zip."),
    "disguised": _("%(name)s hedder som %(kind)s, men indholdet er noget andet."),
    "virtual": _("Filen peger på andre filer (VRT) og læses ikke."),
    "entities": _("%(name)s har en dokumenttype (DOCTYPE eller ENTITY). Sådan XML læses ikke. Fjern den."),
    "lacking": _("Datasættet mangler %(suffixes)s ved siden af %(kind)s-filen. Pak alle filerne i en zip."),
    "nothing_inside": _("Der er ingen fil indeni, som kan læses. Disse slags kan: %(kinds)s."),
    "many_files": _("Der er flere datasæt indeni: %(names)s. Indlæs ét ad gangen."),
    "many_members": _("Zip-filen har mere end %(most)s filer."),
    "bad_zip": _("%(name)s kan ikke pakkes ud. Lav zip-filen igen."),
    "escaping": _("Zip-filen vil skrive uden for sin mappe (%(name)s) og pakkes ikke ud."),
    "link_in_zip": _("Zip-filen indeholder en henvisning til en anden fil (%(name)s) og pakkes ikke ud."),
    "locked_zip": _("Zip-filen er låst med adgangskode (%(name)s). Gem den uden."),
    "bomb": _("%(name)s fylder mere end 200 gange så meget udpakket som pakket. Den pakkes ikke ud."),
    "not_json": _("Filen er ikke gyldig JSON: fejlen er på linje %(line)s, tegn %(column)s."),
    "strange_json": _("Filen er JSON, men for dyb eller med tal, der ikke kan læses."),
    "doubled_key": _("Feltet “%(key)s” står to gange i samme objekt. Det er uklart, hvilket der gælder."),
    "no_number": _("Filen indeholder %(word)s, som ikke er et tal i JSON."),
    "not_geojson": _("Filen er JSON, men ikke GeoJSON eller TopoJSON (øverst står: %(found)s)."),
    "bad_topology": _("TopoJSON-filens buer passer ikke sammen. Gem den som GeoJSON."),
    "not_utf8": _("Teksten er ikke %(encoding)s (byte %(byte)s). Angiv tegnsættet (--encoding), f.eks. latin1."),
    "unknown_encoding": _("Tegnsættet “%(encoding)s” findes ikke. Skriv f.eks. utf-8 eller latin1."),
    "no_layer": _("Filen har intet lag ved navn “%(layer)s”. Den har: %(layers)s."),
    "many_layers": _("Filen har flere lag: %(layers)s. Vælg ét (--source-layer)."),
    "no_geometry": _("Filen har ingen lag med områder."),
    "unreadable": _("Filen kan ikke læses som %(kind)s: %(why)s"),
    "no_rows": _("Filen har ingen rækker."),
    "many_rows": _("Filen har mere end %(most)s rækker. Det er næppe områder i en kommune."),
    "many_vertices": _("Grænserne har mere end %(most)s punkter i alt. Forenkl dem først."),
    "crs_member": _("Filens crs-felt kan ikke bruges (%(crs)s). Henvisninger følges ikke. Skriv f.eks. EPSG:25832."),
    "crs_missing": _("Filen siger ikke, hvilket koordinatsystem den er i (f.eks. mangler .prj). Angiv det (--crs)."),
    "crs_unreadable": _("Filens koordinatsystem kan ikke bruges: %(crs)s. Angiv det rigtige (--crs)."),
    "crs_unknown": _("“%(crs)s” er ikke et koordinatsystem. Skriv f.eks. EPSG:25832."),
    "metres_without_crs": _(
        "Koordinaterne er ikke grader, og filen siger ikke, hvad de er. Angiv det (--crs), for meter ofte EPSG:25832."
    ),
    "swapped": _(
        "Akserne er byttet om: første tal går %(x)s, andet tal %(y)s. Byt dem i filen, så øst (længde) står først."
    ),
    "astray": _(
        "Række %(rows)s ligger uden for Europa (første tal %(x)s, andet tal %(y)s, læst som %(crs)s). "
        "Er koordinatsystemet forkert, så angiv det rigtige (--crs)."
    ),
    "hungry": _("Filen kræver mere hukommelse, end der må bruges på en fil. Forenkl den."),
    "slow": _("Filen tager for lang tid at læse. Forenkl den."),
    "dead": _("Læseren gik i stå på filen. Intet er gemt."),
}
REFUSALS = {
    reason: format_lazy("{} {}", text, SAVE_AS)
    if reason in ("virtual", "disguised", "unknown_kind", "unreadable")
    else text
    for reason, text in REFUSALS.items()
}

REMARKS: dict[str, Any] = {
    "heights": _("Højder (Z) er udeladt."),
    "utf8_without_cpg": _("Filen har ingen .cpg, men teksten er UTF-8 og er læst sådan."),
    "crs_overruled": _("Filen siger %(told)s; du bad om %(used)s, og det er brugt."),
}

FAULTS: dict[str, Any] = {
    "nothing": _("har ingen geometri"),
    "empty": _("har en tom geometri"),
    "not_area": _("er ikke et område"),
    "broken": _("har en geometri, der ikke kan læses (f.eks. en ring, der ikke er lukket)"),
}


def in_words(text: Any, facts: dict[str, Any]) -> str:
    """The sentence with its facts; lists become words with commas between."""
    return str(text) % {
        name: ", ".join(map(str, fact)) if isinstance(fact, list) else fact for name, fact in facts.items()
    }
