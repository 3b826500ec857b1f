"""The cooldown lets a burst through, then one question a second, for each person alone."""

from datetime import UTC, datetime, timedelta

from bot.cooldown import Cooldown
from bot.harness import TurnableClock


def cooldown(burst: int = 3) -> tuple[Cooldown, TurnableClock]:
    clock = TurnableClock(datetime(2026, 11, 23, tzinfo=UTC))
    return Cooldown(clock, burst=burst, refill=timedelta(seconds=10)), clock


def test_a_burst_goes_through_and_then_one_at_a_time() -> None:
    bucket, clock = cooldown()
    assert [bucket.take(1) for _ in range(3)] == [None, None, None]
    assert bucket.take(1) == timedelta(seconds=10)
    clock.advance(4)
    assert bucket.take(1) == timedelta(seconds=6)
    clock.advance(6)
    assert bucket.take(1) is None
    assert bucket.take(1) == timedelta(seconds=10)


def test_asking_too_fast_does_not_make_the_wait_longer() -> None:
    bucket, _ = cooldown(burst=1)
    bucket.take(1)
    assert {bucket.take(1) for _ in range(20)} == {timedelta(seconds=10)}


def test_a_clock_that_is_turned_back_locks_nobody_out() -> None:
    bucket, clock = cooldown()
    assert [bucket.take(1) for _ in range(3)] == [None, None, None]
    clock.advance(-timedelta(days=50))
    assert [bucket.take(1) for _ in range(4)] == [None, None, None, timedelta(seconds=10)]


def test_one_person_does_not_slow_another() -> None:
    bucket, _ = cooldown(burst=1)
    bucket.take(1)
    assert bucket.take(2) is None


def test_a_rest_fills_the_bucket_but_no_further() -> None:
    bucket, clock = cooldown(burst=2)
    bucket.take(1)
    clock.advance(timedelta(days=1))
    assert [bucket.take(1) is None for _ in range(3)] == [True, True, False]
