"""The token bucket: how much one address may ask, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from content.operations.rate_limit import TokenBucket


def test_a_full_bucket_gives_its_last_token_and_no_more():
    bucket = TokenBucket(size=3, rate=0)
    assert [bucket.take("agence", 0) for _ in range(4)] == [True, True, True, False]


def test_a_token_comes_back_at_its_time_and_not_before():
    bucket = TokenBucket(size=1, rate=0.5)
    assert bucket.take("agence", 0)
    assert not bucket.take("agence", 1.9)
    assert bucket.take("agence", 2.0 + 1.9)


@pytest.mark.parametrize("other", ["agence", "maison"])
def test_each_address_has_its_own_bucket(other):
    bucket = TokenBucket(size=1, rate=0)
    assert bucket.take("agence", 0)
    assert bucket.take(other, 0) is (other != "agence")


@given(some.lists(some.floats(0, 5), max_size=60))
def test_a_bucket_never_gives_more_than_it_holds(pauses):
    bucket, now, given_ = TokenBucket(size=5, rate=1), 0.0, 0
    for pause in pauses:
        now += pause
        given_ += bucket.take("agence", now)
    assert given_ <= 5 + now + 1


def test_addresses_as_good_as_new_are_forgotten_and_the_others_are_not():
    bucket = TokenBucket(size=2, rate=1)
    for number in range(50_000):
        assert bucket.take(f"passant {number}", number / 100)
        assert bucket.take("insistant", number / 100) is (
            number < 2 or not number % 100
        )
        assert len(bucket.held) <= 1_001


def test_a_crowd_of_addresses_keeps_nobody_out_and_is_bounded():
    bucket = TokenBucket(size=1, rate=0)
    for number in range(60_000):
        assert bucket.take(f"foule {number}", 0)
    assert len(bucket.held) <= 40_000
