"""Patterns that are tried only where a word that opens or closes them stands find what they find anywhere."""

import re
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.dates.occurrences import _BARE, _is_bare
from storage.text.first_words import closed, opened
from storage.text.fold import apart, small
from storage.text.meetings import countries, sides
from storage.text.meetings.quotes import _ISSUING, _JOINT, _SPEAKING, _SPEECH
from storage.text.meetings.triggers import _RULES, _Rule

PIECES = ["met ", "Meet ", "talks ", "of ", "with ", "-", "_", "held ", "“", "a letter from "]


class Opened(NamedTuple):
    pattern: re.Pattern[str]
    words: frozenset[str]
    in_small: bool


OPENED = [
    *(Opened(rule.pattern, rule.opens, rule.small) for rule in _RULES),
    Opened(_SPEECH, _SPEAKING, in_small=False),
    Opened(_JOINT, _ISSUING, in_small=False),
]
EXAMPLES = [
    "sent a letter, exchanged messages, wrote a letter, message from, received a letter from",
    "jointly announced, jointly attended",
    "attended the inauguration, took part in the funeral, attends a ceremony",
    "visited, is visiting, paid a visit to, kicked off a visit to, arrived in, led a delegation to",
    "co-chaired the meeting, cochaired with, co-chaired by",
    "presented his credentials to, handed over letters of credence to, received the credentials of",
    "held talks, had a phone call, sat down for a meeting, took part in the consultations, made a call",
    "met, sat down, consulted with, hold a meeting",
    "visited to meet, led a delegation to N to hold talks, flew to meet",
    "discussed it by phone, agreed in a phone call",
    "was received by, were warmly welcomed by",
    "spoke, talks",
    "hosted a dinner for, granted an audience to, received in audience, called on, paid a courtesy visit to",
    "exchanged views on it with N, discussed with N",
    "meeting, speaking",
    "phone call, video-conference, meetings, exchange of views, bilateral with, one-on-one, tête-à-tête",
    "following their talks, at the end of the meeting, upon completion of the talks, in a call",
    "visit to, trip by, a visit",
    "said, called for, pointed out, spoke highly",
    "issued a joint statement, adopted the joint declaration",
]
"""Of what each pattern matches: of all its ways to go on behind the first word."""


def sources(pattern: re.Pattern[str]) -> list[str]:
    """The words that a pattern names, with the endings that it may give them."""
    plain = re.sub(r"\[[A-Z]([a-z])\]", r"\1", re.sub(r"\\[a-zA-Z]", " ", pattern.pattern))
    named = re.findall(r"[^\W\d_]{2,}", plain)
    return sorted({stem + ending for stem in named for ending in ("", "s", "d", "ed", "led", "es", "ing")})


def found(opens: Opened, text: str) -> list[tuple[int, int]]:
    words = opens.words & frozenset(apart(text).split())
    return [match.span() for match in opened(opens.pattern, text, 0, len(text), words)]


@pytest.mark.parametrize(("opens", "examples"), list(zip(OPENED, EXAMPLES, strict=True)))
def test_nothing_is_missed_whichever_of_its_words_a_pattern_opens_with(opens: Opened, examples: str) -> None:
    met = 0
    for example in examples.split(", "):
        _, gap, rest = re.split(r"(\W+|$)", example, maxsplit=1)
        for word in sources(opens.pattern):
            for spelt in (word, word.capitalize(), word.upper()):
                text = f"“{spelt}{gap}{rest} N"
                read = small(text) if opens.in_small else text
                everywhere = [match.span() for match in opens.pattern.finditer(read)]

                assert found(opens, read) == everywhere
                met += bool(everywhere)
    assert met


@pytest.mark.parametrize(
    ("rule", "examples"),
    [(rule, examples) for rule, examples in zip(_RULES, EXAMPLES, strict=False) if rule.holds],
)
def test_whatever_a_rule_finds_holds_one_of_the_words_that_it_asks_for(rule: _Rule, examples: str) -> None:
    assert rule.small  # the words are asked for in small letters
    held: set[str] = set()
    for example in examples.split(", "):
        for word in example.split():
            for other in {spelt for source in sources(rule.pattern) for spelt in (source, source[:-1])}:
                text = small(f"{example.replace(word, other)} N")
                for match in rule.pattern.finditer(text):
                    words = rule.holds.intersection(apart(match[0]).split())

                    assert words, match[0]
                    held |= words
    assert held == rule.holds


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_what_is_found_is_found_once_and_in_order(text: str) -> None:
    for opens in OPENED:
        read = small(text) if opens.in_small else text

        assert found(opens, read) == [match.span() for match in opens.pattern.finditer(read)]


def test_only_the_part_that_is_asked_for_is_searched() -> None:
    pattern = re.compile(r"\bmet\b")
    text = "met metal met met"

    assert [match.start() for match in opened(pattern, text, 1, 13, ["met"])] == [10]


@given(st.text() | st.text(alphabet="aé_ ’“—\u2002中ÿ\x81\u0130", max_size=30))
def test_words_stand_apart_where_they_stood(text: str) -> None:
    spaced = apart(text)

    assert len(spaced) == len(text)
    assert spaced.split() == re.findall(r"\w+", text)


CLOSED = [
    (sides._PREPOSITION, sides._BEFORE_OBJECTS),
    (sides._OBJECT, sides._MEETING),
    (countries._OBJECT, countries._BEFORE_OBJECTS),
]
ENDS = """of with by toward towards the his a an Comrade Mr. former visiting met received greeted in over
    discussing discussed than July said (of non-of of, _of \u201cthe""".split()


@pytest.mark.parametrize(("pattern", "words"), CLOSED)
@given(text=st.lists(st.tuples(st.sampled_from(ENDS), st.sampled_from([" ", "  ", "", "\u00a0"]))))
def test_what_closes_a_text_is_found_as_without_a_look_at_its_last_word(
    pattern: re.Pattern[str], words: frozenset[str], text: list[tuple[str, str]]
) -> None:
    """The last word only spares searches that find nothing."""
    joined = "".join(word + space for word, space in text)
    found, expected = closed(pattern, joined, words), pattern.search(joined)
    assert (found and found.span()) == (expected and expected.span())


BARE = "since as of the until till from before after dated following early may, in a_b o’f x".split()


@given(st.lists(st.tuples(st.sampled_from(BARE), st.sampled_from([" ", ", ", " (", ""])), max_size=12))
def test_a_bare_day_is_told_as_by_its_pattern_alone(pieces: list[tuple[str, str]]) -> None:
    """The last words only spare searches that find nothing."""
    before = "".join(word + sign for word, sign in pieces)
    assert _is_bare(before) == (_BARE.search(before) is not None)
