"""A search's time, by a clock that the test turns."""

import pytest

from storage.archive.deadline import Deadline, OutOfTime


class Clock:
    """Stands still until it is turned."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_look_ends_what_runs_once_the_time_is_over() -> None:
    clock = Clock()
    deadline = Deadline(0.3, clock)
    clock.now += 0.29
    deadline.look()

    clock.now += 0.02
    with pytest.raises(OutOfTime):
        deadline.look()


def test_a_part_that_takes_too_long_just_ends_early() -> None:
    clock = Clock()
    deadline = Deadline(0.3, clock)
    reached = []
    with deadline.part(0.1):
        clock.now += 0.2
        deadline.look()
        reached.append("the end of the part")

    deadline.look()
    assert reached == []


def test_a_part_does_not_outlast_the_whole() -> None:
    clock = Clock()
    deadline = Deadline(0.3, clock)

    def long_part() -> None:
        with deadline.part(10.0):
            clock.now += 0.4
            deadline.look()

    with pytest.raises(OutOfTime):
        long_part()
