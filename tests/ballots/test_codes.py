"""What is kept of a ballot's letter codes leads to no code."""

from kortet.ballots.models import Code
from kortet.lettercodes.codes import digests
from tests.ballots.conftest import rows_of


def test_a_code_is_kept_as_a_digest_that_needs_the_key_and_the_salt(make_ballot, settings):
    ballot = make_ballot(codes=3)
    kept = set(Code.objects.values_list("digest", flat=True))
    assert kept == {digests(bytes(ballot.salt), code)[0] for code in ballot.letters}
    code = ballot.letters[0]
    assert digests(b"another salt", code)[0] not in kept
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another key, that is long enough for anybody"
    assert digests(bytes(ballot.salt), code)[0] not in kept
    settings.SECRET_KEY_FALLBACKS = [old]
    assert digests(bytes(ballot.salt), code)[1] in kept


def test_the_order_of_the_rows_is_not_that_of_the_sheet(make_ballot):
    ballot = make_ballot(codes=60)
    by_row = [row["digest"] for row in rows_of("ballots_code")]
    assert by_row == sorted(by_row) != [digests(bytes(ballot.salt), code)[0] for code in ballot.letters]
