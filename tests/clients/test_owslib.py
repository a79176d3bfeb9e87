"""OWSLib asks for everything that it knows to ask for."""

from owslib.ogcapi.features import Features

from tests.clients.conftest import PINS


def test_owslib_reads(address):
    site = Features(f"{address}/")
    assert site.feature_collections() == [
        "naale",
        "naale-linjer",
        "naale-flader",
        "arrangementer",
        "foreninger",
        "omraader-bydele",
    ]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in site.conformance()["conformsTo"]
    assert site.api()["openapi"].startswith("3.0")
    page = site.collection_items("naale", limit=3, bbox=[9, 55, 11, 57])
    assert (page["numberMatched"], page["numberReturned"]) == (PINS + 1, 3)
    word = page["features"][0]["id"]
    assert site.collection_item("naale", word)["id"] == word
    assert "slags" in site.collection_queryables("naale")["properties"]
    assert site.collection("omraader-bydele")["storageCrs"].endswith("25832")
