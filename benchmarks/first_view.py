"""Goal 18: the first view of the map on a phone. Counts what a browser fetches and when list and map are there.

    python -m benchmarks.first_view http://127.0.0.1:8000/

Chromium at 390 px, nothing cached, 150 ms and 1.6 Mbit/s (Lighthouse's slow 4G), a processor four times slower. Three
visits, medians. The budgets are those of the design: 25 requests, 250 kB over the wire, 2.5 s, no layout shift.
"""

import json
import statistics
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

BUDGETS = {"requests": 25, "kB": 250.0, "list_s": 2.5, "map_s": 2.5, "layout_shift": 0.0}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_638_400 / 8, "uploadThroughput": 768_000 / 8}
ROUNDS, REST_MS = 3, 6000
WATCH = """
window.seen = { shift: 0 };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.seen.shift += entry.value;
}).observe({ type: "layout-shift", buffered: true });
const look = () => {
  const { seen } = window, canvas = [...document.querySelectorAll("canvas.leaflet-tile")];
  if (!seen.list && document.querySelector("#list .row")?.getBoundingClientRect().height) seen.list = performance.now();
  const drawn = canvas.length && canvas.every((tile) => tile.classList.contains("leaflet-tile-loaded"));
  if (!seen.map && drawn && document.querySelector(".sign-marker")) seen.map = performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One visit with an empty cache: the numbers of BUDGETS."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    page.add_init_script(WATCH)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.emulateNetworkConditions", SLOW_4G)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    asked: set[str] = set()
    sizes: list[float] = []
    wire.on("Network.requestWillBeSent", lambda told: note(asked, told))
    wire.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    page.goto(address)
    page.wait_for_timeout(REST_MS)
    seen = page.evaluate("window.seen")
    context.close()
    times = {"list_s": seen["list"] / 1000, "map_s": seen["map"] / 1000}
    return {"requests": len(asked), "kB": sum(sizes) / 1000, **times, "layout_shift": seen["shift"]}


def note(asked: set[str], told: dict[str, Any]) -> None:
    if told["request"]["url"].startswith("http"):
        asked.add(told["requestId"])


def main(address: str) -> int:
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
        rounds = [visit(browser, address) for _round in range(ROUNDS)]
    found = {name: round(statistics.median(one[name] for one in rounds), 3) for name in BUDGETS}
    for name, most in BUDGETS.items():
        print(f"{name:14} {found[name]:8} of {most:6}  {'met' if found[name] <= most else 'NOT MET'}")
    results = Path(__file__).parent / "results" / "first_view.json"
    results.write_text(json.dumps({"measured": found, "budgets": BUDGETS, "rounds": rounds}, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
