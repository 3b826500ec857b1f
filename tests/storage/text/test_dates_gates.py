"""Patterns that are tried only where a word or sign may fit them find there what they find everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.dates.feasts import _DAYS, _FEAST, holds_feasts
from storage.text.dates.tense import _AHEAD, _AHEAD_OPENS, _CUE, _CUES, _SINCE, _SINCE_OPENS
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


CUES = sorted(set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\\[a-z]|\(\?P<\w+>", " ", _CUE))) - {"la"})


@given(st.lists(st.sampled_from([*CUES, "’ll", "'ll", "Armed", "visited", "_", "É"])), st.sampled_from(" -"))
def test_the_tense_is_told_by_what_the_pattern_finds_everywhere(words: list[str], gap: str) -> None:
    text = gap.join(words)
    everywhere = re.compile(rf"\b{_CUE}").finditer(text)

    assert [cue.span() for cue in _CUES.finditer(text)] == [cue.span() for cue in everywhere]


def test_each_word_that_opens_what_tells_a_tense_is_looked_at() -> None:
    tails = ["", *(f" {word}" for word in CUES), *(f" {one} {two}" for one in ("to", "be") for two in CUES)]
    openings = [word + ending for word in CUES for ending in ("", "s", "d", "ed", "t", "ing")]
    pattern = re.compile(_CUE)

    assert all(_CUES.match(word + tail) for word in openings for tail in tails if pattern.match(word + tail))


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
