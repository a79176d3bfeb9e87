"""What other sites show of a link to a pin."""

import io
import re

import pytest
from PIL import Image, ImageFont

from kortet.lettering import font, lines

pytestmark = pytest.mark.usefixtures("neighbourhoods")


@pytest.fixture(autouse=True)
def _nothing_drawn_before(settings):
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = settings.CACHES | {"drawings": dummy}


def test_the_picture_is_large_and_carries_nothing_else(client, make_pin):
    answer = client.get(f"/naal/{make_pin().word}/kort.png")
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer["Content-Type"], picture.size) == ("image/png", (1200, 630))
    assert not picture.info.keys() - {"transparency"}
    assert "max-age=60" in answer["Cache-Control"] and "Set-Cookie" not in answer


def test_what_has_not_changed_is_not_sent_again(client, make_pin):
    pin = make_pin()
    address = f"/naal/{pin.word}/kort.png"
    mark = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")
    pin.title = "Et andet ord"
    pin.save()
    assert client.get(address, headers={"if-none-match": mark}).status_code == 200


def test_a_hidden_pin_has_no_picture_and_no_tags(client, make_pin, mads):
    pin = make_pin()
    page = client.get(f"/naal/{pin.word}/").content.decode()
    assert f'property="og:image" content="http://localhost:8000/naal/{pin.word}/kort.png"' in page
    pin.hide("Spam")
    assert client.get(f"/naal/{pin.word}/kort.png").status_code == 404
    client.force_login(mads)
    assert "og:image" not in client.get(f"/naal/{pin.word}/").content.decode()


def test_tags_are_text(client, make_pin):
    pin = make_pin(title='<b>"x"</b>', text='"><script>')
    page = client.get(pin.get_absolute_url()).content.decode()
    assert re.search(r'og:title" content="&lt;b&gt;&quot;x&quot;&lt;/b&gt;"', page) and "<script>" not in page


def test_long_headlines_end_in_an_ellipsis_on_the_second_line():
    letters = font(44, "SemiBold")
    assert isinstance(letters, ImageFont.FreeTypeFont)
    found = lines("Flere bænke ved søen " * 20, letters, 1000)
    assert len(found) == 2 and found[1].endswith("…") and all(letters.getlength(line) <= 1000 for line in found)
    assert lines("Æblehaven", letters, 1000) == ["Æblehaven"]
    assert lines("A" * 400, letters, 1000)[0].endswith("…")
    assert lines("", letters, 1000) == []


@pytest.mark.parametrize("title", ["🙂🙂🙂", "مرحبا", "\u0301" * 100, "x" * 120])
def test_odd_letters_are_drawn_without_an_error(client, make_pin, title):
    assert client.get(f"/naal/{make_pin(title=title).word}/kort.png").status_code == 200
