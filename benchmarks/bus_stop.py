"""From a phone at the bus stop to a receipt: how long it takes and how many taps, measured on a running site.

    python -m benchmarks.bus_stop http://127.0.0.1:8000/

Chromium at 390 px by touch, nothing cached, Lighthouse's slow 4G (150 ms, 1.6 Mbit/s down, 0.75 up), a processor four
times slower. The person is a keystroke-level model (Card, Moran and Newell 1980, the times for phones below): before
each tap they look and think, a letter takes as long as with two thumbs, and taking a photograph has a time of its own.
Nobody reads longer than that, so it is somebody who knows what they want to say but not the site. Pages are waited for
as they come. Three journeys; each really drops a pin, with a photograph of four million pixels drawn by code.
"""

import io
import json
import statistics
import sys
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from benchmarks.first_view import SLOW_4G

MOST_SECONDS, MOST_TAPS, ROUNDS = 60, 12, 3
THINK_MS = 1350  # the model's mental preparation, before each tap
TAP_MS = 400  # moving a thumb and touching
LETTER_MS = 330  # 36 words a minute with two thumbs, spaces too (Palin et al. 2019, the mean of 37,000 people)
PHOTO_MS = 6000  # the camera opens, is pointed, and the picture is accepted
WORDS = "Glas på cykelstien"


class Person:
    """Taps and writes as slowly as people do, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.human = page, 0, 0.0

    def takes(self, milliseconds: float) -> None:
        self.human += milliseconds / 1000
        self.page.wait_for_timeout(milliseconds)

    def taps_on(self, thing: Locator, **given: dict[str, float]) -> None:
        thing.wait_for()
        self.takes(THINK_MS + TAP_MS)
        thing.tap(**given)  # type: ignore[arg-type]  # Playwright's own names, passed on
        self.taps += 1

    def writes(self, words: str) -> None:
        self.human += len(words) * LETTER_MS / 1000
        self.page.keyboard.type(words, delay=LETTER_MS)

    def photographs(self, field: Locator, picture: bytes) -> None:
        """The button, and the camera's own shutter and "use this one"."""
        self.takes(2 * (THINK_MS + TAP_MS) + PHOTO_MS)
        self.taps += 3
        field.set_input_files({"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture})


def journey(browser: Browser, address: str, picture: bytes) -> dict[str, float]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="da-DK"
    )
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    person, began = Person(page), time.monotonic()
    page.goto(address, wait_until="commit")
    drops_a_pin(person, page, picture)
    total = time.monotonic() - began
    context.close()
    return {"seconds": total, "person": person.human, "waiting": total - person.human, "taps": person.taps}


def drops_a_pin(person: Person, page: Page, picture: bytes) -> None:
    person.taps_on(page.get_by_role("link", name="Sæt en nål").last)
    page.locator("kortet-map[data-ready]").wait_for()
    person.taps_on(page.locator("kortet-map"), position={"x": 175, "y": 160})
    expect(page.locator("[name=lng]")).not_to_have_value("")
    person.taps_on(page.get_by_role("link", name="Videre"))
    page.locator("drop-steps:not([data-step=hvor])").wait_for()
    if page.locator("drop-steps[data-step=her]").count():
        person.taps_on(page.get_by_role("link", name="Det er noget andet"))
    person.taps_on(page.get_by_text("Noget der skal løses"))
    person.taps_on(page.get_by_label("Overskrift"))
    person.writes(WORDS)
    person.photographs(page.locator("input[type=file]").first, picture)
    person.taps_on(page.get_by_role("button", name="Sæt nålen", exact=True))
    page.wait_for_url("**/kvittering/**", wait_until="commit", timeout=60_000)
    page.locator(".receipt .number, .number").first.wait_for()


def photograph() -> bytes:
    """As large as a phone's: four million pixels of grain, about two megabytes."""
    grain = Image.effect_noise((2304, 1728), 40).convert("RGB")
    file = io.BytesIO()
    grain.save(file, "JPEG", quality=70)
    return file.getvalue()


def main(address: str) -> int:
    picture = photograph()
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        rounds = [journey(browser, address, picture) for _round in range(ROUNDS)]
    found = {name: round(statistics.median(one[name] for one in rounds), 1) for name in rounds[0]}
    good = found["seconds"] <= MOST_SECONDS and found["taps"] <= MOST_TAPS
    print(f"photograph {len(picture) / 1e6:.1f} MB · {found} · {'met' if good else 'NOT MET'}")
    model = {"think": THINK_MS, "tap": TAP_MS, "letter": LETTER_MS, "photograph": PHOTO_MS, "words": WORDS}
    results = Path(__file__).parent / "results" / "bus_stop.json"
    results.write_text(json.dumps({"measured": found, "model_ms": model, "rounds": rounds}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
