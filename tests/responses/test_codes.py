"""Letter codes of a survey: one response each, gone on with anywhere, and afterwards of no response in particular."""

import csv
import io
import zipfile

import pytest
from django.test import Client

from kortet.lettercodes.codes import digests, new_code, read_code
from kortet.responses.codes import GUESSES, use_up
from kortet.responses.models import Answer, Response, SurveyCode, SurveyPackage
from kortet.responses.models.code import salt_of
from tests.attacks.test_g_races import at_once
from tests.responses.coming import counted, hand_in, letters, rows_of, ways, words

pytestmark = pytest.mark.django_db


def door(survey):
    return f"/u/{survey.word}/kode/"


def come(client, survey, code):
    return client.post(door(survey), {"code": code})


def test_a_code_is_one_response(client, make_survey, otto):
    survey = make_survey(by_code_only=True)
    [code] = letters(survey, 1, otto)
    assert "Koden fra dit brev" in words(client.get(door(survey)))
    assert come(client, survey, code.lower()).headers["Location"] == f"/u/{survey.word}/side/you/"
    assert hand_in(client, survey).headers["Location"] == f"/u/{survey.word}/tak/"
    response = Response.objects.get()
    assert (response.way, response.key, counted(survey)) == ("code", "", 1)
    again = come(Client(), survey, code)
    assert again.status_code == 422 and "Koden er brugt" in words(again)
    assert SurveyCode.objects.get().used is True


def test_one_goes_on_with_the_same_code_on_another_device(client, make_survey, otto):
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    come(client, survey, code)
    client.post(f"/u/{survey.word}/side/you/", {"age": "a65", "do": "next"})
    other = Client()
    assert come(other, survey, code).headers["Location"] == f"/u/{survey.word}/side/you/"
    assert "checked" in words(other.get(f"/u/{survey.word}/side/you/"))
    assert hand_in(other, survey).status_code == 302
    late = hand_in(client, survey)  # the first device sends, too: it is told that it arrived
    assert (late.headers["Location"], counted(survey)) == (f"/u/{survey.word}/tak/", 1)
    assert list(Response.objects.values_list("key", flat=True)) == [""]


def test_two_in_one_house_answer_in_one_browser(client, make_survey, otto):
    survey = make_survey()
    for code in letters(survey, 2, otto):
        come(client, survey, code)
        hand_in(client, survey)
    assert counted(survey) == 2


def test_wrong_spoiled_and_anothers_codes(client, make_survey, make_process, otto):
    survey = make_survey()
    other = make_survey(process=make_process("collect", slug="anden"))
    [code], [strange] = letters(survey, 1, otto), letters(other, 1, otto)
    for wrong, told in (
        (new_code(), "findes ikke"),
        (strange, "findes ikke"),
        ("ABCD", "12 tegn"),
        ("", "Skriv koden"),
    ):
        answer = come(client, survey, wrong)
        assert answer.status_code == 422 and told in words(answer)
    come(client, survey, code)
    SurveyPackage.objects.get(survey=survey).spoil(otto)
    assert hand_in(client, survey).status_code == 409  # begun before it was spoiled
    assert "spærret" in words(come(Client(), survey, code))
    assert counted(survey) == 0 and not SurveyCode.objects.used().exists()


def test_nothing_leads_from_a_code_to_a_response(make_survey, otto):
    """No column of one is in the other; the transaction that used a code wrote all of its package; the order is that of
    the digests before and after."""
    survey = make_survey()
    codes = letters(survey, 6, otto)
    order = [row["digest"] for row in rows_of("responses_surveycode")]
    for code in codes[:3]:
        client = Client()
        come(client, survey, code)
        hand_in(client, survey)
    kept = rows_of("responses_surveycode")
    assert [row["digest"] for row in kept] == order == sorted(order)
    assert {row["digest"] for row in kept if row["used"]} == {digests(salt_of(survey), code)[0] for code in codes[:3]}
    assert len({row["xmin"] for row in kept}) == 1
    assert set(kept[0]) == {"digest", "used", "package_id", "xmin"}
    stored = [*rows_of("responses_response"), *rows_of("responses_answer")]
    said = {str(value) for row in stored for name, value in row.items() if name != "xmin"}
    assert not said & (set(order) | set(codes))
    assert {(row["finished"].minute, row["finished"].second) for row in stored if "finished" in row} == {(0, 0)}


def test_a_code_is_used_up_once(make_survey, otto):
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    [secret] = digests(salt_of(survey), code)
    assert [use_up(survey, secret), use_up(survey, secret), use_up(survey, "no such code")] == [True, False, False]


def test_guessing_ends_after_five(make_survey, otto):
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    thief = Client(REMOTE_ADDR="192.0.2.7")
    assert [come(thief, survey, new_code()).status_code for _guess in range(7)] == [422] * 5 + [429] * 2
    assert come(thief, survey, code).status_code == 429
    assert come(thief, survey, "ABCD-EFGH-JKM").status_code == 422  # a slip of the pen is told still
    assert come(Client(REMOTE_ADDR="192.0.2.8"), survey, code).status_code == 302
    assert not GUESSES.may_go_on(survey.pk, "192.0.2.7")


def test_nobody_comes_in_when_it_is_closed(client, make_survey, otto):
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    survey.close(otto)
    answer = come(client, survey, code)
    assert answer.status_code == 409 and "ikke åben" in words(answer) and not Response.objects.exists()


def test_codes_are_handed_out_once(client, make_survey, neighbourhoods, otto):
    client.force_login(otto)
    survey = make_survey(title={"da": "=Hvad?"})
    assert client.post(ways(survey, "koder/"), {"size": "2001"}).status_code == 422
    said = {"size": "30", "note": "Etageboliger", "area": neighbourhoods[0].pk}
    file = client.post(ways(survey, "koder/"), said)
    folder = zipfile.ZipFile(io.BytesIO(file.content))
    rows = list(csv.DictReader(io.StringIO(folder.read("koder.csv").decode("utf-8-sig")), delimiter=";"))
    codes = {read_code(row["Kode"]) for row in rows}
    assert len(codes) == 30 and rows[0]["Undersøgelse"] == "'=Hvad?"
    assert rows[0]["Adresse til QR-kode"] == f"http://localhost:8000/u/{survey.word}/kode/#{rows[0]['Kode']}"
    assert folder.read("maerkater-1.html").decode().count("Answer once") == 30
    page = words(client.get(ways(survey, "koder/")))
    assert "Pakke 1: Etageboliger" in page and "Vest" in page and not any(row["Kode"] in page for row in rows)
    client.post(ways(survey, "koder/"), {"do": "spoil", "package": "1"})
    assert "spærret" in words(client.get(ways(survey, "koder/")))
    assert SurveyPackage.objects.by_area() == {neighbourhoods[0].pk: (0, 0)}


def test_a_code_that_is_begun_says_nothing_to_others(client, make_survey, otto):
    """Who knows the address alone is not let in to what another has begun."""
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    come(client, survey, code)
    client.post(f"/u/{survey.word}/side/you/", {"age": "a65", "do": "next"})
    assert Client().get(f"/u/{survey.word}/side/you/").status_code == 302
    assert Answer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_devices_send_at_once(make_survey, otto):
    """Ten codes of one package, each begun on two devices that send at the same moment: ten answers, none is lost."""
    survey = make_survey()
    codes = letters(survey, 10, otto)
    devices = [(Client(), code) for code in codes for _device in range(2)]
    for client, code in devices:
        come(client, survey, code)
        client.post(f"/u/{survey.word}/side/town/", {"content": "4", "do": "next"})
    told = at_once(lambda n: devices[n][0].post(f"/u/{survey.word}/send/").headers.get("Location"), 20, hands=6)
    assert set(told) == {f"/u/{survey.word}/tak/"}
    assert (counted(survey), SurveyCode.objects.used().count(), Answer.objects.count()) == (10, 10, 10)


@pytest.mark.parametrize("packages", [1, 3])
def test_queries_do_not_grow(client, make_survey, otto, django_assert_num_queries, packages):
    survey = make_survey()
    client.force_login(otto)
    for _package in range(packages):
        letters(survey, 1, otto)
    client.get(ways(survey, "koder/"))
    with django_assert_num_queries(QUERIES):
        client.get(ways(survey, "koder/"))


QUERIES = 13
