"""Making an export's file: beside the way, whole, and only then where its owner can fetch it.

A worker that is killed leaves a folder that nobody looks into; its database connection goes with it, and with that the
lock that says that somebody makes the export.
"""

import errno
import logging
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from kortet.exports.models import Export
from kortet.exports.notices import tell_done, tell_failed
from kortet.exports.outcome import ExportError, Told
from kortet.exports.queries_log import leave, try_lock
from kortet.exports.queries_second import canceller

logger = logging.getLogger(__name__)
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PROBE = 1 << 20  # bytes that a disk has room for, unless it is full
BEAT = 0.5  # seconds between two looks at whether it is still wanted
NO_MORE = 5  # seconds


class StoppedError(Exception):
    """Nobody wants the export any more."""


class Heart(threading.Thread):
    """Holds the lock on an export, tells how far it is, and stops its making when nobody wants it any more.

    It has a connection of its own: the other one is busy with the rows.
    """

    def __init__(self, pk: int) -> None:
        super().__init__(daemon=True)
        self.pk, self.rows = pk, 0
        self.has_lock = self.is_stopped = False
        self.export: Export | None = None
        self.ready, self.over = threading.Event(), threading.Event()
        self.cancel = canceller()

    def run(self) -> None:
        try:
            self.has_lock = try_lock(self.pk)
            self.ready.set()
            while self.has_lock and not self.over.wait(BEAT):
                self.beat()
        finally:
            self.ready.set()
            leave()

    def beat(self) -> None:
        if self.export is not None and not self.is_stopped and not self.export.is_still_ours(self.rows):
            self.is_stopped = True
        if self.is_stopped and not self.over.is_set():
            self.cancel()

    def tell(self, more: int) -> None:
        """Called by whoever writes, for the rows that are written."""
        self.rows += more
        if self.is_stopped:
            raise StoppedError


@contextmanager
def heart_of(pk: int) -> Iterator[Heart]:
    heart = Heart(pk)
    heart.start()
    heart.ready.wait()
    try:
        yield heart
    finally:
        heart.over.set()
        heart.join(NO_MORE)


def make_next() -> bool:
    """Makes the export that has waited longest; False where there is nothing to make."""
    pk = Export.objects.next_waiting()
    if pk is None:
        return False
    with heart_of(pk) as heart:
        export = Export.objects.begin(pk) if heart.has_lock else None
        if export is not None:
            heart.export = export
            with translation.override(export.language):
                make(export, heart)
    return export is not None


def make(export: Export, heart: Heart) -> None:
    """Writes the file, or says in the row why there is none."""
    folder = fresh_folder(export)
    try:
        told, path = written(export, heart, folder)
        heart.over.set()
        keep(export, path, rows=heart.rows, told=told)
    except Exception as error:
        if heart.is_stopped:
            export.remove_file()
        else:
            explain(export, error)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def written(export: Export, heart: Heart, folder: Path) -> tuple[Told, Path]:
    order = export.order
    export.counted(order.count())
    path = folder / f"udtraek{order.format.ending}"
    return order.write(path, heart.tell), path


def keep(export: Export, path: Path, *, rows: int, told: Told) -> None:
    """Puts the file where its owner can fetch it; nobody is told of it before the row says that it is whole."""
    size = path.stat().st_size
    export.remove_file()
    with path.open("rb") as file:
        if default_storage.save(export.file_name, Made(file)) != export.file_name:
            raise OSError(f"{export.file_name} is taken")
    with transaction.atomic():
        if export.finish(size=size, rows=rows, notes=told.notes):
            return tell_done(export)
    return export.remove_file()


class Made(File):
    """A finished file: a storage on the same disk may take it as it is instead of copying it."""

    def temporary_file_path(self) -> str:
        return str(self.name)


def explain(export: Export, error: Exception) -> None:
    """Says in words what went wrong, and to the log in full what nobody foresaw."""
    if isinstance(error, ExportError):
        said = str(error)
    elif is_full(error, folder_of(export)):
        said = _("Der er ikke plads på serverens disk. Sig det til driften, og prøv så igen.")
    else:
        logger.exception("export %s could not be made", export.pk, exc_info=error)
        said = _("Udtrækket gik i stå. Driften kan se hvorfor i loggen.")
    export.remove_file()
    with transaction.atomic():
        if export.fail(said):
            tell_failed(export)


def is_full(error: BaseException, folder: Path) -> bool:
    """Whether there is no room for the file. Drivers say it in many ways or not at all, so the disk is asked too, while
    what was written still lies there."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    try:
        (folder / "probe").write_bytes(b"\1" * PROBE)
    except OSError as no_room:
        return no_room.errno in FULL
    return False


def fresh_folder(export: Export) -> Path:
    folder = folder_of(export)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    return folder


def folder_of(export: Export) -> Path:
    return Path(settings.MEDIA_ROOT) / "exports-under-way" / f"{export.word}-{export.tries}"


@transaction.atomic
def pick_up() -> int:
    """Gives what dead workers had begun to the next, or says that it does not work; returns how many."""
    found = Export.objects.left_alone()
    for export in found:
        shutil.rmtree(folder_of(export), ignore_errors=True)
        said = _("Udtrækket gik i stå to gange. Vælg færre nåle, eller spørg driften.")
        if not export.try_again() and export.fail(said):
            tell_failed(export)
    return len(found)
