"""Pieces of exact text around what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.archive.answers import Snippet
from storage.archive.query import parse
from storage.archive.snippets import BEGINNING, Finder, Searchable

FILLER = "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor. " * 6
LONG = f"\n{FILLER * (BEGINNING // len(FILLER))}"
"""Two lines, of which the first is empty and the second ends about where the beginning of a body does."""


def snippet_of(query: str, body: str, first: int) -> Snippet:
    """A body's snippet, where its first line is line `first` of the dump."""
    beginning = Searchable.beginning(body[:BEGINNING])
    return Finder(parse(query).terms).snippet(beginning, first, lambda: Searchable(body))


@pytest.mark.parametrize("body", ["one line", LONG, LONG.replace("\n", " "), f"x{LONG}é\n{LONG}"])
def test_of_a_long_body_only_the_lines_of_its_beginning_are_kept(body: str) -> None:
    known = Searchable.beginning(body)
    assert (known.body, known.whole) == (
        Searchable.beginning(body[:BEGINNING]).body,
        Searchable.beginning(body[:BEGINNING]).whole,
    )
    assert len(known.body) < BEGINNING
    assert known.whole == (len(body) < BEGINNING)


def found(query: str, body: str) -> tuple[list[str], int]:
    """The highlighted words of the snippet, and its line where the body begins on line 10."""
    snippet = snippet_of(query, body, 10)
    line = body.split("\n")[snippet.line - 10]
    assert line[snippet.begin : snippet.begin + len(snippet.text)] == snippet.text
    assert len(snippet.text) <= 260
    return [snippet.text[begin:stop] for begin, stop in snippet.highlights], snippet.line


@pytest.mark.parametrize(
    ("query", "body", "highlights", "line"),
    [
        ("road", "First line.\n\nThe Belt and Road.", ["Road"], 12),
        ('"belt and road"', "belt\nThe Belt and Road goes", ["Belt and Road"], 11),
        ("nhan dan", f"{FILLER}\n{FILLER} as Nhân Dân writes", ["Nhân", "Dân"], 11),
        ("dang", "Đảng Cộng sản", ["Đảng"], 10),
        ("lodz", "In Łódź today", ["Łódź"], 10),
        ("strasse", "Die Straße dort", ["Straße"], 10),
        ("aether", "The Æther drift", ["Æther"], 10),
        ("nhan", "Nha\u0302n Da\u0302n", ["Nha\u0302n"], 10),
        ("北京", f"{FILLER}\n我在北京大学学习", ["北京"], 11),
        ("viet*", "Vietnam and Vietnamese", ["Vietnam", "Vietnamese"], 10),
        ("don’t", "They don't know", ["don't"], 10),
        ("the road", "the the the\nthe road", ["road"], 11),
        ("absent", "\n\nNothing here", [], 12),
        ("absent", "", [], 10),
        ("both words", f"both here\n{FILLER}\nboth of the words", ["both", "words"], 12),
        ("late", f"{LONG}\nlate", ["late"], 12),
        ("Lorem late", f"{LONG}\nlate\nlate and lorem", ["late", "lorem"], 13),
        ("lorem", f"{LONG}\nlorem lorem lorem", ["Lorem"] * 4, 11),
        ("nhan", f"{LONG}\nNhân Dân", ["Nhân"], 12),
    ],
)
def test_snippet(query: str, body: str, highlights: list[str], line: int) -> None:
    assert found(query, body) == (highlights, line)


def test_a_word_that_is_not_there_hides_no_other_far_down_a_long_text() -> None:
    body = f"“{FILLER}”\n" * 100 + "It is under control."
    assert len(body) > 45_000
    assert found("desert control", body) == (["control"], 110)


def test_a_long_line_is_cut_between_words_and_says_so() -> None:
    snippet = snippet_of("needle", f"{FILLER}needle {FILLER}", 1)

    assert snippet.cut_before
    assert snippet.cut_after
    assert "needle" in snippet.text
    assert all(word in f"{FILLER}needle" for word in snippet.text.split())


def test_a_run_without_spaces_is_cut_at_any_character() -> None:
    snippet = snippet_of("北京", "中" * 500 + "北京" + "国" * 500, 1)
    assert [snippet.text[begin:stop] for begin, stop in snippet.highlights] == ["北京"]
    assert len(snippet.text) <= 260


@given(st.text(max_size=600), st.text(max_size=12))
def test_a_snippet_is_always_a_piece_of_its_line(body: str, query: str) -> None:
    terms = parse(query).terms
    if terms:
        found(query, body)


WORDS = st.sampled_from(["a", "ab", "abc", "Belt", "belt", "b1", "and", "Road", "road", "x"])
BETWEEN = st.sampled_from([" ", "  ", ", ", "-", "_", "\n", "’s ", ""])
QUERIES = ("a", "b*", "ab*", '"a b*"', '"a ab"', '"belt and road"', "belt road", '"x x"', '"a a a"')


@given(st.lists(st.tuples(WORDS, BETWEEN), max_size=25), st.sampled_from(QUERIES))
def test_the_quick_look_through_plain_text_finds_what_a_look_at_each_word_finds(
    pieces: list[tuple[str, str]], query: str
) -> None:
    finder = Finder(parse(query).terms)
    plain = "".join(word + between for word, between in pieces)
    # One letter beyond the plain ones, and every word is looked at.
    other = finder.highlights(f"{plain} é")
    assert finder.highlights(plain) == other


@given(
    st.text("ab \n-é", max_size=300),
    st.sampled_from(["a", "ab*", "b", '"a b"', "a-b"]),
)
def test_the_highlights_are_those_that_the_piece_itself_has(body: str, query: str) -> None:
    snippet = snippet_of(query, body, 1)
    assert snippet.highlights == Finder(parse(query).terms).highlights(snippet.text)
