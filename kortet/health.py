"""/healthz really looks: database, migrations, worker. 200 when all is well, else 503; never cached, no secrets."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kortet.letters.models import Letter

WORKER_SILENCE_SECONDS = 120
LETTERS_WAIT_MINUTES = 15


@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """What each part answers: "ok", or what is wrong with it."""
    parts = {"database": database()}
    if parts["database"] == "ok":
        parts |= {"migrations": migrations(), "worker": worker(), "letters": letters()}
    return JsonResponse(parts, status=200 if set(parts.values()) == {"ok"} else 503)


def database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT ST_Within(ST_Point(1, 1), ST_MakeEnvelope(0, 0, 2, 2))")
            return "ok" if cursor.fetchone() == (True,) else "PostGIS answers nonsense"
    except DatabaseError:
        return "does not answer"


def migrations() -> str:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(missing)} not applied" if missing else "ok"


def worker() -> str:
    """Whether a job worker gave a sign of life lately."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)",
            [WORKER_SILENCE_SECONDS],
        )
        return "ok" if cursor.fetchone()[0] else "no worker is running"


def letters() -> str:
    """Whether letters go out: how long the oldest one has waited."""
    oldest = Letter.objects.waiting_since()
    minutes = int((timezone.now() - oldest).total_seconds() / 60) if oldest else 0
    return "ok" if minutes < LETTERS_WAIT_MINUTES else f"the oldest has waited {minutes} minutes"
