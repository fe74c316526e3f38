"""The code checker against an oracle of its own, written from lines 57-63 of the
guide alone: other means than the product's, over random candidates."""

import random
import unicodedata

import pytest

from procedures.rules.access_code import check_code

SMALL, BIG = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS, SIGNS = "0123456789", "!?-_.,;:/*+@#&()=%€$"
SPECIAL = ["é", "É", "ß", "ı", "п", "Ж", "٣", "²", " ", "\u00a0", "e\u0301", "ç"]
DAYS, MONTHS = range(1, 32), range(1, 13)


def candidates(number=2000):
    drawn = random.Random(57)
    for _ in range(number):
        parts = [
            drawn.choice([SMALL, BIG, DIGITS, SIGNS, SPECIAL, SMALL, DIGITS])
            for _ in range(drawn.randrange(0, 12))
        ]
        text = "".join(
            "".join(drawn.choices(part, k=drawn.randrange(1, 6))) for part in parts
        )
        if drawn.random() < 0.15:
            text += written_date(drawn)
        if drawn.random() < 0.1:
            text += written_nir(drawn)
        yield text


def written_date(drawn):
    day, month = drawn.choice(DAYS), drawn.choice(MONTHS)
    year = drawn.randrange(1900, 2030)
    orders = [
        (f"{day:02}", f"{month:02}"),
        (f"{month:02}", f"{day:02}"),
        (f"{year % 100:02}", f"{month:02}", f"{day:02}"),
        (str(year),),
    ]
    return drawn.choice(["", "/", "-", "_", ":", "\u00a0", "–"]).join(
        drawn.choice(orders)
    )


def written_nir(drawn):
    number = drawn.choice("12") + "".join(drawn.choices(DIGITS, k=12))
    sign = drawn.choice(["", " ", "_", "\u00a0", ":", "–", "."])
    return sign.join([number[0], number[1:3], number[3:5], number[5:7], number[7:]])


def oracle(typed):
    code = unicodedata.normalize("NFC", typed)
    bare = [sign for sign in code if sign.isalnum()]
    ascii_only = all(sign in SMALL + BIG + DIGITS for sign in code)
    special = any(
        not sign.isspace()
        and not sign.isalpha()
        and not sign.isnumeric()
        and unicodedata.category(sign)[0] in "PS"
        for sign in code
    )
    return {
        "length": "ok" if 8 <= len(code) <= 50 else "ko",
        "lower": "ok" if set(code) & set(SMALL) else "ko",
        "upper": "ok" if set(code) & set(BIG) else "ko",
        "digit-or-special": "ok" if set(code) & set(DIGITS) or special else "ko",
        "allowed": "ok" if ascii_only else "verifier",
        "no-nir": "ko" if holds_a_number(bare) else "ok",
        "no-birth-date": "verifier" if holds_a_date(bare) else "ok",
    }


def holds_a_number(bare):
    """13 signs from 1 or 2: digits, but for a letter A or B at the seventh place."""
    for at in range(len(bare) - 12):
        window = bare[at : at + 13]
        department = window[6] in DIGITS + "ABab"
        others = window[:6] + window[7:]
        if window[0] in "12" and department and all(s in DIGITS for s in others):
            return True
    return False


def holds_a_date(bare):
    """Four signs running that read as a year, or as a day and a month."""
    for at in range(len(bare) - 3):
        window = bare[at : at + 4]
        if not all(sign in DIGITS for sign in window):
            continue
        number = int("".join(window))
        one, two = divmod(number, 100)
        if 1900 <= number <= 2029:
            return True
        if (one in DAYS and two in MONTHS) or (one in MONTHS and two in DAYS):
            return True
    return False


def test_two_thousand_candidates_are_judged_as_the_guide_says():
    for typed in candidates():
        if not typed:
            continue
        found = {rule.key: rule.result for rule in check_code(typed)}
        assert found == oracle(typed), ascii(typed)


@pytest.mark.parametrize(
    ("typed", "rule", "expected"),
    [
        ("Abcd750714", "no-birth-date", "verifier"),
        ("Abcd0714", "no-birth-date", "verifier"),
        ("Abcde\u0301fgh", "digit-or-special", "ko"),
        ("Abcdefg\u0301", "length", "ko"),
        ("Abc1_85_01_75_123_456", "no-nir", "ko"),
        ("Abc1\u00a085\u00a001\u00a075\u00a0123\u00a0456", "no-nir", "ko"),
        ("Abc1:85:01:75:123:456", "no-nir", "ko"),
        ("Abc1–85–01–75–123–456", "no-nir", "ko"),
        ("Abcdef14_07", "no-birth-date", "verifier"),
        ("Abcdef14:07", "no-birth-date", "verifier"),
    ],
)
def test_what_slipped_through(typed, rule, expected):
    assert {r.key: r.result for r in check_code(typed)}[rule] == expected


@pytest.mark.parametrize(
    ("letters", "expected"), [(6, "ko"), (7, "ok"), (24, "ok"), (49, "ok"), (50, "ko")]
)
def test_an_accent_typed_apart_counts_for_no_sign(letters, expected):
    """24 letters and their accents are 25 signs, not 49: phones send them apart."""
    apart = "A" + "e\u0301" * letters
    [length] = [r.result for r in check_code(apart) if r.key == "length"]
    assert length == expected


def test_nothing_typed_looks_like_nothing(reader):
    html = reader.get("/code-personnel/").content.decode()
    rules = html.partition('class="judged"')[2].partition("</ul>")[0]
    assert "à vérifier" not in rules and 'class="verifier"' not in rules
    assert rules.count('data-result="verifier"') == 7


def test_the_bounds_that_staff_write_are_those_judged():
    rules = check_code("Abcdefg1", shortest=10, longest=12)
    assert rules[0].label == "Comporter entre 10 et 12 caractères"
    assert rules[0].result == "ko"
