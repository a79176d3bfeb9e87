"""How much of an upload is taken in: of a picture no more than shows that it is too large, of a request not everything.

Django counts fields and their bytes, but reads files of any size. This handler stands before those that store.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from kortet.pictures.developing import MIB, MOST_BYTES
from kortet.pictures.forms import MOST

PICTURE_FIELDS = {"picture", "pictures"}
MOST_OF_ALL = MOST * MOST_BYTES + 10 * MIB


class SizeHandler(FileUploadHandler):
    """Cuts what comes after the largest picture; refuses a body that no form of ours sends."""

    taken = 0

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *more: Any) -> None:  # noqa: N803  (Django's)
        is_staff = "/admin/" in META.get("PATH_INFO", "")
        most = settings.MAX_IMPORT_MIB * MIB + 10 * MIB if is_staff else MOST_OF_ALL
        if content_length > most:
            raise RequestDataTooBig(f"The request holds {content_length} bytes: at most {most} are read.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.taken = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.taken += len(raw_data)
        too_much = self.field_name in PICTURE_FIELDS and self.taken - len(raw_data) > MOST_BYTES
        return None if too_much else raw_data

    def file_complete(self, file_size: int) -> None:
        return None
