"""An export as a job: made by a worker, fetched by its owner alone, stopped, killed half-way, without room, deleted."""

import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import geopandas
import psycopg
import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from kortet.exports.making import make_next
from kortet.exports.models import Export
from kortet.exports.tasks import expire_exports, make_exports
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.pins.models import Pin
from tests.post import link_in

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30  # seconds


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def ask(fjordby, pia):
    pia.email = "pia@fjordby.example"
    pia.save()

    def ask(**given):
        facts = {"municipality": fjordby, "owner": pia, "subjects": ["pins"], "format": "geojson"} | given
        export = Export(**facts)
        export.ask()
        return export

    return ask


def files(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def wait_for(what):
    end = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)
    return found


@pytest.fixture
def blocked():
    """Somebody holds the table of themes: an export of comments and events stops half-way, after the comments."""
    facts = connection.get_connection_params()
    known = {name: facts[name] for name in ("dbname", "user", "password", "host", "port") if name in facts}
    with psycopg.connect(**known) as other:
        other.execute("LOCK TABLE municipalities_theme IN ACCESS EXCLUSIVE MODE")
        yield other
        other.rollback()


HALF = {"subjects": ["comments", "events"], "format": "gpkg"}


def test_a_worker_makes_it_and_its_owner_is_told(make_pin, ask, media, post, site):
    make_pin(title="Bænk")
    export = ask()
    assert make_exports(0) == 1
    export.refresh_from_db()
    assert (export.state, export.rows, export.rows_done, export.error) == ("done", 1, 1, "")
    assert files(media) == [export.file_name] and export.size == default_storage.size(export.file_name)
    assert len(geopandas.read_file(media / export.file_name)) == 1
    assert export.expires - export.ended == timedelta(days=7)
    deliver_letters(0)
    [letter] = post.letters
    assert post.recipients == [["pia@fjordby.example"]] and letter["Subject"] == "Dit udtræk er klar"
    assert link_in(letter) == f"/udtraek/{export.word}/"
    assert make_exports(0) == 0


def test_who_wants_no_letter_gets_none(make_pin, ask):
    make_pin()
    export = ask(wants_letter=False)
    make_exports(0)
    assert Export.objects.get(pk=export.pk).is_ready and not Letter.objects.exists()


def test_the_journal_knows_who_took_what_and_for_which_purpose(make_pin, ask, kim, pia):
    make_pin(moderation="waiting")
    export = ask(owner=kim, profile="case", purpose="Sag 26/117", words={"kinds": ["proposal"]})
    make_exports(0)
    told = Entry.objects.about(export).values_list("verb", "actor", "is_public", "data__purpose", "data__rows")
    assert list(told) == [
        ("export_asked", kim.pk, False, "Sag 26/117", None),
        ("export_done", kim.pk, False, "Sag 26/117", 1),
    ]


def test_who_is_no_case_worker_any_more_gets_no_such_file(make_pin, ask, kim, media):
    make_pin()
    export = ask(owner=kim, profile="case", purpose="x")
    kim.roles.all().delete()
    make_exports(0)
    export.refresh_from_db()
    assert export.state == "failed" and "sagsbehandlere" in export.error and files(media) == []


def test_the_database_wants_a_purpose(ask):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(profile="case")


def test_it_speaks_the_language_of_who_asked(make_pin, ask, media, post):
    make_pin(status="done")
    export = ask(language="en")
    make_exports(0)
    assert geopandas.read_file(media / export.file_name.replace("-0", "-1"))["status"][0] == "done"
    deliver_letters(0)
    assert post.letters[0]["Subject"] == "Your export is ready"


def test_what_cannot_be_made_says_why(ask, post, media):
    export = ask(format="gpkg", crs="999999")
    make_exports(0)
    export.refresh_from_db()
    assert export.state == "failed" and "kendes ikke" in export.error and files(media) == []
    deliver_letters(0)
    assert post.letters[0]["Subject"] == "Dit udtræk kunne ikke laves"


def in_a_thread():
    def work():
        make_next()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_cancel_stops_it_though_the_database_is_busy_with_it(town, ask, media, blocked, post):
    export = ask(**HALF)
    maker = in_a_thread()
    wait_for(lambda: Export.objects.filter(pk=export.pk, rows_done__gt=0).exists())
    assert any(Path(name).name == "udtraek.gpkg" for name in files(media))  # half of it lies beside the way
    export.cancel()
    maker.join(PATIENCE)
    assert not maker.is_alive() and files(media) == []
    export.refresh_from_db()
    assert export.state == "cancelled" and not Export.objects.left_alone()
    deliver_letters(0)
    assert post.letters == []


def test_what_is_cancelled_before_it_began_is_not_made(make_pin, ask, media):
    export = ask()
    export.cancel()
    assert make_exports(0) == 0 and files(media) == []
    export.refresh_from_db()
    assert export.state == "cancelled"


@pytest.fixture
def worker(media):
    """A process that makes what waits, on the test's database; it can be killed."""
    facts = connection.settings_dict
    place = urlencode({"host": facts["HOST"], "port": facts["PORT"] or 5432})
    address = f"postgresql://{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@/{facts['NAME']}?{place}"
    code = "import django; django.setup(); from kortet.exports.tasks import make_exports; make_exports(0)"
    begun = []

    def worker():
        env = os.environ | {"DATABASE_URL": address, "DATABASE_OWNER_URL": address, "MEDIA_ROOT": str(media)}
        env |= {"DJANGO_SETTINGS_MODULE": "kortet.settings"}
        begun.append(subprocess.Popen([sys.executable, "-c", code], env=env))
        return begun[-1]

    yield worker
    for process in begun:
        process.kill()
        process.wait()


def test_a_worker_killed_half_way_leaves_nothing_shown_and_another_makes_it(town, ask, media, blocked, worker):
    export = ask(**HALF)
    first = worker()
    wait_for(lambda: Export.objects.filter(pk=export.pk, rows_done__gt=0).exists())
    assert make_exports(0) == 0  # it is being made: nobody else takes it
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert any("under-way" in name for name in files(media))
    blocked.rollback()
    wait_for(lambda: make_exports(0) == 1)
    export.refresh_from_db()
    assert (export.state, export.tries, export.rows) == ("done", 2, 7) and files(media) == [export.file_name]
    assert len(geopandas.read_file(media / export.file_name, layer="arrangementer")) == 4


def test_one_that_kills_its_worker_twice_is_given_up_and_told(town, ask, media, blocked, worker, post):
    export = ask(**HALF)
    for tries in (1, 2):
        process = worker()
        wait_for(lambda tries=tries: Export.objects.filter(pk=export.pk, rows_done__gt=0, tries=tries).exists())
        process.send_signal(signal.SIGKILL)
        process.wait()
        wait_for(lambda: Export.objects.get(pk=export.pk).state == "waiting" or make_exports_but_do_not_make())
    export.refresh_from_db()
    assert export.state == "failed" and "to gange" in export.error and files(media) == []
    deliver_letters(0)
    assert len(post.letters) == 1


def make_exports_but_do_not_make():
    from kortet.exports.making import pick_up

    return pick_up()


@pytest.fixture
def small_disk():
    """Files may have 30 kB at most, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("name", ["csv", "geojson", "gpkg", "fgb", "parquet", "xlsx", "shp", "kml"])
def test_a_full_disk_is_told_plainly(make_pin, ask, media, small_disk, name):
    chance = random.Random(7)  # words that no format can make smaller
    for _ in range(100):
        make_pin(text="".join(chr(chance.randint(0x4E00, 0x9FFF)) for _ in range(3000)))
    export = ask(format=name)
    make_exports(0)
    export.refresh_from_db()
    assert export.state == "failed" and "ikke plads" in export.error and files(media) == []


def test_after_a_week_the_file_is_gone_and_the_row_stays(make_pin, ask, media):
    make_pin()
    export, young = ask(), ask()
    make_exports(0)
    Export.objects.filter(pk=export.pk).update(expires=timezone.now() - timedelta(seconds=1))
    assert expire_exports(0) == 1
    export.refresh_from_db()
    young.refresh_from_db()
    assert (export.state, export.rows, export.owner_id) == ("expired", 1, young.owner_id)
    assert files(media) == [young.file_name]


def test_all_of_a_file_is_of_one_moment(town, fjordby, tmp_path):
    """While the pins are written somebody adds a comment: the same file does not have it."""
    from kortet.exports.order import Order
    from kortet.selections.wanted import Wanted

    def told(_rows):
        thread = threading.Thread(target=add)
        thread.start()
        thread.join()

    def add():
        Pin.objects.get(pk=town["shown"].pk).comments.create(text="for sent", moderation="shown")
        connection.close()

    path = tmp_path / "u.gpkg"
    Order(Wanted(fjordby), "gpkg", "", ["pins", "comments"]).write(path, told)
    assert "for sent" not in set(geopandas.read_file(path, layer="kommentarer")["tekst"])
    assert Pin.objects.get(pk=town["shown"].pk).comments.filter(text="for sent").exists()
