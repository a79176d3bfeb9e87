"""The restore drill of docs/privacy.md: pg_dump, erase, pg_restore into another database, and the ledger once more."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection

from kortet.privacy.erasing import all_of, erase
from kortet.privacy.rows import Who
from tests.privacy.conftest import IDA
from tests.privacy.test_erasing import CANARY, everything

TOP = Path(__file__).resolve().parents[2]
# PostGIS's own table knows of the Canary Islands.
TABLES = """
SELECT quote_ident(relname) FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'spatial_ref_sys'
"""


@pytest.fixture
def other_database(transactional_db):
    """The name of an empty database beside this one, gone afterwards."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def address(name):
    """This connection's address as a URL, for another database of the same server."""
    of = connection.settings_dict
    where = urlencode({"host": of["HOST"], "port": of["PORT"] or 5432})
    return f"postgresql://{quote(of['USER'])}:{quote(of['PASSWORD'])}@/{name}?{where}"


def run(*command, **environment):
    done = subprocess.run(command, cwd=TOP, env=os.environ | environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows_with_a_canary(name):
    """How many rows of the restored database tell of Ida, by table."""
    with psycopg.connect(address(name)) as there:
        tables = [table for (table,) in there.execute(TABLES).fetchall()]
        asked = {table: f"SELECT count(*) FROM {table} AS t WHERE t::text ILIKE '%%' || %s || '%%'" for table in tables}
        told = {table: there.execute(statement, [CANARY]).fetchone()[0] for table, statement in asked.items()}
    return {table: rows for table, rows in told.items() if rows}


def test_what_was_erased_stays_erased_after_a_restore(fjordby, ida_everywhere, other_database, tmp_path):
    dump, ledger = tmp_path / "backup.dump", tmp_path / "erasures.jsonl"
    before = len(everything())
    run("pg_dump", "-Fc", "--exclude-table=spatial_ref_sys", "-f", str(dump), address(connection.settings_dict["NAME"]))
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby))
    call_command("erasures", export=ledger)

    run("pg_restore", "--no-comments", "--exit-on-error", "-d", address(other_database), str(dump))
    assert len(rows_with_a_canary(other_database)) == before >= 8

    there = {"DATABASE_URL": address(other_database), "DATABASE_OWNER_URL": address(other_database)}
    said = run(sys.executable, "manage.py", "reapply_erasures", "--file", str(ledger), **there)
    assert said.startswith("1 erasures taken in")
    assert rows_with_a_canary(other_database) == {}
