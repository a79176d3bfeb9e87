"""What everybody sees of processes: the list, the page of each, the front page and the pages of areas."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.processes.models import TargetGroup
from tests.conftest import square
from tests.involvement import make_phase
from tests.processes.sheets import read

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture
def several(make_process):
    """One of each stage."""
    make_process("collect", slug="aaben", title="Åben nu", area=square(0))
    make_phase(make_process(slug="kommer", title="Kommer senere", form="hearing"), "collect", 3, 9)
    over = make_process(slug="gaaet", title="Er gået", answer_on=timezone.localdate() + timedelta(days=9))
    make_phase(over, "collect", -9, -3)
    make_process("collect", slug="lukket", title="Er lukket", state="closed")
    make_process(slug="kladde", title="En kladde", state="draft", published=None)


def stages(page):
    return [stage for stage in ("open", "coming", "over", "closed", "draft") if f'id="stage-{stage}"' in page]


def test_the_list_tells_what_is_open_comes_waits_and_is_closed(client, several, otto):
    page = read(client, "/forloeb/")
    assert stages(page) == ["open", "coming", "over", "closed"] and "En kladde" not in page
    assert "svar lovet" in page and "Nyt forløb" not in page
    client.force_login(otto)
    page = read(client, "/forloeb/")
    assert "En kladde" in page and "Nyt forløb" in page


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("form=hearing", {"Kommer senere"}),
        ("area=01", {"Åben nu", "Kommer senere", "Er gået", "Er lukket"}),
        ("area=03", {"Kommer senere", "Er gået", "Er lukket"}),
        ("area=99&form=x", {"Åben nu", "Kommer senere", "Er gået", "Er lukket"}),
        ("form=participatory_budget", set()),
    ],
)
def test_the_list_is_filtered(client, several, asked, titles):
    page = read(client, f"/forloeb/?{asked}")
    assert {title for title in ("Åben nu", "Kommer senere", "Er gået", "Er lukket") if title in page} == titles
    assert ("Ingen forløb passer" in page) == (not titles)


def test_an_empty_town_says_so(client, fjordby):
    assert "Der er ingen forløb lige nu." in read(client, "/forloeb/")
    assert "There are no processes right now." in read(client, "/en/forloeb/")


def test_as_many_questions_for_three_as_for_one(client, make_process, neighbourhoods):
    counted = []
    read(client, "/")  # what this town's outline is, is asked once
    for number in range(3):
        make_process("collect", "discuss", slug=f"nr-{number}", area=square(0))
        with CaptureQueriesContext(connection) as seen:
            for address in ("/forloeb/", "/", "/omraader/bydele/01/"):
                read(client, address)
        counted.append(len(seen))
    assert counted[0] == counted[1] == counted[2]


def test_the_page_answers_the_four_questions(client, make_process, fjordby, make_partner):
    said = {"relevance": "Vi ved det ikke.", "open_questions": "Bredden.", "settled": "Prisen.", "purpose": "En sti."}
    said |= {"use_of_result": "Planen.", "timing": "Pengene er der.", "decided_by": "Byrådet", "influence": "empower"}
    said |= {"is_binding": True, "decision_on": timezone.localdate(), "aims": ["ideas"], "languages": ["da", "uk"]}
    process = make_process("collect", contact_name="Otto", contact_email="otto@fjordby.example", **said)
    TargetGroup.objects.create(process=process, name="Cyklister", channel="Skilte", hoped_for=30)
    process.invited.create(partner=make_partner(name="Cyklistforbundet"), role="voice")
    page = read(client, process.get_absolute_url())
    texts = [text for text in said.values() if isinstance(text, str) and text != "empower"]
    for words in (*texts, "Cyklister", "Skilte", "30", "Cyklistforbundet", "Vi gør det, som I beslutter.", "ukrainsk"):
        assert words in page
    assert "Beslutningen følger resultatet." in page and "mailto:otto@fjordby.example" in page
    english = read(client, f"/en{process.get_absolute_url()}")
    assert "What you can do now" in english and "We do what you decide." in english and "Det kan du" not in english


@pytest.mark.parametrize(
    ("kinds", "buttons"),
    [
        (["collect"], ["Sæt en nål", "Læs, støt og kommentér nålene"]),
        (["discuss"], ["Læs, støt og kommentér nålene"]),
        (["prioritise"], ["Læs og kommentér nålene"]),
        (["decide"], []),
    ],
)
def test_the_buttons_are_what_the_phase_allows(client, make_process, kinds, buttons):
    page = read(client, make_process(*kinds).get_absolute_url())
    every = ("Sæt en nål", "Læs, støt og kommentér nålene", "Læs og kommentér nålene")
    assert [button for button in every if f">{button}</a>" in page] == buttons


def test_a_page_for_who_designs_is_kept_by_nobody(client, make_process, otto):
    process = make_process()
    assert "public" in client.get(process.get_absolute_url())["Cache-Control"]
    client.force_login(otto)
    answer = client.get(process.get_absolute_url())
    assert answer["Cache-Control"] == "private, no-store" and "Ret forløbet" in answer.content.decode()


def test_hostile_words_are_only_words(client, make_process):
    process = make_process(title="<script>alert(1)</script>", contact_name='"><img src=x>', relevance="</p><b>")
    page = read(client, process.get_absolute_url())
    assert "<script>alert" not in page and "<img src=x>" not in page and "<b>" not in page


def test_the_front_page_and_the_area_show_what_is_open_there(client, several):
    for address, shown in (("/", True), ("/omraader/bydele/01/", True), ("/omraader/bydele/03/", False)):
        page = read(client, address)
        assert ("Åben nu" in page, "Kommer senere" in page, "Er lukket" in page) == (shown, False, False)


def test_the_last_day_is_told_and_not_the_day_after(client, make_process):
    process = make_process()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    process.phases.create(kind="collect", begins=midnight, ends=midnight + timedelta(days=1))
    today = f"{midnight.day}. "
    assert f"åbent til {today}" in read(client, "/") and f"til og med {today}" in read(client, "/forloeb/cykelsti/")
