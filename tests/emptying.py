"""Emptying the database after a test that committed: rows are deleted where there are any.

Django truncates all tables instead, which makes PostgreSQL write a new file for each table and index: over a second
a test. Content types and permissions stay as the migrations left them.
"""

from django.db import connection, transaction
from django.test import TransactionTestCase

KEPT = {"django_content_type", "auth_permission", "django_migrations"}


@transaction.atomic
def empty():
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT)
    with connection.cursor() as cursor:
        while full := [table for table in tables if has_rows(cursor, table)]:
            for table in full:  # what triggers write while others are deleted, the next round finds
                cursor.execute(f'DELETE FROM "{table}"')


def has_rows(cursor, table):
    cursor.execute(f'SELECT 1 FROM "{table}" LIMIT 1')
    return cursor.fetchone() is not None


def teardown(case):
    """Instead of the one that truncates."""
    empty()


def instead_of_truncating():
    TransactionTestCase._fixture_teardown = teardown
