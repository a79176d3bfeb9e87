"""A meeting in a hall: python -m benchmarks.meeting [--phones 300] [--minutes 3] [--cut 60]

So many phones join within a minute over HTTP, each with a cookie and a connection of its own, ask for news as the page
does, and write a note (one in ten sends it twice), ask, want to know what another asked, and vote, at moments by a
seed. Three browsers: a screen that is never cut off, a screen and a table's helper that are, in the middle, for so many
seconds; the helper types on meanwhile. Told is how long after its answer each contribution stood on the screen, and
whether the report has each exactly once. On a cluster of its own under /tmp, under granian as scripts/start runs it.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from playwright.sync_api import sync_playwright

from benchmarks.faults import ROOT, Cluster
from benchmarks.servers import free_port, running

SET_UP = (Path(__file__).parent / "meeting_town.py").read_text(encoding="utf-8")
CLOSE = "from kortet.meetings.models import Meeting; Meeting.objects.get().close(None)"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WITHIN_A_MINUTE, NEWS = 50, (6.0, 9.0)  # seconds
# Notes by their words, the rest by the numbers on the screen; the moment is when it stood there first.
WATCH = """() => {
  window.seen = { notes: {}, joined: [], questions: [], votes: [] };
  const first = (list, n) => { while (list.length < n) list.push(Date.now()); };
  const look = () => {
    const notes = document.querySelectorAll("[data-note] > p:first-child");
    for (const { textContent } of notes) window.seen.notes[textContent] ??= Date.now();
    const number = (selector, name) => Number(document.querySelector(selector)?.dataset[name] ?? 0);
    first(window.seen.joined, number("[data-joined]", "joined"));
    first(window.seen.questions, number("[data-questions]", "questions"));
    first(window.seen.votes, number("[data-poll]", "n"));
  };
  new MutationObserver(look).observe(document.querySelector("live-screen"), { childList: true, subtree: true });
  look();
}"""


class Phone(threading.Thread):
    """Somebody in the hall. `told`: what was acknowledged, {kind: [(words, moment)]}."""

    def __init__(self, port, meeting, number, *, joins, speaks):
        super().__init__(daemon=True)
        self.meeting, self.number, self.joins, self.speaks = meeting, number, joins, sorted(speaks)
        self.door = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies, self.token, self.failures = {}, "", []
        self.told = {"joined": [], "notes": [], "questions": [], "votes": [], "upvotes": []}
        self.milliseconds = []

    def run(self):
        try:
            self.wait_until(self.joins)
            self.join_the_meeting()
            for moment, act in zip(self.speaks, (self.note, self.vote, self.ask, self.upvote), strict=True):
                self.wait_until(moment)
                act()
        except (OSError, RuntimeError, TypeError) as failure:
            self.failures.append(repr(failure))

    def wait_until(self, moment):
        """Meanwhile the page asks for news, as live-news.js does."""
        while (left := moment - time.time()) > 0:
            time.sleep(min(left, random.uniform(*NEWS)))
            if self.told["joined"] and time.time() < moment:
                self.request("GET", self.meeting["news"])

    def join_the_meeting(self):
        address = f"/m/{self.meeting['code']}/"
        self.look(address)
        self.send("joined", address, {"area": random.choice(self.meeting["areas"])}, "")
        self.page = self.look(address)

    def note(self):
        text = f"Note fra telefon {self.number}"
        said = {"text": text, "key": f"note-key-{self.number:06}"}
        self.send("notes", f"/m/{self.meeting['code']}/note/", said, text)
        if self.number % 10 == 0:  # the answer was lost on the way: it is sent again
            self.send(None, f"/m/{self.meeting['code']}/note/", said, text)

    def ask(self):
        text = f"Spørgsmål fra telefon {self.number}?"
        said = {"text": text, "key": f"question-key-{self.number:06}"}
        self.send("questions", f"/m/{self.meeting['code']}/spoergsmaal/", said, text)

    def vote(self):
        address = f"/m/{self.meeting['code']}/stem/{self.meeting['poll']}/"
        self.send("votes", address, {"option": str(self.number % 3)}, "")

    def upvote(self):
        said = {"upvote": str(self.meeting["question"])}
        self.send("upvotes", f"/m/{self.meeting['code']}/spoergsmaal/", said, "")

    def look(self, address):
        page = self.request("GET", address)
        self.token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        return page

    def send(self, kind, address, said, words):
        """What is answered with the way on was stored."""
        began = time.perf_counter()
        self.request("POST", address, urlencode(said | {"csrfmiddlewaretoken": self.token}), wanted=302)
        self.milliseconds.append((time.perf_counter() - began) * 1000)
        if kind:
            self.told[kind].append((words, time.time()))

    def request(self, method, address, body=None, wanted=200):
        kind = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        kind |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        self.door.request(method, address, body, kind)
        answer = self.door.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status != wanted:
            raise RuntimeError(f"{method} {address} answered {answer.status}")
        return page


class Helper:
    """A browser at a table, in which somebody types a note and presses Enter, again and again."""

    def __init__(self, context, site, meeting):
        self.page, self.typed = context.new_page(), []
        self.page.goto(site + meeting["table"])

    def type_one(self):
        text = f"Seddel {len(self.typed)} fra bordet"
        self.page.locator("[name=text]").fill(text)
        self.page.locator("[name=text]").press("Enter")
        self.typed.append((text, time.time()))

    @property
    def waiting(self):
        return self.page.locator(".queue [data-state=waits]").count()


def hall(port, meeting, phones, seconds):
    """The phones: all join within the first minute, and speak after they joined, until it is over."""
    began, dice = time.time(), random.Random(40)
    made = []
    for number in range(phones):
        joins = began + dice.uniform(0, min(WITHIN_A_MINUTE, seconds / 3))
        speaks = [dice.uniform(joins + 2, began + seconds - 5) for _ in range(4)]
        made.append(Phone(port, meeting, number, joins=joins, speaks=speaks))
    for phone in made:
        phone.start()
    return made


def measured(port, meeting, given):
    """Runs the meeting; returns phones, helper, and what each screen saw."""
    site, seconds = f"http://127.0.0.1:{port}", given.minutes * 60
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        contexts = [browser.new_context(viewport={"width": 1920, "height": 1080}) for _ in range(3)]
        screens = [context.new_page() for context in contexts[:2]]
        for screen in screens:
            screen.goto(site + meeting["screen"])
            screen.evaluate(WATCH)
        helper = Helper(contexts[2], site, meeting)
        phones = hall(port, meeting, given.phones, seconds)
        cut = typing(helper, contexts[1:], screens[1], seconds, given.cut)
        for phone in phones:
            phone.join(60)
        time.sleep(5)
        left = helper.waiting
        seen = [screen.evaluate("window.seen") for screen in screens]
        browser.close()
    return phones, helper, seen, cut, left


def typing(helper, contexts, screen, seconds, cut):
    """The helper types every three seconds; in the middle two of the browsers have no network for a while."""
    began = time.time()
    off, on = began + (seconds - cut) / 2, began + (seconds + cut) / 2
    state = "before"
    while (now := time.time()) < began + seconds:
        if state == "before" and now >= off:
            state = "cut"
            for context in contexts:
                context.set_offline(True)
        if state == "cut" and now >= on:
            state = "after"
            print(f"in the cut: the helper has {helper.waiting} notes waiting; the screen says", end=" ")
            print(repr(screen.locator(".no-network").inner_text()))
            for context in contexts:
                context.set_offline(False)
        helper.type_one()
        time.sleep(3)
    return off, on


def delays(told, seen):
    """Seconds from an answer to the screen: of notes by their words, of the rest by their place in the count."""
    found = {"notes": [seen["notes"].get(words, float("inf")) / 1000 - moment for words, moment in told["notes"]]}
    for kind in ("joined", "questions", "votes"):
        moments = sorted(moment for _words, moment in told[kind])
        stood = [*seen[kind], *[float("inf")] * len(moments)]
        found[kind] = [max(0.0, shown / 1000 - moment) for moment, shown in zip(moments, stood, strict=False)]
    return found


def told_by(phones):
    return {kind: [one for phone in phones for one in phone.told[kind]] for kind in phones[0].told}


def doubled_or_lost(page, told, helper):
    """Of what was acknowledged, what the report has not exactly once; and numbers that differ."""
    words = [text for kind in ("notes", "questions") for text, _moment in told[kind]]
    words += [text for text, _moment in helper.typed]
    wrong = [text for text in words if len(re.findall(rf"<li>{re.escape(text)}\s*(?:<|$)", page)) != 1]
    numbers = {"joined": f"{len(told['joined'])} var med", "votes": f"{len(told['votes'])} har stemt"}
    wrong += [kind for kind, said in numbers.items() if said not in page]
    wrong += [] if f'Hvornår? <span class="quiet">{len(told["upvotes"])} ' in page else ["upvotes"]
    return wrong


def report(port, meeting):
    door = HTTPConnection("127.0.0.1", port, timeout=60)
    door.request("GET", meeting["report"])
    answer = door.getresponse()
    if answer.status != 200:
        raise RuntimeError(f"the report answered {answer.status}")
    return answer.read().decode()


def print_figures(phones, seen, told, helper, cut, left):
    taken = [milliseconds for phone in phones for milliseconds in phone.milliseconds]
    print(f"{len(phones)} phones, {len(taken)} forms: p50 {at(taken, 50):.0f} ms, p95 {at(taken, 95):.0f} ms")
    print(f"failures: {[failure for phone in phones for failure in phone.failures][:5]}")
    for kind, found in delays(told, seen[0]).items():
        print_delays(kind, found)
    outside = [one for one in told["notes"] if not cut[0] - 2 <= one[1] <= cut[1]]
    print_delays(
        "notes outside the cut, on the screen that was cut", delays(told | {"notes": outside}, seen[1])["notes"]
    )
    stood = sum(text in seen[0]["notes"] for text, _moment in helper.typed)
    print(f"helper: {len(helper.typed)} typed, {left} left waiting, {stood} stood on the screen")


def print_delays(kind, found):
    late = sum(delay > 2 for delay in found)
    print(
        f"{kind}: {len(found)}, on the screen after p95 {at(found, 95):.2f} s, max {max(found):.2f} s, over 2 s: {late}"
    )


def at(numbers, percent):
    return quantiles(numbers, n=100, method="inclusive")[percent - 1]


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--phones", type=int, default=300)
    reader.add_argument("--minutes", type=float, default=4)
    reader.add_argument("--cut", type=float, default=60, help="seconds")
    given = reader.parse_args()
    with Cluster() as cluster:
        cluster.prepare()
        meeting = json.loads(shell(cluster, SET_UP).splitlines()[-1])
        port = free_port()
        command = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4"
        command += " --backpressure 512 --no-ws --log-level critical kortet.wsgi:application"
        with running([sys.executable, *command.split()], port, **cluster.environment):
            phones, helper, seen, cut, left = measured(port, meeting, given)
            told = told_by(phones)
            shell(cluster, CLOSE)
            wrong = doubled_or_lost(report(port, meeting), told, helper)
    print_figures(phones, seen, told, helper, cut, left)
    print(f"the report: {len(wrong)} lost, doubled or miscounted {wrong[:5]}")
    sys.exit(1 if wrong or left or any(phone.failures for phone in phones) else 0)


def shell(cluster, code):
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    environment = os.environ | cluster.environment
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT).stdout


if __name__ == "__main__":
    main()
