"""The staff's first page leads to the desk that somebody has."""

import pytest

from kortet.people.models import Role
from tests.conftest import staff

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Role.Kind.PLANNER, {"/udtraek/", "/indsigt/", "/indlaes/"}),
        (Role.Kind.ADMIN, {"/udtraek/", "/indsigt/", "/indlaes/"}),
        (Role.Kind.CASE_WORKER, {"/udtraek/", "/indsigt/"}),
        (Role.Kind.MODERATOR, set()),
    ],
)
def test_links_that_open(client, fjordby, kind, expected):
    client.force_login(staff("anna", fjordby, kind))
    page = client.get("/admin/").content.decode()
    desk = {"/udtraek/", "/indsigt/", "/indlaes/"}
    assert {address for address in desk if f'href="{address}"' in page} == expected
    assert {client.get(address).status_code for address in expected} <= {200}
    assert {client.get(address).status_code for address in desk - expected} <= {404}
