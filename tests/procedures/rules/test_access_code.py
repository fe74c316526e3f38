"""The rules of the code personnel, one by one, without a page around them."""

import pytest

from procedures.rules.access_code import MAX_TYPED, check_code


def result(code: str, key: str) -> str:
    return next(rule.result for rule in check_code(code) if rule.key == key)


@pytest.mark.parametrize("year", [1900, 1985, 1999, 2000, 2019, 2020, 2026, 2029])
def test_a_year_one_may_be_born_in_is_to_check(year):
    assert result(f"Zorglub{year}x", "no-birth-date") == "verifier"


@pytest.mark.parametrize("number", [1899, 2099, 2050, 3000])
def test_a_number_that_is_no_year_of_birth_passes(number):
    assert result(f"Zorglub{number}x", "no-birth-date") == "ok"


def test_what_stands_after_the_longest_text_judged_is_not_read():
    """A page pasted by mistake costs no more than the longest code typed."""
    told = next(
        rule.advice for rule in check_code("Aa1" * 1000) if rule.key == "length"
    )
    assert told == f"Enlever {MAX_TYPED - 50} caractères."
