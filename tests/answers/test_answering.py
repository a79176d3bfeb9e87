"""The page where a pin is answered: templates, languages, a step with the answer, later answers, what is refused."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kortet.journal.models import Entry
from kortet.pins.models import AnswerTemplate, Comment, PlannedAnswer
from kortet.pins.tasks import give_answers
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site")


def address(pin, more=""):
    return f"/svar/naal/{pin.word}/{more}"


def send(desk, pin, do="answer", more="", **said):
    return desk.post(address(pin, more), {"do": do, **said})


def words(letter):
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_an_answer_and_a_step_are_one_letter(desk, pin, cara, post, follow, state):
    follow(pin)
    said = {"text": "Vi sætter den op i maj.", "name": "Park og Vej", "state": state("planned").pk}
    assert send(desk, pin, **said).status_code == 302
    pin.refresh_from_db()
    answer = Comment.objects.get(is_official=True)
    assert (pin.status, pin.comment_count, pin.answered) == ("planned", 1, answer.created)
    assert (answer.text, answer.author_name, answer.author) == ("Vi sætter den op i maj.", "Park og Vej", cara)
    assert [(e.verb, e.is_public) for e in Entry.objects.about(pin)] == [("status", True), ("answered", True)]
    work()
    [letter] = post.letters
    assert "Vi sætter den op i maj." in words(letter) and "ny status: planlagt" in words(letter)


def test_everybody_reads_it_in_their_language(client, desk, pin, post, follow):
    follow(pin, "ida@example.org")
    follow(pin, "bob@example.org", language="en")
    send(desk, pin, text="Vi kommer i maj.", text_en="We come in May.")
    client.logout()
    page, english = (client.get(f"{way}/naal/{pin.word}/").content.decode() for way in ("", "/en"))
    assert '<div class="words" lang="da"><p>Vi kommer i maj.' in page and "We come" not in page
    assert '<div class="words" lang="en"><p>We come in May.' in english and "Vi kommer" not in english
    work()
    told = {letter["To"].strip(): words(letter) for letter in post.letters}
    assert "Vi kommer i maj." in told["ida@example.org"] and "We come in May." in told["bob@example.org"]


@pytest.mark.parametrize(
    ("said", "field", "error"),
    [
        ({}, "text", "Skriv et svar, eller vælg en ny status."),
        ({"text": "010203-1234"}, "text", "Det ligner et CPR-nummer"),
        ({"text": "a" * 2001}, "text", "højst have 2000 tegn"),
        ({"text_en": "Hello"}, "text", "Skriv også svaret på dansk."),
        ({"state": "done"}, "reason", "Skriv en begrundelse. Borgerne ser den."),
        ({"state": "999999999999999999999"}, "state", "Marker en gyldig valgmulighed"),
        ({"text": "Tak", "due": "2020-01-01T10:00"}, "due", "Tidspunktet skal ligge i fremtiden."),
        ({"due": "2099-01-01T10:00", "state": "planned"}, "text", "Skriv det svar, der skal gives senere."),
        ({"text": "Tak", "due": "i morgen"}, "due", "Indtast gyldig dato/tid"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_lost(desk, pin, state, said, field, error):
    said = {"name": "Park og Vej"} | said
    if said.get("state", "").isalpha():
        said["state"] = state(said["state"]).pk
    answer = send(desk, pin, **said)
    page = answer.content.decode()
    assert answer.status_code == 422 and 'value="Park og Vej"' in page
    at = page.index(f'id="answer-{field}_error"')
    assert error in page[at : at + 300]
    assert not Comment.objects.exists() and not Entry.objects.about(pin).exists()


def test_of_two_who_answer_at_once_the_later_is_told(desk, pin, state):
    seen = pin.standing.pk
    send(desk, pin, state=state("planned").pk, seen=seen)
    answer = send(desk, pin, text="Vi overvejer det.", state=state("considered").pk, seen=seen)
    assert answer.status_code == 422
    assert "Nålen er blevet “planlagt” imens." in answer.content.decode()
    assert "Vi overvejer det." in answer.content.decode() and not Comment.objects.exists()


def test_the_way_back_stays_on_this_host(desk, pin):
    assert send(desk, pin, text="Tak", more="?naeste=/nyt/").headers["Location"] == "/nyt/"
    for bad in ("https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example", "nyt/"):
        assert send(desk, pin, text="Tak", more=f"?naeste={bad}").headers["Location"] == address(pin)


def test_a_template_is_put_in_in_each_language(desk, fjordby, pin, green):
    facts = {"municipality": fjordby, "name": "Kvittering"}
    AnswerTemplate.objects.create(**facts, text="Tak for {title} ({number}) ved {place}, {name}. Emne: {theme}.")
    AnswerTemplate.objects.create(**facts, text="Thank you for {title}, {name}.", language="en")
    AnswerTemplate.objects.create(municipality=fjordby, name="Kun grønt", theme=green, text="Grønt")
    pin.title = "Bænk {number} & <b>"
    pin.save()
    page = send(desk, pin, do="fill", template="Kvittering", name="Park og Vej").content.decode()
    assert f"Tak for Bænk {{number}} &amp; &lt;b&gt; ({pin.number}) ved stedet, borger. Emne: emnet.</textarea>" in page
    assert "Thank you for Bænk {number} &amp; &lt;b&gt;, citizen.</textarea>" in page
    assert 'value="Park og Vej"' in page and "Kun grønt" not in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["Hej {navn}", "Hej {}", "Hej {name", "Hej }", "{{name}}", "{name.__class__}", "{0}"])
def test_a_template_with_an_unknown_field_is_not_stored(client, fjordby, text):
    from tests.conftest import staff

    client.force_login(staff("mona", fjordby, "moderator"))
    said = {"name": "Kvittering", "language": "da", "text": text, "active": "on"}
    page = client.post("/admin/pins/answertemplate/add/", said)
    assert page.status_code == 200 and not AnswerTemplate.objects.exists()
    said["text"] = "Hej {name}, svar senest {answer_by}"
    assert client.post("/admin/pins/answertemplate/add/", said).status_code == 302
    twice = client.post("/admin/pins/answertemplate/add/", said)
    assert twice.status_code == 200 and AnswerTemplate.objects.count() == 1


def planned(pin, cara, **given):
    facts = {"pin": pin, "text": "Nu er den sat op.", "actor": cara, "due": timezone.now() + timedelta(hours=1)}
    answer = PlannedAnswer(**(facts | given))
    answer.plan()
    return answer


def make_due():
    PlannedAnswer.objects.update(due=timezone.now() - timedelta(seconds=1))


def test_a_planned_answer_is_given_once_when_its_time_comes(client, desk, pin, cara, post, follow, state):
    follow(pin)
    due = timezone.localtime() + timedelta(hours=1)
    send(desk, pin, text="Nu er den sat op.", state=state("done").pk, due=due.strftime("%Y-%m-%dT%H:%M"))
    assert give_answers(0) == 0 and not Comment.objects.exists()
    assert "Planlagt:" in desk.get(address(pin)).content.decode()
    assert "Nu er den sat op" not in client.get(f"/naal/{pin.word}/").content.decode()
    make_due()
    assert (give_answers(0), give_answers(0)) == (1, 0)
    pin.refresh_from_db()
    assert pin.status == "done" and Comment.objects.get().author == cara
    assert "Planlagt:" not in desk.get(address(pin)).content.decode()
    work()
    assert len(post.letters) == 1 and link_in(post.letters[0]) == f"/naal/{pin.word}/"


def test_a_planned_answer_can_be_called_off(desk, pin, cara):
    answer = planned(pin, cara)
    for number in ("x", "9" * 30, answer.pk):
        send(desk, pin, do="call_off", planned=number)
    make_due()
    assert give_answers(0) == 0 and not Comment.objects.exists()


def test_a_planned_answer_whose_step_is_gone_is_not_given_and_staff_see_why(desk, pin, cara, state):
    planned(pin, cara, state=state("planned"))
    pin.move_on("declined", cara, "Der er ikke penge.")
    make_due()
    assert (give_answers(0), give_answers(0)) == (1, 0)
    assert not Comment.objects.exists()
    page = desk.get(address(pin)).content.decode()
    assert "Svaret blev ikke givet" in page and "Nålen er afsluttet. Genåbn den først." in page


def test_a_plan_that_makes_no_sense_is_refused(pin, cara, state):
    for given in ({"due": timezone.now()}, {"state": state("new")}):
        with pytest.raises(ValidationError):
            planned(pin, cara, **given)
    assert not PlannedAnswer.objects.exists()


def test_staff_reopen_on_the_page(desk, pin, cara, post, follow):
    follow(pin)
    pin.move_on("done", cara, "Den er sat op.")
    assert send(desk, pin, do="reopen", reason=" ").status_code == 422
    assert send(desk, pin, do="reopen", reason="Den er væltet.").status_code == 302
    pin.refresh_from_db()
    assert pin.status == "considered"
    work()
    assert "Den er væltet." in words(post.letters[-1])


def test_the_page_asks_as_much_of_the_database_with_one_row_as_with_three(desk, pin, cara, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _ in range(2):
        for _n in range(2 if counts else 1):
            pin.answer("Tak", cara)
            planned(pin, cara)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(address(pin)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", ["answerer", "case_worker", "moderator"])
def test_a_limited_role_answers_only_what_it_is_for(client, fjordby, neighbourhoods, make_pin, kind):
    from kortet.people.models import Role, User
    from tests.conftest import spot

    user = User.objects.create_user("lone", is_staff=True)
    Role.objects.create(user=user, municipality=fjordby, kind=kind, areas=[neighbourhoods[0].pk])
    client.force_login(user)
    mine, other = make_pin(title="Her"), make_pin(point=spot(1500), title="Der")
    assert [client.get(address(pin)).status_code for pin in (mine, other)] == [200, 404]
    page = client.post("/svar/omraade/", {"do": "show", "area": ["bydele/01", "bydele/02"]}).content.decode()
    assert "<strong>1</strong>" in page


def test_a_template_chooses_its_status_where_that_is_allowed(desk, fjordby, pin, cara, state):
    AnswerTemplate.objects.create(municipality=fjordby, name="Modtaget", text="Tak", group="received")
    chosen = f'<option value="{state("received").pk}" selected>'
    assert chosen in send(desk, pin, do="fill", template="Modtaget").content.decode()
    own = send(desk, pin, do="fill", template="Modtaget", state=state("planned").pk).content.decode()
    assert f'<option value="{state("planned").pk}" selected>' in own
    pin.move_on("planned", cara)
    assert chosen not in send(desk, pin, do="fill", template="Modtaget").content.decode()


def test_what_left_the_map_is_not_answered_when_the_time_comes(pin, cara):
    answer = planned(pin, cara)
    pin.withdraw()
    make_due()
    assert give_answers(0) == 1 and not Comment.objects.exists()
    answer.refresh_from_db()
    assert answer.fault == "Nålen er ikke på kortet."


@pytest.mark.django_db(transaction=True)
def test_two_workers_give_an_answer_once(pin, cara):
    from threading import Thread

    from django.db import connection

    planned(pin, cara)
    make_due()

    def give():
        give_answers(0)
        connection.close()

    workers = [Thread(target=give) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Comment.objects.count() == 1
