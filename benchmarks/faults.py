"""What survives when parts die: python -m benchmarks.faults web 50 | postgres 20 | mail 10

web: twenty writers drop pins, each form sent again with its key until a receipt comes; a web worker is killed (-9) in
each cycle. postgres: the same, and the whole database server is killed (-9) and started again. mail: two hundred
letters, and a mail server that says "later" for so many minutes. All of it on a cluster of its own under /tmp.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.servers import free_port, running

WRITERS = 20
ROOT = Path(__file__).resolve().parent.parent


def main():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("what", choices=("web", "postgres", "mail"))
    reader.add_argument("times", type=int, help="cycles, or minutes for mail")
    given = reader.parse_args()
    with Cluster() as cluster:
        cluster.prepare()
        lost = mail(cluster, given.times) if given.what == "mail" else drops(cluster, given.what, given.times)
    sys.exit(1 if lost else 0)


class Cluster:
    """A PostgreSQL of its own, which may be killed."""

    def __enter__(self):
        self.bin = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.folder = tempfile.mkdtemp(prefix="kortet-faults-")
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        if self.user:
            subprocess.run(["chown", "postgres:", self.folder], check=True)
        initdb = (
            f"{self.bin}/initdb -D {self.folder}/pg -U kortet --auth=trust --data-checksums --locale=C.UTF-8 -E UTF8"
        )
        subprocess.run([*self.user, *initdb.split()], check=True, stdout=subprocess.DEVNULL)
        self.start()
        return self

    def __exit__(self, *error):
        subprocess.run(
            [*self.user, self.bin / "pg_ctl", "-D", f"{self.folder}/pg", "-m", "immediate", "stop"], check=False
        )
        subprocess.run(["rm", "-rf", self.folder], check=True)

    def start(self):
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder} -c max_connections=80"
        command = [
            self.bin / "pg_ctl",
            "-w",
            "-D",
            f"{self.folder}/pg",
            "-l",
            f"{self.folder}/log",
            "-o",
            options,
            "start",
        ]
        subprocess.run([*self.user, *command], check=True, stdout=subprocess.DEVNULL)

    def kill(self):
        """The server and all that it has started, at once, and up again."""
        first = Path(self.folder, "pg", "postmaster.pid").read_text().split()[0]
        children = subprocess.run(["pgrep", "-P", first], capture_output=True, text=True, check=False).stdout.split()
        subprocess.run(["kill", "-9", first, *children], check=False)
        for left in range(20, -1, -1):  # until the last of them has let go of the shared memory
            time.sleep(0.5)
            try:
                return self.start()
            except subprocess.CalledProcessError:
                if not left:
                    raise
        return None

    @property
    def address(self):
        return f"postgresql://kortet@/kortet?host={self.folder.replace('/', '%2F')}"

    @property
    def environment(self):
        urls = {"DATABASE_URL": self.address, "DATABASE_OWNER_URL": self.address}
        return urls | {"KORTET_MODE": "demo", "SECRET_KEY": "x" * 40, "LOG_LEVEL": "ERROR"}

    def prepare(self):
        subprocess.run([self.bin / "createdb", "-h", self.folder, "-U", "kortet", "kortet"], check=True)
        words = "".join(f"CREATE EXTENSION {name};" for name in ("postgis", "pg_trgm", "unaccent"))
        psql = [self.bin / "psql", "-q", "-h", self.folder, "-U", "kortet"]
        subprocess.run([*psql, "-d", "kortet", "-c", words], check=True, stdout=subprocess.DEVNULL)
        for step in (
            ["migrate", "-v0"],
            ["add_municipality", "faults", "Fejlby", "--bbox", *["9.9", "56.0", "10.3", "56.3"]],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *step], check=True, env=os.environ | self.environment, cwd=ROOT
            )

    def ask(self, sql):
        psql = [self.bin / "psql", "-qXAt", "-h", self.folder, "-U", "kortet", "-d", "kortet", "-c", sql]
        return subprocess.run(psql, check=True, capture_output=True, text=True).stdout.split()


def drops(cluster, what, cycles):
    """Kills once a cycle while all write; returns how many acknowledged pins are not there exactly once."""
    port = free_port()
    command = f"-m granian --interface wsgi --host 127.0.0.1 --port {port} --workers 2 --blocking-threads 4"
    command += " --backpressure 64 --no-ws --respawn-failed-workers --respawn-interval 0.5 --log-level critical"
    words = [sys.executable, *command.split(), "kortet.wsgi:application"]
    with running(words, port, **cluster.environment):
        writers = [Writer(port, n) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        for _ in range(cycles):
            time.sleep(random.uniform(3, 4))  # granian gives up when one worker dies twice within six seconds
            kill_worker(port) if what == "web" else cluster.kill()
        time.sleep(2)
        for writer in writers:
            writer.stopped = True
        for writer in writers:
            writer.join()
    return told(cluster, what, cycles, writers)


def kill_worker(port):
    """The older web worker; its master starts another."""
    master = subprocess.run(["pgrep", "-of", f"granian.*--port {port} "], capture_output=True, text=True, check=True)
    oldest = ["pkill", "-9", "-o", "-P", master.stdout.strip()]
    subprocess.run(oldest, check=True)


def told(cluster, what, cycles, writers):
    stored = cluster.ask("SELECT title FROM pins_pin")
    numbers = cluster.ask("SELECT number FROM pins_pin")
    receipts = [title for writer in writers for title in writer.receipts]
    begun = {title for writer in writers for title in writer.begun}
    lost = set(receipts) - set(stored)
    double = len(stored) - len(set(stored)) + len(numbers) - len(set(numbers))
    failures = sum(writer.failures for writer in writers)
    print(f"{what}: {cycles} times kill -9, {len(writers)} writers, {failures} answers that never came")
    strange = len(set(stored) - begun)
    print(f"receipts {len(receipts)}, pins {len(stored)}, lost {len(lost)}, double {double}, strange {strange}")
    return len(lost) + double + strange


class Writer(threading.Thread):
    """Drops one pin after another; a form without a receipt is sent again, as a person with a bad network does."""

    def __init__(self, port, number):
        super().__init__(daemon=True)
        self.port, self.number = port, number
        self.receipts, self.begun, self.failures, self.stopped = [], [], 0, False

    def run(self):
        while not self.stopped:
            title = f"nål-{self.number}-{len(self.begun)}"
            self.begun.append(title)
            self.insist(title, f"key-{title}")

    def insist(self, title, key):
        began = time.monotonic()
        while time.monotonic() - began < 60:
            try:
                if self.send(title, key):
                    return self.receipts.append(title)
            except (OSError, HTTPException):
                pass
            self.failures += 1
            time.sleep(0.1)
        return None

    def send(self, title, key):
        token, cookie = self.form()
        place = {"lng": f"{10.1 + self.number / 1000:.6f}", "lat": "56.15"}
        said = {"csrfmiddlewaretoken": token, "key": key, "kind": "proposal", "title": title, **place}
        kind = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        answer = self.ask("POST", urlencode(said), kind)
        return answer.status == 302 and "kvittering" in answer.headers["Location"]

    def form(self):
        answer = self.ask("GET")
        text = answer.body.decode()
        return re.search(r'csrfmiddlewaretoken" value="([^"]+)"', text)[1], answer.headers["Set-Cookie"].split(";")[0]

    def ask(self, method, body=None, headers=None):
        door = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            door.request(method, "/naale/ny/", body, headers or {})
            answer = door.getresponse()
            answer.body = answer.read()
            if answer.status >= 500:
                raise HTTPException(answer.status)
            return answer
        finally:
            door.close()


def mail(cluster, minutes, letters=200):
    """A mail server that says "later" for a while, and the real worker; returns how many letters did not come once."""
    from tests.post import PostOffice  # noqa: PLC0415  (needs the test requirements)

    with PostOffice() as office, worker(cluster, office.port):
        office.answers = ["451 Try again later"] * 1_000_000
        write_letters(cluster, letters)
        time.sleep(minutes * 60)
        tried = 1_000_000 - len(office.answers)
        office.answers = []
        began = time.monotonic()
        while len(office.letters) < letters and time.monotonic() - began < 45 * 60:
            time.sleep(1)
        waited = time.monotonic() - began
        time.sleep(30)  # a second copy would come now
        keys = [str(letter["Message-ID"]) for letter in office.letters]
    came = len(set(keys))
    print(f"mail: refused for {minutes} minutes ({tried} tries); {came} came in {waited:.0f} s, {len(keys)} in all")
    return letters - came + len(keys) - came


@contextmanager
def worker(cluster, port):
    environment = os.environ | cluster.environment | {"EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    process = subprocess.Popen([sys.executable, "manage.py", "procrastinate", "worker"], env=environment, cwd=ROOT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def write_letters(cluster, letters):
    cluster.ask(f"""
        INSERT INTO letters_letter
          (municipality_id, key, mark, is_asked, "to", subject, text, html, picture, stop, tries, error)
        SELECT (SELECT id FROM municipalities_municipality), 'letter-' || n, md5(n::text), false,
          'a' || n || '@example.org', 'Emne', 'Tekst', '<p>Tekst</p>', '', '', 0, ''
        FROM generate_series(1, {letters}) AS n""")


if __name__ == "__main__":
    main()
