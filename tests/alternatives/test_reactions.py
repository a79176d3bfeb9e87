"""Saying what one thinks of what is drawn: once a person, changeable, counted, and never told of a few."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from kortet.alternatives.models import Alternative, Reaction
from tests.alternatives.conftest import line, people, plot
from tests.involvement import make_phase

LIST = "/forloeb/cykelsti/paa-kortet/"


def address(route):
    return f"{LIST}{route.word}/"


def react(client, route, **said):
    return client.post(address(route), {"step": "4", "text": ""} | said, follow=True)


def words(answer):
    return answer.content.decode()


def test_somebody_without_an_account_reacts_and_changes_it(client, route):
    first = react(client, route, text="Den er kortest.")
    assert "Din mening er gemt: for." in words(first)
    assert "når en moderator har læst den" in words(first)
    second = react(client, route, step="1", text="Jeg har ombestemt mig.")
    assert "Din mening er gemt: meget imod." in words(second)
    assert list(route.reactions.values_list("step", "text", "moderation")) == [(1, "Jeg har ombestemt mig.", "waiting")]
    again = client.get(address(route))
    assert 'value="1"' in words(again) and "checked" in words(again) and "Jeg har ombestemt mig." in words(again)


def test_one_reaction_a_browser_and_one_an_account(client, route, ida):
    react(client, route, step="1")
    client.cookies.clear()
    react(client, route, step="2")
    client.force_login(ida)
    react(client, route, step="5")
    react(client, route, step="4")
    assert sorted(route.reactions.values_list("step", flat=True)) == [1, 2, 4]


def test_words_that_a_moderator_let_through_stay_seen_when_only_the_step_changes(client, route, mads):
    react(client, route, text="Fin rute.")
    route.reactions.get().show(mads)
    react(client, route, step="5", text="Fin rute.")
    assert route.reactions.get().moderation == "shown"
    assert "Fin rute." in words(client.get(address(route)))
    react(client, route, step="5", text="Noget andet.")
    client.cookies.clear()
    assert "Noget andet." not in words(client.get(address(route)))


def test_hidden_words_do_not_come_back_by_being_sent_again(client, route, mads):
    react(client, route, text="Grimt sprog.")
    route.reactions.get().hide("Tonen", mads)
    react(client, route, step="2", text="Grimt sprog.")
    said = route.reactions.get()
    assert (said.step, said.moderation, said.hidden_reason) == (2, "hidden", "Tonen")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"step": ""}, "påkrævet"),
        ({"step": "6"}, "6"),
        ({"text": "Mit nummer er 010180-1232"}, "CPR"),
        ({"text": "x" * 1001}, "1000"),
        ({"text": "Ring på 28 12 34 56"}, "telefonnummeret"),
        ({"text": "a\u202eb\x07"}, "tegn"),
        ({"website": "http://spam.example"}, "tomt"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(client, route, said, wrong):
    answer = client.post(address(route), {"step": "4", "text": "En hel sætning"} | said)
    assert answer.status_code == 422
    assert wrong in words(answer)
    assert Reaction.objects.count() == 0


def test_only_in_a_phase_that_opens_it(client, make_process, make_alternative):
    process = make_process("prioritise", slug="lukket")
    route = make_alternative(process)
    answer = client.post(f"/forloeb/lukket/paa-kortet/{route.word}/", {"step": "4"})
    assert (answer.status_code, Reaction.objects.count()) == (403, 0)
    assert "ikke i en fase" in words(answer)
    make_phase(process, "discuss")
    assert client.post(f"/forloeb/lukket/paa-kortet/{route.word}/", {"step": "4"}).status_code == 302


def test_a_draft_and_another_towns_process_are_not_seen(client, make_process, make_alternative, fjordby, otto):
    draft = make_process("collect", slug="kladde", state="draft", published=None)
    route = make_alternative(draft)
    pages = [
        "/forloeb/kladde/paa-kortet/",
        f"/forloeb/kladde/paa-kortet/{route.word}/",
        "/forloeb/kladde/paa-kortet.geojson",
    ]
    assert [client.get(page).status_code for page in pages] == [404] * 3
    client.force_login(otto)
    assert [client.get(page).status_code for page in pages] == [200] * 3
    other = type(fjordby).objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    make_alternative(make_process("collect", slug="nabo", municipality=other), title="Naboens")
    client.logout()
    fjordby.host = "testserver"
    fjordby.save()
    assert client.get("/forloeb/nabo/paa-kortet/").status_code == 404


def test_steps_are_told_from_five_on(client, route):
    for person in people(4):
        route.react(person, 5, "", shown=True)
    assert "For få har sagt deres mening" in words(client.get(LIST))
    assert "4 har sagt" not in words(client.get(LIST))
    route.react("e" * 64, 1, "", shown=True)
    told = words(client.get(LIST))
    assert "5 har sagt deres mening" in told and "Meget for" in told
    assert Reaction.objects.counted()[route.pk].steps == (1, 0, 0, 0, 4)


def test_lengths_areas_and_pins_near_by_hand(client, route, make_alternative, make_pin, process):
    """The line is 1,000 m; the plot 200 m square, 4 ha. Pins 100 m away are near, those 101 m away are not."""
    make_alternative(process, title="Grunden", shape=plot())
    from tests.conftest import spot

    for point in (spot(800, 600), spot(800, 601.5), spot(1399, 500)):
        make_pin(point=point, process=process)
    make_pin(point=spot(800, 500))  # of no process
    make_pin(point=spot(800, 500), process=process, moderation="waiting")
    measured = {row.title: row for row in Alternative.objects.of(process).measured()}
    line_a, ground = measured["Linje A"], measured["Grunden"]
    assert (round(line_a.metres), line_a.square_metres, line_a.pins_near) == (1000, None, 2)
    assert (ground.metres, round(ground.square_metres), ground.pins_near) == (None, 40_000, 0)
    told = words(client.get(LIST))
    assert "1,0 km" in told and "4,0 ha" in told and "2 nåle i forløbet inden for 100 meter" in told
    assert "1.0 km" in words(client.get(f"/en{LIST}"))


@pytest.mark.parametrize("page", ["", "react"])
def test_as_many_questions_with_three_as_with_one(client, route, make_alternative, process, page):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(route) if page else LIST).status_code == 200
        return len(queries)

    route.react("a" * 64, 4, "Godt", shown=True)
    asked()  # what is kept for a while is asked for once
    one = asked()
    for title in "BC":
        more = make_alternative(process, title=title)
        for person in people(3):
            more.react(person, 2, "Hm", shown=True)
            route.react(person, 2, "Hm", shown=True)
    assert asked() == one


def test_the_geojson_has_what_the_map_draws(client, route, make_alternative, process):
    make_alternative(process, title="Grunden <b>", shape=plot(), colour="green")
    found = json.loads(client.get("/forloeb/cykelsti/paa-kortet.geojson").content)
    assert [one["geometry"]["type"] for one in found["features"]] == ["LineString", "Polygon"]
    assert [one["properties"]["name"] for one in found["features"]] == ["Linje A", "Grunden <b>"]
    assert set(found["features"][0]["properties"]) == {"word", "name", "colour", "at"}
    one = json.loads(client.get(f"/en/forloeb/cykelsti/paa-kortet.geojson?en={route.word}").content)
    assert [each["properties"]["name"] for each in one["features"]] == ["Line A"]
    assert client.get("/forloeb/cykelsti/paa-kortet.geojson?en=%00").status_code == 400


def test_a_drawing_lies_fast_from_the_first_reaction(route, otto):
    route.redraw(line(600), otto)
    assert Alternative.objects.get().shape.equals_exact(line(600), 0.01)
    route.react("a" * 64, 4, "", shown=True)
    new = route.redraw(line(700), otto)
    route.refresh_from_db()
    assert (new.earlier, new.title, new.order) == (route, "Linje A", 0)
    assert route.shape.equals_exact(line(600), 0.01) and route.replaced
    with pytest.raises(ValidationError, match="ny tegning"):
        route.react("b" * 64, 4, "", shown=True)
    with pytest.raises(ValidationError, match="tegnet om af en anden"):
        route.redraw(line(800), otto)
    with pytest.raises(ValidationError, match="bliver stående"):
        new.remove(otto)


def test_the_old_drawing_is_still_told_of(client, route, otto):
    route.react("a" * 64, 4, "", shown=True)
    route.redraw(line(700), otto)
    told = words(client.get(LIST))
    assert "Tidligere tegninger" in told and told.count('class="card alternative"') == 2
    assert "tegnet om siden" in words(client.get(address(route)))
    assert client.post(address(route), {"step": "4"}).status_code == 403


def test_what_the_database_refuses(process, make_alternative):
    from django.contrib.gis.geos import GEOSGeometry
    from django.db import transaction

    bow = GEOSGeometry(
        "SRID=25832;POLYGON((570000 6220000,570100 6220100,570100 6220000,570000 6220100,570000 6220000))"
    )
    far = GEOSGeometry("SRID=25832;POINT(9000000 6220000)")
    many = GEOSGeometry("SRID=25832;MULTIPOINT(570000 6220000,570001 6220000)")
    for shape in (bow, far, many):
        with pytest.raises(IntegrityError, match="alternative_is_sound"), transaction.atomic():
            make_alternative(process, shape=shape)
