"""Drawing in a process: by hand, out of a file, in order; and who may. Moderators read the words."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.alternatives.models import Alternative, Reaction
from kortet.journal.models import Entry
from tests.alternatives.conftest import as_json, line, plot

DESIGN = "/forloeb/cykelsti/paa-kortet/ret/"
WORDS = {"title": "Linje B", "title_en": "Line B", "text": "Gennem skoven.", "text_en": "", "colour": "green"}


def test_an_owner_draws_a_line_and_a_plot(owner, process):
    for title, shape in (("Linje B", line()), ("Grunden", plot())):
        answer = owner.post(f"{DESIGN}ny/", WORDS | {"title": title, "shape": as_json(shape)})
        assert (answer.status_code, answer.url) == (302, DESIGN)
    made = list(Alternative.objects.of(process))
    assert [(one.title, one.order, one.shape.geom_type) for one in made] == [
        ("Linje B", 0, "LineString"),
        ("Grunden", 1, "Polygon"),
    ]
    assert made[0].shape.length == pytest.approx(1000, abs=0.5)


def test_what_cannot_be_drawn_is_said_and_the_words_stay(owner, process):
    outside = '{"type":"LineString","coordinates":[[8,55],[8.1,55]]}'
    bow = '{"type":"Polygon","coordinates":[[[10.13,56.12],[10.14,56.13],[10.14,56.12],[10.13,56.13],[10.13,56.12]]]}'
    for shape, wrong in (
        (outside, "uden for kommunen"),
        (bow, "krydser sig selv"),
        ("{", "kunne ikke læses"),
        ("", "Vælg et sted"),
    ):
        answer = owner.post(f"{DESIGN}ny/", WORDS | {"shape": shape})
        assert answer.status_code == 422
        assert wrong in answer.content.decode() and "Gennem skoven." in answer.content.decode()
    assert not Alternative.objects.exists()


def test_words_are_changed_and_the_drawing_stays(owner, route):
    address = f"{DESIGN}{route.word}/"
    assert owner.post(address, WORDS).status_code == 302
    changed = Alternative.objects.get()
    assert (changed.title, changed.shape.equals_exact(route.shape, 0.001)) == ("Linje B", True)
    route.react("a" * 64, 4, "", shown=True)
    assert "bliver det en ny" in owner.get(address).content.decode()
    owner.post(address, WORDS | {"shape": as_json(line(700))})
    assert list(Alternative.objects.order_by("pk").values_list("title", "earlier")) == [
        ("Linje B", None),
        ("Linje B", route.pk),
    ]


def test_one_without_reactions_is_taken_away(owner, route):
    address = f"{DESIGN}{route.word}/"
    route.react("a" * 64, 4, "", shown=True)
    assert "bliver stående" in owner.post(address, WORDS | {"remove": "1"}).content.decode()
    Reaction.objects.all().delete()
    assert owner.post(address, WORDS | {"remove": "1"}).status_code == 302
    assert not Alternative.objects.exists()


def test_they_are_put_in_order(owner, route, make_alternative, process):
    for title in "BC":
        make_alternative(process, title=title)
    owner.post(DESIGN, {"move": "up", "word": Alternative.objects.get(title="C").word})
    owner.post(DESIGN, {"move": "down", "word": route.word})
    owner.post(DESIGN, {"move": "sideways", "word": route.word})
    owner.post(DESIGN, {"move": "up", "word": "unknown"})
    assert [one.title for one in Alternative.objects.of(process)] == ["C", "Linje A", "B"]


def collection(*features, crs=True):
    said = {"type": "FeatureCollection", "features": list(features)}
    if crs:
        said["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    return json.dumps(said).encode()


def feature(shape, **properties):
    return {"type": "Feature", "properties": properties, "geometry": json.loads(shape.json)}


def send(owner, content, name="ruter.geojson", **said):
    return owner.post(DESIGN, {"file": SimpleUploadedFile(name, content), "crs": "", "layer": ""} | said)


def test_a_geojson_of_lines_plots_and_points(owner, process):
    content = collection(
        feature(line(), navn="Linje A", tekst="Langs åen", title_en="Line A"),
        feature(plot(), Title="Grunden"),
        feature(line().centroid),
    )
    assert send(owner, content).status_code == 302
    assert list(Alternative.objects.values_list("title", "title_en", "text", "colour")) == [
        ("Linje A", "Line A", "Langs åen", "blue"),
        ("Grunden", "", "", "rust"),
        ("Mulighed 3", "", "", "green"),
    ]
    assert [one.shape.geom_type for one in Alternative.objects.all()] == ["LineString", "Polygon", "Point"]


def test_a_geopackage_of_lines(owner, process, tmp_path):
    import geopandas
    import shapely

    rows = geopandas.GeoDataFrame(
        {"navn": ["Nord", "Syd"]}, geometry=[shapely.from_wkt(line(n).wkt) for n in (600, 400)], crs=25832
    )
    rows.to_file(tmp_path / "ruter.gpkg", layer="ruter")
    assert send(owner, (tmp_path / "ruter.gpkg").read_bytes(), "ruter.gpkg").status_code == 302
    assert [one.title for one in Alternative.objects.of(process)] == ["Nord", "Syd"]
    assert Alternative.objects.first().shape.length == pytest.approx(1000)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", "tom"),
        (b"{}", "GeoJSON"),
        (collection(), "ingen rækker"),
        (collection({"type": "Feature", "properties": {}, "geometry": None}), "Række 1: har ingen geometri"),
        (
            collection({"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": "x"}}),
            "Række 1",
        ),
        (
            collection(
                {"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": [[1, 2]]}}
            ),
            "Række 1",
        ),
        (
            collection({"type": "Feature", "properties": {"navn": "010180-1232"}, "geometry": json.loads(plot().json)}),
            "CPR",
        ),
        (collection(*[feature(plot())] * 51), "mere end 50"),
        (
            collection(
                {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [10.2, 57.9]}},
                crs=False,
            ),
            "uden for kommunen",
        ),
        (
            collection(
                {
                    "type": "Feature",
                    "properties": {},
                    "geometry": {
                        "type": "Polygon",
                        "coordinates": [
                            [
                                [570000, 6220000],
                                [570100, 6220100],
                                [570100, 6220000],
                                [570000, 6220100],
                                [570000, 6220000],
                            ]
                        ],
                    },
                }
            ),
            "krydser sig selv",
        ),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_words_and_nothing_is_stored(owner, process, content, wrong):
    answer = send(owner, content)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    assert not Alternative.objects.exists()


def test_who_may_come_in(client, process, route, otto, mads, pia, ida):
    pages = {
        DESIGN: {otto},
        f"{DESIGN}ny/": {otto},
        f"{DESIGN}{route.word}/": {otto},
        f"{DESIGN}../kommentarer/": {otto, mads},
    }
    for page, let_in in pages.items():
        for who in (otto, mads, pia, ida):
            client.force_login(who)
            assert client.get(page.replace("ret/../", "")).status_code == (200 if who in let_in else 404), (page, who)
        client.logout()
        assert client.get(page.replace("ret/../", "")).status_code == 302


def read(reaction, **said):
    """What the moderator's page sends of the words that stood in it."""
    return {"reaction": reaction.pk, "said_at": reaction.said_at} | said


def test_words_that_were_changed_meanwhile_are_not_shown_unread(client, route, mads):
    """Somebody says something kind, and changes it while the moderator reads."""
    address, person = "/forloeb/cykelsti/paa-kortet/kommentarer/", "a" * 64
    kind = route.react(person, 4, "Så fin en sti", shown=False)
    route.react(person, 1, "Naboen er en tyv", shown=False)
    client.force_login(mads)
    for do in ("show", "hide"):
        answer = client.post(address, read(kind, do=do, reason="Tonen"))
        assert answer.status_code == 422 and "ændret, mens du læste" in answer.content.decode()
    with pytest.raises(ValidationError):
        kind.show(mads)
    assert Reaction.objects.get().moderation == "waiting"


def test_what_a_drawing_was_called_is_kept(client, route, otto):
    client.force_login(otto)
    said = {"title": "Motorvej", "title_en": "Line A", "text": "Langs åen.", "text_en": "", "colour": "blue"}
    assert client.post(f"{DESIGN}{route.word}/", said).status_code == 302
    assert Entry.objects.about(route).get(verb="changed").data == {"was": {"title": "Linje A"}}


def test_a_moderator_shows_and_hides(client, route, mads):
    address = "/forloeb/cykelsti/paa-kortet/kommentarer/"
    fine, rude = (route.react(letter * 64, 4, words, shown=False) for letter, words in (("a", "Fin"), ("b", "Grim")))
    client.force_login(mads)
    assert client.post(address, read(fine, do="show")).status_code == 302
    without = client.post(address, read(rude, do="hide", reason=""))
    assert without.status_code == 422 and "påkrævet" in without.content.decode()
    client.post(address, read(rude, do="hide", reason="Tonen"))
    assert client.post(address, {"reaction": "²", "do": "show"}).status_code == 404
    assert set(Reaction.objects.values_list("text", "moderation")) == {("Fin", "shown"), ("Grim", "hidden")}
    page = client.get(f"/forloeb/cykelsti/paa-kortet/{route.word}/").content.decode()
    assert "Fin" in page and "Grim" not in page


def test_what_is_no_number_is_refused_in_words(owner, process):
    """It said "NaN", and nothing else."""
    shape = '{"type": "LineString", "coordinates": [[NaN, 56], [10, 56]]}'
    answer = owner.post(f"{DESIGN}ny/", WORDS | {"shape": shape})
    assert answer.status_code == 422 and "ikke skrevet som tal" in answer.content.decode()
