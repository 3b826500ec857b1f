"""Patterns that are tried only where a word or sign may fit them find there what they find everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.dates.feasts import _DAYS, _FEAST, holds_feasts
from storage.text.dates.tense import _AHEAD, _AHEAD_OPENS, _SINCE, _SINCE_OPENS
from storage.text.dates.years import _COUNTING, _NOT_A_YEAR, _YEAR_BEFORE, _counts, _follows, _last_word

GOES_ON = ["", " of", " later than", " off to", " to", " last", " in"]
PIECES = [
    "in ",
    " about",
    "USD",
    "$ ",
    "€",
    "No.",
    " ",
    "-",
    "1",
    "the",
    "É",
    "İ",
    "K",
    "ſ",
    "5th ",
    "(",
    "’s ",
    "_a",
]


@pytest.mark.parametrize(("pattern", "opens"), [(_AHEAD, _AHEAD_OPENS), (_SINCE, _SINCE_OPENS)])
def test_what_stands_before_a_date_opens_with_one_of_the_listed_words(
    pattern: re.Pattern[str], opens: frozenset[str]
) -> None:
    words = set(re.findall(r"[a-z]{2,}", re.sub(r"\\[a-z]", " ", pattern.pattern)))

    assert {word for word in words for rest in GOES_ON if pattern.match(f"{word}{rest} the ")} == opens


def test_every_feast_is_seen_in_a_text() -> None:
    names = [" ".join(map(str.capitalize, name.split())) for name in (*_DAYS, "thanksgiving")]

    for name in (*names, *(name.replace("'", "’") for name in names)):
        assert _FEAST.fullmatch(name)
        assert holds_feasts(f"They met on {name}.")
    assert not holds_feasts("They met in the Year of the Snake.")


def test_each_word_before_a_count_is_one_that_the_pattern_knows() -> None:
    for word in _COUNTING:
        assert _NOT_A_YEAR.search(f"the {word} ")
        assert _counts(f"the {word} ", word)


@given(st.lists(st.sampled_from([*PIECES, *sorted(_COUNTING)])).map("".join) | st.text(max_size=28))
def test_what_stands_before_a_year_is_told_by_its_last_word(before: str) -> None:
    word = _last_word(before)

    assert _counts(before, word) or not _NOT_A_YEAR.search(before)
    assert _YEAR_BEFORE.search(before) or not _follows(before, word)
