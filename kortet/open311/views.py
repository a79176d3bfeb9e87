"""Open311 GeoReport v2: problems as service requests, read by anybody and written by systems with a key."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from kortet.municipalities.models import Theme
from kortet.municipalities.requests import TownRequest
from kortet.open311.asked import AskedWrongly, chosen, problems
from kortet.open311.documents import ERRORS, REQUESTS, SERVICES, one_answer, rows_answer
from kortet.open311.forms import ReportForm
from kortet.open311.models import ApiKey, digest_of
from kortet.open311.service_requests import service, service_requests, services

View = Callable[..., HttpResponse]
SECONDS = 30  # as pages are kept
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def told(view: View) -> View:
    """What is asked wrongly is answered in GeoReport's own form, and so is another municipality's name."""

    @wraps(view)
    def answer(request: TownRequest, form: str, **named: Any) -> HttpResponse:
        try:
            check_jurisdiction(request)
            return view(request, form, **named)
        except AskedWrongly as wrong:
            return refused(str(wrong), form, wrong.status)

    return answer


def check_jurisdiction(request: TownRequest) -> None:
    town, said = request.municipality, request.GET.get("jurisdiction_id", "")
    if said and said not in (town.host, town.code):
        raise AskedWrongly(_("jurisdiction_id kendes ikke her."), 404)


def refused(words: str, form: str, status: int) -> HttpResponse:
    return rows_answer([{"code": str(status), "description": words}], ERRORS, form, status=status)


def kept(request: TownRequest, response: HttpResponse) -> HttpResponse:
    """For half a minute, and under the content version: what is hidden is gone with it."""
    town = request.municipality
    response["ETag"] = f'"{town.pk}-{town.content_version}"'
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


@told
def discovery(request: TownRequest, form: str) -> HttpResponse:
    """Where what is, for programs that look it up."""
    town = request.municipality
    endpoint: dict[str, Any] = {
        "specification": SPECIFICATION,
        "url": town.address("/open311/v2"),
        "changeset": "2026-11-26 00:00",
    }
    endpoint |= {"type": "production", "formats": ["text/xml", "application/json"]}
    row = {"changeset": endpoint["changeset"], "contact": town.address("/om/"), "key_service": town.address("/om/")}
    return kept(request, one_answer(row | {"endpoints": [endpoint]}, "discovery", form))


@told
def service_list(request: TownRequest, form: str) -> HttpResponse:
    return kept(request, rows_answer(services(request.municipality), SERVICES, form))


@told
def one_service(request: TownRequest, form: str, code: str) -> HttpResponse:
    """A service's own questions: it has none, as `metadata` says."""
    theme = Theme.objects.of(request.municipality).offered().filter(code=code).first()
    if theme is None:
        raise AskedWrongly(_("service_code kendes ikke."), 404)
    definition = {"service_code": service(theme)["service_code"], "attributes": []}
    return kept(request, one_answer(definition, "service_definition", form))


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # a key in the form itself is the only right: no cookie is looked at
@told
def requests(request: TownRequest, form: str) -> HttpResponse:
    if request.method == "POST":
        return report(request, form)
    return kept(request, rows_answer(service_requests(chosen(request.municipality, request.GET)), REQUESTS, form))


@told
def one_request(request: TownRequest, form: str, number: str) -> HttpResponse:
    """A list of one, as the standard has it."""
    found = service_requests(problems(request.municipality).filter(number=number)[:1])
    if not found:
        raise AskedWrongly(_("service_request_id kendes ikke."), 404)
    return kept(request, rows_answer(found, REQUESTS, form))


def report(request: TownRequest, form: str) -> HttpResponse:
    """Stores a report as a citizen's: it waits for a moderator where the municipality wants that."""
    try:
        said = request.POST
    except (RequestDataTooBig, TooManyFieldsSent) as error:
        raise AskedWrongly(_("Der er sendt for meget."), 413) from error
    key = key_of(request, said.get("api_key", ""))
    reported = ReportForm(said, municipality=request.municipality, key=request.headers.get("Idempotency-Key", "")[:40])
    if not reported.is_valid():
        rows = [{"code": "400", "description": words} for words in reported.wrong]
        return rows_answer(rows, ERRORS, form, status=400)
    if not ApiKey.objects.use(key):
        raise AskedWrongly(_("Nøglen har sendt for mange den seneste time."), 429)
    pin = reported.save(author=None)
    row = {"service_request_id": pin.number, "service_notice": notice(request), "account_id": ""}
    return rows_answer([row], REQUESTS, form, status=201)


def notice(request: TownRequest) -> str:
    waits = request.municipality.moderated_first
    return _("Den vises, når en moderator har set den.") if waits else _("Den står på kortet nu.")


def key_of(request: TownRequest, said: str) -> ApiKey:
    keys = ApiKey.objects.of(request.municipality).valid()
    key = keys.filter(digest=digest_of(said)).first() if said else None
    if key is None:
        raise AskedWrongly(_("api_key mangler eller gælder ikke."), 403)
    return key
