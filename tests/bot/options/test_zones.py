"""Time zones by city, country or name."""

from datetime import UTC, datetime

import pytest

from bot.options import zones
from bot.refusals import UnknownName

WINTER = datetime(2026, 11, 23, 12, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("lisb", "Europe/Lisbon"),
        ("Pakistan", "Asia/Karachi"),
        ("new york", "America/New_York"),
        ("america/new", "America/New_York"),
        ("calcutta", "Asia/Calcutta"),
        ("brelin", "Europe/Berlin"),
        ("", "UTC"),
    ],
)
def test_the_best_suggestion(typed: str, name: str) -> None:
    assert zones.suggest(typed, WINTER)[0].name == name


def test_a_suggestion_shows_the_offset_of_the_season() -> None:
    assert zones.suggest("lisbon", WINTER)[0].label == "Lisbon, Portugal · UTC+00:00 now"
    assert zones.suggest("lisbon", SUMMER)[0].label == "Lisbon, Portugal · UTC+01:00 now"


def test_no_more_suggestions_than_discord_takes() -> None:
    assert len(zones.suggest("a", WINTER)) == 25


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" Lisbon ", "Europe/Lisbon"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("US/Eastern", "US/Eastern"),
    ],
)
def test_a_typed_zone_is_understood(typed: str, name: str) -> None:
    assert zones.named(typed) == name


@pytest.mark.parametrize(
    "typed", ["localtime", "Factory", "posixrules", "posix/UTC", "right/UTC", "posix/Europe/Berlin"]
)
def test_what_lies_beside_the_zones_is_none(typed: str) -> None:
    with pytest.raises(UnknownName):
        zones.named(typed)
    assert typed not in [each.name for each in zones.suggest(typed, WINTER)]


@pytest.mark.parametrize("typed", ["Atlantis", "../etc/passwd", "x" * 500, "\x00", "Mars/Olympus"])
def test_an_unknown_zone_is_refused_with_the_nearest(typed: str) -> None:
    with pytest.raises(UnknownName) as refused:
        zones.named(typed)
    assert refused.value.kind == "zone"
    assert refused.value.nearest
