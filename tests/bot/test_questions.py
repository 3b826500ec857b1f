"""What a button carries is read back exactly, and nothing else is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import (
    AboutQuestion,
    ArticleQuestion,
    DayQuestion,
    ForgedQuestion,
    MeetingsQuestion,
    Question,
    RelatedQuestion,
    SearchQuestion,
    link,
    pack,
    unlink,
    unpack,
)
from storage.state import Json

QUESTIONS: list[Question] = [
    SearchQuestion("belt and road", page=2),
    SearchQuestion("a|b\\p|\\", "PK", date(2025, 2, 1), date(2025, 2, 28), "Nhân Dân", 3),
    SearchQuestion(""),
    RelatedQuestion("xi"),
    ArticleQuestion("abcdefgh23456722", "dates", 1),
    MeetingsQuestion(),
    MeetingsQuestion("ORG:UN", "Wang Yi", "call", date(2025, 1, 1), None, 4),
    DayQuestion(1, 18),
    DayQuestion(2, 29, 2024, "marker22", 1),
    AboutQuestion(),
]


@pytest.mark.parametrize("asked", QUESTIONS)
def test_a_custom_id_carries_a_question(asked: Question) -> None:
    custom_id = link(asked, 24)
    assert custom_id is not None
    assert len(custom_id) <= 100
    assert unlink(custom_id).question == asked


@pytest.mark.parametrize("asked", QUESTIONS)
def test_the_state_keeps_a_question_for_all_its_pages(asked: Question) -> None:
    custom_id = link(asked, 0, "KEY_-9")
    assert custom_id is not None
    carried = unlink(custom_id)
    assert (carried.question, carried.key, carried.page, carried.kind) == (
        None,
        "KEY_-9",
        asked.page,
        type(asked),
    )
    assert unpack(pack(asked), asked.page) == asked


@given(st.text(min_size=0, max_size=120), st.integers(0, 999_999), st.integers(0, 24))
def test_any_text_is_carried_or_left_to_the_state(text: str, page: int, slot: int) -> None:
    asked = SearchQuestion(text, page=page)
    custom_id = link(asked, slot)
    if custom_id is None:
        assert len(text) > 60 or not text.isprintable()
    else:
        assert len(custom_id.encode("utf-16-le")) // 2 <= 100
        assert unlink(custom_id).question == asked


def test_buttons_of_one_message_differ_even_where_they_ask_the_same() -> None:
    asked = ArticleQuestion("abc")
    assert len({link(asked, slot) for slot in range(25)}) == 25


@pytest.mark.parametrize(
    "custom_id",
    [
        "",
        "x",
        "page:2",
        "2s0=belt||||||0",  # another version
        "1z0=belt|0",  # no such kind
        "1s0=belt|0",  # too few fields
        "1s0=belt|||||",  # no page
        "1s0=belt|||||-1",
        "1s0=belt||2025-99-99|||0",
        "1sz=belt|||||0",  # no such slot
        "1a0=abc|everything|0",  # no such view
        "1m0=PK||party||0|0",
        "1d0=13|1|||0",
        "1d0=2|29|2025||0",
        "1d0=²|1|||0",
        "1s0@../../etc|0",
        "1s0@key",
        "1s0@a|b|0",
        "1s0@" + "k" * 41 + "|0",
        "1s0=" + "a" * 5000 + "|||||0",
        "\x00",
        "1s0=belt|||||0\n",
    ],
)
def test_a_forged_custom_id_is_refused(custom_id: str) -> None:
    with pytest.raises(ForgedQuestion):
        unlink(custom_id)


@given(st.text(max_size=100))
def test_no_custom_id_raises_anything_else(custom_id: str) -> None:
    for text in (custom_id, "1s0=" + custom_id, "1d3=" + custom_id, "1m0@" + custom_id):
        try:
            carried = unlink(text)
        except ForgedQuestion:
            continue
        assert carried.question is not None or carried.key is not None


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"version": "0", "kind": "s", "fields": []},
        {"version": "1", "kind": "s", "fields": ["only one"]},
        {"version": "1", "kind": "s", "fields": "text"},
        {"version": "1", "kind": None, "fields": []},
        {"version": "1", "kind": "d", "fields": ["2", "30", "", ""]},
    ],
)
def test_what_the_state_does_not_keep_is_refused(payload: dict[str, Json]) -> None:
    with pytest.raises(ForgedQuestion):
        unpack(payload, 0)


def test_a_page_belongs_to_the_press_not_to_what_is_kept() -> None:
    asked = SearchQuestion("x" * 200, page=1)
    assert pack(asked) == pack(replace(asked, page=7))
