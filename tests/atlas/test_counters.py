"""The counters are right at every instant, whatever happens to the pins."""

import random
from threading import Event, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from kortet.atlas.models import TileCell, TileDelta
from kortet.atlas.tasks import fold_tiles
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from tests.atlas.squares import assert_exact
from tests.conftest import spot


def version(municipality):
    return Municipality.objects.get(pk=municipality.pk).content_version


def bulk(fjordby, count, chance):
    rows = []
    for _ in range(count):
        place = spot(chance.randrange(4000), chance.randrange(4000))
        facts = {"kind": chance.choice(Pin.Kind.values), "status": chance.choice(Pin.Status.values)}
        shown = chance.choice(["shown", "shown", "waiting"])
        number = f"{chance.getrandbits(36):x}"
        rows.append(
            Pin(
                municipality=fjordby,
                title="x",
                number=number,
                point=place,
                public_point=place,
                moderation=shown,
                **facts,
            )
        )
    return Pin.objects.bulk_create(rows)


def some(chance, share=4):
    """A few of the pins."""
    return Pin.objects.filter(
        pk__in=[pk for pk in Pin.objects.values_list("pk", flat=True) if not chance.randrange(share)]
    )


STEPS = {
    "bulk_create": lambda fjordby, chance: bulk(fjordby, 9, chance),
    "show": lambda fjordby, chance: some(chance).update(moderation="shown"),
    "hide": lambda fjordby, chance: some(chance).update(moderation="hidden", hidden_reason="x"),
    "status": lambda fjordby, chance: some(chance).update(status=chance.choice(Pin.Status.values)),
    "kind": lambda fjordby, chance: some(chance).update(kind=chance.choice(Pin.Kind.values)),
    "move": lambda fjordby, chance: [pin.move_to(spot(chance.randrange(4000))) for pin in some(chance, 9)],
    "words": lambda fjordby, chance: some(chance).update(title="y"),
    "delete": lambda fjordby, chance: some(chance, 7).delete(),
    "fold": lambda fjordby, chance: TileCell.objects.fold(),
}


@pytest.mark.parametrize("seed", range(3))
def test_after_every_step_the_counters_say_what_the_pins_say(fjordby, client, seed):
    chance = random.Random(seed)
    bulk(fjordby, 40, chance)
    for step in [chance.choice(list(STEPS)) for _ in range(60)]:
        STEPS[step](fjordby, chance)
        assert (step, TileCell.objects.misses()) == (step, [])
    assert Pin.objects.public().count() > 0
    assert_exact(client, zooms=(0, 7, 8, 10, 12, 14))


def test_what_is_rolled_back_was_never_counted(make_pin, client):
    make_pin()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_pin(point=spot(900))
        Pin.objects.update(status="done")
        raise ZeroDivisionError
    assert TileDelta.objects.count() == 1
    assert TileCell.objects.misses() == []
    assert_exact(client, zooms=(8, 14))


def test_nothing_is_left_when_all_pins_are_gone(fjordby):
    """Sums in whole centimetres do not drift: a thousand steps away and back end in nothing at all."""
    bulk(fjordby, 200, random.Random(1))
    for metres in (0.123456789, 3333.3333333, 1 / 3):
        Pin.objects.update(point=spot(metres, metres), public_point=spot(metres, metres))
        TileCell.objects.fold()
    assert TileCell.objects.exists()
    Pin.objects.all().delete()
    TileCell.objects.fold()
    assert (TileCell.objects.count(), TileDelta.objects.count()) == (0, 0)


def test_a_fold_raises_the_version_of_the_municipality_that_changed(make_pin, fjordby):
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.localhost")
    before = version(fjordby), version(other)
    pin = make_pin()
    assert fold_tiles(timestamp=0) == 1
    assert (version(fjordby), version(other)) == (before[0] + 1, before[1])
    assert fold_tiles(timestamp=5) == 0
    Pin.objects.filter(pk=pin.pk).update(title="Færre bænke")
    fold_tiles(timestamp=10)
    assert version(fjordby) == before[0] + 2


@pytest.mark.parametrize(
    "change", [{"author": None}, {"hidden_reason": "x"}, {"title": "Flere bænke"}, {"neighbourhood": None}]
)
def test_what_nobody_sees_leaves_no_trace(make_pin, neighbourhoods, change):
    make_pin(point=spot(-500))
    TileCell.objects.fold()
    Pin.objects.update(**change)
    assert TileDelta.objects.count() == 0


def test_what_waits_is_not_counted(make_pin):
    pin = make_pin(moderation="waiting")
    pin.title = "Flere bænke, tak"
    pin.save()
    pin.delete()
    assert TileDelta.objects.count() == 0


def test_a_pin_that_changes_municipality_leaves_the_old_one(make_pin, fjordby):
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.localhost")
    make_pin()
    TileCell.objects.fold()
    Pin.objects.update(municipality=other)
    TileCell.objects.fold()
    assert set(TileCell.objects.values_list("municipality", flat=True)) == {other.pk}
    assert TileCell.objects.misses() == []


def test_recount_finds_a_planted_error_and_mends_it(make_pin, fjordby, capsys):
    make_pin()
    TileCell.objects.fold()
    make_pin(kind="problem")
    call_command("recount_tiles", "--check")
    TileCell.objects.filter(level=11, status="").update(proposals=7)
    TileCell.objects.filter(level=12, status="new").delete()
    with pytest.raises(CommandError, match="2 cells are wrong"):
        call_command("recount_tiles", "--check")
    assert "level 11" in capsys.readouterr().err
    before = version(fjordby)
    call_command("recount_tiles")
    call_command("recount_tiles", "--check")
    assert version(fjordby) > before
    assert TileDelta.objects.count() == 0


def test_recount_finds_a_sum_that_is_one_centimetre_off(make_pin):
    make_pin()
    TileCell.objects.fold()
    cell = TileCell.objects.get(level=14, status="")
    TileCell.objects.filter(level=14, status="").update(proposals_east=cell.proposals_east + 1)
    assert len(TileCell.objects.misses()) == 1


def test_pins_emptied_at_once(make_pin):
    make_pin()
    TileCell.objects.fold()
    make_pin()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE pins_pin CASCADE")
    assert (TileCell.objects.count(), TileDelta.objects.count()) == (0, 0)


def test_the_web_role_can_write_pins_and_fold(make_pin):
    """Rows are all that the web role has; the triggers do what it may not need more than that for."""
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kortet_web")
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kortet_web")
        cursor.execute("SET LOCAL ROLE kortet_web")
    pin = make_pin()
    pin.hide("navn")
    Pin.objects.filter(pk=pin.pk).update(moderation="shown")
    assert TileCell.objects.fold() == 3
    assert TileCell.objects.recount() > 0
    assert TileCell.objects.misses() == []


def write(fjordby, seed):
    chance = random.Random(seed)
    for _ in range(6):
        with transaction.atomic():
            mine = bulk(fjordby, 8, chance)
            Pin.objects.filter(pk__in=[pin.pk for pin in mine[:3]]).update(status="done")
            Pin.objects.filter(pk__in=[pin.pk for pin in mine[3:5]]).delete()


def fold_until(done):
    while not done.is_set():
        TileCell.objects.fold()


def on_its_own_connection(errors, work, *given):
    try:
        work(*given)
    except Exception as error:
        errors.append(error)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_writers_and_a_folder_at_the_same_time(fjordby):
    """Four writers, one folder; meanwhile the counters are right at every look, and right at the end."""
    done, errors = Event(), []
    folder = Thread(target=on_its_own_connection, args=(errors, fold_until, done))
    writers = [Thread(target=on_its_own_connection, args=(errors, write, fjordby, seed)) for seed in range(4)]
    for thread in [folder, *writers]:
        thread.start()
    while any(writer.is_alive() for writer in writers):
        assert TileCell.objects.misses() == []
    done.set()
    folder.join()
    TileCell.objects.fold()
    assert (errors, TileCell.objects.misses(), TileDelta.objects.count()) == ([], [], 0)
    cells = TileCell.objects.filter(level=8, status="")
    assert sum(cell.proposals + cell.problems for cell in cells) == Pin.objects.public().count() > 0
