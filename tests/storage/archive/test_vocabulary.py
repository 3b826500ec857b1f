"""Spellings near to a word that the archive does not have."""

import pytest

from storage.archive import Archive, vocabulary

WORDS = {
    "pakistan": 50,
    "pakistani": 9,
    "vietnam": 40,
    "china": 90,
    "chine": 1,
    "zardari": 2,
    "cooperation": 60,
    "corporation": 3,
    "zero": 3,
    "also": 8,
    "\ue000pk": 70,
}
"""In how many articles each stands; the last is a facet."""


@pytest.mark.parametrize(
    ("typed", "spellings", "in_many_words"),
    [
        ("pakstan", ["pakistan", "pakistani"], None),
        ("apkistan", ["pakistan", "pakistani"], None),
        ("xvietnam", ["vietnam"], None),
        ("cooperatoin", ["cooperation"], None),
        ("chna", ["china"], None),
        ("chinb", ["china", "chine"], None),
        # The first letter is another: among many words only the commonest are compared.
        ("akistan", ["pakistan", "pakistani"], ["pakistan"]),
        ("bietnam", ["vietnam"], ["vietnam"]),
        ("sardari", ["zardari"], []),
        # Two slips in five letters leave too little, and nobody looks for words of grammar.
        ("zebra", [], None),
        ("akso", [], None),
        ("pk", [], None),
        ("2025", [], None),
        ("nothing", [], None),
    ],
)
async def test_spellings(
    empty: Archive,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    spellings: list[str],
    in_many_words: list[str] | None,
) -> None:
    async with empty.change() as connection:
        await connection.run(lambda raw: raw.executemany("INSERT INTO word VALUES (?, ?)", WORDS.items()))

    assert await empty.ask(lambda raw: vocabulary.nearest(raw, typed)) == spellings
    monkeypatch.setattr(vocabulary, "_SCANNED", len(WORDS) - 1)
    monkeypatch.setattr(vocabulary, "_COMMON", 5)
    many = spellings if in_many_words is None else in_many_words
    assert await empty.ask(lambda raw: vocabulary.nearest(raw, typed)) == many
