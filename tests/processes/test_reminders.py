"""Letters about the promised answer: when, to whom, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.processes.reminders import remind
from kortet.processes.tasks import remind_of_promises
from tests.days import dated, day


@pytest.fixture
def promised(make_process, otto):
    otto.email = "otto@fjordby.example"
    otto.save()
    facts = {"answer_on": day(20), "owner": otto, "contact_email": "anna@fjordby.example"}
    return make_process("collect", **facts)


def test_each_day_for_two_months_writes_three_times(promised):
    told = {n: remind(day(n)) for n in range(60)}
    assert {n: new for n, new in told.items() if new} == {6: 2, 17: 2, 21: 2}
    assert sorted(Letter.objects.values_list("to", flat=True).distinct()) == [
        "anna@fjordby.example",
        "otto@fjordby.example",
    ]


def test_the_letters_say_what_was_promised_and_lead_to_the_answer(promised, post, site):
    remind(day(10))
    remind(day(30))
    deliver_letters(0)
    first, *_others, last = sorted(post.letters, key=lambda letter: letter["Subject"])
    assert first["Subject"] == "Husk svaret: Cykelsti langs åen"
    assert last["Subject"] == "Svaret er for sent: Cykelsti langs åen"
    assert "/forloeb/cykelsti/loeftet-svar/" in last.get_body(("plain",)).get_content()


def test_one_address_gets_one_letter(promised, otto):
    promised.contact_email = otto.email
    promised.save()
    assert remind(day(10)) == 1


def test_a_new_day_is_a_new_promise(promised):
    assert remind(day(18)) == 2
    promised.refresh_from_db()
    promised.answer_on += timedelta(days=30)
    promised.save()
    assert remind(day(18)) == 0
    assert remind(day(40)) == 2


@pytest.mark.parametrize(
    "given", [{"answered_on": timedelta()}, {"state": "draft", "published": None}, {"answer_on": None}]
)
def test_who_owes_nothing_hears_nothing(promised, given):
    for name, value in dated(given).items():
        setattr(promised, name, value)
    promised.save()
    assert remind(day(30)) == 0


def test_a_closed_process_is_not_reminded_of(promised, otto):
    promised.close(otto, "Pengene er sparet væk.")
    assert remind_of_promises(0) == remind(day(30)) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_once(promised):
    def run(_n):
        try:
            return remind(day(10))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 2
    assert Letter.objects.count() == 2
