"""What is understood of what a person types."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.archive.query import match_all, match_any, parse


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("belt road", "belt, road"),
        ('"belt and road" pakistan -india', "“belt and road”, pakistan, without india"),
        ("“belt and road” „seidene Straße“ «la route»", "“belt and road”, “seidene Straße”, “la route”"),
        ('pak* "belt and r"*', "pak…, “belt and r…”"),
        ('-"south sea" china', "china, without “south sea”"),
        ("U.S. COVID-19 don’t 1,000", "U.S, COVID-19, don’t, 1, 000"),
        ("China/US (talks)", "China, US, talks"),
        ('"open phrase', "open, phrase"),
        ('a "" b', "a, b"),
        ("AND OR NOT NEAR(x y)", "AND, OR, NOT, NEAR, x, y"),
        ("title:word ^word {a b}", "title, word, a, b"),
        ("co-operation - alone --twice", "co-operation, alone, without twice"),
        ("word word WORD", "word"),
        ("北京大学 中国*", "北京大学, 中国…"),
        ("Nhân Dân", "Nhân, Dân"),
        ("a\x00b\tc\x1bd", "a, b, c, d"),
        ("\u202eevil\u202c \u200bzero", "evil, zero"),
        ("\ud800", ""),
        ("🙂 !!! * \" ' ; --", ""),
        ("-only -these", "without only, without these"),
        ("", ""),
    ],
)
def test_what_is_understood(typed: str, plain: str) -> None:
    assert parse(typed).plain == plain


@pytest.mark.parametrize("typed", ['"belt and road" pakistan -india', "pak* 北京", '-"a b" c', "U.S. x"])
def test_what_was_understood_can_be_typed_again(typed: str) -> None:
    assert parse(parse(typed).typed) == parse(typed)


def test_of_a_very_long_query_the_beginning_is_searched_for() -> None:
    parsed = parse(" ".join(f"word{number}" for number in range(500)))
    assert parsed.cut
    assert 20 <= len(parsed.terms) <= 30


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE VIRTUAL TABLE t USING fts5 (text)")
        raw.execute("INSERT INTO t VALUES ('some words')")
        yield raw


@settings(max_examples=300)
@given(st.text())
@example('a" OR "b')
@example("NEAR(a b, 1) AND col:x")
def test_no_expression_is_a_syntax_error(index: sqlite3.Connection, typed: str) -> None:
    parsed = parse(typed)
    if parsed.terms:
        for expression in (match_all, match_any):
            index.execute(
                "SELECT 1 FROM t WHERE t MATCH ?", (expression(parsed.terms, parsed.excluded),)
            ).fetchall()
