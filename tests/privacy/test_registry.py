"""The registry is whole: each field of each table is kept for a reason, or says nothing about anybody."""

from collections import Counter

from django.apps import apps

from kortet.privacy.kept import KEPT, PLAIN
from kortet.privacy.rows import DUTY, TASK

ALL = "*"


def fields_of(table):
    return {field.name for field in table._meta.concrete_fields}


def listed():
    """Table → the fields that the registry names, each as often as it does."""
    found = {}
    rows = [(row.model, row.fields) for row in KEPT]
    rows += [(model, fields) for group in PLAIN for model, fields in group.tables.items()]
    for model, fields in rows:
        found.setdefault(model.lower(), Counter()).update(fields.split())
    return found


def test_every_field_of_every_table_stands_in_the_registry_once():
    named, wrong = listed(), []
    for table in apps.get_models(include_auto_created=True):
        names = named.pop(table._meta.label_lower, Counter())
        if set(names) == {ALL}:
            continue
        wrong += [f"{table._meta.label}.{name}: stands nowhere" for name in fields_of(table) - set(names)]
        wrong += [f"{table._meta.label}.{name}: there is no such field" for name in set(names) - fields_of(table)]
        wrong += [f"{table._meta.label}.{name}: stands twice" for name, n in names.items() if n > 1]
    assert (wrong, list(named)) == ([], [])


def test_only_tables_of_others_are_listed_whole():
    ours = [m for group in PLAIN for m, fields in group.tables.items() if fields == ALL]
    assert {apps.get_model(model)._meta.app_config.name.split(".")[0] for model in ours} <= {
        "django",
        "procrastinate",
        "allauth",
        "kortet",
    }
    assert [m for m in ours if apps.get_model(m)._meta.app_config.name.startswith("kortet")] == [
        "people.User_groups",
        "people.User_user_permissions",
    ]


def test_each_row_says_what_why_until_when_and_on_what_ground():
    for row in KEPT:
        assert all(map(str, (row.what, row.why, row.until, row.seen_by, row.erased))), row.model
        assert row.basis in (TASK, DUTY)


def test_what_can_be_erased_is_found_and_known_again():
    for row in KEPT:
        if row.erase:
            assert row.find and row.born in fields_of(row.table), row.model
        assert set(row.said.split()) <= set(row.fields.split()), row.model
