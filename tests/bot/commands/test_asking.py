"""What autocomplete offers is within Discord's limits, whatever it is made of."""

import pytest

from bot.commands.asking import choices


@pytest.mark.parametrize("unseen", ["", "  ", "\u200b", "\u200b \u2060", "\u202e\ufeff", "\U000e0041"])
def test_what_would_show_nothing_is_not_offered(unseen: str) -> None:
    """Discord refuses the whole list for one empty label."""
    offered = choices([(unseen, "value"), (f"{unseen}Wang Yi", "Wang Yi")])
    assert [(each.name, each.value) for each in offered] == [("Wang Yi", "Wang Yi")]


def test_what_is_too_long_to_be_carried_is_not_offered() -> None:
    offered = choices([("y" * 200, "y" * 100), ("x", "x" * 101)])
    assert [(len(each.name), len(str(each.value))) for each in offered] == [(100, 100)]


def test_no_more_is_offered_than_discord_takes() -> None:
    assert len(choices([(f"Name {number}", "value") for number in range(30)])) == 25
