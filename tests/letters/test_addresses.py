import pytest
from django.core.exceptions import ValidationError

from kortet.letters.addresses import MailField, mark_of


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ida@example.org", "ida@example.org"),
        (" Ida.Holm+kort@Example.ORG ", "Ida.Holm+kort@example.org"),
        ("ida@example.org.", "ida@example.org"),
        ("ida@rødgrød.dk", "ida@xn--rdgrd-vuad.dk"),
        ("o'neil@example.org", "o'neil@example.org"),
    ],
)
def test_an_address_has_one_form(typed, kept):
    assert MailField().clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "ida",
        "ida@localhost",
        '"evil@x.dk,"@b.dk',
        "a@[127.0.0.1]",
        "a@127.0.0.1",
        "a" * 65 + "@example.org",
        "a@" + "b" * 64 + ".dk",
        "a@" + "b." * 130 + "dk",
        "ida@example.org\nBcc: x@y.dk",
        "ida@example.org, bo@example.org",
        "a..b@example.org",
        "ïda@example.org",
        "ida@exa mple.org",
        "ida@-example.org",
    ],
)
def test_what_a_mail_server_could_read_otherwise_is_refused(typed):
    with pytest.raises(ValidationError, match=r"navn@eksempel\.dk|højst 254|254 tegn"):
        MailField().clean(typed)


def test_the_mark_tells_nothing_and_is_the_same_for_all_spellings():
    assert mark_of("Ida@example.org") == mark_of("ida@example.org") and "ida" not in mark_of("ida@example.org")
