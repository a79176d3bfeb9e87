"""How bytes leave: static files hash-named (also inside ES modules), text compressed, byte ranges left alone."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from whitenoise.storage import CompressedManifestStaticFilesStorage

TEXTUAL = (
    "text/",
    "application/json",
    "application/geo+json",
    "application/manifest+json",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "application/vnd.mapbox-vector-tile",
)


class CollectedConfig(StaticFilesConfig):
    """Of the packages only the builds that pages name are collected."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "esm",
        "cjs",
        "ext",
        "leaflet-src*",
    ]


class ModuleManifestStorage(CompressedManifestStaticFilesStorage):
    """Follows `import … from "./x.js";`, so that modules too can be cached for ever."""

    support_js_module_import_aggregation = True


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text only: a compressed answer to a Range request would be cut in the wrong place."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == 206 or not response.headers.get("Content-Type", "").startswith(TEXTUAL):
            return response
        return super().process_response(request, response)
