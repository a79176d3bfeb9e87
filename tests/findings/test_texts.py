"""People's own words: found by any form of a word, put under tags, counted; shown to all only as somebody approved."""

import pytest
from django.utils import timezone

from kortet.findings.models import PublishedTags, Quote, TaggedText, TextTag
from kortet.findings.publishing import publish
from kortet.findings.queries_texts import Word, texts_of, words_of
from kortet.findings.texts import keyness, standing_out
from kortet.responses.models import Answer
from tests.surveying import respond

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]
WROTE = [
    ("01", "Der mangler bænke ved åen"),
    ("01", "En bænk i skyggen"),
    ("01", "Cyklerne kører for stærkt på broen"),
    ("02", "Bænken er gået i stykker. Ring til mig på 40 12 34 56"),
    ("02", "Cykler på fortovet <b>hver</b> dag"),
]


@pytest.fixture
def survey(make_survey):
    survey = make_survey()
    for home, text in WROTE:
        respond(survey, home=home, content=1, why=text)
    respond(survey, why="Bænke, som ingen skal læse", finished=False)
    return survey


def address(survey, tail="tekster/"):
    return f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/{tail}"


def answer(text):
    return Answer.objects.get(text__startswith=text)


def seen(client, survey, **asked):
    page = client.get(address(survey), asked)
    assert page.status_code == 200
    return [row.text for row in page.context["rows"]]


def test_the_words_that_several_use_whatever_their_form(survey):
    words = words_of(survey, texts_of(survey))
    assert [(one.people, one.in_all) for one in words] == [(3, 3), (2, 2)]
    assert words[0].word in ("bænk", "bænke", "bænken") and words[1].word.startswith("cykler")


def test_what_fills_more_here_than_elsewhere_is_first(survey):
    west = texts_of(survey).filter(response__answers__choice="01")
    told = standing_out(words_of(survey, west), 3, 5)
    assert [one.word[:3] for one in told] == ["bæn"]
    # Rayson & Garside 2000: 2 · (7 · ln(7 / 5) + 3 · ln(3 / 5)): of twenty people ten are here, five are expected.
    assert keyness(Word("sø", 7, 10), 10, 20) == pytest.approx(1.65, abs=0.005)
    assert keyness(Word("sø", 3, 10), 10, 20) == pytest.approx(-1.65, abs=0.005)


def test_a_search_finds_every_form_and_marks_it(client, otto, survey):
    client.force_login(otto)
    assert seen(client, survey, q="bænk") == [WROTE[0][1], WROTE[1][1], WROTE[3][1]]
    assert seen(client, survey, q="cykler -broen") == [WROTE[4][1]]
    assert seen(client, survey, bydel="02") == [WROTE[3][1], WROTE[4][1]]
    page = client.get(address(survey), {"q": "cykler"}).content.decode()
    assert "<mark>Cyklerne</mark>" in page and "&lt;b&gt;hver" in page


@pytest.mark.parametrize("asked", [{"maerke": "999"}, {"bydel": "nope"}, {"q": "x" * 201}, {"spoergsmaal": "age"}])
def test_a_wrong_choice_is_said_at_its_field(client, otto, survey, asked):
    client.force_login(otto)
    page = client.get(address(survey), asked)
    assert page.status_code == 422 and 'class="error"' in page.content.decode()


@pytest.mark.parametrize("words", ["'", '"', "a & | !", "\\", "<->", "--", "%s %(x)s"])
def test_no_words_break_the_search(client, otto, survey, words):
    client.force_login(otto)
    assert client.get(address(survey), {"q": words}).status_code == 200


def test_many_texts_get_a_tag_at_once_and_lose_it(client, otto, survey):
    client.force_login(otto)
    marked = [answer(text).pk for _home, text in WROTE[:2]]
    said = {"svar": marked, "navn": "Bænke", "farve": 3}
    assert client.post(address(survey), said).status_code == 302
    assert client.post(address(survey), said).status_code == 302
    tag = TextTag.objects.get()
    assert (tag.name, tag.colour, TaggedText.objects.count()) == ("Bænke", 3, 2)
    assert seen(client, survey, maerke=tag.pk) == [text for _home, text in WROTE[:2]]
    assert len(seen(client, survey, maerke="uden")) == 3
    client.post(address(survey), {"svar": marked[:1], "maerke": tag.pk, "take_off": 1})
    assert [one.answer_id for one in TaggedText.objects.all()] == marked[1:]


def test_a_tag_without_a_name_or_texts_is_refused_and_what_was_marked_stays(client, otto, survey):
    client.force_login(otto)
    marked = answer(WROTE[0][1]).pk
    page = client.post(address(survey), {"svar": [marked], "navn": ""})
    assert page.status_code == 422 and f'value="{marked}" checked' in page.content.decode()
    broken_off = Answer.objects.get(text="Bænke, som ingen skal læse").pk
    for some in ([], ["x"], [str(broken_off)], ["9" * 30]):
        assert client.post(address(survey), {"svar": some, "navn": "Nyt"}).status_code == 422
    assert not TextTag.objects.exists()


def test_tags_are_published_once_without_small_numbers(client, otto, survey):
    """In Vest 10 of 13 wrote of lights, in Midt 12 of 14: few there wrote of something else."""
    client.force_login(otto)
    for n in range(22):
        respond(survey, home="01" if n < 10 else "02", why=f"Lys {n}")
    lights = [one.pk for one in Answer.objects.filter(text__startswith="Lys")]
    client.post(address(survey), {"svar": lights, "navn": "Lys", "farve": 0})
    public = f"/u/{survey.word}/resultat/tekster/"
    assert client.get(public).status_code == 404
    survey.close(otto)
    publish(survey, otto)
    client.post(address(survey), {"publish": 1})
    client.post(address(survey), {"svar": lights[:1], "maerke": TextTag.objects.get().pk, "take_off": 1})
    client.post(address(survey), {"publish": 1})
    assert PublishedTags.objects.get().table == {"areas": [], "rows": [["Lys", 22]]}
    page = client.get(public).content.decode()
    assert "Lys" in page and "Lys 1" not in page


def test_tags_are_of_the_answers_that_the_tables_are_of(client, otto, survey):
    client.force_login(otto)
    for n in range(6):
        respond(survey, home="01", why=f"Lys {n}")
    TextTag.objects.create(survey=survey, name="Lys").tagged.create(answer=answer("Lys 1"))
    early = client.post(address(survey), {"publish": 1})
    assert early.status_code == 422 and "Offentliggør resultaterne først" in early.content.decode()
    survey.close(otto)
    publish(survey, otto)
    respond(survey, home="01", why="En sen seddel")
    late = client.post(address(survey), {"publish": 1})
    assert late.status_code == 422 and "Der er kommet svar til" in late.content.decode()
    assert not PublishedTags.objects.exists()


def test_a_quote_is_approved_by_hand_with_what_it_may_give_away(client, otto, survey):
    client.force_login(otto)
    text = answer("Bænken er")
    page = client.get(address(survey, f"tekster/{text.pk}/citat/"))
    assert "40 12 34 56" in str(page.context["hints"])
    quote = address(survey, f"tekster/{text.pk}/citat/")
    assert client.post(quote, {"text": "Bænken er gået i stykker."}).status_code == 422
    assert client.post(quote, {"text": "Mit nummer er 010190-1234", "laest": "on"}).status_code == 422
    assert not Quote.objects.exists()
    assert client.post(quote, {"text": "Bænken er gået i stykker.", "laest": "on"}).status_code == 302
    survey.results_published = timezone.now()
    survey.save()
    public = client.get(f"/u/{survey.word}/resultat/tekster/").content.decode()
    assert "Bænken er gået i stykker." in public and "40 12 34 56" not in public and "skyggen" not in public
    client.post(quote, {"remove": 1})
    assert not Quote.objects.exists()


def test_texts_of_others_are_not_there(client, otto, mads, survey, make_survey, make_process):
    other = make_survey(process=make_process("collect", slug="anden"))
    text = answer("En bænk")
    client.force_login(otto)
    assert client.get(f"/forloeb/anden/undersoegelser/{other.word}/svar/tekster/{text.pk}/citat/").status_code == 404
    client.post(f"/forloeb/anden/undersoegelser/{other.word}/svar/tekster/", {"svar": [text.pk], "navn": "Stjålet"})
    assert not TextTag.objects.exists()
    client.force_login(mads)
    assert client.get(address(survey)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_number_of_questions_does_not_grow(client, otto, make_survey, django_assert_max_num_queries, rows):
    survey = make_survey()
    client.force_login(otto)
    tag = TextTag.objects.create(survey=survey, name="Alt")
    for n in range(rows):
        respond(survey, home="01", why=f"Tekst nummer {n}")
        TaggedText.objects.create(tag=tag, answer=Answer.objects.get(text=f"Tekst nummer {n}"))
    client.get(address(survey))
    with django_assert_max_num_queries(27):
        client.get(address(survey))
