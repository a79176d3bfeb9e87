"""The desk tells of what waits in processes, to those who decide it there."""

import pytest
from django.test import Client
from django.utils import timezone

from kortet.alternatives.models import Alternative, Reaction
from kortet.ideas.models import Idea, IdeaVersion, OfficeQuestion
from kortet.people.models import Role
from tests.conftest import spot, square, staff


@pytest.fixture
def make_waiting(make_process, fjordby):
    """A process in which so many versions, answers and comments wait, and as many are shown."""

    def make(slug="cykelsti", many=1, **given):
        process = make_process("collect", slug=slug, **given)
        facts = {"municipality": fjordby, "process": process, "title": "En sti", "text": "Langs åen", "point": spot()}
        idea, drawn = Idea.objects.create(**facts), Alternative.objects.create(process=process, title="A", shape=spot())
        for n in range(many * 2):
            state = "waiting" if n % 2 else "shown"
            words = {"title": "En sti", "text": "Bred", "moderation": state}
            IdeaVersion.objects.create(idea=idea, number=n + 1, point=idea.point, **words)
            reply = {"answer": "Her", "answered": timezone.now(), "moderation": state}
            OfficeQuestion.objects.create(idea=idea, text="Hvor?", asked_by="Vej", **reply)
            Reaction.objects.create(alternative=drawn, person=f"{n:064}", step=3, text="Ja", moderation=state)
        return process

    return make


def test_it_tells_how_much_and_leads_there(desk, make_waiting):
    make_waiting(many=2)
    page = desk.get("/bord/").content.decode()
    assert "4 tekster til forslag venter i Cykelsti langs åen" in page and "/forloeb/cykelsti/forslag/venter/" in page
    assert "2 meninger venter i Cykelsti langs åen" in page and "/forloeb/cykelsti/paa-kortet/kommentarer/" in page


def test_whoever_decides_nothing_in_it_is_told_nothing(fjordby, neighbourhoods, make_waiting):
    make_waiting(area=square(0))
    role = Role.objects.get(user=staff("kaj", fjordby, Role.Kind.MODERATOR))
    role.areas = [neighbourhoods[2].pk]
    role.save()
    for user in (role.user, staff("bo", fjordby, Role.Kind.ANSWERER)):
        browser = Client()
        browser.force_login(user)
        assert "venter i Cykelsti" not in browser.get("/bord/").content.decode()


def test_three_processes_ask_as_much_as_one(desk, make_waiting, django_assert_max_num_queries):
    make_waiting()
    with django_assert_max_num_queries(100) as one:
        desk.get("/bord/")
    for n in range(2):
        make_waiting(slug=f"sti-{n}", many=3)
    with django_assert_max_num_queries(len(one)):
        desk.get("/bord/")
