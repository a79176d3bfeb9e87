"""The catalogue as rdflib reads it, in both forms, beside what DCAT-AP 3.0.1 and DCAT-AP-DK 2 ask for."""

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Namespace
from rdflib.compare import to_isomorphic

from kortet.places.models import AreaLayer

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
NEEDED = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.spatial, DCAT.dataset],
    DCAT.Dataset: [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCAT.theme,
        DCAT.distribution,
    ],
    DCAT.Distribution: [DCAT.accessURL, DCTERMS.license, DCTERMS.title, DCTERMS.format],
    DCAT.DataService: [DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset],
    FOAF.Agent: [FOAF.name],
    VCARD.Organization: [VCARD.fn, VCARD.hasURL],
    SKOS.Concept: [SKOS.prefLabel, SKOS.inScheme],
    SKOS.ConceptScheme: [DCTERMS.title],
}
KINDS = {
    DCAT.dataset: DCAT.Dataset,
    DCAT.servesDataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService,
    DCAT.accessService: DCAT.DataService,
    DCAT.distribution: DCAT.Distribution,
    DCAT.contactPoint: VCARD.Kind,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    SKOS.inScheme: SKOS.ConceptScheme,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    DCAT.mediaType: DCTERMS.MediaType,
    DCTERMS.format: DCTERMS.MediaTypeOrExtent,
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
    DCTERMS.conformsTo: DCTERMS.Standard,
}
ONCE = [
    *(DCTERMS.publisher, DCTERMS.license, DCTERMS.format, DCTERMS.accrualPeriodicity),
    *(DCAT.mediaType, DCAT.bbox, FOAF.homepage, SKOS.prefLabel),
]


@pytest.fixture
def turtle(client, neighbourhoods):
    return read(client)


def read(client, address="/data/katalog.ttl"):
    return Graph().parse(data=client.get(address).content.decode(), format="turtle")


def lacks(graph):
    """What a catalogue does not say of itself: a fact, the kind of what is pointed to, or that there is only one."""
    for kind, needed in NEEDED.items():
        found = list(graph.subjects(RDF.type, kind))
        yield from (
            [kind] if not found else [(one, name) for one in found for name in needed if (one, name, None) not in graph]
        )
    for name, kind in KINDS.items():
        found = list(graph.objects(None, name))
        yield from [name] if not found else [(name, one) for one in found if (one, RDF.type, kind) not in graph]
    yield from [(one, name) for name in ONCE for one in graph.subjects(name) if len(list(graph[one:name])) > 1]


def test_both_forms_say_the_same(client, fjordby, turtle):
    json_ld = Graph().parse(data=client.get("/data/katalog.jsonld").content.decode(), format="json-ld")
    assert to_isomorphic(json_ld) == to_isomorphic(turtle)
    assert len(turtle) > 150


@pytest.mark.parametrize("address", ["/data/katalog.ttl", "/en/data/katalog.ttl"])
def test_nothing_that_is_needed_is_missing(client, neighbourhoods, address):
    assert list(lacks(read(client, address))) == []


def test_a_town_with_nothing_in_it_and_one_with_much_say_all_of_it_too(client, fjordby):
    assert list(lacks(read(client))) == []
    AreaLayer.objects.bulk_create(
        AreaLayer(municipality=fjordby, code=f"lag-{each}", name=f'"{each}\\') for each in range(30)
    )
    much = read(client)
    assert list(lacks(much)) == []
    assert len(set(much.objects(None, DCAT.dataset))) == 35


@pytest.mark.parametrize("name", [DCTERMS.title, DCAT.accessURL, FOAF.name, SKOS.prefLabel, RDF.type])
def test_what_is_taken_away_is_missed(turtle, name):
    turtle.remove((None, name, None))
    assert list(lacks(turtle))


def test_what_it_names_is_there(client, turtle):
    names = {DCAT.accessURL, DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage, VCARD.hasURL}
    for address in {str(where) for name in names for where in turtle.objects(None, name)}:
        assert client.get(address).status_code == 200, address


def test_a_name_with_strange_signs_stays_readable(client, fjordby):
    fjordby.name = 'Fjord"by\\ <x> \n æøå 🌳'
    fjordby.save()
    assert fjordby.name in {str(name) for name in read(client).objects(None, FOAF.name)}
    assert client.get("/en/data/katalog.ttl").content.decode().count("Open data from") == 1
