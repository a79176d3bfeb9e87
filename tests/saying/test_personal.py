"""Personal numbers however they are spelt, and numbers that are none."""

import random
from datetime import date, timedelta

import pytest

from kortet.saying.number_words import in_digits
from kortet.saying.personal import cpr_numbers

DIGIT_WORDS = ["nul", "en", "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni"]
TENS = ["", "ti", "tyve", "tredive", "fyrre", "halvtreds", "tres", "halvfjerds", "firs", "halvfems"]
TEENS = ["ti", "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten"]


def pair_in_words(pair):
    number = int(pair)
    if number < 10:
        return f"nul {DIGIT_WORDS[number]}"
    if number < 20:
        return TEENS[number - 10]
    return TENS[number // 10] if number % 10 == 0 else f"{DIGIT_WORDS[number % 10]}og{TENS[number // 10]}"


def pairs(digits):
    return [digits[place : place + 2] for place in range(0, 10, 2)]


def in_script(digits, zero):
    return "".join(chr(zero + int(digit)) for digit in digits)


SPELLINGS = {
    "dash": lambda d, y: f"{d[:6]}-{d[6:]}",
    "together": lambda d, y: d,
    "space": lambda d, y: f"{d[:6]} {d[6:]}",
    "dash in spaces": lambda d, y: f"{d[:6]} - {d[6:]}",
    "en dash": lambda d, y: f"{d[:6]}–{d[6:]}",
    "minus": lambda d, y: f"{d[:6]}−{d[6:]}",
    "hard hyphen": lambda d, y: f"{d[:6]}\u2011{d[6:]}",
    "soft hyphen": lambda d, y: f"{d[:6]}\u00ad{d[6:]}",
    "hard space": lambda d, y: f"{d[:6]}\u00a0{d[6:]}",
    "entity": lambda d, y: f"{d[:6]}&nbsp;-&nbsp;{d[6:]}",
    "no width": lambda d, y: f"{d[:3]}\u200b{d[3:6]}-{d[6:]}",
    "stop": lambda d, y: f"{d[:6]}.{d[6:]}",
    "stroke": lambda d, y: f"{d[:6]}/{d[6:]}",
    "underscore": lambda d, y: f"{d[:6]}_{d[6:]}",
    "line": lambda d, y: f"{d[:6]}\n{d[6:]}",
    "brackets": lambda d, y: f"{d[:6]} ({d[6:]})",
    "date of spaces": lambda d, y: f"{d[:2]} {d[2:4]} {d[4:6]} {d[6:]}",
    "date of stops": lambda d, y: f"{d[:2]}.{d[2:4]}.{d[4:6]}-{d[6:]}",
    "date of strokes": lambda d, y: f"{d[:2]}/{d[2:4]}/{d[4:6]} {d[6:]}",
    "date of dashes": lambda d, y: f"{d[:2]}-{d[2:4]}-{d[4:6]}-{d[6:]}",
    "short date": lambda d, y: f"{int(d[:2])}/{int(d[2:4])} {d[4:6]}-{d[6:]}",
    "pairs": lambda d, y: " ".join(pairs(d)),
    "pairs and dash": lambda d, y: f"{d[:2]} {d[2:4]} {d[4:6]} - {d[6:8]} {d[8:]}",
    "one by one": lambda d, y: " ".join(d),
    "one by one with dashes": lambda d, y: "-".join(d),
    "whole year": lambda d, y: f"{d[:4]}{y}-{d[6:]}",
    "whole year and stops": lambda d, y: f"{d[:2]}.{d[2:4]}.{y}-{d[6:]}",
    "wide": lambda d, y: f"{in_script(d[:6], 0xFF10)}-{in_script(d[6:], 0xFF10)}",
    "arabic": lambda d, y: f"{in_script(d[:6], 0x660)}-{in_script(d[6:], 0x660)}",
    "keycaps": lambda d, y: "".join(f"{digit}\ufe0f\u20e3" for digit in d),
    "letters for digits": lambda d, y: f"{d[:6]}-{d[6:]}".replace("0", "O").replace("1", "l"),
    "digits in words": lambda d, y: " ".join(DIGIT_WORDS[int(digit)] for digit in d),
    "words and commas": lambda d, y: ", ".join(DIGIT_WORDS[int(digit)] for digit in d),
    "pairs in words": lambda d, y: " ".join(pair_in_words(pair) for pair in pairs(d)),
    "half in words": lambda d, y: f"{d[:6]} {' '.join(DIGIT_WORDS[int(digit)] for digit in d[6:])}",
    "told apart": lambda d, y: f"{d[:6]} og de sidste fire er {d[6:]}",
    "in a file name": lambda d, y: f"scan_{d[:6]}-{d[6:]}.jpg",
    "after a word": lambda d, y: f"CPR{d[:6]}-{d[6:]}",
}
SENTENCES = ["{}", "Mit nummer er {}, ring til mig.", "({})", "Hej\n{}\nMvh", "cpr-nr.: {}.", "Født {} i Fjordby"]


def numbers(chance, n):
    """So many personal numbers: a day since 1900, and any four digits, whatever their check digit is."""
    for _ in range(n):
        born = date(1900, 1, 1) + timedelta(chance.randrange(365 * 126))
        yield f"{born:%d%m%y}{chance.randrange(10_000):04}", born.year


def missed(n=5_000):
    chance, kinds = random.Random(1), list(SPELLINGS)
    for place, (digits, year) in enumerate(numbers(chance, n)):
        kind = kinds[place % len(kinds)]
        text = chance.choice(SENTENCES).format(SPELLINGS[kind](digits, year))
        if not cpr_numbers(text):
            yield kind, text


def test_F12_all_spellings_are_found():
    told = [*missed()]
    assert len(told) <= 25, told[:20]  # 0.5 % of 5,000


def digits_of(chance, n):
    return "".join(chance.choice("0123456789") for _ in range(n))


def in_pairs(chance, n=4):
    return " ".join(digits_of(chance, 2) for _ in range(n))


def town(chance):
    return f"{chance.randrange(1000, 9999)} Fjordby"


def kle(chance):
    """A subject number of the municipalities' common plan, and a case under it."""
    subject = f"{chance.randrange(1, 33):02}.{chance.randrange(1, 40):02}.{chance.randrange(20):02}"
    return f"{subject}-P{chance.randrange(30):02}-{chance.randrange(900)}-{chance.randrange(10, 27)}"


def day_and_hour(chance, between, stop):
    day = f"{chance.randrange(1, 29):02}.{chance.randrange(1, 13):02}.2026"
    return f"{day}{between}{chance.randrange(24):02}{stop}{chance.randrange(60):02}"


OTHERS = {
    "phone": lambda c: digits_of(c, 8),
    "phone in pairs": in_pairs,
    "phone in two": lambda c: f"{digits_of(c, 4)} {digits_of(c, 4)}",
    "phone with country": lambda c: f"+45 {in_pairs(c)}",
    "phone with 0045": lambda c: f"0045{digits_of(c, 8)}",
    "two phones": lambda c: f"{in_pairs(c)} / {in_pairs(c)}",
    "swedish phone": lambda c: f"+46 70 {digits_of(c, 3)} {in_pairs(c, 2)}",
    "cvr": lambda c: f"CVR {digits_of(c, 8)}",
    "cvr in pairs": lambda c: f"CVR-nr. {in_pairs(c)}",
    "case": lambda c: f"20{c.randrange(10, 27)}-{digits_of(c, 5)}",
    "longer case": lambda c: f"sag 20{c.randrange(10, 27)}-{digits_of(c, 6)}",
    "short case": lambda c: f"{c.randrange(10, 27)}/{digits_of(c, 5)}",
    "kle": kle,
    "house": lambda c: f"Vestergade {c.randrange(1, 300)}, {town(c)}",
    "houses": lambda c: f"Vestergade {c.randrange(1, 90)}, {c.randrange(1, 90)} og {c.randrange(1, 90)}, {town(c)}",
    "floor": lambda c: f"Nygade {c.randrange(1, 99)}, {c.randrange(1, 9)}. {c.randrange(1, 99)}, {town(c)}",
    "meeting": lambda c: day_and_hour(c, " kl. ", "."),
    "bare meeting": lambda c: day_and_hour(c, " ", ""),
    "years": lambda c: f"{c.randrange(1900, 2026)}-{c.randrange(1900, 2026)}",
    "ean": lambda c: f"579000{digits_of(c, 7)}",
    "metres": lambda c: f"{c.randrange(440_000, 890_000)}.{digits_of(c, 2)} 62{digits_of(c, 5)}",
    "degrees": lambda c: f"{c.uniform(54.5, 57.7):.6f}, {c.uniform(8, 15):.6f}",
    "prices": lambda c: f"{c.randrange(1, 99)}.{digits_of(c, 3)}.{digits_of(c, 3)} kr.",
    "words": lambda c: f"Der er en bænk, to træer og {c.randrange(3, 99)} huller på {c.randrange(2, 9)} meter",
}


def alarms(n=5_000):
    chance, kinds = random.Random(2), list(OTHERS)
    for place in range(n):
        kind = kinds[place % len(kinds)]
        text = chance.choice(SENTENCES).format(OTHERS[kind](chance))
        if cpr_numbers(text):
            yield kind, text


def test_F12_other_numbers_are_left_alone():
    told = [*alarms()]
    assert len(told) <= 50, told[:20]  # 1 % of 5,000


@pytest.mark.parametrize("text", ["310299-1234", "320190-1234", "011390-1234", "", "Bænken mangler", "1234-010190"])
def test_no_date_is_no_number(text):
    assert cpr_numbers(text) == []


def test_numbers_in_words():
    assert in_digits("nul en, enogtyve og halvfems 12") == "0121 og 9012"
    assert in_digits("12 34 og fem") == "12 34 og 5" and in_digits("intet her") == "intet her"


def test_a_long_text_is_looked_at_quickly():
    """No shape looks at a text again and again: ten times as long takes nowhere near a hundred times as long."""
    assert cpr_numbers("01 " * 20_000) == [] and cpr_numbers("010190" + " " * 50_000) == []
    assert cpr_numbers("0-" * 30_000) == [] and cpr_numbers("en " * 20_000) == []
