"""The tortures themselves: each is registered, and its quick ones hold in their short form."""

import importlib
import inspect

import pytest

from tests.torture import (
    _steady,
    clock,
    delivery_kills,
    fan_out,
    fuzz,
    interaction_faults,
    load_kills,
)
from tests.torture.__main__ import names


@pytest.mark.parametrize("name", names())
def test_a_torture_takes_a_seed_and_a_form_and_says_what_it_does(name: str) -> None:
    module = importlib.import_module(f"tests.torture.{name}")
    assert list(inspect.signature(module.run).parameters) == ["seed", "short"]
    assert module.__doc__


def test_no_delivery_is_doubled_or_lost_by_sixty_kills() -> None:
    row = delivery_kills.run(11, True)
    assert row.passed, row.measured


def test_sixty_zones_agree_with_a_walk_through_a_year() -> None:
    row = clock.run(11, True)
    assert row.passed, row.measured


def test_no_dump_is_half_loaded_by_twelve_kills() -> None:
    row = load_kills.run(11, True)
    assert row.passed, row.measured


def test_nothing_breaks_by_interactions_that_no_client_sends() -> None:
    row = fuzz.run(11, True)
    assert row.passed, row.measured


def test_no_interaction_is_acknowledged_twice_or_never_where_answers_fail() -> None:
    row = interaction_faults.run(11, True)
    assert row.passed, row.measured


def test_a_crowd_of_digests_goes_out_whole_and_within_discords_limit() -> None:
    # How many a second depends on the machine; that all arrive and none is refused does not.
    row = fan_out.run(11, True)
    assert row.measured.startswith("200 sent"), row.measured
    assert " 0 429s" in row.measured


def test_a_watch_leaves_out_what_a_process_was_halted_for_and_nothing_else() -> None:
    now = worked = 0.0
    watch = _steady.Watch(lambda: now, lambda: worked)
    # Nobody runs for a minute: neither the loop nor the thread that beats.
    now = 60.0
    assert watch() == 0.0
    # The loop works without a pause, and the thread cannot beat.
    now, worked = 65.0, 5.0
    assert watch() == 5.0
    # The loop is blocked by something that waits, and the thread beats.
    for _ in range(50):
        now += 0.1
        watch.beat()
    assert watch() == pytest.approx(10.0)
    assert watch.halted == 60.0
