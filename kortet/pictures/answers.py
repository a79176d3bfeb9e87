"""A file of a picture as an answer to a browser, once somebody has decided that it may be seen."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from kortet.pictures.models import Picture
from kortet.pictures.sizes import TYPES, Print


def unless_known(request: HttpRequest, picture: Picture, wanted: Print) -> HttpResponseBase:
    """The file with its ETag, or 304 where the browser has it."""
    etag = f'"{picture.digest[:20]}-{wanted}"'
    answer = get_conditional_response(request, etag=etag) or file_of(picture, wanted)
    answer.headers["ETag"] = etag
    return answer


def file_of(picture: Picture, wanted: Print) -> FileResponse:
    try:
        file = default_storage.open(picture.file_name(wanted))
    except OSError as error:
        raise Http404 from error
    return FileResponse(file, content_type=TYPES[wanted.format])
