"""Waiting, kept, made smaller, thrown away: rows and files go together."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from kortet.pictures import queries
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.sizes import prints_of
from kortet.pictures.tasks import make_sizes, throw_away
from tests.pictures.files import drawn, picture, sent


@pytest.fixture
def take(fjordby):
    def take(data=None, sender="ida"):
        return Picture.objects.receive(sent(data or picture()), municipality=fjordby, sender=sender)[0]

    return take


def kept(one):
    Picture.objects.keep([one])
    return Picture.objects.get(pk=one.pk)


def files(folder):
    return sorted(file.name for file in folder.rglob("*.*"))


def test_two_files_at_first_and_the_others_by_the_worker(take, folder):
    one = take(picture("jpg", drawn(2000, 1500)))
    assert files(folder) == ["2560.jpg", "480.jpg"]
    assert make_sizes(0) == 0
    one = kept(one)
    assert make_sizes(0) == 1 and make_sizes(0) == 0
    one.refresh_from_db()
    assert files(folder) == sorted(str(each) for each in prints_of(2000, 1500))
    for each in prints_of(2000, 1500):
        image = Image.open(default_storage.open(one.file_name(each)))
        assert max(image.size) == min(each.size, 2000) and image.format == {"jpg": "JPEG"}.get(
            each.format, each.format.upper()
        )


def test_nothing_is_blown_up(take):
    assert [str(each) for each in prints_of(300, 200)] == [
        "2560.jpg", "480.jpg", "160.avif", "160.webp", "160.jpg", "480.avif", "480.webp",
    ]  # fmt: skip
    one = kept(take())
    make_sizes(0)
    assert max(Image.open(default_storage.open(one.file_name(prints_of(400, 300)[-1]))).size) == 400


def test_a_worker_that_was_killed_leaves_nothing_half_done(take):
    one = kept(take())
    default_storage.save(one.file_name(prints_of(400, 300)[2]), io.BytesIO(b"half"))
    assert make_sizes(0) == 1
    assert Image.open(default_storage.open(one.file_name(prints_of(400, 300)[2]))).format == "AVIF"


def test_a_file_that_is_away_holds_up_nobody(take, folder):
    lost, other = kept(take()), kept(take())
    default_storage.delete(lost.file_name(prints_of(400, 300)[0]))
    make_sizes(0)
    assert Picture.objects.get(pk=other.pk).sized and not Picture.objects.get(pk=lost.pk).sized
    assert list(Picture.objects.unsized()) == []


def test_what_never_got_a_pin_is_gone_after_a_day(take, folder):
    old, new, on_a_pin = take(), take(), kept(take())
    yesterday = timezone.now() - timedelta(hours=25)
    Picture.objects.filter(pk__in=[old.pk, on_a_pin.pk]).update(created=yesterday)
    assert throw_away(0) == 1
    assert set(Picture.objects.values_list("pk", flat=True)) == {new.pk, on_a_pin.pk}
    assert len(files(folder)) == 4


def test_dropped_is_unseen_at_once_and_deleted_by_the_worker(take, folder, fjordby):
    one = kept(take())
    one.drop()
    assert list(Picture.objects.of(fjordby)) == []
    assert throw_away(0) == 1
    assert files(folder) == [] and not Picture.objects.exists()
    assert list(folder.rglob("*")) == [] or all(path.is_dir() for path in folder.rglob("*"))


def test_who_sent_it_is_forgotten_when_it_is_kept(take):
    assert kept(take(sender="x" * 64)).sender == ""


def test_one_visitor_has_forty_waiting(take, monkeypatch):
    monkeypatch.setattr(queries, "MOST_OF_ONE", 2)
    one = take()
    take()
    with pytest.raises(PictureError, match="many"):
        take()
    take(sender="mads")
    kept(one)
    take()


def test_in_a_crowd_old_ones_make_room(take, monkeypatch):
    monkeypatch.setattr(queries, "MOST_OF_ALL", 2)
    one = take()
    take(sender="mads")
    with pytest.raises(PictureError, match="many"):
        take(sender="pia")
    Picture.objects.filter(pk=one.pk).update(created=timezone.now() - timedelta(hours=2))
    take(sender="pia")
    assert Picture.objects.get(pk=one.pk).dropped


def test_a_storage_that_is_full_refuses_and_keeps_nothing(take, folder, fjordby):
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file where the folder should be")
    with pytest.raises(PictureError, match="store"):
        take()
    assert list(Picture.objects.of(fjordby)) == []


@pytest.mark.parametrize("size", [(2000, 1500), (1200, 900), (100, 75)])
def test_no_width_is_offered_twice(take, size):
    one = kept(take(picture("jpg", drawn(*size))))
    assert make_sizes(0) == 1
    one.refresh_from_db()
    for _kind, addresses in one.shapes:
        widths = [address.rpartition(" ")[2] for address in addresses.split(", ")]
        assert len(set(widths)) == len(widths) and widths[0] == f"{min(size[0], 160)}w"
