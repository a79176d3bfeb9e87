"""Reports and hearing notes: whole, without a request to anybody, harmless whatever people wrote."""

import base64
import hashlib
import io
import json
import re
import zipfile
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from docx import Document
from procrastinate.contrib.django.models import ProcrastinateJob

from kortet.figures.sheets import as_xlsx
from kortet.insight import papers, tasks
from kortet.insight.hearing import HearingNote
from kortet.insight.models import ReportOrder
from kortet.insight.report import Report
from kortet.insight.report_docx import hearing_docx, report_docx
from kortet.insight.report_html import hearing_html, report_html
from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.pins.models import Pin
from tests.conftest import spot
from tests.post import link_in

STRANGE = re.compile(r"""(?:src|href|action|data)\s*=\s*["']?\s*(?!data:|#)([^"'\s>]+)""")
END = "</script><script>alert(1)</script>"
HOSTILE = [
    END,
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% include 'settings' %}${7*7}#{7*7}",
    '=HYPERLINK("http://ond.example")',
    "]]> &amp; \" ' \u2028 \u202e",
]


@pytest.fixture
def planner(client, pia):
    client.force_login(pia)
    return client


@pytest.fixture
def crowd(layer, make_pin, green):
    """Ten pins in Vest, one in Midt, one outside."""
    pins = [make_pin(title=f"Bænk {n}", point=spot(500 + n), theme=green, text="Her\nmangler") for n in range(10)]
    return [*pins, make_pin(point=spot(1500), kind="problem"), make_pin(point=spot(9000))]


def scripts_of(page):
    return re.findall(r"<script>(.*?)</script>", page, re.DOTALL)


def words_of(file):
    """All text of a Word document, tables too."""
    document = Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.attack("B08")
def test_a_report_asks_nobody_for_anything(choose, crowd):
    page = report_html(Report(choose()))
    markup = re.sub(r"<(script|style)>.*?</\1>", "", page, flags=re.DOTALL)
    assert STRANGE.findall(markup) == []
    styles = "".join(re.findall(r"<style>(.*?)</style>", page, re.DOTALL))
    assert set(re.findall(r"url\((?!data:)([^)]*)\)", styles)) <= {"#default#VML"}
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    digests = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts_of(page)]
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    assert f"default-src 'none'; script-src {allowed}; img-src data:" in unescape(policy)


def test_a_report_shows_the_figures(choose, crowd, written_by):
    page = report_html(Report(choose("eps=20&least=5")))
    for said in ("Rapport om nålene på kortet", "Tal for hvert område", "Stemmer i hvert område", "Bænk 3", "Hotspots"):
        assert said in page
    area = report_html(Report(choose("area=01")))
    assert "Rapport om Vest" in area and "Tal for hvert område" not in area


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.attack("B08")
def test_hostile_words_are_words(choose, layer, make_pin, hostile):
    layer.areas.filter(code="01").update(name=hostile[:120])
    for n in range(6):
        make_pin(title=hostile, text=hostile, place_text=hostile, point=spot(500 + n))
    choice = choose("least=3")
    page, note = report_html(Report(choice)), hearing_html(HearingNote(choice))
    assert len(scripts_of(page)) == len(scripts_of(report_html(Report(choose("kind=problem")))))
    assert scripts_of(note) == []
    for text in (page, note):
        assert "<img src=x" not in text
        assert hostile.split("\u2028")[0].strip() in unescape(text)
    for file in (report_docx(Report(choice)), hearing_docx(HearingNote(choice))):
        assert hostile.split("\u2028")[0].strip() in words_of(file)
    book = zipfile.ZipFile(io.BytesIO(as_xlsx(Report(choice).sheets)))
    assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


@pytest.mark.real
@pytest.mark.attack("B08")
def test_the_list_of_nasty_texts(shared, choose, layer, make_pin):
    """Each string of the big list as headline and text, in every form."""
    nasty = json.loads((shared / "nasty" / "text" / "blns.json").read_text())
    for n, text in enumerate(text.replace("\0", "") for text in nasty if text.strip()):
        make_pin(title=text[:120], text=text, point=spot(500 + n % 100, 500 + n // 100))
    choice = choose()
    quiet = len(scripts_of(report_html(Report(choose("kind=problem")))))
    page, note = report_html(Report(choice)), hearing_html(HearingNote(choice))
    assert (len(scripts_of(page)), scripts_of(note)) == (quiet, [])
    assert len(re.findall('<article class="contribution">', note)) == Pin.objects.count()
    words = words_of(hearing_docx(HearingNote(choice)))
    assert words.count("Ikke besvaret endnu.") == Pin.objects.count()
    assert report_docx(Report(choice)) and as_xlsx(Report(choice).sheets)


def test_a_hearing_note_has_each_contribution_and_its_answer(choose, crowd, mads):
    crowd[0].answer("Vi sætter bænken i maj.", mads, "Teknik og Miljø")
    crowd[1].comments.create(text="Enig", moderation="shown")
    crowd[2].comments.create(text="Skjult svar", is_official=True, author_name="K", moderation="waiting")
    crowd[2].move_on("planned")
    note = HearingNote(choose())
    assert [(group.name, len(group.pins)) for group in note.groups] == [
        ("Midt", 1),
        ("Vest", 10),
        ("Uden for områderne", 1),
    ]
    assert [n for _name, n in note.facts] == [12, 1, 11]
    for text in (hearing_html(note), words_of(hearing_docx(note))):
        assert "Svar fra Teknik og Miljø" in text and "Vi sætter bænken i maj." in text
        assert text.count("Ikke besvaret endnu.") == 11 and "Skjult svar" not in text and "Enig" not in text
        assert all(pin.number in text for pin in crowd) and "planlagt" in text
    rows = {row[0]: row for row in note.table.rows}
    assert rows[crowd[0].number][-1] == "Vi sætter bænken i maj." and rows[crowd[1].number][-1] == "ikke besvaret endnu"


def test_a_note_of_nothing_and_of_the_whole_municipality(choose, layer, make_pin):
    assert "Der er ingen bidrag." in hearing_html(HearingNote(choose()))
    make_pin(precision="whole")
    assert hearing_html(HearingNote(choose())).count("data:image/png") == 1


@pytest.mark.parametrize("what", papers.PAPERS)
def test_one_click_makes_one(planner, crowd, what):
    response = planner.post(f"/indsigt/rapporter/lav/{what}/?area=01")
    kind = papers.PAPERS[what]
    assert (response.status_code, response.headers["Content-Type"]) == (200, kind.type)
    assert response.headers["Content-Disposition"] == f'attachment; filename="fjordby-{kind.stem}-vest.{kind.ending}"'
    assert len(response.content) > 2000


@pytest.mark.parametrize("question", ["kind=problem&q=findesikke", "from=2026-02-01&to=2026-01-01", "eps=-1"])
def test_what_cannot_be_made_is_told(planner, crowd, question):
    response = planner.post(f"/indsigt/rapporter/lav/rapport-html/?{question}")
    assert response.status_code == 422 and 'role="alert"' in response.content.decode()


@pytest.fixture
def small(monkeypatch, settings, tmp_path):
    """Reports of more than two pins are large, hearing notes of more than five too large."""
    from dataclasses import replace

    settings.MEDIA_ROOT = tmp_path
    for what, kind in papers.PAPERS.items():
        monkeypatch.setitem(papers.PAPERS, what, replace(kind, at_once=2, most=5 if "hoering" in what else 10_000))


def test_a_large_one_is_made_by_the_worker_for_its_owner_alone(planner, crowd, small, pia, client):
    assert planner.post("/indsigt/rapporter/lav/rapport-docx/?least=3").status_code == 302
    said = planner.get("/indsigt/rapporter/").content.decode()
    assert "Venter" in said and "Se, om de er klar" in said
    [job] = ProcrastinateJob.objects.filter(task_name=tasks.make_report.name)
    order = ReportOrder.objects.get()
    address = f"/indsigt/rapporter/{order.word}/"
    assert planner.get(address).status_code == 404
    assert tasks.make_report(**job.args) == "made" and tasks.make_report(**job.args) == "gone"
    response = planner.get(address)
    assert response.headers["Content-Disposition"] == 'attachment; filename="fjordby-rapport.docx"'
    assert "Rapport om nålene på kortet" in words_of(b"".join(response.streaming_content))
    assert address in planner.get("/indsigt/rapporter/").content.decode()
    from tests.conftest import staff

    client.force_login(staff("poul", order.municipality, "planner"))
    assert client.get(address).status_code == 404


REPORT = "/indsigt/rapporter/lav/rapport-html/"


@pytest.fixture
def reachable(pia):
    pia.email = "pia@fjordby.example"
    pia.save()


def test_who_ordered_a_large_one_gets_one_letter_with_a_link_to_it(planner, crowd, small, reachable, post, site):
    assert "Send mig et brev" in planner.get("/indsigt/rapporter/").content.decode()
    planner.post(REPORT, {"letter": "1"})
    order = ReportOrder.objects.get()
    assert tasks.make_report(order.pk) == "made" and tasks.make_report(order.pk) == "gone"
    deliver_letters(0)
    [letter] = post.letters
    assert (letter["To"], letter["Subject"]) == ("pia@fjordby.example", "Din rapport er klar")
    assert link_in(letter) == f"/indsigt/rapporter/{order.word}/"
    assert planner.get(link_in(letter)).status_code == 200
    assert Client().get(link_in(letter)).status_code == 302


def test_one_that_went_wrong_is_told_in_a_letter_too(planner, crowd, small, reachable, post, site):
    planner.post(f"/en{REPORT}", {"letter": "1"})
    order = ReportOrder.objects.get()
    ReportOrder.objects.update(what="findesikke")
    assert tasks.make_report(order.pk) == "failed"
    deliver_letters(0)
    assert [letter["Subject"] for letter in post.letters] == ["Your report could not be made"]


@pytest.mark.parametrize(("email", "said"), [("pia@fjordby.example", {}), ("", {"letter": "1"})])
def test_who_wants_no_letter_or_has_no_address_gets_none(planner, crowd, small, pia, email, said):
    type(pia).objects.filter(pk=pia.pk).update(email=email)
    planner.post(REPORT, said)
    assert tasks.make_report(ReportOrder.objects.get().pk) == "made" and not Letter.objects.exists()
    assert ("Send mig et brev" in planner.get("/indsigt/rapporter/").content.decode()) == bool(email)


def test_too_large_a_note_is_refused(planner, crowd, small):
    response = planner.post("/indsigt/rapporter/lav/hoering-html/")
    assert response.status_code == 422 and "højst rumme 5 bidrag, og du har valgt 12" in response.content.decode()
    assert not ReportOrder.objects.exists()


def test_one_that_goes_wrong_is_told(planner, crowd, small, monkeypatch):
    planner.post("/indsigt/rapporter/lav/rapport-html/")
    order = ReportOrder.objects.get()
    ReportOrder.objects.update(what="findesikke")
    assert tasks.make_report(order.pk) == "failed"
    ReportOrder.objects.update(what="rapport-html")
    assert "Gik galt" in planner.get("/indsigt/rapporter/").content.decode()


def test_reports_are_forgotten_after_a_week(planner, crowd, small, django_capture_on_commit_callbacks):
    planner.post("/indsigt/rapporter/lav/rapport-html/")
    order = ReportOrder.objects.get()
    tasks.make_report(order.pk)
    name = ReportOrder.objects.get().file.name
    assert tasks.forget_reports(0) == 0 and default_storage.exists(name)
    ReportOrder.objects.update(asked=timezone.now() - timedelta(days=8))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.forget_reports(0) == 1
    assert not default_storage.exists(name) and not ReportOrder.objects.exists()
