"""Corpus text never acts, reads as it stands, and is cut only where a reader would cut it."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.render.text import clean, emphasise, escape, excerpt, plural, shorten, size
from tests.bot.render.markup import acts, plain

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"

HOSTILE = [
    "@everyone and @here",
    "@EVERYONE",
    "<@123456789012345678> <@!1> <@&2> <#3>",
    "[x](http://example.org)",
    "https://example.org/a_b_c",
    "http://example.org",
    "<https://example.org>",
    "```py\ncode\n```",
    "`code` ``more``",
    "**bold** *it* __under__ _it_ ~~gone~~ ||spoiler||",
    "# heading",
    "-# small",
    "- item",
    "  + item",
    "* item",
    "> quotation",
    ">>> all of it",
    "1. one",
    "23) two",
    "<t:1700000000:R> <:smile:1> <a:party:2> </search:3> <id:customize>",
    "\\*not escaped\\*",
    "\\",
    "a\\",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_does_not_act(text: str) -> None:
    assert acts(escape(text)) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_escaping_is_undone_by_reading(text: str) -> None:
    assert plain(escape(text)) == clean(text)


@given(
    st.text(alphabet=st.one_of(st.sampled_from("\\*_~`|<>[]()#-+>@:/.1 \n"), st.characters()), max_size=60)
)
def test_no_text_acts_and_every_text_reads_as_it_stands(text: str) -> None:
    """Whatever is made of the signs that mean something to Discord."""
    assert acts(escape(text)) == []
    assert plain(escape(text)) == clean(text)


def test_every_line_of_the_seed_is_quoted_exactly() -> None:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    assert lines
    assert [plain(escape(line)) for line in lines] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb\u2066c\u2069", "abc"),
        ("zero\u200bwidth\ufeff\u2060", "zerowidth"),
        ("one\ntwo\r\nthree\u2028four\tfive", "one two three four five"),
        ("nul\x00bell\x07", "nulbell"),
        ("\ud800half", "half"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("x \u200d\u200d\u200d y", "x  y"),
        ("e" + "\u0301" * 30, "e" + "\u0301" * 4),
        ("Nhân\u2002Dân\u00a0—", "Nhân\u2002Dân\u00a0—"),
    ],
)
def test_what_cannot_be_seen_is_left_out(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("the quick brown fox", 19, "the quick brown fox"),
        ("the quick brown fox jumps", 21, "the quick brown fox…"),
        ("x" * 4096, 10, "x" * 9 + "…"),
        ("👩‍🚀👩‍🚀👩‍🚀", 12, "👩‍🚀👩‍🚀…"),
        ("e\u0301e\u0301e\u0301", 5, "e\u0301e\u0301…"),
        ("🇺🇾🇵🇰🇨🇳", 9, "🇺🇾🇵🇰…"),
    ],
)
def test_shortening_keeps_whole_characters(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


@given(st.text(max_size=300), st.integers(min_value=2, max_value=120))
def test_an_excerpt_keeps_its_limit_and_never_cuts_an_escape(text: str, limit: int) -> None:
    shown = excerpt(text, limit)
    assert size(shown) <= limit
    assert acts(shown) == []
    whole = clean(text)
    assert plain(shown) == whole or whole.startswith(plain(shown)[:-1])


@pytest.mark.parametrize(
    ("text", "ranges", "expected"),
    [
        ("Belt and Road", [(0, 4), (9, 13)], "**Belt** and **Road**"),
        ("Belt and Road", [], "Belt and Road"),
        ("Belt and Road", [(0, 4), (2, 8)], "**Belt and** Road"),
        ("a*b*c", [(1, 4)], "a**\\*b\\***c"),
        ("abc", [(0, 3)], "**abc**"),
    ],
)
def test_what_was_found_is_bold(text: str, ranges: list[tuple[int, int]], expected: str) -> None:
    assert emphasise(text, ranges, 200) == expected


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
    st.integers(30, 100),
)
def test_bold_is_always_closed_and_within_the_limit(
    text: str, ranges: list[tuple[int, int]], limit: int
) -> None:
    shown = emphasise(text, ranges, limit)
    assert size(shown) <= limit
    assert len(re.findall(r"\*\*", re.sub(r"\\.", "", shown, flags=re.DOTALL))) % 2 == 0


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (1234, "1,234 articles")]
)
def test_a_number_agrees_with_its_noun(count: int, expected: str) -> None:
    assert plural(count, "article") == expected


def test_a_number_that_was_not_counted_to_its_end_says_so() -> None:
    assert plural(10_000, "article", capped=True) == "10,000+ articles"
    assert plural(1, "entry", "entries", capped=True) == "1+ entries"
