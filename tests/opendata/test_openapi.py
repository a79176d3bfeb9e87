"""The description is valid, says what is true, and leaves nothing out."""

import pytest
from jsonschema import Draft202012Validator
from ogcapi_registry import ConformanceClass, FeaturesStrategy
from openapi_spec_validator import OpenAPIV30SpecValidator

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture
def described(client):
    return client.get("/ogc/api").json()


def test_it_is_openapi_3_0(client, described):
    assert described["openapi"].startswith("3.0.")
    assert list(OpenAPIV30SpecValidator(described).iter_errors()) == []
    kind = "application/vnd.oai.openapi+json;version=3.0"
    assert client.get("/ogc/api", headers={"accept": kind}).headers["Content-Type"] == kind
    [link] = [each for each in client.get("/ogc/").json()["links"] if each["rel"] == "service-desc"]
    assert link["type"] == kind and client.get(link["href"]).json() == described


def test_each_parameter_is_understood_and_no_other(client, described):
    for address, each in described["paths"].items():
        if not address.endswith("/items"):
            continue
        told = {name_of(described, parameter) for parameter in each["get"]["parameters"]}
        refusal = client.get(f"/ogc{address}", {"unknown": "1"}).json()["detail"]
        understood = set(refusal.split(": ")[1].rstrip(".").split(", "))
        assert told == understood


def name_of(described, parameter):
    name = parameter.get("$ref", "").removeprefix("#/components/parameters/")
    return name or parameter["name"]


def test_each_address_is_there(client, described, make_pin):
    pin = make_pin()
    values = {"featureId": pin.word, "tileMatrix": "0", "tileRow": "0", "tileCol": "0"}
    for address in described["paths"]:
        expected = (200, 204) if "featureId" not in address or "/naale/" in address else (404,)
        assert client.get("/ogc" + address.format(**values)).status_code in expected, address


def test_what_the_suite_of_ogc_looks_for(described):
    told = described["components"]["parameters"]
    assert told["limit"]["schema"] == {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 100}
    assert told["bbox"]["schema"] == {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    assert told["datetime"]["schema"] == {"type": "string"}
    for name in ("limit", "bbox", "datetime"):
        about = {key: told[name][key] for key in ("in", "required", "style", "explode")}
        assert about == {"in": "query", "required": False, "style": "form", "explode": False}


def test_the_registry_of_ogc_finds_nothing_missing(client, described):
    conforms = [ConformanceClass(uri=uri) for uri in client.get("/ogc/conformance").json()["conformsTo"]]
    found = FeaturesStrategy().validate(described, conforms)
    assert found.is_valid, found.errors


@pytest.mark.parametrize("name", ["queryables", "schema"])
def test_the_schemas_are_schemas(client, ask, make_pin, name):
    make_pin()
    said = client.get(f"/ogc/collections/naale/{name}")
    assert said.headers["Content-Type"] == "application/schema+json"
    Draft202012Validator.check_schema(said.json())
