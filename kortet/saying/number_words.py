"""Numbers that are written in words, Danish or English, from 0 to 99: "nul en nul en halvfems" is 010190."""

import re
from collections.abc import Iterator

ONES = {
    word: digit
    for digit, words in enumerate(
        ("nul zero", "en et én ét een one", "to two", "tre three", "fire four", "fem five", "seks six", "syv seven")
    )
    for word in words.split()
} | {"otte": 8, "eight": 8, "ni": 9, "nine": 9}
TEENS = {
    word: 10 + place
    for place, words in enumerate(
        (
            "ti ten",
            "elleve eleven",
            "tolv twelve",
            "tretten thirteen",
            "fjorten fourteen",
            "femten fifteen",
            "seksten sixteen",
            "sytten seventeen",
            "atten eighteen",
            "nitten nineteen",
        )
    )
    for word in words.split()
}
TENS = {
    word: 10 * (2 + place)
    for place, words in enumerate(
        (
            "tyve twenty",
            "tredive thirty",
            "fyrre forty",
            "halvtreds halvtredsindstyve fifty",
            "tres tresindstyve sixty",
            "halvfjerds halvfjerdsindstyve seventy",
            "firs firsindstyve eighty",
            "halvfems halvfemsindstyve ninety",
        )
    )
    for word in words.split()
}
COMPOUND = re.compile(rf"({'|'.join(ONES)})og({'|'.join(sorted(TENS, key=len, reverse=True))})")
TOKEN = re.compile(r"\d+|[^\W\d_]+")
BETWEEN = re.compile(r"[\s,.;:/\-]*")


def in_digits(text: str) -> str:
    """The text with each run of numbers, where at least one is in words, as one row of digits; else as it was."""
    made, last = [], 0
    for start, end, digits in runs(text):
        made += [text[last:start], digits]
        last = end
    return "".join([*made, text[last:]])


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Where numbers stand side by side: beginning, end, their digits."""
    run: list[tuple[int, int, str, bool]] = []
    for token in TOKEN.finditer(text):
        digits = digits_of(token.group().lower())
        joined = run and BETWEEN.fullmatch(text, run[-1][1], token.start())
        if run and not (digits and joined):
            yield from worth(run)
            run = []
        if digits:
            run.append((token.start(), token.end(), digits, not token.group().isdigit()))
    yield from worth(run)


def worth(run: list[tuple[int, int, str, bool]]) -> Iterator[tuple[int, int, str]]:
    if any(in_words for *_, in_words in run):
        yield run[0][0], run[-1][1], "".join(digits for _, _, digits, _ in run)


def digits_of(token: str) -> str:
    """The digits of a number in digits or in words; empty for any other word."""
    if token.isdigit():
        return token
    if token in ONES:
        return str(ONES[token])
    if token in TEENS or token in TENS:
        return str(TEENS.get(token) or TENS[token])
    together = COMPOUND.fullmatch(token)
    return str(ONES[together[1]] + TENS[together[2]]) if together else ""
