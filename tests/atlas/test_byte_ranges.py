import pytest

from kortet.atlas.byte_ranges import Span, UnsatisfiableError, asked_span, is_still, read_span

SATISFIED = {
    "bytes=0-0": (0, 0),
    "bytes=0-99": (0, 99),
    "bytes=10-19": (10, 19),
    "bytes=90-": (90, 99),
    "bytes=90-500": (90, 99),
    "bytes=-5": (95, 99),
    "bytes=-500": (0, 99),
    "Bytes = 1 - 2": (1, 2),
}
WHOLE = [
    *("", "bytes=", "bytes=-", "bytes", "bytes=5-2", "bytes=a-b", "bytes=1-2,5-6", "bytes=0-0,-1", "items=0-5"),
    *("bytes=1", "bytes=--5", "bytes=1-2-3", "bytes=１-２", "bytes=0x1-0x2"),
]


@pytest.mark.parametrize("header", SATISFIED)
def test_one_range_is_cut_to_the_file(header):
    assert asked_span(header, 100) == Span(*SATISFIED[header])


@pytest.mark.parametrize("header", WHOLE)
def test_nonsense_and_several_ranges_mean_the_whole_file(header):
    assert asked_span(header, 100) is None


@pytest.mark.parametrize(
    ("header", "size"),
    [("bytes=100-", 100), ("bytes=100-200", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-1", 0)],
)
def test_outside_the_file_is_refused(header, size):
    with pytest.raises(UnsatisfiableError):
        asked_span(header, size)


def test_a_number_too_long_to_be_an_offset_is_nonsense():
    assert asked_span("bytes=" + "9" * 40 + "-", 100) is None


@pytest.mark.parametrize(
    ("if_range", "still"),
    [
        ("", True),
        ('"abc"', True),
        ('"abd"', False),
        ('W/"abc"', False),
        ("Thu, 01 Jan 1970 00:16:40 GMT", True),
        ("Thu, 01 Jan 1970 00:16:41 GMT", False),
        ("yesterday", False),
    ],
)
def test_if_range_names_this_version_or_not(if_range, still):
    assert is_still(if_range, '"abc"', 1000) is still


def test_a_long_part_comes_in_small_pieces(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)) * 1024)
    pieces = list(read_span(path, Span(1, 200_000)))
    assert b"".join(pieces) == path.read_bytes()[1:200_001]
    assert max(map(len, pieces)) == 64 * 1024
