"""What the web role may do: rows, and nothing else; into the journal it only adds."""

import pytest
from django.db import ProgrammingError, connection, transaction

from kortet.municipalities.queries import grant_rows


@pytest.fixture
def as_web():
    """Runs one statement as the web role."""
    grant_rows("kortet_web")

    def run(sql):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL ROLE kortet_web")
            cursor.execute(sql)
            cursor.execute("RESET ROLE")

    return run


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM pins_pin",
        "UPDATE pins_pin SET title = title || '.'",
        "DELETE FROM pins_pin",
        "INSERT INTO journal_entry (verb, subject, subject_id, is_public, data) VALUES ('x', 'y', 1, false, '{}')",
        "SELECT count(*) FROM journal_entry",
    ],
)
def test_rows_are_open(as_web, make_pin, sql):
    make_pin()
    as_web(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal_entry SET verb = 'x'",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry",
        "CREATE TABLE anything (id int)",
        "DROP TABLE pins_pin",
        "ALTER TABLE pins_pin DROP CONSTRAINT pin_in_bounds",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_all_else_is_closed(as_web, sql):
    with pytest.raises(ProgrammingError):
        as_web(sql)


def test_what_the_web_role_changes_is_counted_in_the_tiles(as_web, make_pin, client, fjordby):
    pin = make_pin()
    as_web(f"UPDATE pins_pin SET moderation = 'hidden', hidden_reason = 'spam' WHERE id = {pin.pk}")
    assert client.get(f"/naal/{pin.word}/").status_code == 404
    assert client.get("/fliser/8/135/79.json").content == b"{}"
