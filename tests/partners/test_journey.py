"""An association asks to join, is approved, says who it is, and invites one more; who is removed is out at once."""

import pytest
from django.test import Client

from kortet.partners.models import Invitation, Member, Partner
from kortet.people.models import User
from tests.accounts.steps import come_in
from tests.conftest import spot
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")
JOIN = {"name": "Havnens Venner", "kind": "association", "cvr": "DK 13 58 56 28", "text": "Vi rydder op."}
JOIN |= {"role": "formand", "email": "Lise@havnen.example"}


@pytest.fixture
def desk(mads):
    """The officer's browser."""
    client = Client()
    client.force_login(mads)
    return client


def decide(desk, action, **given):
    asked = [partner.pk for partner in Partner.objects.filter(name=JOIN["name"])]
    return desk.post("/admin/partners/partner/", {"action": action, "_selected_action": asked, **given})


def letters(post):
    work()
    return post.letters


def join(client, **given):
    return client.post("/foreninger/ny/", JOIN | given)


def approved(client, desk, post):
    """The way up to the steward's first letter."""
    join(client)
    decide(desk, "approve_chosen")
    return link_in(letters(post)[-1])


def welcome(client, way, post):
    """Presses the button of an invitation, and types the code that comes then; returns where that leads."""
    asked = client.post(way).headers["Location"]
    address = client.get(asked).context["form"]["email"].value()
    return come_in(client, post, address, asked.partition("?next=")[2]).headers["Location"]


def test_from_asking_to_a_profile(client, desk, post):
    page = join(client)
    assert "Kommunen ser nu på Havnens Venner" in page.content.decode()
    assert client.get("/foreninger/havnens-venner/").status_code == 404
    seen = desk.get(f"/admin/partners/partner/{Partner.objects.get().pk}/change/").content.decode()
    assert "Lise@havnen.example" in seen
    decide(desk, "approve_chosen")
    assert client.get("/foreninger/havnens-venner/").status_code == 200
    way = link_in(letters(post)[-1])
    assert client.get(way).status_code == 200 and not User.objects.filter(is_staff=False).exists()
    assert welcome(client, way, post) == "/foreninger/havnens-venner/ret/"
    here = spot(1500).transform(4326, clone=True)
    said = {
        "name": "Havnens Venner",
        "text": "Vi rydder op om lørdagen.",
        "lng": f"{here.x:.6f}",
        "lat": f"{here.y:.6f}",
    }
    said |= {"shows_premises": "on", "reach": "radius", "reach_metres": "2000", "web": "havnen.example"}
    assert client.post("/foreninger/havnens-venner/ret/", said).status_code == 302
    partner = Partner.objects.get()
    assert (partner.neighbourhood.name, partner.web, partner.cvr) == ("Midt", "https://havnen.example", "13585628")
    told = Client().get("/foreninger/havnens-venner/").content.decode()
    assert "Vi rydder op om lørdagen." in told and "lise@" not in told.lower() and "Ret profilen" not in told
    assert "Ret profilen" in client.get("/foreninger/havnens-venner/").content.decode()


def test_asking_twice_is_asking_once(client):
    join(client)
    join(client)
    assert (Partner.objects.count(), Invitation.objects.count()) == (1, 1)


def test_a_number_that_is_here_already_is_told_and_the_words_stay(client, make_partner):
    make_partner(name="De andre", cvr="13585628")
    page = join(client)
    text = page.content.decode()
    assert page.status_code == 422 and "Foreningen er her allerede" in text and "Vi rydder op." in text


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("cvr", "12345678", "Det er ikke et CVR-nummer."),
        ("email", "lise", "Skriv e-mailadressen som navn@eksempel.dk."),
        ("text", "Ring til 010190-1234", "Det ligner et CPR-nummer."),
        ("website", "x", "skal være tomt"),
        ("name", "", "skal udfyldes"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_stored(client, field, wrong, told):
    page = join(client, **{field: wrong})
    assert page.status_code == 422 and told in page.content.decode()
    assert not Partner.objects.exists()


def test_no_needs_a_reason_and_reaches_who_asked(client, desk, post):
    join(client)
    assert "Skriv hvorfor" in decide(desk, "decline_chosen").content.decode()
    assert Partner.objects.get().state == "asked"
    decide(desk, "decline_chosen", reason="I er et firma.")
    told = letters(post)[-1]
    assert (told["To"], Partner.objects.get().state) == ("Lise@havnen.example", "declined")
    assert "I er et firma." in told.get_body(("plain",)).get_content()
    letters(post)
    assert len(post.letters) == 1


@pytest.mark.attack("G06")
def test_a_steward_invites_another_who_removes_the_first(client, desk, post):
    welcome(client, approved(client, desk, post), post)
    client.post("/foreninger/havnens-venner/folk/", {"email": "bo@havnen.example", "role": "kasserer"})
    other = Client()
    welcome(other, link_in(letters(post)[-1]), post)
    lise = Member.objects.get(user__email="Lise@havnen.example")
    assert other.post("/foreninger/havnens-venner/folk/", {"remove": lise.pk}).status_code == 302
    assert client.get("/foreninger/havnens-venner/ret/").status_code == 404
    last = Member.objects.get()
    other.post("/foreninger/havnens-venner/folk/", {"remove": last.pk})
    assert Member.objects.get() == last


def test_an_invitation_works_once_and_not_after_it_was_taken_back(client, desk, post):
    welcome(client, approved(client, desk, post), post)
    client.post("/foreninger/havnens-venner/folk/", {"email": "bo@havnen.example"})
    way = link_in(letters(post)[-1])
    client.post("/foreninger/havnens-venner/folk/", {"withdraw": way.rstrip("/").rpartition("/")[2]})
    assert Client().post(way).status_code == 404
    client.post("/foreninger/havnens-venner/folk/", {"email": "bo@havnen.example"})
    post.letters.clear()
    way = Invitation.objects.get(accepted=None).get_absolute_url()
    assert [Client().post(way).status_code for _again in range(2)] == [302, 410]


def test_an_invitation_signs_nobody_in(client, desk, post, rikke):
    way = approved(client, desk, post)
    client.force_login(rikke)
    assert client.post(way).headers["Location"] == "/log-ind/?next=/foreninger/havnens-venner/ret/"
    assert client.get("/mig/").status_code == 302, "who was signed in as somebody else is not any more"
    assert [member.user.email for member in Member.objects.filter(partner__name=JOIN["name"])] == [JOIN["email"]]


def test_who_is_signed_in_as_its_owner_needs_no_code(client, desk, post):
    way = approved(client, desk, post)
    come_in(client, post, "LISE@havnen.example")
    assert client.post(way).headers["Location"] == "/foreninger/havnens-venner/ret/"
    assert client.get("/foreninger/havnens-venner/ret/").status_code == 200


def test_a_member_signs_in_later(client, desk, post):
    welcome(client, approved(client, desk, post), post)
    client.post("/log-ud/")
    assert client.get("/mine-foreninger/").headers["Location"] == "/log-ind/?next=/mine-foreninger/"
    come_in(client, post, "LISE@havnen.example")
    assert "Havnens Venner" in client.get("/mine-foreninger/").content.decode()
    assert "Havnens Venner" in client.get("/mig/").content.decode()


def test_an_invitation_to_an_officers_address_asks_for_the_password_first(client, mads, rowing_club):
    mads.email = "mads@fjordby.example"
    mads.save()
    way = Invitation.objects.create(partner=rowing_club, email="mads@fjordby.example").get_absolute_url()
    assert "medarbejder" in client.post(way).content.decode()
    assert not Member.objects.exists()
    client.force_login(mads)
    assert client.post(way).status_code == 302 and Member.objects.get().user == mads


def test_a_profile_that_is_wrong_keeps_what_was_written(client, rikke):
    client.force_login(rikke)
    said = {"name": "Roklubben", "text": "Nye ord", "reach": "areas", "web": "javascript://x"}
    page = client.post("/foreninger/roklubben/ret/", said)
    text = page.content.decode()
    assert page.status_code == 422 and "Nye ord" in text
    assert "Vælg mindst et område." in text and "begynder med https://" in text
    assert Partner.objects.get().text == ""


def test_a_circle_needs_a_place(client, rikke):
    Partner.objects.update(precision="whole")
    client.force_login(rikke)
    page = client.post("/foreninger/roklubben/ret/", {"name": "Roklubben", "reach": "radius"})
    assert "Sig først, hvor I holder til" in page.content.decode()


def test_a_drawn_area_is_where_the_partner_works(client, rikke):
    client.force_login(rikke)
    ring = [spot(*at).transform(4326, clone=True).coords for at in ((0, 0), (900, 0), (900, 900), (0, 900), (0, 0))]
    shape = '{"type":"Polygon","coordinates":[%s]}' % [list(corner) for corner in ring]
    page = client.post("/foreninger/roklubben/ret/", {"name": "Roklubben", "reach": "drawn", "shape": shape})
    assert page.status_code == 302
    partner = Partner.objects.get()
    assert 809_000 < partner.service_area.area < 811_000 and partner.point.equals_exact(spot(), 0.01)
