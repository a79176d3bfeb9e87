"""Asking the open data as a program does."""

import pytest


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.SITE_ADDRESS = "http://testserver"


@pytest.fixture
def ask(client):
    """Asks for items of a collection; returns the answer as JSON, which has to be one."""

    def ask(collection, **question):
        response = client.get(f"/ogc/collections/{collection}/items", question)
        assert response.status_code == 200, response.content.decode()
        return response.json()

    return ask


@pytest.fixture
def titles(ask):
    """The headlines that a filter finds among the pins, in the order of the alphabet."""

    def titles(**question):
        return sorted(each["properties"]["overskrift"] for each in ask("naale", **question)["features"])

    return titles


@pytest.fixture
def refused(client):
    """What a question is refused with."""

    def refused(address, **question):
        response = client.get(address, question)
        assert response.status_code == 400, response.content.decode()[:300]
        assert response.headers["Content-Type"] == "application/problem+json"
        assert response.json()["code"] == "InvalidParameterValue"
        return response.json()["detail"]

    return refused
