"""`dateline state copy` moves a state, proves it, and touches nothing where it refuses."""

from pathlib import Path

import pytest

from tests.bot.cli.conftest import Dateline
from tests.bot.cli.test_backup import subscribe, subscribed


def test_a_state_is_copied_and_told_in_numbers(dateline: Dateline, folder: Path) -> None:
    subscribe(folder / "state.db", 11)

    ran = dateline("state", "copy", "state.db", "copy.db")

    assert ran.code == 0
    assert "Copied and read back: 1 subscription, 0 deliveries and 0 buttons" in ran.err
    assert subscribed(folder / "copy.db") == [11]


def test_a_target_that_holds_something_is_replaced_only_when_told(dateline: Dateline, folder: Path) -> None:
    subscribe(folder / "state.db", 11)
    subscribe(folder / "copy.db", 12)

    refused = dateline("state", "copy", "state.db", "copy.db")
    assert refused.code == 1
    assert "the target is not empty: it holds 1 subscription" in refused.err
    assert subscribed(folder / "copy.db") == [12]

    assert dateline("state", "copy", "--replace", "state.db", "copy.db").code == 0
    assert subscribed(folder / "copy.db") == [11]


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("nowhere.db", "copy.db", "there is nothing to copy"),
        ("state.db", "state.db", "the same database"),
        ("state.db", "postgresql://dateline:hunter2@127.0.0.1:1/dateline", "does not answer"),
    ],
)
def test_what_cannot_be_copied_is_refused_in_words(
    dateline: Dateline, folder: Path, source: str, target: str, told: str
) -> None:
    subscribe(folder / "state.db", 11)

    ran = dateline("state", "copy", source, target)

    assert ran.code == 1
    assert told in ran.err
    assert "hunter2" not in ran.err
    assert not (folder / "nowhere.db").exists()
    assert not (folder / "copy.db").exists()


def test_copying_needs_both_addresses(dateline: Dateline) -> None:
    assert dateline("state", "copy", "state.db").code == 2
    assert dateline("state").code == 2
