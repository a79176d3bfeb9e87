"""What a page costs a browser's main thread when it is first shown, in time of the processor.

    python -m benchmarks.main_thread http://127.0.0.1:8000/ [http://127.0.0.1:8001/ …]

Chromium at 390 px, nothing cached, no throttling; five loads of each page at each address in turn, medians. Time on the
wall grows with what else the machine does, and Lighthouse's blocking time with it; the processor's time hardly does, so
two builds can be compared on a busy machine. `blocking` is what every task of more than 50 ms is too long by, on a
processor four times slower; `beside` is what the page's workers took, which keeps nobody waiting. Source: Chromium's
trace events (`tdur` of `RunTask`).
"""

import statistics
import sys
from collections import Counter
from typing import Any

from playwright.sync_api import Browser, sync_playwright

PAGES = {"map": "", "form": "naale/ny/", "neighbourhood": "omraader/bydele/01/"}
ROUNDS, REST_MS, SLOWER, LONG_MS = 5, 3500, 4, 50
Thread = tuple[int, int]  # process, thread
TRACED = {"includedCategories": ["toplevel", "devtools.timeline"]}


def visit(browser: Browser, address: str) -> dict[str, float]:
    """One visit with an empty cache: milliseconds of all tasks, and of what is too long."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, service_workers="block")
    page = context.new_page()
    wire = context.new_cdp_session(page)
    events: list[dict[str, Any]] = []
    ended: list[bool] = []
    wire.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    wire.on("Tracing.tracingComplete", lambda _told: ended.append(True))
    wire.send("Tracing.start", {"transferMode": "ReportEvents", "traceConfig": TRACED})
    page.goto(address)
    page.wait_for_timeout(REST_MS)
    wire.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)
    context.close()
    main = main_of(events, address)
    tasks = tasks_of(events, [main])
    beside = tasks_of(events, workers_of(events, main))
    blocking = sum(max(0, SLOWER * task - LONG_MS) for task in tasks)
    return {"all": sum(tasks), "longest": max(tasks), "blocking": blocking, "beside": sum(beside)}


def main_of(events: list[dict[str, Any]], address: str) -> Thread:
    """The thread that read the page's HTML; Chromium has pages of its own at the same time."""
    reading = [event for event in events if event["name"] == "ParseHTML"]
    ours = [event for event in reading if event["args"].get("beginData", {}).get("url", "") == address]
    [(main, _times)] = Counter((event["pid"], event["tid"]) for event in ours).most_common(1)
    return main


def workers_of(events: list[dict[str, Any]], main: Thread) -> list[Thread]:
    named = [event for event in events if event["name"] == "thread_name" and event["pid"] == main[0]]
    return [(event["pid"], event["tid"]) for event in named if event["args"]["name"] == "DedicatedWorker thread"]


def tasks_of(events: list[dict[str, Any]], threads: list[Thread]) -> list[float]:
    """Milliseconds of processor of each task of these threads."""
    mine = [event for event in events if (event["pid"], event["tid"]) in threads and "tdur" in event]
    named = {event["name"] for event in mine}
    name = "RunTask" if "RunTask" in named else "ThreadControllerImpl::RunTask"
    return [event["tdur"] / 1000 for event in mine if event["name"] == name]


def main(addresses: list[str]) -> int:
    found: dict[tuple[str, str], list[dict[str, float]]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for turn in range(ROUNDS):
            for page, path in PAGES.items():
                for address in addresses[:: -1 if turn % 2 else 1]:
                    found.setdefault((page, address), []).append(visit(browser, address + path))
    for (page, address), visits in sorted(found.items()):
        told = {name: statistics.median(one[name] for one in visits) for name in visits[0]}
        print(f"{page:14} {address:32} " + "  ".join(f"{name} {ms:.0f} ms" for name, ms in told.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
