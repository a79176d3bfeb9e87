"""Pins of a process: dropped through its link, found by it, supported and commented while its phases allow it."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.pins.filters import PinFilter
from kortet.pins.models import Comment, Pin
from kortet.processes.rights import Doing
from kortet.selections.forms import SelectionForm, said_by
from tests.conftest import spot, square
from tests.processes.sheets import read

pytestmark = pytest.mark.usefixtures("neighbourhoods")
HERE, ELSEWHERE = (10.134063, 56.124360), (10.154, 56.124360)


def said(place=HERE, **given):
    facts = {"lng": place[0], "lat": place[1], "kind": "proposal", "title": "En bænk", "text": "Ved åen"}
    return facts | {"forloeb": "cykelsti"} | given


@pytest.fixture
def bike_path(make_process):
    return make_process("collect")


def test_a_pin_belongs_to_its_process_and_names_it(client, bike_path):
    page = read(client, "/naale/ny/?forloeb=cykelsti")
    assert 'name="forloeb" value="cykelsti"' in page and "Cykelsti langs åen" in page
    assert client.post("/naale/ny/", said()).status_code == 302
    pin = Pin.objects.get()
    pin.show()
    assert pin.process == bike_path
    assert "/forloeb/cykelsti/" in read(client, pin.get_absolute_url())
    assert "En bænk" in read(client, "/forloeb/cykelsti/")


def test_the_process_is_kept_through_steps_and_errors(client, bike_path):
    for sent in (said(find="1"), said(title="")):
        assert 'name="forloeb" value="cykelsti"' in client.post("/naale/ny/", sent).content.decode()


@pytest.mark.parametrize("slug", ["ukendt", "kladde", "nabo", "'; --"])
def test_an_unknown_process_is_refused_in_words(client, make_process, slug):
    make_process("collect", slug="kladde", state="draft", published=None)
    assert "Vi kender ikke det forløb." in read(client, f"/naale/ny/?forloeb={slug}")
    answer = client.post("/naale/ny/", said(forloeb=slug))
    assert answer.status_code == 422 and not Pin.objects.exists()


@pytest.mark.parametrize("kinds", [[], ["discuss"], ["prioritise"]])
def test_nothing_is_dropped_while_no_phase_collects(client, make_process, kinds):
    make_process(*kinds)
    assert "lige nu." in read(client, "/naale/ny/?forloeb=cykelsti")
    answer = client.post("/naale/ny/", said())
    assert answer.status_code == 422 and "Der kan ikke sættes nåle i" in answer.content.decode()
    assert 'value="En bænk"' in answer.content.decode() and not Pin.objects.exists()


def test_what_was_stored_stays_when_it_is_sent_again_after_the_end(client, bike_path):
    client.post("/naale/ny/", said(key="k" * 22))
    bike_path.phases.update(ends=timezone.now())
    assert client.post("/naale/ny/", said(key="k" * 22)).status_code == 302
    assert Pin.objects.count() == 1


@pytest.mark.parametrize(("limits", "status"), [(True, 422), (False, 302)])
def test_an_area_limits_or_informs(client, make_process, limits, status):
    make_process("collect", area=square(1), limits=limits)
    answer = client.post("/naale/ny/", said())
    assert answer.status_code == status
    assert ("uden for det område, som" in answer.content.decode()) is limits


@pytest.mark.parametrize(
    ("kind", "support", "comment"),
    [("collect", True, True), ("discuss", True, True), ("develop", False, True), ("decide", False, False)],
)
def test_support_and_comments_follow_the_phases(client, make_process, make_pin, kind, support, comment):
    pin = make_pin(process=make_process(kind))
    page = read(client, pin.get_absolute_url())
    assert (f"/naal/{pin.word}/stoet/" in page, f"/naal/{pin.word}/kommenter/" in page) == (support, comment)
    supported = client.post(f"/naal/{pin.word}/stoet/", {"support": "1"})
    said = client.post(f"/naal/{pin.word}/kommenter/", {"text": "God idé"})
    assert (supported.status_code == 302, said.status_code == 302) == (support, comment)
    pin.refresh_from_db()
    assert (pin.support_count, Comment.objects.count()) == (int(support), int(comment))
    if not support:
        assert "Man kan ikke støtte nålen lige nu" in supported.content.decode()
    if not comment:
        assert "Man kan ikke skrive kommentarer lige nu" in said.content.decode() and "God idé" in said.content.decode()


def test_a_closed_process_leaves_its_pins_to_be_read_and_support_to_be_taken_back(client, make_process, make_pin):
    process = make_process("collect")
    pin = make_pin(process=process)
    client.post(f"/naal/{pin.word}/stoet/", {"support": "1"})
    process.state, process.closed = "closed", timezone.now()
    process.save()
    assert "Flere bænke" in read(client, pin.get_absolute_url())
    assert "Fortryd støtte" in read(client, f"/naal/{pin.word}/stoet/")
    client.post(f"/naal/{pin.word}/stoet/", {"support": "0"})
    pin.refresh_from_db()
    assert pin.support_count == 0


def test_a_pin_outside_processes_takes_everything(make_pin):
    assert all(make_pin().takes(doing) for doing in (Doing.SUPPORT, Doing.COMMENT))


def test_list_tiles_and_exports_are_filtered(client, fjordby, make_process, make_pin):
    process = make_process("collect")
    make_pin(title="Inde", process=process)
    make_pin(title="Et andet sted", point=spot(510, 510))
    page = read(client, "/?forloeb=cykelsti")
    assert "Inde" in page and "Et andet sted" not in page and 'name="forloeb"' in page
    assert 'name="forloeb"' not in read(client, "/")
    chosen = PinFilter(QueryDict("forloeb=cykelsti&kind=proposal"), fjordby)
    assert chosen.query_string == "kind=proposal&forloeb=cykelsti" and not chosen.only_counted
    assert [pin.title for pin in chosen.apply(Pin.objects.all())] == ["Inde"]
    form = SelectionForm(QueryDict("forloeb=cykelsti"), municipality=fjordby)
    assert form.is_valid() and [pin.title for pin in form.wanted.apply(Pin.objects.all())] == ["Inde"]
    assert said_by(form.wanted).urlencode() == "forloeb=cykelsti"


def test_the_page_of_a_pin_asks_no_more_for_three_comments(client, make_process, make_pin):
    pin, counted = make_pin(process=make_process("collect")), []
    read(client, pin.get_absolute_url())  # what a process learns once, of a town's outline, it knows from here on
    for _number in range(3):
        Comment.objects.create(pin=pin, text="God idé", moderation="shown", person="p")
        with CaptureQueriesContext(connection) as seen:
            read(client, pin.get_absolute_url())
        counted.append(len(seen))
    assert counted[0] == counted[2]
