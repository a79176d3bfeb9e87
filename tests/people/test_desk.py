"""The staff's first pages, in the admin and their own, lead to the desks that somebody has, and to no others."""

import pytest

from kortet.people.models import Role
from tests.accounts.steps import shown
from tests.conftest import staff

pytestmark = pytest.mark.usefixtures("neighbourhoods")
QUEUE, PLANS, SETS_UP = {"/bord/", "/bord/tal/"}, {"/udtraek/", "/indsigt/"}, {"/bord/tal/", "/bord/frister/"}
ALL = QUEUE | PLANS | SETS_UP | {"/indlaes/", "/bord/roller/"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (Role.Kind.PLANNER, PLANS | {"/indlaes/"}),
        (Role.Kind.ADMIN, ALL),
        (Role.Kind.CASE_WORKER, PLANS | QUEUE),
        (Role.Kind.MODERATOR, QUEUE),
        (Role.Kind.ANSWERER, QUEUE),
        (Role.Kind.PROCESS_OWNER, SETS_UP),
    ],
)
def test_links_that_open(client, fjordby, kind, expected):
    client.force_login(anna := staff("anna", fjordby, kind))
    shown(client, anna)
    for first in ("/admin/", "/mig/"):
        page = client.get(first).content.decode()
        assert {address for address in ALL if f'href="{address}"' in page} == expected
    assert {client.get(address).status_code for address in expected} == {200}
    assert {client.get(address).status_code for address in ALL - expected} <= {404}
