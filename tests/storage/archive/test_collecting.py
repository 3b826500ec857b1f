"""The collector of cycles during a load."""

import gc
from collections.abc import Iterator

import pytest

from storage.archive.collecting import collect_seldom, rare_collections


@pytest.fixture
def usual() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("usual")
def test_collects_seldom_until_the_end() -> None:
    """However the block ends, the collector goes on as it did before."""
    seen: list[int] = []

    def fail() -> None:
        with rare_collections():
            seen.append(gc.get_threshold()[0])
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert seen[0] > 10_000
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.parametrize("threshold", [0, 100_000])
@pytest.mark.usefixtures("usual")
def test_leaves_a_collector_that_collects_less(threshold: int) -> None:
    """Who set it so had a reason."""
    gc.set_threshold(threshold)
    with rare_collections():
        assert gc.get_threshold()[0] == threshold
    assert gc.get_threshold()[0] == threshold


@pytest.mark.usefixtures("usual")
def test_a_load_within_a_load_changes_nothing() -> None:
    """The outer one sets the threshold and sets it back."""
    with rare_collections():
        seldom = gc.get_threshold()
        with rare_collections():
            pass
        assert gc.get_threshold() == seldom
    assert gc.get_threshold() == (700, 10, 10)


@pytest.mark.usefixtures("usual")
def test_a_process_that_only_reads_collects_seldom_for_good() -> None:
    collect_seldom()
    assert gc.get_threshold()[0] > 10_000
    assert gc.get_threshold()[1:] == (10, 10)
