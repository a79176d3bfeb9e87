"""A server that is killed while people answer: what it acknowledged is stored, and they go on where they were."""

import http.client
import os
import re
import signal
import subprocess
import threading
import time
from urllib.parse import urlencode

import pytest

from kortet.responses.models import Answer, Response
from tests.attacks.test_h_server import command, database_address
from tests.post import free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("neighbourhoods"), pytest.mark.long]
CLIENTS = 20


class Citizen(threading.Thread):
    """A browser without a script: begins, and says how happy they are again and again until the server is gone."""

    def __init__(self, port, survey):
        super().__init__()
        self.port, self.survey, self.cookies, self.acknowledged, self.sent = port, survey, {}, None, 0

    def ask(self, method, path, **said):
        door = http.client.HTTPConnection("localhost", self.port, timeout=20)
        form = urlencode({name: value for name, value in said.items() if value != ""})
        head = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()), "Host": f"localhost:{self.port}"}
        door.request(method, path, form if said else None, head | {"Content-Type": "application/x-www-form-urlencoded"})
        answer = door.getresponse()
        body = answer.read().decode()
        for line in answer.msg.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        door.close()
        return answer.status, body

    def token(self, body):
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1]

    def begin(self):
        path = self.survey.get_absolute_url()
        _status, body = self.ask("GET", path)
        since = re.search(r'name="since" value="([^"]*)"', body)[1]
        time.sleep(1.1)  # sooner than that only robots send it
        status, body = self.ask("POST", path, csrfmiddlewaretoken=self.token(body), since=since)
        assert status == 302, body

    def run(self):
        side = f"{self.survey.get_absolute_url()}side/town/"
        try:
            _status, body = self.ask("GET", side)
            token = self.token(body)
            while True:
                self.sent += 1
                said = {"content": str(self.sent % 3 + 3), "trust.safe": "agree", "seen": "means content why trust"}
                status, _body = self.ask("POST", side, csrfmiddlewaretoken=token, **said)
                if status == 302:
                    self.acknowledged = self.sent
        except (OSError, http.client.HTTPException):
            return


@pytest.fixture
def server(transactional_db):
    """The server line of scripts/start in a group of processes of its own, to be killed whole."""
    begun = []

    def start():
        port = free_port()
        env = os.environ | {"DATABASE_URL": database_address()}
        process = subprocess.Popen(command(port), env=env, start_new_session=True)
        begun.append(process)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                door = http.client.HTTPConnection("localhost", port, timeout=5)
                door.request("GET", "/healthz")
                door.getresponse()
                return port, process
            except OSError:
                time.sleep(0.2)
        raise AssertionError("the server did not begin")

    yield start
    for process in begun:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_nothing_that_was_acknowledged_is_lost_and_everybody_goes_on(make_survey, server):
    survey = make_survey()
    port, process = server()
    citizens = [Citizen(port, survey) for _n in range(CLIENTS)]
    beginning = [threading.Thread(target=one.begin) for one in citizens]
    for thread in beginning:
        thread.start()
    for thread in beginning:
        thread.join()
    for one in citizens:
        one.start()
    deadline = time.monotonic() + 60
    while any(one.acknowledged is None for one in citizens) and time.monotonic() < deadline:
        time.sleep(0.1)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for one in citizens:
        one.join()
    assert all(one.acknowledged for one in citizens)
    port, _again = server()
    for one in citizens:
        one.port = port
        status, body = one.ask("GET", f"{survey.get_absolute_url()}side/town/")
        assert status == 200
        [shown] = re.findall(r'name="content" value="(\d)"[^>]*checked', body)
        # What came last is either acknowledged, or was on its way when the server died.
        assert shown in {str(n % 3 + 3) for n in (one.acknowledged, one.sent)}
    whole = Answer.objects.filter(key__in=["content", "trust"]).order_by("response", "key")
    per_response = {pk: set() for pk in Response.objects.values_list("pk", flat=True)}
    for answer in whole:
        per_response[answer.response_id].add(answer.key)
    assert len(per_response) == CLIENTS
    assert all(keys == {"content", "trust"} for keys in per_response.values())  # a page is stored whole
