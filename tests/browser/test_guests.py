"""Posting from a phone with every tap counted, and a hand-over from the proposal to the thanks, filmed."""

import io
import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from kortet.events.models import CoInvitation, Event, SignUp
from kortet.links.models import Handover, Link
from kortet.pictures.models import Picture
from kortet.pictures.tasks import make_sizes
from kortet.pins.models import Follower, Pin
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.browser.test_partners import faults
from tests.conftest import spot
from tests.worker import work

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("town", "site"),
    pytest.mark.django_db(transaction=True),
]
# The keystroke-level model (Card, Moran & Newell 1980), with figures for thumbs: seconds.
TAP, KEY, THINK, ANSWER = 1.1, 0.4, 1.35, 2.0


@pytest.fixture
def signed_in(visit):
    """Opens a page as a person."""

    def open_as(user, address, **given):
        page = visit(address, user=user, **given)
        ready(page)
        return page

    return open_as


@pytest.fixture
def film(tmp_path, settings):
    """Takes a picture of each step into the folder KORTET_FILM, to be looked at; where it is not set, nothing."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = os.environ.get("KORTET_FILM")

    def take(page, name):
        if folder:
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return take


class Thumb:
    """A person at a phone: every tap and every key is counted."""

    def __init__(self, page):
        self.page, self.taps, self.keys, self.pages = page, 0, 0, 0

    def tap(self, locator):
        self.taps += 1
        locator.click()

    def follow(self, locator, pattern):
        self.pages += 1
        self.tap(locator)
        self.page.wait_for_url(pattern)

    def write(self, label, text):
        """A tap into the field, then a key for each letter."""
        self.tap(self.page.get_by_label(label, exact=True))
        self.keys += len(text)
        self.page.keyboard.type(text)

    def pick(self, label, value, taps):
        """What a phone has a picker of its own for: so many taps in it."""
        self.taps += 1 + taps
        self.page.get_by_label(label).first.fill(value)

    def choose(self, label, value):
        self.taps += 2
        self.page.get_by_label(label).select_option(value)

    @property
    def seconds(self):
        """How long it takes somebody who knows the page a little: a thought before each tap."""
        return self.taps * (TAP + THINK) + self.keys * KEY + self.pages * ANSWER


def test_a_weekly_activity_is_posted_from_a_phone_in_less_than_two_minutes(signed_in, rikke, rowing_club, capsys):
    page = signed_in(rikke, "/mine-foreninger/", size=PHONE)
    began, thumb = time.perf_counter(), Thumb(page)
    thumb.follow(page.get_by_role("link", name="Sæt et arrangement på"), "**/arrangementer/ny/")
    thumb.write("Overskrift (skal udfyldes)", "Åben rotur for alle")
    thumb.pick("Dag", f"{timezone.localdate() + timedelta(days=4)}", taps=2)  # the day, and OK
    thumb.pick("Begynder", "19:00", taps=3)  # hour, minute, OK
    thumb.pick("Slutter", "21:00", taps=3)
    thumb.choose("Gentages det?", "FREQ=WEEKLY")
    thumb.follow(page.get_by_role("button", name="Sæt på", exact=True), "**/arrangement/*/")
    expect(page.locator("h1")).to_have_text("Åben rotur for alle")
    event = Event.objects.get(title="Åben rotur for alle")
    assert (event.rule, event.neighbourhood, event.occurrences.count() > 90) == (
        "FREQ=WEEKLY",
        rowing_club.neighbourhood,
        True,
    )
    took = time.perf_counter() - began
    with capsys.disabled():
        told = f"{thumb.taps} taps, {thumb.keys} keys, {thumb.pages} pages: {thumb.seconds:.0f} s by the model"
        sys.stdout.write(f"\n  {told}; the run took {took:.1f} s\n")
    assert (thumb.taps, thumb.keys, thumb.pages) == (16, 19, 2) and thumb.seconds < 120


def painted(folder):
    """A photograph of what was done."""
    path = folder / "baenk.png"
    Image.new("RGB", (900, 600), "#3f7d4a").save(path)
    return path


@pytest.mark.long
def test_from_a_proposal_to_thanks_on_three_pages(
    signed_in, visit, film, post, rikke, mads, rowing_club, green, tmp_path
):
    mads.email = "mads@fjordby.example"
    mads.save()
    rowing_club.themes = [green.pk]
    rowing_club.save()
    pin = Pin.objects.get(title="Forslag 0")
    Pin.objects.filter(pk=pin.pk).update(title="Bænke ved åen", text="Der er langt mellem bænkene.", support_count=12)
    for email, is_author in (("ida@example.org", True), ("ole@example.org", False)):
        Follower.objects.ask(pin, email, "da", is_author=is_author).confirm()
    officer = signed_in(mads, pin.get_absolute_url())
    expect(officer.locator("#overdragelser")).to_contain_text("Kunne det være noget for dem?")
    film(officer, "1-suggestion")
    officer.get_by_role("button", name="Ja Roklubben").click()
    officer.wait_for_url("**#overdragelser")
    steward = signed_in(rikke, pin.get_absolute_url(), size=PHONE)
    film(steward, "2-linked")
    steward.get_by_role("link", name="Tilbyd at tage den på").click()
    steward.get_by_label("Hvad vil I gøre?").fill("Vi bygger to bænke og passer dem.")
    film(steward, "3-offer")
    steward.get_by_role("button", name="Send tilbuddet").click()
    steward.wait_for_url("**/overdragelse/**")
    handover = Handover.objects.get()
    officer.goto(officer.url.split("/naal/")[0] + handover.get_absolute_url())
    film(officer, "4-offered")
    officer.get_by_role("button", name="Ja, tag den på").click()
    expect(officer.locator(".tag.status")).to_have_text("Aftalt")
    work()
    steward.reload()
    steward.get_by_role("button", name="Vi er gået i gang").click()
    steward.get_by_role("link", name="Lav et arrangement af det").click()
    ready(steward)
    steward.get_by_label("Dag", exact=False).first.fill(f"{timezone.localdate() + timedelta(days=3)}")
    steward.get_by_label("Begynder").fill("10:00")
    film(steward, "5-event-form")
    steward.get_by_role("button", name="Sæt på", exact=True).click()
    steward.wait_for_url("**/arrangement/*/")
    ready(steward)
    film(steward, "6-event")
    steward.get_by_role("button", name="Ja Bænke ved åen").click()
    steward.wait_for_url("**#overdragelser")
    film(steward, "7-event-linked")
    assert Link.objects.exclude(event=None).get().pin == pin
    area = visit(rowing_club.neighbourhood.get_absolute_url(), size=PHONE)
    ready(area)
    expect(area.locator(".week")).to_contain_text("Roklubben kan bruge en hånd")
    film(area, "8-area-this-week")
    steward.goto(steward.url.split("/arrangement/")[0] + handover.get_absolute_url())
    done = steward.locator("form.way", has=steward.get_by_role("button", name="Det er udført"))
    done.get_by_label("Hvad kom der ud af det?").fill("To bænke ved vandet.")
    done.get_by_label("Billede af det, der er udført").set_input_files(painted(tmp_path))
    done.get_by_label("Hvad ser man på billedet?").fill("To grønne bænke")
    done.get_by_role("button", name="Det er udført").click()
    expect(steward.locator(".tag.status").first).to_have_text("Udført")
    film(steward, "9-done")
    work()
    told = sorted(letter["To"] for letter in post.letters if letter["Subject"].startswith("Det er udført"))
    assert told == ["ida@example.org", "ole@example.org"]
    stranger = visit(pin.get_absolute_url())
    ready(stranger)
    film(stranger, "10-pin-done")
    stranger.get_by_role("link", name="Sig tak").click()
    stranger.get_by_role("button", name="Sig tak").click()
    stranger.wait_for_url("**/naal/**")
    pages = {"11-pin": pin, "12-partner": rowing_club, "13-area": rowing_club.neighbourhood}
    for name, subject in pages.items():
        stranger.goto(stranger.url.split("/", 3)[0] + "//" + stranger.url.split("/")[2] + subject.get_absolute_url())
        ready(stranger)
        expect(stranger.locator("main")).to_contain_text("1 har sagt tak")
        film(stranger, f"{name}-thanks")


@pytest.fixture
def new_pages(rikke, rowing_club, make_event, make_pin, make_partner, mads, green):
    """Addresses of all that is new, with something in each part: who opens it, and where."""
    soon = {"day": timezone.localdate() + timedelta(days=2)}
    event = make_event(title="Rotur", organiser=rowing_club, needs_sign_up=True, themes=[green.pk], **soon)
    draft = make_event(title="Plantedag", organiser=rowing_club, status="draft", **soon)
    choir = make_partner(name="Koret")
    event.co_organisers.add(make_partner(name="Spejderne"))
    CoInvitation.ask(event, choir, rikke)
    CoInvitation.ask(make_event(title="Koncert", organiser=choir), rowing_club, rikke)
    Link.objects.decide(make_pin(title="Træer", point=spot(520)), event, "confirmed", mads)
    make_pin(title="Bænk", theme=green, point=spot(540))
    Handover.objects.create(pin=make_pin(title="Legeplads"), partner=rowing_club, state="under_way", what="Vi maler")
    said = {"name": "Bo", "email": "bo@example.org", "seats": 1, "language": "da"}
    signed = SignUp.take(event.occurrences.get(), **said)
    return [
        (None, "/omraader/bydele/01/"),
        (None, "/omraader/bydele/03/"),
        (None, event.get_absolute_url()),
        (None, signed.get_absolute_url()),
        (rikke, event.get_absolute_url()),
        (rikke, draft.get_absolute_url()),
        (rikke, f"/arrangement/{draft.word}/ret/"),
        (rikke, "/foreninger/roklubben/"),
        (rikke, "/foreninger/roklubben/arrangementer/"),
        (rikke, f"/arrangement/{event.word}/medarrangoerer/?q=spej"),
        (rikke, f"/arrangement/{draft.word}/medarrangoerer/?q=ko"),
        (mads, Pin.objects.get(title="Bænk").get_absolute_url()),
    ]


@pytest.mark.long
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light")], ids=["phone-light"])
def test_axe_finds_nothing_on_what_is_new(new_pages, visit, live_server, film, size, scheme):
    browsers = {user: visit("/om/", user=user, size=size, scheme=scheme) for user, _address in new_pages}
    for number, (user, address) in enumerate(new_pages):
        page = browsers[user]
        page.goto(live_server.url + address)
        ready(page)
        film(page, f"page-{number:02}-{size['width']}-{scheme}")
        assert (address, faults(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        if address.startswith("/tilmelding/"):
            page.get_by_role("button", name="Lav en kalender til mig").click()
            expect(page.get_by_label("Eller sæt adressen ind i din kalender")).to_be_visible()
            film(page, f"page-{number:02}b-{size['width']}-{scheme}")
            assert faults(page) == []


def drawn_logo(width, height):
    """A logo with a frame, as a sent file."""
    image, file = Image.new("RGB", (width, height), "#ffffff"), io.BytesIO()
    ImageDraw.Draw(image).rectangle((20, 20, width - 20, height - 20), outline="#0b5563", width=30)
    image.save(file, "PNG")
    return SimpleUploadedFile("logo.png", file.getvalue())


@pytest.mark.parametrize(("sent", "shown"), [((1200, 300), (240, 60)), ((600, 900), (80, 120)), ((90, 60), (90, 60))])
def test_a_logo_is_shown_in_its_own_shape(visit, film, rowing_club, fjordby, sent, shown):
    taken, _where = Picture.objects.receive(drawn_logo(*sent), municipality=fjordby, sender="")
    with transaction.atomic():
        [rowing_club.logo] = Picture.objects.keep([taken])
        rowing_club.save()
    make_sizes(0)
    for size in (PHONE, DESK):
        page = visit(rowing_club.get_absolute_url(), size=size)
        ready(page)
        film(page, f"logo-{sent[0]}-{size['width']}")
        size_of = "({width, height, naturalWidth}) => [width, height, naturalWidth > 0]"
        found = page.locator(".partner-logo img").evaluate(size_of)
        assert found == [*shown, True] and faults(page) == []
        assert page.locator(".partner-logo img").get_attribute("width") == str(sent[0])  # no "1.200"
