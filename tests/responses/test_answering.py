"""Answering a survey in a browser without JavaScript: page by page, stored whole, handed in once."""

import json
import re

import pytest
from django.urls import reverse

from kortet.responses.models import Answer, DrawnPlace, Response
from tests.conftest import spot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]
YOU, TOWN, PLACES = ({"seen": seen} for seen in ("age home", "means content trust", "good ride quarter spots"))


def side(survey, page):
    return reverse("survey_side", args=[survey.word, page])


def begin(client, survey):
    answer = client.post(survey.get_absolute_url())
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    return answer.url


def degrees(point):
    """GeoJSON of a point, as a browser sends it."""
    there = point.transform(4326, clone=True)
    return json.dumps({"type": "Point", "coordinates": [round(there.x, 7), round(there.y, 7)]})


def said():
    rows = Answer.objects.order_by("pk").values_list("key", "row", "choice", "number", "text")
    return [tuple(one for one in row if one not in ("", None)) for row in rows]


def test_a_survey_is_answered_page_by_page_and_handed_in(client, make_survey):
    survey = make_survey()
    assert "Begynd" in client.get(survey.get_absolute_url()).content.decode()
    assert begin(client, survey) == side(survey, "you")
    assert client.post(side(survey, "you"), YOU | {"age": "a30_64", "home": "01"}).url == side(survey, "town")
    town = {"means": ["bike", "bus"], "content": "4", "trust.safe": "agree", "trust.clean": "neither"}
    assert client.post(side(survey, "town"), TOWN | town).url == side(survey, "places")
    place = {"good.1._shape": degrees(spot()), "good.1.good_what": ["green"], "good.1.good_text": "Her er roligt"}
    assert client.post(side(survey, "places"), PLACES | place | {"spots.square": "5"}).url.endswith("/send/")
    answer = client.post(reverse("survey_send", args=[survey.word]))
    assert answer.url == reverse("survey_thanks", args=[survey.word])
    response = Response.objects.get()
    assert response.finished and not response.key and response.home.code == "01"
    assert said() == [
        ("age", "a30_64"),
        ("home", "01"),
        ("means", "bike"),
        ("means", "bus"),
        ("content", 4.0),
        ("trust", "safe", "agree", 3.0),
        ("trust", "clean", "neither", 2.0),
        ("spots", "square", 5.0),
        ("good_what", "green"),
        ("good_text", "Her er roligt"),
    ]
    place = DrawnPlace.objects.get()
    assert (place.key, place.number, place.precision) == ("good", 1, "point")
    assert place.shape.distance(spot()) < 0.1
    assert "Tak, du har svaret" in client.get(survey.get_absolute_url()).content.decode()


def page_of(answer):
    return answer.content.decode()


def errors(answer):
    """What the page says is wrong."""
    assert answer.status_code == 422
    return re.findall(r'<p class="error">(.*?)</p>', page_of(answer))


def test_what_is_required_holds_one_back_but_not_from_going_back(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    assert errors(client.post(side(survey, "town"), TOWN)) == ["Svar på spørgsmålet, før du går videre."]
    assert client.post(side(survey, "town"), TOWN | {"do": "back", "means": "bike"}).url == side(survey, "you")
    assert said() == [("means", "bike")]
    last = client.post(reverse("survey_send", args=[survey.word]))
    assert last.status_code == 422 and f'href="{side(survey, "town")}#q-content"' in page_of(last)
    assert Response.objects.get().finished is None


def test_a_question_that_an_answer_brings_is_shown_before_one_goes_on(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    came = client.post(side(survey, "town"), TOWN | {"content": "1"})
    assert came.status_code == 200 and "flere spørgsmål" in page_of(came)
    seen = {"seen": "means content why trust", "content": "1", "why": "For meget støj"}
    assert client.post(side(survey, "town"), seen).url == side(survey, "places")
    assert ("why", "For meget støj") in said()
    client.post(side(survey, "town"), seen | {"content": "5"})
    assert said() == [("content", 5.0)]  # what is not asked is not kept


@pytest.mark.parametrize(
    ("page", "sent", "why"),
    [
        ("you", {"age": "a999"}, "Vælg et af de svar, der står her."),
        ("you", {"home": "elsewhere"}, "Vælg et af de svar, der står her."),
        ("town", {"content": "6"}, "Vælg et af de svar, der står her."),
        ("town", {"content": "nan"}, "Vælg et af de svar, der står her."),
        ("town", {"content": "3", "trust.safe": "maybe"}, "Vælg et af de svar, der står her."),
        ("town", {"content": "1", "why": "Mit CPR er 010190-1234"}, "CPR-nummer"),
        ("town", {"content": "1", "why": "a" * 4001}, "4000"),
        ("town", {"content": "1", "why": "nul\0"}, "tegn"),
        ("places", {"good.1._shape": '{"type":"Point","coordinates":[NaN,55]}'}, "ikke skrevet som tal"),
        ("places", {"good.1._shape": '{"type":"Point","coordinates":[12.5,55.7]}'}, "uden for kommunen"),
        ("places", {"good.1._shape": '{"type":"LineString","coordinates":[[9,56],[9.1,56]]}'}, "kunne ikke læses"),
        ("places", {"good.1.good_text": "Her"}, "Sig, hvor stedet er"),
        ("places", {"good.1._address": "Findesikkevej 99"}, "Vi kender ikke stedet"),
        ("places", {"ride.1._address": "Havnegade 1"}, "hvor den begynder, og hvor den ender"),
    ],
)
def test_what_cannot_be_an_answer_is_told_at_the_question_and_stays(client, make_survey, page, sent, why):
    survey = make_survey()
    begin(client, survey)
    keys = {"you": "age home", "town": "means content why trust", "places": "good ride quarter spots"}[page]
    answer = client.post(side(survey, page), {"seen": keys} | sent)
    assert any(why in one for one in errors(answer)), errors(answer)
    assert said() == ([("content", float(sent["content"]))] if len(sent) > 1 else [])  # what is sound, and no more


def test_what_was_drawn_wrong_is_kept_on_the_page(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    bow = '{"type":"Polygon","coordinates":[[[10.15,56.1],[10.16,56.11],[10.16,56.1],[10.15,56.11],[10.15,56.1]]]}'
    answer = client.post(side(survey, "places"), PLACES | {"quarter.1._shape": bow})
    assert errors(answer) == ["Området krydser sig selv. Tegn det, så kanterne ikke krydser."]
    assert bow.replace('"', "&quot;") in page_of(answer)
    many = json.dumps({"type": "LineString", "coordinates": [[10 + n / 10**6, 56] for n in range(100_000)]})
    assert len(errors(client.post(side(survey, "places"), PLACES | {"ride.1._shape": many}))) >= 1
    assert not DrawnPlace.objects.exists()


def test_more_places_than_there_is_room_for_are_refused_and_none_is_lost(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    places = {f"good.{n}._shape": degrees(spot(100 + n)) for n in range(1, 52)}
    answer = client.post(side(survey, "places"), PLACES | places)
    assert "Her er plads til 3 steder. Fjern nogle." in errors(answer)
    assert page_of(answer).count("Fjern stedet") >= 51


def test_places_are_given_by_address_and_by_area_and_taken_away_without_a_script(client, make_survey, fjordby):
    from kortet.places.models import NamedPlace

    for number, text in enumerate(("Havnegade 12", "Åvej 3")):
        NamedPlace.objects.create(
            municipality=fjordby,
            kind="address",
            text=text,
            street=text.split()[0],
            number=text.split()[1],
            point=spot(300 + 400 * number),
            source="t",
            source_id=str(number),
        )
    survey = make_survey()
    begin(client, survey)
    added = client.post(side(survey, "places"), PLACES | {"good.1._address": "Havnegade 12", "look": "good"})
    assert added.status_code == 200 and 'Sted 1</span><span class="place-words">: Ved Havnegade 12, Vest' in page_of(
        added
    )
    [point] = re.findall(r'name="good.1._shape" value="([^"]+)"', page_of(added))  # what stands there is sent back
    first = {"good.1._shape": point.replace("&quot;", '"'), "good.1._how": "point"}
    more = first | {"good.2._area": "02", "quarter.1._area": "03"}
    line = {"ride.1._address": "Havnegade 12", "ride.1._to": "Åvej 3"}
    assert client.post(side(survey, "places"), PLACES | more | line).url.endswith("/send/")
    kept = DrawnPlace.objects.order_by("key", "number").values_list("key", "number", "precision")
    assert list(kept) == [("good", 1, "point"), ("good", 2, "area"), ("quarter", 1, "area"), ("ride", 1, "street")]
    shown = page_of(client.get(side(survey, "places")))
    shapes = {
        name: value.replace("&quot;", '"') for name, value in re.findall(r'name="([^"]+_shape)" value="([^"]+)"', shown)
    }
    hows = dict(re.findall(r'name="([^"]+_how)" value="([^"]+)"', shown))
    client.post(side(survey, "places"), PLACES | shapes | hows | {"remove": "good.1"})
    kept = DrawnPlace.objects.order_by("key", "number").values_list("key", "number", "precision")
    assert list(kept) == [("good", 1, "area"), ("quarter", 1, "area"), ("ride", 1, "street")]


def test_what_a_script_saves_is_stored_though_it_is_not_whole(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    sent = {"seen": "means content why trust", "do": "save", "means": "bus", "content": "1", "why": "x" * 4001}
    answer = client.post(side(survey, "town"), sent, headers={"Accept": "application/json"}).json()
    assert list(answer["wrong"]) == ["q-why"] and answer["shown"] == ["means", "content", "why", "trust"]
    assert said() == [("means", "bus"), ("content", 1.0)]


def test_another_browser_goes_on_with_the_secret_and_a_forged_one_does_not(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    client.post(side(survey, "you"), YOU | {"age": "a65"})
    secret = re.search(r"<code>(.+?)</code>", page_of(client.get(reverse("survey_later", args=[survey.word]))))[1]
    other = type(client)()
    assert other.get(side(survey, "you")).url == survey.get_absolute_url()
    forged = other.post(survey.get_absolute_url(), {"do": "resume", "secret": secret[:-1]})
    assert forged.status_code == 422 and "passer ikke" in page_of(forged)
    assert other.post(survey.get_absolute_url(), {"do": "resume", "secret": secret}).url == side(survey, "you")
    assert (
        re.search('value="a65"[^>]* checked', page_of(other.get(side(survey, "you")))) and Response.objects.count() == 1
    )
    other.cookies["answers"] = "forged"
    assert other.get(side(survey, "you")).url == survey.get_absolute_url()


def test_sent_twice_it_is_one_response_and_a_replay_adds_nothing(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    client.post(side(survey, "town"), TOWN | {"content": "3"})
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    last, thanks = reverse("survey_send", args=[survey.word]), reverse("survey_thanks", args=[survey.word])
    assert client.post(last).url == thanks and client.post(last).url == thanks
    replay = type(client)()
    for name, value in before.items():
        replay.cookies[name] = value
    assert replay.post(last).url == thanks  # the second press of a button, before the cookie came
    assert replay.post(side(survey, "town"), TOWN | {"content": "1"}).url == thanks
    assert client.post(survey.get_absolute_url()).status_code == 409
    assert Response.objects.count() == 1 and said() == [("content", 3.0)]


def test_after_closing_what_was_typed_is_shown_and_not_stored(client, make_survey, otto):
    survey = make_survey()
    begin(client, survey)
    survey.close(otto)
    answer = client.post(side(survey, "town"), {"seen": "why content", "content": "1", "why": "Mine ord"})
    assert answer.status_code == 409 and "Mine ord" in page_of(answer) and "lukket imens" in page_of(answer)
    for address in (side(survey, "town"), reverse("survey_send", args=[survey.word])):
        assert "lukket imens" in page_of(client.get(address))
    assert client.post(reverse("survey_send", args=[survey.word])).status_code == 409
    assert "lukket" in page_of(client.get(survey.get_absolute_url()))
    assert said() == [] and Response.objects.get().finished is None


def test_one_goes_on_in_the_edition_that_one_began(client, make_survey, otto):
    from kortet.surveys.questionnaire import Questionnaire

    survey = make_survey()
    begin(client, survey)
    draft = survey.editions.current().begin_next(otto)
    draft.change(
        Questionnaire.model_validate({"pages": [{"key": "other", "questions": [{"key": "q", "kind": "text"}]}]}), 0
    )
    draft.publish(otto)
    assert client.get(side(survey, "town")).status_code == 200
    newcomer = type(client)()
    assert begin(newcomer, survey) == side(survey, "other")


def test_a_survey_in_arabic_is_read_from_the_right_and_pages_stand_in_english(client, make_survey):
    content = {
        "languages": ["da", "ar"],
        "pages": [{"key": "a", "title": {"da": "Byen", "ar": "المدينة"}, "questions": [{"key": "q", "kind": "text"}]}],
    }
    survey = make_survey(content=content, title={"da": "Spørgsmål", "ar": "أسئلة"}, thanks={"da": "Tak", "ar": "شكرا"})
    front = page_of(client.get(survey.get_absolute_url()))
    assert f'href="/en{survey.get_absolute_url()}?sprog=ar" lang="ar"' in front
    assert "knapperne på dansk" not in front
    arabic = page_of(client.get(f"/en{survey.get_absolute_url()}?sprog=ar"))
    assert 'dir="rtl"' in arabic
    assert 'The questions are in <bdi lang="ar">العربيّة</bdi>, the buttons in English.' in arabic
    first = client.post(f"/en{survey.get_absolute_url()}", {"sprog": "ar"}).url
    page = page_of(client.get(first))
    assert '<div lang="ar" dir="rtl">' in page and "المدينة" in page and "Next" in page
    assert Response.objects.get().language == "ar"
    client.post(first, {"seen": "q", "q": "نعم"})
    sent = client.post(f"/en{reverse('survey_send', args=[survey.word])}")
    assert '<div class="lead" lang="ar" dir="rtl"><p>شكرا</p></div>' in page_of(client.get(sent.url))


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_asks_as_often_with_one_place_as_with_three(client, make_survey, number, django_assert_num_queries):
    survey = make_survey()
    begin(client, survey)
    places = {f"good.{n}._shape": degrees(spot(100 + n)) for n in range(1, number + 1)}
    assert client.post(side(survey, "places"), PLACES | places).status_code == 302
    with django_assert_num_queries(11):
        client.get(side(survey, "places"))


def test_two_tabs_leave_the_last_page_whole_and_answers_of_other_pages_are_dropped(client, make_survey):
    survey = make_survey()
    begin(client, survey)
    first = {"means": ["bike", "car"], "content": "3", "trust.safe": "agree"}
    client.post(side(survey, "town"), TOWN | first)
    client.post(side(survey, "town"), TOWN | {"content": "5", "trust.clean": "disagree", "age": "a65", "forged": "x"})
    assert said() == [("content", 5.0), ("trust", "clean", "disagree", 1.0)]


@pytest.mark.parametrize(
    ("kind", "sent", "stored"),
    [
        ("number", "1.234,5", 1234.5),
        ("number", "12.5", 12.5),
        ("number", "-3", -3.0),
        ("number", "inf", None),
        ("number", "1e9", None),
        ("number", "NaN", None),
        ("number", "９", None),
        ("date", "24.12.2026", "2026-12-24"),
        ("date", "2026-12-24", "2026-12-24"),
        ("date", "0001-01-01", None),
        ("date", "9999-12-31", None),
        ("date", "31.02.2026", None),
    ],
)
def test_numbers_and_days_are_read_as_danes_write_them(client, make_survey, kind, sent, stored):
    question = {"key": "q", "kind": kind, "words": {"da": "Hvad?"}}
    survey = make_survey(content={"pages": [{"key": "a", "questions": [question]}]})
    begin(client, survey)
    answer = client.post(side(survey, "a"), {"seen": "q", "q": sent})
    assert (answer.status_code, bool(stored)) in {(302, True), (422, False)}
    rows = [str(row.number if kind == "number" else row.day) for row in Answer.objects.all()]
    assert rows == ([str(stored)] if stored else [])
    assert stored or f'value="{sent}"' in page_of(answer) or kind == "date"


def test_the_last_day_is_the_one_that_was_said_and_not_the_midnight_after_it(client, otto, make_survey):
    survey = make_survey(closes="2099-12-31T23:00Z")  # New Year's midnight in Copenhagen
    assert "Til og med 31. december 2099." in page_of(client.get(survey.get_absolute_url()))
    assert "åben til 31. december 2099" in page_of(client.get(reverse("survey_thanks", args=[survey.word])))
    make_survey(survey.process, opens="2099-12-01T23:00Z", closes="2099-12-31T23:00Z")
    client.force_login(otto)
    row = page_of(client.get(reverse("surveys", args=[survey.process.slug])))
    assert "Åbner senere" in row and "Lukket" not in row and row.count("til 31. december 2099") == 2


def test_what_is_drawn_for_a_survey_of_a_draft_process_is_for_its_designers(client, otto, make_survey, make_process):
    process = make_process("collect", slug="kladde", state="draft", published=None)
    drawn = reverse("survey_drawn", args=[make_survey(process).word, 1, "spots"])
    assert client.get(drawn).status_code == 404
    client.force_login(otto)
    assert [one["properties"]["name"] for one in client.get(drawn).json()["features"]] == ["Torvet", "Havnen"]
    assert client.get(drawn.replace("spots", "%00")).status_code in (200, 400, 404)
