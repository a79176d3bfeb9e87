"""The demo town's processes: each in its phase on the day it is loaded, whenever that is; one closed, with results."""

import json
from io import StringIO

import geopandas
import pytest
from django.conf import settings as project
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.core.management import call_command

from kortet.alternatives.models import Alternative, Reaction
from kortet.ballots.models import Ballot
from kortet.ideas.models import Idea
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from kortet.processes.models import Process
from kortet.processes.rights import Doing, Part

FOLDER = project.BASE_DIR / "gis_data" / "fjordby"
TOLD = json.loads((FOLDER / "processes.json").read_text(encoding="utf-8"))


@pytest.fixture
def demo():
    """Fjordby as it is in gis_data: its neighbourhoods and themes, and the associations that are invited."""
    said = json.loads((FOLDER / "municipality.json").read_text(encoding="utf-8"))
    town = Municipality.objects.create(code="fjordby", name="Fjordby Kommune", rules=said["rules"])
    Theme.objects.bulk_create(Theme(municipality=town, order=n, **one) for n, one in enumerate(said["themes"]))
    layer = AreaLayer.objects.create(municipality=town, code="bydele", name="Bydele", is_neighbourhoods=True)
    for row in geopandas.read_file(FOLDER / "areas.gpkg", layer="neighbourhoods").to_crs(25832).itertuples():
        drawn = GEOSGeometry(memoryview(row.geometry.wkb), srid=25832)
        drawn = drawn if isinstance(drawn, MultiPolygon) else MultiPolygon(drawn, srid=25832)
        facts = {"code": row.code, "name": row.name, "population": row.population}
        Area.objects.create(layer=layer, boundary=drawn, **facts)
    town.outline = Area.objects.of(town).outline(metres=300)
    town.save()
    for name in {one["name"] for process in TOLD for one in process["partners"]}:
        Partner.objects.create(municipality=town, name=name, point=town.middle, state="approved")
    return town


def load(town):
    said = StringIO()
    call_command("load_processes", str(FOLDER / "processes.json"), municipality=town.code, stdout=said)
    return said.getvalue().strip()


def test_each_process_is_in_its_phase(demo, client):
    assert (load(demo), load(demo)) == ("5 nye forløb.", "0 nye forløb.")
    may = {
        process.slug: {str(doing) for doing in Doing for part in Part if process.allows(doing, part)}
        for process in Process.objects.of(demo).with_phases()
    }
    always = {"read", "moderate", "design"}
    collects = {"pin", "support", "comment", "react", "meet", "respond", "cluster"}
    assert may == {
        "liv-paa-havnen": always | {"comment", "join", "develop", "answer", "ask", "cluster"},
        "noerremarkens-halve-million": always | {"vote", "comment"},
        "torvet-efter-klokken-fem": always | collects,
        "cykelvej-til-havnen": always | collects,
        "byparken-igen": {"read", "moderate", "report"},
    }
    inside = Process.objects.exclude(area=None)
    assert all(process.takes_in(pin.point) for process in inside for pin in process.pins.all())
    assert Pin.objects.filter(process=None).count() == 0
    assert min(told.total for told in Reaction.objects.counted().values()) >= 39
    for address in ("/resultater/", "/forloeb/byparken-igen/resultat/", "/forloeb/byparken-igen/resultat.pdf"):
        assert client.get(address).status_code == 200
    page = client.get("/forloeb/byparken-igen/resultat/").content.decode()
    assert "kom 4 dage for sent" in page and "Parken skal kunne bruges om aftenen" in page
    assert client.get("/forloeb/liv-paa-havnen/resultat/").status_code == 404
    assert [idea.supporters for idea in Idea.objects.with_figures().order_by("pk")][:2] == [41, 34]
    ballot = Ballot.objects.get()
    assert (ballot.process.slug, ballot.options.count(), ballot.is_open) == ("noerremarkens-halve-million", 6, True)
    for address in ("liv-paa-havnen/forslag/", "noerremarkens-halve-million/afstemning/"):
        assert client.get(f"/forloeb/{address}", follow=True).status_code == 200
    lengths = [round(one.metres) for one in Alternative.objects.measured() if one.metres]
    assert len(lengths) == 3 and min(lengths) > 2500
