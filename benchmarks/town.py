"""The database of the benchmark: made once by a seed, kept for later runs."""

from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from kortet.atlas.models import TileCell


def make(owner_address, name, pins):
    """Makes the database with so many pins unless it is there; called with Django set up as the owner of it."""
    with psycopg.connect(owner_address, autocommit=True) as postgres:
        there = postgres.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            postgres.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    call_command("migrate", verbosity=0)
    with connection.cursor() as cursor:
        grant(cursor)  # also to tables that came since the database was made
        cursor.execute("ALTER TABLE IF EXISTS pins_pin ENABLE TRIGGER USER")  # an interrupted run may have left it off
        cursor.execute("SELECT count(*) FROM pins_pin")
        if cursor.fetchone()[0]:
            settle()
            return
        print(f"Making {pins:,} pins")
        cursor.execute("BEGIN")
        cursor.execute((Path(__file__).parent / "town.sql").read_text(), {"pins": pins})
        cursor.execute("COMMIT")
        settle()


def settle():
    """As it is a few seconds after the last change: everything folded, nothing dead."""
    while TileCell.objects.fold():
        pass
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def grant(cursor):
    cursor.execute("GRANT USAGE ON SCHEMA public TO kortet_web")
    cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO kortet_web")
    cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO kortet_web")
    cursor.execute("GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO kortet_web")
