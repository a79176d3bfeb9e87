"""A consultant builds a survey in pages that work without JavaScript."""

import re

import pytest

from kortet.surveys.models import BankQuestion, Edition, Survey
from kortet.surveys.questionnaire import Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def process(make_process):
    return make_process("collect", form="citizen_survey", slug="by")


@pytest.fixture
def drafted(make_survey, process):
    return make_survey(process, published=False)


@pytest.fixture
def build(client, otto, neighbourhoods, drafted):
    """Opens and sends pages of the draft as its owner; `seen` is the draft's revision unless told."""
    client.force_login(otto)
    return Builder(client, drafted)


class Builder:
    def __init__(self, client, survey):
        self.client, self.survey = client, survey
        self.root = f"/forloeb/by/undersoegelser/{survey.word}/"

    @property
    def edition(self):
        return Edition.objects.get(survey=self.survey, published=None)

    @property
    def asked(self):
        return self.edition.questionnaire

    def keys(self):
        return [[one.key for one in page.questions] for page in self.asked.pages]

    def get(self, path=""):
        return self.client.get(self.root + path)

    def post(self, path, **said):
        return self.client.post(self.root + path, {"seen": self.edition.revision} | NO_CONDITION | said)

    def do(self, verb, **said):
        return self.post("aendr/", do=verb, **said)


NO_CONDITION = {"shown-TOTAL_FORMS": 1, "shown-INITIAL_FORMS": 0}
START = [["age", "home"], ["means", "content", "why", "trust"], ["good", "ride", "quarter", "spots"]]


def test_all_begins_with_a_title_and_perhaps_a_battery_or_last_year(client, otto, process, drafted):
    client.force_login(otto)
    address = "/forloeb/by/undersoegelser/"
    assert client.post(address, {"title": ""}).status_code == 422
    made = client.post(address, {"title": "I år", "battery": ["holdninger", "baggrund"]})
    survey = Survey.objects.get(title__da="I år")
    assert made.url == f"{address}{survey.word}/"
    asked = survey.editions.get().questionnaire
    assert [page.key for page in asked.pages] == ["holdninger", "baggrund"]
    assert {one.indicator for one in asked.questions()} >= {"attitude.trust_municipality", "background.sex"}
    client.post(address, {"title": "Igen", "earlier": drafted.word})
    again = Survey.objects.get(title__da="Igen")
    assert (again.earlier, again.editions.get().content) == (drafted, drafted.editions.get().content)
    assert [one.key for one in again.editions.get().objects_drawn.all()] == ["square", "harbour"]
    page = client.get(address).content.decode()
    assert page.count("Kladde") == 3


@pytest.mark.parametrize(
    ("verb", "said", "keys"),
    [
        ("up home", {}, [["home", "age"], *START[1:]]),
        ("down home", {}, [["age"], ["home", *START[1]], START[2]]),
        ("up age", {}, START),
        ("move age", {"to_age": "places"}, [["home"], START[1], [*START[2], "age"]]),
        ("move age", {"page": "town", "at": "1"}, [["home"], ["means", "age", "content", "why", "trust"], START[2]]),
        ("remove trust", {}, [START[0], ["means", "content", "why"], START[2]]),
        ("copy age", {}, [["age", "age_2", "home"], *START[1:]]),
        ("up_page town", {}, [START[1], START[0], START[2]]),
        ("remove_page you", {}, START[1:]),
        ("copy_page you", {}, [START[0], ["age_2", "home_2"], *START[1:]]),
        ("add_page", {}, [*START, []]),
    ],
)
def test_what_the_buttons_do_and_undo(build, verb, said, keys):
    before = build.asked
    assert build.do(verb, **said).status_code == 302
    assert build.keys() == keys
    build.do("undo")
    assert build.asked == before


@pytest.mark.parametrize("verb", ["fly age", "", "move age"])
def test_what_is_no_button_does_nothing(build, verb):
    assert build.do(verb, page="unknown").status_code in (404, 422)
    assert build.keys() == START


def test_a_question_is_added_changed_and_keeps_its_keys(build):
    build.post("om/", title_da="Byen", title_en="Town", spoken=["en"])
    address = "nyt-spoergsmaal/?side=you&slags=multiple"
    assert build.get(address).status_code == 200
    lines = "Cykel\nBus\nAndet (skriv)\nIntet (alene)"
    said = {
        "words_da": "Hvordan kom du?",
        "words_en": "How did you come?",
        "choices_da": lines,
        "choices_en": "Bike\nBus",
    }
    assert build.post(address, **said).url.endswith("#q-hvordan_kom_du")
    made = build.asked.question("hvordan_kom_du")
    told = [(one.key, one.words, one.says, one.alone) for one in made.choices]
    assert told == [
        ("cykel", {"da": "Cykel", "en": "Bike"}, False, False),
        ("bus", {"da": "Bus", "en": "Bus"}, False, False),
        ("andet", {"da": "Andet"}, True, False),
        ("intet", {"da": "Intet"}, False, True),
    ]
    page = build.get("spoergsmaal/hvordan_kom_du/").content.decode()
    assert lines in page.replace("\r", "")
    said |= {"choices_da": "Tog\nBus\nCykler\nAndet (skriv)", "words_da": "Hvordan kom du hertil?"}
    build.post("spoergsmaal/hvordan_kom_du/", **said)
    made = build.asked.question("hvordan_kom_du")
    assert [(one.key, one.words.get("en")) for one in made.choices] == [
        ("tog", None),
        ("bus", "Bus"),
        ("cykel", "Bike"),
        ("andet", None),
    ]


@pytest.mark.parametrize("kind", Kind)
def test_a_question_of_every_kind_is_made(build, kind):
    address = f"nyt-spoergsmaal/?side=you&slags={kind}"
    assert build.get(address).status_code == 200
    assert build.post(address).status_code == 422
    said = {"words_da": "Nyt her", "choices_da": "a\nb", "rows_da": "c\nd", "steps": 7, "map_least": 1, "map_most": 2}
    assert build.post(address, **said | {"map_colour": "green", "map_within": "town"}).status_code == 302
    made = build.asked.question("nyt_her")
    assert made.kind == kind and made.name == "Nyt her"
    if kind in ("objects", "rate"):
        assert made.map.group == "nyt_her"
    assert build.get().status_code == 200 and build.get("spoergsmaal/nyt_her/").status_code == 200


def test_of_each_place_a_question_is_asked(build):
    assert build.get("nyt-spoergsmaal/?til=ride&slags=point").status_code == 404
    assert build.get("nyt-spoergsmaal/?til=age&slags=text").status_code == 404
    build.post("nyt-spoergsmaal/?til=ride&slags=text", words_da="Hvorfor her?")
    assert [one.key for one in build.asked.question("ride").follow_ups] == ["hvorfor_her"]
    build.do("up good_text")
    assert [one.key for one in build.asked.question("good").follow_ups] == ["good_text", "good_what"]


def test_a_condition_is_chosen_from_what_stands_before(build):
    shown = {"shown-0-question": "means", "look": "1"}
    page = build.post("spoergsmaal/why/", words_da="Hvorfor?", **shown)
    assert page.status_code == 200
    assert re.findall(r'name="shown-0-values" value="(\w+)"', page.content.decode()) == ["bike", "bus", "car"]
    del shown["look"]
    assert build.post("spoergsmaal/why/", words_da="Hvorfor?", **shown | {"shown-0-asks": "is"}).status_code == 422
    shown |= {"shown-0-asks": "is_not", "shown-0-values": ["car", "bus"]}
    build.post("spoergsmaal/why/", words_da="Hvorfor?", **shown)
    condition = build.asked.question("why").shown.conditions[0]
    assert (condition.question, condition.asks, set(condition.values)) == ("means", "is_not", {"bus", "car"})
    forward = {"shown-0-question": "trust", "shown-0-asks": "answered"}
    assert build.post("spoergsmaal/why/", words_da="Hvorfor?", **forward).status_code == 422


def test_two_at_once_are_told_of_each_other_and_nothing_typed_is_lost(build):
    seen = build.edition.revision
    build.post("spoergsmaal/age/", words_da="Din alder?", choices_da="ung\ngammel")
    # Another question: both changes stay.
    assert build.post("spoergsmaal/why/", seen=seen, words_da="Hvad mangler?").status_code == 302
    late = build.post("spoergsmaal/age/", seen=seen, words_da="Alderen?", choices_da="ung\nældre")
    page = late.content.decode()
    assert late.status_code == 422 and "En anden har ændret" in page and "Alderen?" in page
    assert "“Din alder?” er formuleret om; før: “Hvor gammel er du?”." in page
    assert build.asked.question("age").name == "Din alder?"
    again = re.search(r'name="seen" value="(\d+)"', page)[1]
    assert build.post("spoergsmaal/age/", seen=again, words_da="Alderen?", choices_da="ung\nældre").status_code == 302
    assert build.asked.question("age").name == "Alderen?" and build.asked.question("why").name == "Hvad mangler?"
    moved = build.do("up home", seen=seen)
    assert moved.status_code == 422 and "En anden har ændret" in moved.content.decode()


@pytest.mark.parametrize(
    ("path", "said", "field"),
    [
        ("spoergsmaal/age/", {"words_da": "x" * 1_000_000}, "words_da"),
        ("spoergsmaal/age/", {"words_da": "A\0B", "choices_da": "a\nb"}, "words_da"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "x" * 400}, "choices_da"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "a\nb", "choices_en": "a\nb\nc"}, "choices_en"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "a [=x]\nb [=x]"}, "choices_da"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "\n".join(map(str, range(61)))}, "choices_da"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "a\nb", "indicator": "Æ!"}, "indicator"),
        ("spoergsmaal/age/", {"words_da": "A", "choices_da": "a\nb", "background": "shoe"}, "background"),
        ("spoergsmaal/means/", {"words_da": "A", "least": "3", "most": "2"}, "most"),
        ("spoergsmaal/means/", {"words_da": "A", "least": "nan"}, "least"),
        ("spoergsmaal/good/", {"words_da": "A", "map_least": "1", "map_most": "1e9"}, "map_most"),
        ("om/", {"title_da": ""}, "title_da"),
        ("om/", {"title_da": "A", "first": "2026-12-02", "last": "2026-12-01"}, "last"),
        ("om/", {"title_da": "A", "spoken": ["xx"]}, "spoken"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(build, path, said, field):
    before = build.edition.content
    answer = build.post(path, **said)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert build.edition.content == before


@pytest.mark.parametrize("seen", ["", "-1", "9" * 40, "x"])
def test_a_forged_revision_changes_nothing(build, seen):
    assert build.do("remove age", seen=seen).status_code == 422
    assert build.post("spoergsmaal/age/", seen=seen, words_da="Ny", choices_da="a\nb").status_code == 422
    assert build.keys() == START


def test_drawn_beforehand_by_name_of_a_place_and_taken_away(build):
    assert build.get("tegnet/spots/").status_code == 200 and build.get("tegnet/nothing/").status_code == 404
    assert build.get("tegnet/spots/alt.geojson").json()["features"][0]["properties"]["name"] == "Torvet"
    line = '{"type":"LineString","coordinates":[[10.13,56.11],[10.14,56.12]]}'
    assert build.post("tegnet/spots/nyt/", name_da="Stien").status_code == 422
    many = '{"type":"LineString","coordinates":[' + ",".join(["[10.13,56.11]"] * 100_000) + "]}"
    assert build.post("tegnet/spots/nyt/", name_da="Stien", shape=many).status_code == 422
    assert build.post("tegnet/spots/nyt/", name_da="Stien", shape=line).status_code == 302
    assert [one.key for one in build.edition.objects_drawn.all()] == ["square", "harbour", "stien"]
    assert "3 steder tegnet" in build.get().content.decode()
    assert "3: Torvet, Havnen, Stien" in build.get("spoergsmaal/spots/").content.decode()
    build.post("tegnet/spots/ret/square/", name_da="Det gamle torv", name_en="Old square")
    assert build.edition.objects_drawn.get(key="square").words == {"da": "Det gamle torv", "en": "Old square"}
    build.post("tegnet/spots/ret/square/", remove="1")
    assert [one.key for one in build.edition.objects_drawn.all()] == ["harbour", "stien"]


def test_nothing_is_drawn_where_neighbourhoods_are_chosen_among(build):
    assert "/tegnet/" in build.get().content.decode()
    build.post("spoergsmaal/spots/", words_da="Hvor bor du helst?", map_group="neighbourhoods", steps="5")
    assert build.asked.question("spots").map.group == "neighbourhoods"
    assert "/tegnet/" not in build.get().content.decode()


def test_a_question_goes_into_the_bank_once_and_comes_out_again(build, fjordby):
    assert build.post("spoergsmaal/content/bank/", indicator="trivsel.kvarter", theme="Trivsel").status_code == 302
    assert build.asked.question("content").indicator == "trivsel.kvarter"
    assert build.post("spoergsmaal/age/bank/", indicator="trivsel.kvarter").status_code == 422
    assert build.asked.question("age").indicator == ""
    assert build.post("spoergsmaal/age/bank/", indicator="trivsel.kvarter", anew="on").status_code == 302
    held = BankQuestion.objects.get(municipality=fjordby)
    assert (held.indicator, held.question.name) == ("trivsel.kvarter", "Hvor gammel er du?")
    assert "trivsel.kvarter" in build.get("bank/").content.decode()
    assert build.post("bank/", taken=["nothing"]).status_code == 422
    build.post("bank/", taken=["trivsel.kvarter", "attitude.heard"], page="you")
    assert build.keys()[0] == ["age", "home", "age_2", "attitude_heard"]
    build.post("bank/", gone=held.pk)
    assert not BankQuestion.objects.exists()


def test_ages_are_written_as_people_say_them_and_known_by_weights(build):
    lines = "15-29 år\n30 – 64 år\n65 år eller mere\n80+\n15 minutter\nKvinde"
    build.post("nyt-spoergsmaal/?side=you&slags=single", words_da="Alder?", choices_da=lines, background="age")
    keys = [one.key for one in build.asked.question("alder").choices]
    assert keys == ["a15_29", "a30_64", "a65", "a80", "v_15_minutter", "female"]
