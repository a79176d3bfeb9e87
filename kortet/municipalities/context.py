"""What every template knows without being told."""

from typing import Any

from django.http import HttpRequest


def municipality(request: HttpRequest) -> dict[str, Any]:
    """The municipality, and the CSP nonce under the name that django-leaflet reads."""
    nonce = getattr(request, "csp_nonce", "")
    return {"municipality": getattr(request, "municipality", None), "csp_nonce": nonce}
