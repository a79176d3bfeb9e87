import json

import pytest

from kortet.intake.mapping import READY_MADE, mapping_named
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Raw, Table
from kortet.pins.models import Pin

GOOD = {"columns": {"title": "t"}, "constants": {"kind": "problem"}}


def test_every_mapping_that_ships_can_be_used():
    shipped = {path.stem: mapping_named(path.stem) for path in READY_MADE.iterdir()}
    assert {"fixmystreet", "kortet", "open311", "signalen", "decidim", "dipas", "umap"} <= set(shipped)
    for mapping in shipped.values():
        assert mapping.constants.get("kind", "problem") in Pin.Kind.values
        assert set(mapping.values.get("status", {}).values()) <= set(Pin.Status.values)
    assert {name for name, mapping in shipped.items() if mapping.author_is_public} == {"kortet"}


def test_a_mapping_of_ones_own_in_toml_or_json(tmp_path):
    (tmp_path / "mine.json").write_text(json.dumps(GOOD))
    (tmp_path / "mine.toml").write_text('[columns]\ntitle = "t"\n[constants]\nkind = "problem"\n')
    assert mapping_named(str(tmp_path / "mine.json")) == mapping_named(str(tmp_path / "mine.toml"))


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"colums": {}}, "colums"),
        ({"columns": {"title": "t", "tittle": "t"}}, "tittle"),
        ({"columns": {"title": 7}}, "title"),
        ({"columns": {"title": []}}, "title"),
        ({"columns": {"text": "t"}}, "title og kind"),
        ({"constants": {}}, "title og kind"),
        ({"constants": {"kind": 7}}, "kind"),
        ({"values": {"status": "open"}}, "status"),
        ({"values": {"votes": {}}}, "votes"),
        ({"author_is_public": "yes"}, "author_is_public"),
        ({"without_position": "guess"}, "guess"),
        ({"timezone": "Mars/Olympus"}, "Mars"),
        ({"timezone": "../../etc/passwd"}, "passwd"),
    ],
)
def test_what_a_mapping_does_not_know_is_told(tmp_path, changed, word):
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(GOOD | changed))
    with pytest.raises(IntakeError, match=word):
        mapping_named(str(path))


@pytest.mark.parametrize("text", ["", "[", "no toml", "[columns"])
def test_what_is_no_mapping_is_told(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(IntakeError):
        mapping_named(str(path))
    with pytest.raises(IntakeError, match="fixmystreet, govocal, kortet"):
        mapping_named("unknown")


def test_a_mapping_is_fitted_to_the_file(tmp_path):
    columns = {"title": ["title?", "name"], "text": "text?", "address": "where"}
    (tmp_path / "mine.json").write_text(json.dumps(GOOD | {"columns": columns}))
    mapping = mapping_named(str(tmp_path / "mine.json"))
    table = Table([Raw(1, {"name": "a", "where": "b"}), Raw(2, {"title": "c"})])
    assert mapping.fitted(table).columns == {"title": ("title", "name"), "address": ("where",)}
    with pytest.raises(IntakeError, match=r"mangler kolonnerne where\. Den har: name"):
        mapping.fitted(Table([Raw(1, {"name": "a"})]))
    with pytest.raises(IntakeError, match="“name” står to gange"):
        mapping.fitted(Table([], doubled={"name"}, header=["name", "where", "name"]))
