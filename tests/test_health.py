from django.db import connection


def test_all_is_well_when_a_worker_lives(client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "migrations": "ok", "worker": "ok"})


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
