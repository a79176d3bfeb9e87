"""The catalogue as rdflib reads it, in both forms, beside what DCAT-AP 3.0.1 and DCAT-AP-DK 2 ask for."""

import pytest
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Namespace
from rdflib.compare import to_isomorphic

pytestmark = pytest.mark.usefixtures("neighbourhoods")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
NEEDED = {
    DCAT.Catalog: [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset],
    DCAT.Dataset: [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.publisher,
        DCAT.contactPoint,
        DCAT.theme,
        DCAT.distribution,
    ],
    DCAT.Distribution: [DCAT.accessURL, DCTERMS.license, DCTERMS.title],
    DCAT.DataService: [DCTERMS.title, DCAT.endpointURL, DCAT.servesDataset],
    FOAF.Agent: [FOAF.name],
    VCARD.Organization: [VCARD.fn, VCARD.hasURL],
}


@pytest.fixture
def turtle(client):
    return Graph().parse(data=client.get("/data/katalog.ttl").content.decode(), format="turtle")


def test_both_forms_say_the_same(client, fjordby, turtle):
    read = Graph().parse(data=client.get("/data/katalog.jsonld").content.decode(), format="json-ld")
    assert to_isomorphic(read) == to_isomorphic(turtle)
    assert len(turtle) > 150


def test_nothing_that_is_needed_is_missing(turtle):
    for kind, needed in NEEDED.items():
        found = set(turtle.subjects(RDF.type, kind))
        assert found
        for one in found:
            assert [each for each in needed if (one, each, None) not in turtle] == []


def test_what_it_names_is_there(client, turtle):
    names = {DCAT.accessURL, DCAT.endpointURL, DCAT.endpointDescription, DCAT.landingPage, VCARD.hasURL}
    for address in {str(where) for name in names for where in turtle.objects(None, name)}:
        assert client.get(address).status_code == 200, address


def test_a_name_with_strange_signs_stays_readable(client, fjordby):
    fjordby.name = 'Fjord"by\\ <x> \n æøå 🌳'
    fjordby.save()
    read = Graph().parse(data=client.get("/data/katalog.ttl").content.decode(), format="turtle")
    assert fjordby.name in {str(name) for name in read.objects(None, FOAF.name)}
    assert client.get("/en/data/katalog.ttl").content.decode().count("Open data from") == 1
