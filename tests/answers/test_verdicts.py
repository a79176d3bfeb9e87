"""Was it solved? Asked four weeks after, once, of those who confirmed their address; and what the author may do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.pins.erasing import forget_author
from kortet.pins.models import Comment, Follower, Pin, Verdict
from kortet.pins.tasks import ask_whether_solved
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site")


def done(pin, mads, days=28):
    """Closes a pin as if it had been so many days ago."""
    pin.move_on("done", mads, "Den er sat op.")
    pin.status_since = timezone.now() - timedelta(days=days)
    pin.save(update_fields=["status_since"])


def ask(post):
    """The letters that ask, of one round of the worker."""
    work()
    before = len(post.letters)
    ask_whether_solved(0)
    work()
    return post.letters[before:]


def say(client, link, said="yes", **more):
    return client.post(link, {"said": said, **more})


def test_those_who_care_are_asked_once_after_four_weeks(pin, mads, post, follow):
    done(pin, mads, days=27)
    follow(pin, "forfatter@example.org", is_author=True)
    follow(pin, "foelger@example.org")
    Follower.objects.create(pin=pin, email="ubekraeftet@example.org")
    assert ask(post) == []
    Pin.objects.update(status_since=timezone.now() - timedelta(days=29))
    asked = sorted(letter["To"].strip() for letter in ask(post))
    assert asked == ["foelger@example.org", "forfatter@example.org"]
    assert ask(post) == []


@pytest.mark.parametrize("how", ["declined", "hidden", "long ago", "reopened"])
def test_who_is_not_asked(pin, mads, post, follow, how):
    follow(pin)
    if how == "declined":
        pin.move_on("declined", mads, "Der er ikke penge.")
        Pin.objects.update(status_since=timezone.now() - timedelta(days=29))
    else:
        done(pin, mads, days=400 if how == "long ago" else 29)
    if how == "hidden":
        pin.hide("Grov", mads)
    if how == "reopened":
        pin.reopen("Den er væltet.", mads)
    assert ask(post) == []


def test_a_second_closing_is_asked_about_anew(pin, mads, post, follow):
    follow(pin)
    done(pin, mads)
    assert len(ask(post)) == 1
    pin.reopen("Den er væltet.", mads)
    done(pin, mads)
    assert len(ask(post)) == 1 and Verdict.objects.count() == 2


def test_a_link_that_is_opened_says_nothing_and_a_button_does(client, desk, pin, mads, post, follow):
    follow(pin)
    done(pin, mads)
    [letter] = ask(post)
    link = link_in(letter)
    client.logout()
    assert client.get(link).status_code == 200 and client.head(link).status_code == 200
    assert Verdict.objects.get().said == ""
    for said in ("", "maybe"):
        answer = say(client, link, said, words="Det regner")
        assert answer.status_code == 422 and "Tryk på en af knapperne." in answer.content.decode()
        assert "Det regner" in answer.content.decode()
    assert say(client, link, "no", words="Den blinker <b>stadig</b>").status_code == 302
    assert say(client, link, "partly", words="Den blinker <b>stadig</b>").status_code == 302
    assert "Tak. Du har svaret: delvist." in client.get(link).content.decode()
    assert Verdict.objects.get().said == "partly"
    assert "blinker" not in client.get(f"/naal/{pin.word}/").content.decode()
    client.force_login(mads)
    assert "Den blinker &lt;b&gt;stadig" in client.get(f"/svar/naal/{pin.word}/").content.decode()


def test_what_is_told_when_at_least_five_have_answered(client, pin, mads, post, follow):
    for n in range(9):
        follow(pin, f"f{n}@example.org")
    done(pin, mads)
    ask(post)
    verdicts = list(Verdict.objects.order_by("pk"))
    for n, verdict in enumerate(verdicts):
        verdict.say("no" if n == 0 else "partly" if n == 1 else "yes", "")
        page = client.get(f"/naal/{pin.word}/").content.decode()
        assert ("siger, at det er løst" in page) == (n >= 4)
    assert "7 af 9 siger, at det er løst" in page and "1 siger delvist" in page
    for follower in Follower.objects.all():
        follower.stop()
    assert "7 af 9 siger, at det er løst" in client.get(f"/naal/{pin.word}/").content.decode()


def test_nothing_is_said_of_what_is_reopened(client, pin, mads, post, follow):
    follow(pin)
    done(pin, mads)
    [letter] = ask(post)
    pin.reopen("Den er væltet.", mads)
    answer = say(client, link_in(letter), "yes")
    assert "Nålen er ikke længere, som den var" in answer.content.decode() and Verdict.objects.get().said == ""


def test_an_author_reopens_once_each_time_that_it_is_closed(client, pin, mads, follow, post):
    author = follow(pin, is_author=True)
    form = f"/foelger/{author.word}/genaabn/"
    assert client.post(form, {"words": "Den er væltet."}).status_code == 422
    pin.move_on("done", mads, "Den er sat op.")
    assert "Det er ikke færdigt" in client.get(author.get_absolute_url()).content.decode()
    assert client.post(form, {"words": " "}).status_code == 422
    assert "CPR" in client.post(form, {"words": "010203-1234"}).content.decode()
    assert client.post(form, {"words": "Den er væltet."}).status_code == 302
    assert client.post(form, {"words": "Den er væltet."}).status_code == 422
    pin.refresh_from_db()
    assert pin.status == "received"
    [comment] = Comment.objects.all()
    assert (comment.text, comment.moderation, comment.is_official) == ("Den er væltet.", "waiting", False)
    page = client.get(f"/naal/{pin.word}/").content.decode()
    assert "Genåbnet: modtaget" in page and "væltet" not in page


def test_words_are_erased_and_the_answer_stays_a_number(pin, mads, post, follow):
    author = follow(pin, is_author=True)
    done(pin, mads)
    ask(post)
    Verdict.objects.get().say("no", "Den blinker stadig")
    forget_author(pin)
    verdict = Verdict.objects.get()
    assert (verdict.said, verdict.words, verdict.follower) == ("no", "", None)
    assert not Follower.objects.filter(pk=author.pk).exists()
