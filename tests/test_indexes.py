"""Indexes are in the database as the models say, conditions too."""

import pytest
from django.apps import apps
from django.db import connection

PARTIAL = [
    index.name
    for model in apps.get_models()
    if model.__module__.startswith("kortet")
    for index in model._meta.indexes
    if index.condition is not None
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", PARTIAL)
def test_a_condition_is_not_forgotten(name):
    """Django's index on a plain geometry field leaves it out without a word: such a field stands there as F()."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [name])
        assert " WHERE " in cursor.fetchone()[0]
