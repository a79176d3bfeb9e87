"""The design sheet, as those who own processes meet it: begin, mend, publish, change; and strangers who find nothing."""

import pytest

from kortet.processes.blueprints import BLUEPRINTS
from kortet.processes.checks import checks_of
from tests.processes.sheets import begun, filled, sent  # noqa: F401

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.mark.parametrize("word", BLUEPRINTS)
def test_each_blueprint_is_published_as_it_is_filled_in(client, otto, word):
    """Begin, tell it shortly, say who can be asked, publish: all other questions have an example as their answer."""
    process = begun(client, otto, word)
    assert client.get(process.get_absolute_url()).status_code == 200
    for step, typed in (("relevans", {"summary": "En sti for cykler og fodgængere."}), ("hvem", {}), ("formaal", {})):
        answer = sent(client, process, step, **typed)
        assert (answer.status_code, step) == (302, step)
    contact = {"contact_name": "Otto Olsen", "contact_email": "otto@fjordby.example"}
    assert sent(client, process, "hvornaar", **contact).url.endswith("/design/offentliggoer/")
    page = client.get(f"/forloeb/{process.slug}/design/offentliggoer/").content.decode()
    assert "Der er intet at rette." in page
    assert client.post(f"/forloeb/{process.slug}/design/offentliggoer/").url == process.get_absolute_url()
    process.refresh_from_db()
    assert (process.state, process.blueprint, checks_of(process)) == ("published", word, [])
    client.logout()
    seen = client.get(process.get_absolute_url()).content.decode()
    assert process.relevance in seen and "Otto Olsen" in seen and "Det begynder snart" in seen
