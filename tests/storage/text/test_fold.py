"""Which spellings are equal, and which tokens the index is given."""

import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.fold import fold, indexable, is_indexable, tokens, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nhân Dân", "nhan dan"),
        ("Đảng Cộng sản", "dang cong san"),
        ("Łódź", "lodz"),
        ("København", "kobenhavn"),
        ("Straße", "strasse"),
        ("Æthelred Œuvre", "aethelred oeuvre"),
        ("Diyarbakır İstanbul", "diyarbakir istanbul"),
        ("Þingvellir Ħamrun", "thingvellir hamrun"),
        ("ＡＢＣ１２３", "abc123"),
        ("ﬁne", "fine"),
        ("Xi’s “new” era", 'xi\'s "new" era'),
        ("«oui»", '"oui"'),
        ("a\u00a0b\u2002c\t\nd", "a b c d"),
        ("  ends  ", "ends"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("rtl\u202e mark\ufeff", "rtl mark"),
        ("x\x00y", "x y"),
        ("Nha\u0302n", "nhan"),
        ("Đà\tNẴNG: A\u0301 B\x00é`s (O\u0308)", "da nang: a b e's (o)"),
        ("Ёлка Йод", "елка йод"),
        ("Ἀθῆναι ΟΔΟΣ", "αθηναι οδοσ"),
        ("שָׁלוֹם", "שלום"),
        ("مُحَمَّد", "محمد"),
        ("한국어", "한국어"),
        ("ｶﾞ", "ガ"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don’t stop-it U.S.", ["don", "t", "stop", "it", "u", "s"]),
        ("snake_case 1,000", ["snake", "case", "1", "000"]),
        ("北京大学", ["北", "京", "大", "学"]),
        ("中国 news", ["中", "国", "news"]),
        ("ประเทศ", ["ป", "ร", "ะ", "เ", "ท", "ศ"]),
        ("ດີ", ["ດີ"]),
        ("ភាសា", ["ភា", "សា"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("日本のガイド", ["日", "本", "の", "ガ", "イ", "ド"]),
        ("!!! — 🙂", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text())
def test_each_token_folds_from_the_piece_it_was_found_in(text: str) -> None:
    for token, begin, stop in tokens(text):
        assert 0 <= begin < stop <= len(text)
        # A fraction such as ¼ is one character of two tokens.
        assert token in {"".join(words(text[begin:stop])), *words(text[begin:stop])}


@given(st.text(st.characters(max_codepoint=0x7F), max_size=30))
def test_plain_characters_have_the_same_tokens_beside_others(text: str) -> None:
    assert tokens(f"{text} é")[:-1] == tokens(text)


@pytest.fixture(scope="module")
def index_tokens() -> Iterator[Callable[[str], list[str]]]:
    """The tokens that the index itself makes of a text."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute(
            "CREATE VIRTUAL TABLE t USING fts5 (text, content = '', "
            "tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co M*'\")"
        )
        raw.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, instance)")

        def found(text: str) -> list[str]:
            raw.execute("INSERT INTO t (rowid, text) VALUES (1, ?)", (indexable(text),))
            rows = raw.execute("SELECT term FROM v ORDER BY offset").fetchall()
            raw.execute("INSERT INTO t (t) VALUES ('delete-all')")
            return [row[0] for row in rows]

        yield found


def test_every_character_of_the_living_scripts_becomes_the_same_tokens_in_the_index(
    index_tokens: Callable[[str], list[str]],
) -> None:
    """The index's tokenizer knows Unicode as of some years ago: later letters are left out."""
    blocks = [
        range(0x01, 0x250),
        range(0x370, 0x483),
        range(0x48A, 0x530),
        range(0x5D0, 0x5EB),
        range(0x620, 0x6D4),
        range(0x905, 0x94E),
        range(0xE01, 0xE3B),
        range(0x10D0, 0x10F1),
        range(0x1000, 0x103F),
        range(0x1780, 0x17D4),
        range(0x1E00, 0x1F00),
        range(0x2000, 0x2065),
        range(0x3041, 0x3097),
        range(0x30A1, 0x30FB),
        range(0x4E00, 0x4E80),
        range(0xAC00, 0xAC80),
        range(0xFF01, 0xFF9E),
    ]
    wrong = [
        (hex(point), index_tokens(f"a{chr(point)}b"), words(f"a{chr(point)}b"))
        for block in blocks
        for point in block
        if unicodedata.category(chr(point)) != "Cn"
        and index_tokens(f"a{chr(point)}b") != words(f"a{chr(point)}b")
    ]
    assert wrong == []


def test_text_that_the_index_folds_by_itself_is_given_as_it_is() -> None:
    for text in ("plain", "Yamandú Orsi’s “front” – it won", "Nicolás Ž"):
        assert indexable(text) is text
        assert is_indexable(text)
    assert not is_indexable("Đảng")
    assert indexable("Đảng") == "dang"
