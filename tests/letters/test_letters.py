"""Letters: posted in the transaction, sent by the worker to a real mail server, each once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kortet.letters.models import Letter
from kortet.letters.paper import Paper, Row
from kortet.letters.tasks import deliver_letters, forget_letters

STOP = "https://kortet.example/stop/abc/"


@pytest.fixture
def write(fjordby):
    def write(key="a", to="ida@example.org", **given):
        facts = {"subject": "Din nål er vist", "lines": ["Hej."], "why": "Du følger nålen.", "town": fjordby} | given
        return Letter.objects.post(Paper(**facts), to=to, key=key)

    return write


@pytest.fixture
def ask(fjordby):
    """Asks an address about a matter."""
    paper = Paper(subject="Bekræft", lines=["Hej."], why="Nogen skrev adressen.", town=fjordby)
    return lambda about, to="ida@example.org": Letter.objects.ask(paper, to=to, about=about)


def due_now():
    Letter.objects.waiting().update(due=timezone.now() - timedelta(seconds=1))


def test_a_letter_arrives_as_text_and_html_and_says_how_to_stop(post, write):
    rows = [Row("Flere bænke", "forslag · Midt", "https://kortet.example/naal/abc/")]
    write(
        lines=["Nålen <b>er</b> vist."],
        quote="Linje 1\nLinje 2",
        rows=rows,
        stop=STOP,
        button=("Se nålen", "https://k/"),
    )
    assert deliver_letters(0) == 1
    [letter] = post.letters
    assert post.recipients == [["ida@example.org"]]
    assert letter["Subject"] == "Din nål er vist" and letter["From"] == "Fjordby Kommune <kortet@localhost>"
    assert letter["List-Unsubscribe"] == f"<{STOP}>" and letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    plain, html = (letter.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    assert plain == (
        "Nålen <b>er</b> vist.\n\n> Linje 1\n> Linje 2\n\n* Flere bænke\n  forslag · Midt\n"
        "  https://kortet.example/naal/abc/\n\nSe nålen:\nhttps://k/\n\n"
        f"-- \nFjordby Kommune\nDu følger nålen.\nStop med ét tryk: {STOP}\n"
    )
    assert "Nålen &lt;b&gt;er&lt;/b&gt; vist." in html and f'<a href="{STOP}">' in html and "src=" not in html


def test_a_picture_comes_with_the_letter_and_is_fetched_from_nowhere(post, write):
    write(picture=b"\x89PNG\r\n\x1a\n...", picture_text="Kort over Midt")
    deliver_letters(0)
    [letter] = post.letters
    [picture] = [part for part in letter.walk() if part.get_content_type() == "image/png"]
    assert picture["Content-ID"] == "<kort>" and picture.get_content() == b"\x89PNG\r\n\x1a\n..."
    assert 'src="cid:kort"' in letter.get_body(("html",)).get_content()


def test_what_was_sent_keeps_no_words(post, write):
    write(quote="Mit hemmelige brev", stop=STOP)
    deliver_letters(0)
    letter = Letter.objects.get()
    assert letter.sent and (letter.to, letter.subject, letter.text, letter.html, letter.stop) == ("", "", "", "", "")
    assert deliver_letters(0) == 0 and len(post.letters) == 1


def test_the_same_key_is_one_letter(post, write):
    assert [write(), write(), write(key="b")] == [True, False, True]
    assert deliver_letters(0) == 2


def test_what_is_rolled_back_is_never_sent(post, write):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        1 / 0  # noqa: B018  (it is here to fail)
    assert deliver_letters(0) == 0


def test_a_subject_is_one_line_and_reaches_nobody_else(post, write):
    write(subject="Hej\r\nBcc: alle@example.org")
    deliver_letters(0)
    assert post.letters[0]["Subject"] == "Hej Bcc: alle@example.org" and post.recipients == [["ida@example.org"]]


def test_a_server_that_is_away_loses_nothing_and_gets_each_letter_once(post, write):
    for n in range(20):
        write(key=f"letter-{n}")
    post.close()
    for _ in range(3):
        due_now()
        assert deliver_letters(0) == 0
    post.reopen()
    post.answers = ["451 Try again later", "421 Too busy"]
    for _ in range(4):
        due_now()
        deliver_letters(0)
    assert sorted(letter["Message-ID"].split(".")[0] for letter in post.letters) == sorted(
        f"<letter-{n}" for n in range(20)
    )


def test_when_the_server_is_back_all_that_waited_for_it_leave_at_once(post, write):
    write(key="refused")
    post.answers = ["451 Try again later"]
    deliver_letters(0)
    post.close()
    for n in range(3):
        write(key=f"held-{n}")
        deliver_letters(0)
    later = timezone.now() + timedelta(minutes=30)
    Letter.objects.waiting().update(due=later)
    post.reopen()
    write(key="new")
    assert deliver_letters(0) == 1  # who never waited says nothing of the server that the others met
    Letter.objects.filter(key="held-0").update(due=timezone.now())
    assert deliver_letters(0) == 3
    assert list(Letter.objects.waiting().values_list("key", "due")) == [("refused", later)]


def test_what_another_worker_holds_does_not_become_due(post, write):
    post.close()
    for key in ("a", "b"):
        write(key=key)
        deliver_letters(0)
    post.reopen()
    due_now()
    held = Letter.objects.take()
    assert deliver_letters(0) == 1
    assert Letter.objects.waiting().get() == held and Letter.objects.get(pk=held.pk).due > timezone.now()


def test_waiting_grows_and_ends_after_three_days(post, write):
    write()
    post.close()
    deliver_letters(0)
    letter = Letter.objects.get()
    assert letter.tries == 1 and letter.error.startswith("ConnectionRefusedError")
    assert timedelta(seconds=20) < letter.due - timezone.now() < timedelta(seconds=31)
    Letter.objects.update(created=timezone.now() - timedelta(days=4), due=timezone.now())
    deliver_letters(0)
    letter = Letter.objects.get()
    assert letter.given_up and letter.to == ""


def test_an_address_that_does_not_exist_is_given_up_and_the_rest_is_sent(post, write):
    write(to="nobody@example.org")
    write(key="b")
    deliver_letters(0)
    assert post.recipients == [["ida@example.org"]]
    assert Letter.objects.get(key="a").error == "[550]" and Letter.objects.get(key="a").given_up


def test_a_letter_that_the_server_refuses_is_given_up(post, write):
    write()
    post.answers = ["554 Looks like spam"]
    deliver_letters(0)
    assert Letter.objects.get().given_up and Letter.objects.get().error == "554"


def test_nobody_is_flooded_with_letters_that_others_ask_for(post, write, ask):
    assert [ask(str(n)) for n in range(12)] == [True] * 10 + [False] * 2
    assert ask("other", to="IDA@example.org") is False
    assert write(key="not asked for") and ask("another", to="bo@example.org")


def test_the_same_matter_is_asked_about_once_in_ten_minutes(ask):
    assert [ask("a"), ask("a"), ask("b")] == [True, False, True]
    letter = Letter.objects.get(key__startswith="a-")
    turn = int(letter.key.removeprefix("a-"))
    Letter.objects.filter(pk=letter.pk).update(key=f"a-{turn - 1}")
    assert ask("a")


def test_sent_letters_are_forgotten_after_a_month(post, write):
    write()
    deliver_letters(0)
    write(key="b")
    Letter.objects.update(created=timezone.now() - timedelta(days=31))
    assert forget_letters(0) == 1 and Letter.objects.get().key == "b"


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(post, write):
    for n in range(40):
        write(key=f"letter-{n}")

    def work():
        deliver_letters(0)
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(post.letters) == 40 and len({letter["Message-ID"] for letter in post.letters}) == 40
