"""The letter of the morning: who gets it, on which days, what it says, once; and where it is set and ended."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.desk.models import ClosedDay, MorningLetter
from kortet.desk.morning import tell_all
from kortet.desk.tasks import tell_staff
from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User
from kortet.privacy.kept import kept
from tests.conftest import spot, staff
from tests.desk.test_in_processes import make_waiting  # noqa: F401  (a fixture)

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PAGE = "/bord/morgenbrev/"


def at(day, hour=7, minute=5):
    """A local moment in November 2026; the 26th is a Thursday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=COPENHAGEN)


def with_address(user):
    user.email = f"{user.username}@fjordby.example"
    user.save()
    return user


@pytest.fixture
def mads(mads):
    return with_address(mads)


def text_of(letter):
    return letter.get_body(("plain",)).get_content()


def told():
    return sorted(Letter.objects.values_list("to", flat=True))


def test_it_says_how_much_waits_and_leads_there_and_quotes_nobody(mads, one_of_each, make_waiting, post, site):  # noqa: F811
    make_waiting(many=2)
    assert tell_all(at(26)) == 1
    deliver_letters(0)
    [letter] = post.letters
    text, html = text_of(letter), letter.get_body(("html",)).get_content()
    assert letter["To"] == mads.email and letter["Subject"].strip() == "Arbejdsbordet: 1 anmeldelse, 1 nål, 1 kommentar"
    waits = ["1 rettelse", "1 arrangement", "1 forening", "4 tekster til forslag", "2 meninger i et forløb"]
    leads = [
        "/bord/?slags=naal",
        "/bord/?slags=anmeldelse",
        "/forloeb/cykelsti/forslag/venter/",
        PAGE,
        "Det ældste, der skal ses på, kom",
    ]
    assert [one for one in waits + leads if one not in text or one not in html.replace("&amp;", "&")] == []
    for hidden in ("Et nyt forslag", "Bænken", "Loppemarked", "Skakklubben", "Enig", "Cykelsti langs"):
        assert hidden not in text + html
    stop = letter["List-Unsubscribe"].strip("<>")
    assert stop.endswith(MorningLetter.objects.get().stop_url)


def test_what_is_overdue_is_told(mads, make_pin, one_of_each):
    old = timezone.now() - timedelta(days=400)
    make_pin(title="Gammel", created=old)
    make_pin(title="Besvaret", created=old).answer("Ja.", mads, "Vej")
    tell_all(at(26))
    text = Letter.objects.get().text
    assert "1 svar er forfaldent" in text and "1 nål skulle være afsluttet" in text
    assert "/bord/?trin=svar&forfalden=1" in text and "/bord/?trin=luk&forfalden=1" in text


@pytest.mark.usefixtures("one_of_each")
def test_once_a_morning_on_working_days_and_never_before_seven(mads, fjordby):
    ClosedDay.objects.create(municipality=fjordby, day=at(27).date(), name="Lukket")
    moments = [at(26, 6, 55), at(26), at(26, 7, 15), at(26, 23), at(27), at(28), at(29), at(30, 11)]
    assert [tell_all(moment) for moment in moments] == [0, 1, 0, 0, 0, 0, 0, 1]


def test_a_morning_on_which_nothing_waits_passes_in_silence_also_if_something_comes_later(mads, make_pin):
    make_pin()
    assert tell_all(at(26)) == 0
    make_pin(moderation="waiting")
    assert [tell_all(at(26, 9)), tell_all(at(27))] == [0, 1]


def test_the_job_asks_what_time_it_is(mads):
    assert tell_staff(0) == 0
    assert MorningLetter.objects.exclude(told_on=None).exclude(told_on=timezone.localdate()).count() == 0


@pytest.mark.usefixtures("one_of_each")
def test_who_gets_it(mads, fjordby, neighbourhoods):
    wanting = with_address(staff("bo", fjordby, Role.Kind.ANSWERER))
    MorningLetter.objects.create(user=wanting, municipality=fjordby, pace="daily")
    for name, kind in (("anna", Role.Kind.ADMIN), ("pia", Role.Kind.PLANNER), ("ole", Role.Kind.ANSWERER)):
        with_address(staff(name, fjordby, kind))
    staff("uden-adresse", fjordby, Role.Kind.MODERATOR)
    gone = with_address(staff("gone", fjordby, Role.Kind.MODERATOR))
    User.objects.filter(pk=gone.pk).update(is_active=False)
    elsewhere = Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    with_address(staff("nils", elsewhere, Role.Kind.MODERATOR))
    limited = with_address(staff("carla", fjordby, Role.Kind.MODERATOR))
    limited.roles.update(areas=[neighbourhoods[2].pk])
    tell_all(at(26))
    assert told() == ["bo@fjordby.example", mads.email]
    text = Letter.objects.get(to=wanting.email).text
    assert "1 nål skal besvares" in text and "Det ældste, der skal besvares, kom" in text


def test_a_limited_role_is_told_of_its_own(fjordby, neighbourhoods, make_pin):
    limited = with_address(staff("carla", fjordby, Role.Kind.MODERATOR))
    limited.roles.update(areas=[neighbourhoods[2].pk])
    for where in (500, 500, 2500):
        make_pin(moderation="waiting", point=spot(where))
    tell_all(at(26))
    assert Letter.objects.get().subject == "Arbejdsbordet: 1 nål"


def test_a_process_owner_who_wants_it_is_led_to_the_rooms_and_to_no_desk(fjordby, otto, make_waiting):  # noqa: F811
    MorningLetter.objects.create(user=with_address(otto), municipality=fjordby, pace="daily", language="en")
    make_waiting()
    tell_all(at(28))
    letter = Letter.objects.get()
    assert letter.subject == "The desk: 2 texts of proposals, 1 opinion in a process"
    assert "/forloeb/cykelsti/forslag/venter/" in letter.text and "/bord/\n" not in letter.text


@pytest.mark.usefixtures("one_of_each")
def test_colleagues_with_the_same_roles_are_counted_for_once(mads, fjordby):
    """What is asked of the queue does not grow with the people; each letter has the same few statements of its own."""
    asked = {}
    for day, names in ((26, []), (27, ["kaj", "lis"])):
        for name in names:
            with_address(staff(name, fjordby, Role.Kind.MODERATOR))
        with CaptureQueriesContext(connection) as queries:
            assert tell_all(at(day)) == 1 + len(names)
        asked[day] = [one["sql"] for one in queries]
    queue = [[sql for sql in sqls if "pins_" in sql or "ideas_" in sql] for sqls in asked.values()]
    assert len(queue[0]) == len(queue[1]) > 0
    assert (len(asked[27]) - len(asked[26])) == 2 * EACH


EACH = 9  # statements for one more person: taken, noted, roles, put in the outbox, and the savepoints around


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("one_of_each")
def test_two_workers_write_one_letter_to_each(mads, fjordby):
    for name in ("kaj", "lis"):
        with_address(staff(name, fjordby, Role.Kind.MODERATOR))

    def work(_n):
        try:
            return tell_all(at(26))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as workers:
        written = list(workers.map(work, range(2)))
    tell_all(at(26, 8))  # whoever was skipped while the other had them
    assert sum(written) <= 3 and told() == ["kaj@fjordby.example", "lis@fjordby.example", mads.email]


def test_staff_choose_when_and_in_which_language(desk, mads, fjordby):
    page = desk.get(PAGE)
    assert page.context["form"]["pace"].value() == "weekdays" and mads.email in page.content.decode()
    assert desk.post(PAGE, {"pace": "daily", "language": "en"}).status_code == 302
    assert desk.post(PAGE, {"pace": "never", "language": "da"}).status_code == 302
    said = MorningLetter.objects.get()
    assert (said.user, said.municipality, said.pace, said.language) == (mads, fjordby, "never", "da")
    assert "Gemt." in desk.get(PAGE).content.decode()


@pytest.mark.parametrize(
    "said", [{"pace": "hourly", "language": "da"}, {"pace": "daily", "language": "de"}, {"pace": "\0"}]
)
def test_nonsense_is_refused_beside_the_field_and_nothing_is_kept(desk, said):
    page = desk.post(PAGE, said)
    assert page.status_code == 422 and 'class="error"' in page.content.decode()
    assert not MorningLetter.objects.exists()


@pytest.mark.usefixtures("one_of_each")
def test_the_link_stop_asks_and_one_press_ends_it(client, mads, fjordby):
    tell_all(at(26))
    letter = MorningLetter.objects.get()
    assert "Vil du ikke længere" in client.get(letter.stop_url).content.decode()
    letter.refresh_from_db()
    assert letter.pace == ""
    assert "Der kommer ikke flere" in client.post(letter.stop_url, {"List-Unsubscribe": "One-Click"}).content.decode()
    assert tell_all(at(27)) == 0
    assert client.get(f"{PAGE}findesikke/stop/").status_code == 200


def test_who_works_here_no_more_is_forgotten(mads, fjordby):
    for user in (mads, staff("kaj", fjordby, Role.Kind.PLANNER)):
        MorningLetter.objects.create(user=user, municipality=fjordby)
    mads.roles.all().delete()
    assert kept("desk.MorningLetter").forget(0) == 1
    assert MorningLetter.objects.get().user.username == "kaj"
