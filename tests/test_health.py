from datetime import timedelta

from django.db import connection
from django.utils import timezone

from kortet.letters.models import Letter


def test_all_is_well_when_a_worker_lives(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (
        200,
        {"database": "ok", "migrations": "ok", "worker": "ok", "letters": "ok"},
    )


def test_a_silent_worker_is_told(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '10 minutes')")
    response = client.get("/healthz")
    assert (response.status_code, response.json()["worker"]) == (503, "no worker is running")


def test_a_missing_migration_is_told(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'pins'")
    response = client.get("/healthz")
    assert (response.status_code, response.json()["migrations"][-12:]) == (503, " not applied")


def test_letters_that_do_not_go_out_are_told(client, fjordby):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    letter = Letter.objects.create(municipality=fjordby, key="a", mark="a", to="ida@example.org")
    Letter.objects.filter(pk=letter.pk).update(created=timezone.now() - timedelta(minutes=20))
    response = client.get("/healthz")
    assert (response.status_code, response.json()["letters"]) == (503, "the oldest has waited 20 minutes")
