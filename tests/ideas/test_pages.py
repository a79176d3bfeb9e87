"""The list of a process's ideas, who sees them, and how many questions the pages ask."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from kortet.ideas.gathering import gather
from kortet.ideas.models import Author, Decision, Idea, IdeaVersion, Milestone, Question
from kortet.ideas.votes import Votes, counts
from kortet.privacy.erasing import ANONYMISE, REMOVE, all_of, erase
from kortet.privacy.rows import Who
from tests.ideas.conftest import IDA

LIST = "/forloeb/cykelsti/forslag/"


def titles(client, question=""):
    return [idea.title for idea in client.get(LIST + question).context["page"]]


def decided(idea, outcome):
    facts = {"reason": "x", "decided_by": "Byrådet", "decided_on": timezone.localdate()}
    return Decision.objects.create(idea=idea, outcome=outcome, **facts)


def test_the_list_by_state_and_in_order(client, make_idea, make_raw):
    made = {}
    for number, name in enumerate(("Valgt", "Ikke", "Åben", "Bygget")):
        pin = make_raw(name)
        for person in range(number % 3):
            pin.take_support(str(person) * 64)
        made[name] = make_idea(pin, title=name)
        Idea.objects.filter(title=name).update(created=timezone.now() + timedelta(minutes=number))
    decided(made["Valgt"], "chosen")
    decided(made["Ikke"], "not_chosen")
    decided(made["Bygget"], "chosen")
    day = timezone.localdate()
    Milestone.objects.create(idea=made["Bygget"], title="Færdig", planned=day, done=day, is_last=True)
    assert titles(client) == ["Bygget", "Åben", "Ikke", "Valgt"]
    assert titles(client, "?orden=supported") == ["Åben", "Ikke", "Bygget", "Valgt"]
    asked = {state: titles(client, f"?tilstand={state}") for state in ("open", "chosen", "not_chosen", "built")}
    assert asked == {
        "open": ["Åben"],
        "chosen": ["Bygget", "Valgt"],
        "not_chosen": ["Ikke"],
        "built": ["Bygget"],
    }
    assert len(titles(client, "?tilstand=x&orden=x&side=-1")) == 4


@pytest.mark.parametrize("page", ["list", "geojson", "idea", "gather"])
def test_as_many_questions_with_1_row_as_with_3(
    client, make_idea, make_raw, mads, path, page, django_assert_max_num_queries, django_assert_num_queries
):
    def rows(n):
        for _ in range(n):
            fresh = make_idea(make_raw("Et"), make_raw("To"))
            make_raw("Fri")
            add_to(Idea.objects.order_by("pk").first())
        return fresh

    first = rows(1)
    addresses = {
        "list": LIST,
        "geojson": "/forloeb/cykelsti/forslag.geojson",
        "idea": first.get_absolute_url(),
        "gather": f"{LIST}saml/",
    }
    if page == "gather":
        client.force_login(mads)
    client.get(addresses[page])
    with django_assert_max_num_queries(60) as asked:
        client.get(addresses[page])
    with_one = len(asked)
    rows(2)
    client.get(addresses[page])  # the town's bounds are kept for each content version
    with django_assert_num_queries(with_one):
        client.get(addresses[page])


def add_to(idea):
    """A version, a question and a milestone more."""
    facts = {"title": "Ny", "text": "Ny tekst", "point": idea.point}
    IdeaVersion.objects.create(idea=idea, number=idea.newest + 1, **facts)
    Question.objects.create(idea=idea, text="Hvor?", asked_by="Vej")
    Milestone.objects.create(idea=idea, title="Graves", planned=timezone.localdate(), point=idea.point)


def test_who_sees_an_idea(client, make_idea, make_raw, make_process, fjordby, mads, otto, ida, pia):
    shown, hidden = make_idea(make_raw("Vist"), title="Vist"), make_idea(make_raw("Skjult"), title="Skjult")
    hidden.hide("Reklame")
    draft = make_process(slug="kladde", state="draft", published=None)
    facts = {"municipality": fjordby, "text": "x", "point": shown.point}
    early = Idea.objects.create(process=draft, title="Kladde", **facts)
    who = (AnonymousUser(), ida, pia, mads, otto)
    seen = [set(Idea.objects.visible_to(user, fjordby)) for user in who]
    assert seen == [{shown}] * 3 + [{shown, hidden, early}] * 2
    assert set(Idea.objects.public()) == {shown}
    assert client.get(f"/forloeb/kladde/forslag/{early.word}/").status_code == 404
    assert client.get("/forloeb/kladde/forslag.geojson").status_code == 404
    pin = hidden.gathered.get().pin
    assert hidden.title not in client.get(pin.get_absolute_url()).content.decode().replace(pin.title, "", 99)
    client.force_login(mads)
    assert "Reklame" in client.get(hidden.get_absolute_url()).content.decode()
    assert client.get(hidden.get_absolute_url()).headers["Cache-Control"] == "private, no-store"


def test_a_page_for_all_sets_no_cookie_and_may_be_kept(client, make_idea):
    answer = client.get(make_idea().get_absolute_url())
    assert answer.headers["Cache-Control"] == "public, max-age=30" and not answer.cookies


def test_english_and_hostile_words(client, make_idea, make_raw):
    idea = make_idea(make_raw("<script>alert(1)</script>"), title="“Citat” & <img src=x>")
    page = client.get(f"/en{idea.get_absolute_url()}").content.decode()
    assert "The proposal's way" in page and "<script>alert" not in page and "<img src=x>" not in page


def test_a_vote_is_a_step_of_the_way(client, make_idea, monkeypatch):
    """The room that counts says so; what it knows nothing of has no such step."""
    votes = Votes(given=1234, voters=400, place=2, ideas=7, closed=timezone.localdate())
    idea, other = make_idea(), make_idea()
    monkeypatch.setattr("kortet.ideas.votes.COUNTERS", [])
    counts(lambda asked: votes if asked == idea else None)
    page = client.get(idea.get_absolute_url()).content.decode()
    assert " stemmer fra " not in client.get(other.get_absolute_url()).content.decode()
    assert "1.234 stemmer fra 400 personer: nummer 2 af 7." in page


@pytest.mark.parametrize("how", [REMOVE, ANONYMISE])
def test_who_wants_to_be_forgotten(client, make_idea, make_raw, fjordby, how):
    """Their words go, or only the name; what others wrote stands again."""
    idea = make_idea(make_raw("Idas sti", email=IDA, author_name="Idanavn"))
    ida = Author.objects.get()
    words = {"title": "Idas egne ord", "text": "Ida skrev", "name": "Idanavn"}
    IdeaVersion(idea=idea, author=ida, point=idea.point, **words).add(seen=1)
    answer = {"answer": "Idas svar", "answered_by": "Idanavn", "author": ida, "answered": timezone.now()}
    Question.objects.create(idea=idea, text="Hvor?", asked_by="Vej", **answer)
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby), how=how)
    page = client.get(idea.get_absolute_url()).content.decode()
    said = [word in page for word in ("Idanavn", "Idas egne ord", "Ida skrev", "Idas svar")]
    assert said == ([False] * 4 if how == REMOVE else [False, True, True, True])
    idea.refresh_from_db()
    assert (idea.number, idea.moderation) == ((1, "shown") if how == REMOVE else (2, "shown"))
    assert not Author.objects.exists() and idea.gathered.count() == 1


def test_the_words_of_a_pin_that_is_an_idea_go_with_its_author(client, make_raw, path, otto, fjordby):
    """Staff took it as it was: the first version is the author's, not theirs."""
    pin = make_raw("Idas sti", email=IDA)
    idea = gather(path, [pin], title=pin.title, text=pin.text, place=pin.word, actor=otto)
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby))
    idea.refresh_from_db()
    assert (idea.moderation, "Idas" in idea.title + idea.text) == ("hidden", False)
    assert client.get(idea.get_absolute_url()).status_code == 404


def test_nasty_questions(client, make_raw, make_idea, mads):
    """NUL, huge numbers, many words, what is no list: told at the form, or there is no such page."""
    idea = make_idea(make_raw("Et"))
    make_raw("Fri")
    client.force_login(mads)
    for question in (
        {"naal": ["x"] * 150, "q": "😀 & | ! ()", "side": "9" * 30},
        {"skriv": "1"},
        {"naal": "'"},
    ):
        assert client.get(f"{LIST}saml/", question).status_code == 200
    for said in ({"pins": "\0", "title": "abc", "text": "x"}, {"pins": "1", "into": "\0"}, {}, {"into": idea.word}):
        assert client.post(f"{LIST}saml/", said).status_code == 422
    for row in ("\0", "9" * 30, "-1", ""):
        assert client.post(f"{LIST}venter/", {"version": row, "do": "show"}).status_code == 404
    for address in (f"{idea.word}/svar/{'9' * 30}/", f"{idea.word}/milepaele/{'9' * 30}/", "%F0%9F%98%80/"):
        assert client.get(f"{LIST}{address}").status_code in (403, 404)
