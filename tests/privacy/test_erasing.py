"""What somebody wants gone goes everywhere, what others did stays, and a restored backup does not bring it back."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kortet.events.models import SignUp
from kortet.exports.models import Export
from kortet.journal.models import Entry
from kortet.letters.models import Letter
from kortet.links.models import Handover, Volunteer
from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment, Complaint, Follower, Pin, Support
from kortet.privacy.erasing import ANONYMISE, all_of, erase
from kortet.privacy.models import Erasure
from kortet.privacy.rows import Who
from kortet.watches.models import Watch
from tests.privacy.conftest import IDA

CANARY = "anary"
COLUMNS = "SELECT column_name FROM information_schema.columns WHERE table_name = %s"


def everything(exclude=()):
    """The text of every row of every table, as a dump would hold it."""
    tables = [
        name for name in connection.introspection.table_names() if name not in exclude and not name.startswith("kept_")
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT row::text FROM "{table}" AS row')
            found[table] = [row for (row,) in cursor.fetchall() if row and CANARY in row.lower()]
        return {table: rows for table, rows in found.items() if rows}


def test_all_of_it_is_gone_from_every_table(fjordby, ida_everywhere):
    assert len(everything()) >= 8
    who = Who(IDA)
    erasure = erase(fjordby, who, all_of(who, fjordby))
    assert everything() == {}
    assert {model for model, *_rest in erasure.items} == {
        "pins.Pin",
        "pins.Follower",
        "pins.Comment",
        "pins.Support",
        "pins.Complaint",
        "events.Event",
        "events.SignUp",
        "events.GuestCalendar",
        "watches.Watch",
        "links.Volunteer",
        "links.Thanks",
        "people.User",
    }


def test_what_others_did_stays(fjordby, ida_everywhere):
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby))
    theirs = Pin.objects.get(pk=ida_everywhere["theirs"].pk)
    assert (theirs.title, theirs.support_count, theirs.comment_count, theirs.is_public) == ("En andens nål", 1, 2, True)
    assert [c.text for c in Comment.objects.order_by("pk")] == ["Slettet af den, der skrev det.", "Jeg er enig"]
    assert list(Follower.objects.values_list("email", flat=True)) == ["kim@example.org"]
    assert [letter.text for letter in Letter.objects.all()] == ["Noget helt andet"]
    assert (Support.objects.count(), Complaint.objects.get().text, Handover.objects.get().thanks_count) == (1, "", 1)
    assert (SignUp.objects.count(), Volunteer.objects.count(), Watch.objects.count()) == (0, 0, 0)


def test_the_pin_is_seen_by_nobody_and_its_number_stays(client, fjordby, ida_everywhere):
    pin = ida_everywhere["pin"]
    assert client.get(pin.get_absolute_url()).status_code == 200
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby))
    assert client.get(pin.get_absolute_url()).status_code == 404
    after = Pin.objects.get(pk=pin.pk)
    assert (after.number, after.kind, after.neighbourhood, after.precision) == (
        pin.number,
        pin.kind,
        pin.neighbourhood,
        "area",
    )
    after.refresh_from_db()
    with pytest.raises(Exception, match="trukket tilbage"):
        after.show()


def test_the_words_may_stay_without_the_name(fjordby, ida_everywhere):
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby), how=ANONYMISE)
    pin = Pin.objects.get(pk=ida_everywhere["pin"].pk)
    assert (pin.title, pin.author, pin.author_name, pin.is_public) == ("Canarypin", None, "", True)
    alone = Comment.objects.get(pk=ida_everywhere["alone"].pk)
    assert (alone.text, alone.author, alone.author_name, alone.person) == ("Canaryalone", None, "", "")


def test_another_town_keeps_its_own(fjordby, ida_everywhere):
    other = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    assert [chosen.row.model for chosen in all_of(Who(IDA), other)] == ["people.User"]


def test_staff_are_not_erased_by_their_address(fjordby, mads):
    mads.email = "mads@example.org"
    mads.save()
    assert all_of(Who("mads@example.org"), fjordby) == []


def test_files_that_may_hold_them_are_deleted(fjordby, ida_everywhere, pia):
    facts = {"municipality": fjordby, "owner": pia, "subjects": ["pins"], "format": "csv"}
    done, waits = (Export.objects.create(state=state, **facts) for state in ("done", "waiting"))
    who = Who(IDA)
    erase(fjordby, who, all_of(who, fjordby))
    assert [Export.objects.get(pk=each.pk).state for each in (done, waits)] == ["expired", "waiting"]


def test_the_journal_has_counts_and_no_name(fjordby, ida_everywhere):
    ida_everywhere["pin"].hide("Canaryreason")
    who = Who(IDA)
    erasure = erase(fjordby, who, all_of(who, fjordby))
    [entry] = Entry.objects.about(erasure)
    assert (entry.verb, entry.data["counts"]["pins.Pin"], entry.actor) == ("erased", 1, None)
    verbs = [e.verb for e in Entry.objects.about(ida_everywhere["pin"])]
    said = json.dumps(list(Entry.objects.values_list("data", flat=True)))
    assert "journal_forgotten" in verbs and CANARY not in said


def test_a_restored_backup_does_not_bring_them_back(fjordby, ida_everywhere, tmp_path, capsys):
    """The tables are copied before, put back after, and the ledger comes from its file: as pg_restore would do."""
    ledger = tmp_path / "erasures.jsonl"
    tables = ["pins_pin", "pins_follower", "pins_comment", "watches_watch", "links_volunteer"]
    tables += ["events_occurrence", "events_signup"]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TEMP TABLE kept_{table} AS SELECT * FROM {table}")
        who = Who(IDA)
        erase(fjordby, who, all_of(who, fjordby))
        call_command("erasures", export=ledger)
        restore(cursor, tables)
    assert any(CANARY in str(rows).lower() for rows in everything(["privacy_erasure"]).values())
    Erasure.objects.all().delete()
    call_command("reapply_erasures", file=ledger)
    assert everything() == {}
    call_command("reapply_erasures", file=ledger)
    said = capsys.readouterr().out.splitlines()
    assert said[1].startswith("1 erasures taken in") and said[2].startswith("0 erasures taken in")


def restore(cursor, tables):
    """Puts the copies back: the rows as they were then."""
    for table in tables:
        cursor.execute(f"{COLUMNS} AND is_generated = 'NEVER'", [table])
        columns = [name for (name,) in cursor.fetchall()]
        names = ", ".join(columns)
        fresh = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id")
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM kept_{table} ON CONFLICT (id) DO UPDATE SET {fresh}"
        )


def test_a_later_row_with_the_same_number_is_left_alone(fjordby, make_pin):
    pin = make_pin()
    Erasure.objects.create(municipality=fjordby, items=[["pins.Pin", pin.pk, "2001-01-01T00:00:00+00:00", "remove"]])
    call_command("reapply_erasures")
    assert Pin.objects.get(pk=pin.pk).title == "Flere bænke"


def test_a_file_that_is_none_is_refused(tmp_path):
    path = tmp_path / "x"
    path.write_text('{"word": 1}\n')
    with pytest.raises(CommandError, match="line 1"):
        call_command("reapply_erasures", file=path)


def test_a_request_by_telephone(fjordby, ida_everywhere, capsys):
    call_command("erase_person", town="fjordby", email=f" {IDA} ")
    assert everything() == {} and "rows erased" in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("erase_person", town="fjordby", email="@")
