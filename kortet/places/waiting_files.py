"""Uploaded files between the preview and the decision: in a private folder, under a random name, for a day at most."""

import json
import re
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kortet.municipalities.models import Municipality
from kortet.saying.personal import cpr_numbers

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
DAY = 24 * 60 * 60


@dataclass(frozen=True)
class WaitingFile:
    """One upload: whose it is, for which municipality, and what was ordered with it."""

    token: str
    facts: dict[str, Any]

    @classmethod
    def keep(
        cls, upload: UploadedFile, *, user_id: int, municipality: Municipality, order: dict[str, Any]
    ) -> "WaitingFile":
        """Writes the upload to a folder of its own, and clears away what was forgotten there since yesterday."""
        forget_old()
        suffix = PurePath(upload.name or "").suffix.lower()
        owner = {"user": user_id, "municipality": municipality.pk}
        name = PurePath(upload.name or "").name[:80]
        name = f"fil{suffix}" if cpr_numbers(name) else name
        waiting = cls(secrets.token_urlsafe(16), {**owner, "name": name, "suffix": suffix, "order": order})
        waiting.folder.mkdir(parents=True, mode=0o700)
        with waiting.path.open("xb") as file:
            for chunk in upload.chunks():
                file.write(chunk)
        waiting.path.chmod(0o600)
        (waiting.folder / "order.json").write_text(json.dumps(waiting.facts), encoding="utf-8")
        return waiting

    @classmethod
    def find(cls, token: str, *, user_id: int, municipality: Municipality) -> "WaitingFile | None":
        """The upload of that name, if it is this person's and for this municipality."""
        order = folder_of_all() / token / "order.json"
        if not TOKEN.fullmatch(token) or not order.is_file():
            return None
        facts = json.loads(order.read_text(encoding="utf-8"))
        mine = (facts["user"], facts["municipality"]) == (user_id, municipality.pk)
        return cls(token, facts) if mine else None

    @property
    def folder(self) -> Path:
        return folder_of_all() / self.token

    @property
    def path(self) -> Path:
        return self.folder / f"file{self.facts['suffix']}"

    @property
    def name(self) -> str:
        return str(self.facts["name"])

    @property
    def order(self) -> dict[str, Any]:
        return dict(self.facts["order"])

    def remove(self) -> None:
        shutil.rmtree(self.folder)


def folder_of_all() -> Path:
    return Path(settings.MEDIA_ROOT) / "imports"


def forget_old() -> None:
    for folder in folder_of_all().glob("*/"):
        if TOKEN.fullmatch(folder.name) and time.time() - folder.stat().st_mtime > DAY:
            shutil.rmtree(folder)
