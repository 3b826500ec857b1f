"""Shards: each is somebody's, and one that nobody has run for a minute is adopted by exactly one process."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.digest.shares import Shares
from storage.state import Process, ShardRange

NOW = datetime(2026, 2, 1, 6, tzinfo=UTC)
LEASE = timedelta(minutes=1)
SPANS = [ShardRange(first, first + 3, 16) for first in (0, 4, 8, 12)]
FLEET = [Process(f"p{number}", f"host{number}", 1, span) for number, span in enumerate(SPANS)]


def look(shares: Shares, me: Process, seconds: float, beats: Mapping[Process, float]) -> frozenset[int]:
    others = [(each, NOW + timedelta(seconds=beat)) for each, beat in beats.items() if each != me]
    return shares.look(NOW + timedelta(seconds=seconds), me, others, LEASE)


def test_a_single_process_has_every_guild() -> None:
    shares = Shares()
    assert shares.look(NOW, Process("a", "host", 1), [], LEASE) == frozenset()
    assert shares.place(5 << 22) == "own"
    assert shares.ranges() == (None,)


def test_a_guild_is_its_shards() -> None:
    shares = Shares(ShardRange(4, 7, 16))
    assert shares.place((16 * 9 + 4) << 22) == "own"
    assert shares.place((16 * 9 + 8) << 22) == "elsewhere"
    assert shares.ranges() == (ShardRange(4, 7, 16),)


def test_nothing_is_adopted_while_everybody_lives() -> None:
    shares = Shares(SPANS[0])
    for seconds in range(0, 600, 20):
        assert look(shares, FLEET[0], seconds, dict.fromkeys(FLEET, seconds - 19)) == frozenset()


def test_processes_that_start_one_after_the_other_adopt_nothing() -> None:
    shares = Shares(SPANS[0])
    assert look(shares, FLEET[0], 0, {}) == frozenset()
    assert look(shares, FLEET[0], 50, {FLEET[1]: 45}) == frozenset()
    assert look(shares, FLEET[0], 61, dict.fromkeys(FLEET, 58)) == frozenset()


@pytest.mark.parametrize("dead", [1, 3])
def test_the_shards_of_one_that_was_silent_for_a_minute_are_shared_out(dead: int) -> None:
    living = [each for each in FLEET if each != FLEET[dead]]
    shares = {each: Shares(each.shards) for each in living}
    taken: list[int] = []
    for each in living:
        look(shares[each], each, 0, dict.fromkeys(FLEET, 0))
        beats = dict.fromkeys(living, 59) | {FLEET[dead]: 0}
        assert look(shares[each], each, 60, beats) == frozenset()
        taken += look(shares[each], each, 61, beats)
    assert sorted(taken) == list(range(dead * 4, dead * 4 + 4))
    assert len({len(each.adopted) for each in shares.values()} - {1, 2}) == 0


def test_an_adopted_shard_is_asked_for_and_known() -> None:
    shares = Shares(SPANS[0])
    look(shares, FLEET[0], 0, {FLEET[1]: 0})
    look(shares, FLEET[0], 90, {FLEET[1]: 0})
    assert shares.adopted >= {4, 7}
    assert shares.ranges()[:2] == (SPANS[0], ShardRange(4, 4, 16))
    assert shares.place(4 << 22) == "adopted"


def test_what_is_run_again_is_given_back() -> None:
    shares = Shares(SPANS[0])
    look(shares, FLEET[0], 0, {FLEET[1]: 0})
    look(shares, FLEET[0], 90, {FLEET[1]: 0})
    again = Process("new", "host1", 2, SPANS[1])
    look(shares, FLEET[0], 100, {FLEET[1]: 0, again: 99})
    assert not shares.adopted & set(range(4, 8))


def test_a_process_that_counts_shards_otherwise_inherits_nothing() -> None:
    """While a bot moves from 16 shards to 32, each half of it knows only its own kind."""
    shares = Shares(SPANS[0])
    wider = Process("wide", "host9", 1, ShardRange(0, 31, 32))
    look(shares, FLEET[0], 0, {wider: 0})
    assert look(shares, FLEET[0], 90, {wider: 89}) == frozenset(range(4, 16))
