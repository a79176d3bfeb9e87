"""The base map's bytes: the municipality's PMTiles file in parts, or tiles of its raster source through our cache."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotFound, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from kortet.atlas.byte_ranges import Span, UnsatisfiableError, asked_span, is_still, read_span
from kortet.atlas.raster_proxy import RasterSource, SourceDownError, TileKeeper
from kortet.municipalities.requests import TownRequest

FOR_EVER = "public, max-age=31536000, immutable"  # the name holds the content's hash
AT_ONCE = 1024 * 1024  # bytes; a longer part is streamed
FRESH, STALE, DOWN = 86_400, 60, 15  # seconds a browser keeps a raster tile


@require_safe
def basemap(request: TownRequest, stem: str) -> HttpResponseBase:
    """The PMTiles file that this host's municipality uses, whole or one byte range of it (RFC 9110, 13 and 14)."""
    known = request.municipality.basemap
    path = Path(settings.BASEMAP_DIR) / f"{stem}.pmtiles"
    if known.get("kind") != "pmtiles" or known.get("file") != path.name or not path.is_file():
        return HttpResponseNotFound(b"", content_type="text/plain")
    about = path.stat()
    etag, modified = f'"{about.st_mtime_ns:x}-{about.st_size:x}"', int(about.st_mtime)
    unchanged = get_conditional_response(request, etag=etag, last_modified=modified)
    response = unchanged or part(request, path, size=about.st_size, etag=etag, modified=modified)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    response.headers.setdefault("Cache-Control", FOR_EVER)
    return response


def part(request: TownRequest, path: Path, *, size: int, etag: str, modified: int) -> HttpResponseBase:
    """200, 206 or 416. A Range has a meaning for GET only, and only while If-Range names this version."""
    header = request.headers.get("Range", "") if request.method == "GET" else ""
    try:
        span = asked_span(header, size) if is_still(request.headers.get("If-Range", ""), etag, modified) else None
    except UnsatisfiableError:
        refusal = {"Content-Range": f"bytes */{size}", "Cache-Control": "no-store"}
        return HttpResponse(b"", status=416, content_type="text/plain", headers=refusal)
    response = body(path, span or Span(0, size - 1), is_asked=request.method == "GET")
    if span:
        response.status_code = 206
        response.headers["Content-Range"] = f"bytes {span.first}-{span.last}/{size}"
    return response


def body(path: Path, span: Span, *, is_asked: bool) -> HttpResponseBase:
    kind = "application/vnd.pmtiles"
    chunks = read_span(path, span) if is_asked else iter(())
    response: HttpResponseBase
    if is_asked and span.length <= AT_ONCE:
        response = HttpResponse(b"".join(chunks), content_type=kind)
    else:
        response = StreamingHttpResponse(chunks, content_type=kind)
    response.headers["Content-Length"] = str(span.length)
    return response


@require_safe
def opening(request: TownRequest, stem: str) -> HttpResponseBase:
    """The first bytes of the PMTiles file: its directory and the tiles of the first view. A page can preload them."""
    known = request.municipality.basemap
    path = Path(settings.BASEMAP_DIR) / f"{stem}.pmtiles"
    length = int(known.get("opening") or 0)
    if not length or known.get("file") != path.name or not path.is_file():
        return HttpResponseNotFound(b"", content_type="text/plain")
    response = body(path, Span(0, length - 1), is_asked=request.method == "GET")
    response.headers["Cache-Control"] = FOR_EVER
    return response


@require_safe
def raster(request: TownRequest, z: str, x: str, y: str) -> HttpResponseBase:
    """One tile of the municipality's raster source. 404 outside it; 504 while the source is down and none is kept."""
    source = RasterSource.of(request.municipality)
    place = (int(z), int(x), int(y))
    if source is None or not source.covers(*place):
        return HttpResponseNotFound(b"", content_type="text/plain")
    try:
        tile = TileKeeper(source, Path(settings.BASEMAP_DIR) / "cache").tile(*place)
    except SourceDownError:
        down = {"Cache-Control": f"public, max-age={DOWN}"}
        return HttpResponse(b"", status=504, content_type="text/plain", headers=down)
    if tile is None:
        return HttpResponseNotFound(b"", content_type="text/plain", headers={"Cache-Control": f"max-age={FRESH}"})
    unchanged = get_conditional_response(request, etag=tile.etag)
    response = unchanged or HttpResponse(tile.content, content_type=tile.content_type)
    response.headers["ETag"] = tile.etag
    response.headers["Cache-Control"] = f"public, max-age={STALE if tile.is_stale else FRESH}"
    return response
