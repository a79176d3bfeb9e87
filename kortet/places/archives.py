"""Taking a file from outside into a folder of our own: alone with the files beside it, or out of a zip, safely.

What is taken is called `file.<suffix>` there, so that no name from outside ever reaches GDAL.
"""

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from kortet.places.file_kinds import KINDS, SUFFIXES, ZIP, Kind, by_name, kind_of
from kortet.places.file_rows import RefusalError

MOST_MEMBERS = 1000
MOST_SQUEEZED = 200  # times: zeros shrink a thousandfold, the emptiest honest DBF about fifty
SMALL = 1 << 20
MIB = 1 << 20


def take_in(path: Path, folder: Path, *, most_bytes: int) -> tuple[Path, Kind]:
    """Copies the file, or the one data set in the zip, into the folder; returns where it is and what it is."""
    source = only_file_of(path) if path.is_dir() else path
    if not source.is_file():
        raise RefusalError("missing", name=path.name)
    if by_name(source.name) == ZIP:
        main = unpack(source, folder, most_bytes=most_bytes)
    else:
        main = copy_in(source, folder, most_bytes=most_bytes)
    kind = kind_of(main, source.name)
    lacking = [suffix for suffix in kind.needed if not main.with_suffix(suffix).exists()]
    if lacking:
        raise RefusalError("lacking", kind=kind.name, suffixes=", ".join(lacking))
    return main, kind


def only_file_of(folder: Path) -> Path:
    found = [entry for entry in sorted(folder.iterdir()) if entry.suffix.lower() in SUFFIXES]
    the_one([entry.name for entry in found])
    return found[0]


def the_one(names: list[str]) -> str:
    if not names:
        raise RefusalError("nothing_inside", kinds=", ".join(kind.name for kind in KINDS))
    if len(names) > 1:
        raise RefusalError("many_files", names=", ".join(names[:10]))
    return names[0]


def copy_in(source: Path, folder: Path, *, most_bytes: int) -> Path:
    wanted = (source.suffix.lower(), *by_name(source.name).beside)
    parts = [
        entry
        for entry in source.parent.iterdir()
        if entry.stem == source.stem and entry.suffix.lower() in wanted and entry.is_file()
    ]
    if sum(part.stat().st_size for part in parts) > most_bytes:
        raise RefusalError("too_big", mib=most_bytes // MIB)
    for part in parts:
        shutil.copyfile(part, folder / f"file{part.suffix.lower()}")
    return folder / f"file{source.suffix.lower()}"


def unpack(source: Path, folder: Path, *, most_bytes: int) -> Path:
    """Takes the one data set out of a zip; raises RefusalError for whatever a zip should not hold."""
    try:
        with zipfile.ZipFile(source) as archive:
            members = sound(archive.infolist(), most_bytes)
            main = PurePosixPath(the_one([name for name in members if PurePosixPath(name).suffix.lower() in SUFFIXES]))
            for name, member in members.items():
                if belongs(PurePosixPath(name), main):
                    write(archive, member, folder / f"file{PurePosixPath(name).suffix.lower()}")
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zlib.error) as error:
        raise RefusalError("bad_zip", name=source.name) from error
    return folder / f"file{main.suffix.lower()}"


def belongs(name: PurePosixPath, main: PurePosixPath) -> bool:
    return name == main or (
        name.parent == main.parent and name.stem == main.stem and name.suffix.lower() in by_name(main.name).beside
    )


def sound(members: list[zipfile.ZipInfo], most_bytes: int) -> dict[str, zipfile.ZipInfo]:
    """Name → member of all files; refuses the whole archive for one member that is not what it should be."""
    if len(members) > MOST_MEMBERS:
        raise RefusalError("many_members", most=MOST_MEMBERS)
    for member in members:
        check(member)
    files = [member for member in members if not member.is_dir() and not member.filename.startswith("__MACOSX/")]
    if sum(member.file_size for member in files) > most_bytes:
        raise RefusalError("too_big", mib=most_bytes // MIB)
    return {member.filename: member for member in files}


def check(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
        raise RefusalError("escaping", name=name[:80])
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RefusalError("link_in_zip", name=name[:80])
    if member.flag_bits & 0x1:
        raise RefusalError("locked_zip", name=name[:80])
    if member.file_size > SMALL and member.file_size > MOST_SQUEEZED * max(member.compress_size, 1):
        raise RefusalError("bomb", name=name[:80])


def write(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> None:
    """Writes no more than the member said it holds, so that a lying header cannot fill the disk."""
    left = member.file_size
    with archive.open(member) as packed, target.open("xb") as file:
        while part := packed.read(min(MIB, left + 1)):
            left -= len(part)
            if left < 0:
                raise RefusalError("bomb", name=member.filename[:80])
            file.write(part)
