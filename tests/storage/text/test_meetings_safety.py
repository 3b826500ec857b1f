"""Whatever the text: nothing raises, quotes are exact, and the time grows no faster than the text."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.text.analysis import analyse
from storage.text.records import Anchor
from tests.storage.text.told_meetings import report

_WORDS = """"President Xi Jinping met with Prime Minister of Japan Kishida and , ; . : “ ” ( ) ’s his her He
    They the two leaders delegation led by talks between call spoke phone visited visit to China
    Paris attended inauguration congratulated wrote message from exchanged jointly announced on
    May 6, 2024 today said that Ambassador van der al Jr. III Communist Party (CPC) counterpart
    welcomed received Meeting meetings was joined will not 🇷🇺 · é 中""".split()
_LINES = st.lists(st.sampled_from([*_WORDS, "\u00a0", "\u2002"]), max_size=40).map(" ".join) | st.text(
    max_size=80
)


@settings(max_examples=250, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=6), st.booleans())
def test_no_text_raises_and_every_quote_is_exact(paragraphs: list[str], official: bool) -> None:
    article = report(*paragraphs, publisher="White House (US)" if official else "A newspaper")
    found = analyse(article, Anchor(date(2024, 6, 30), None))
    for meeting in found.meetings:
        assert len(meeting.countries) >= 2
        for quote in (meeting.evidence, *meeting.told_again, *meeting.said):
            assert article.line(quote.line)[quote.begin : quote.begin + len(quote.text)] == quote.text


_UNITS = {
    "dots": "Jan. ",
    "nested quotes": "“‘“’ said ",
    "commas": "A, ",
    "names": "President Wang Yi, ",
    "titles": "President and Minister of Foreign Affairs of ",
    "meetings": "President Xi met with Prime Minister Bo Li of Japan on January 5, 2024. ",
    "no stop": "President Xi met with Prime Minister Bo Li of Japan and ",
    "pronouns": "He met with him. ",
    "visits": "visited and visited to ",
    "talks": "talks between the call with the meeting of ",
    "delegations": "a delegation led by Minister Ann Bo, ",
    "letters": "congratulated President Bo of Kenya. President Li of Japan wrote: “ ",
    "countries": "France and Germany and ",
    "brackets": "President (",
    "spaces": "met                                        ",
    "hyphens": "met-with-",
}


def _seconds(text: str) -> float:
    article = report("A title", text)
    begin = time.process_time()
    analyse(article, Anchor(date(2024, 6, 30), None))
    return time.process_time() - begin


@pytest.mark.parametrize("unit", _UNITS.values(), ids=_UNITS.keys())
def test_time_grows_no_faster_than_one_long_line(unit: str) -> None:
    small = min(_seconds(unit * (10_000 // len(unit))) for _ in range(2))
    # Three tries: what else goes on in the process, such as a look for cycles, may fall into one of them.
    large = unit * (80_000 // len(unit))
    assert any(_seconds(large) < 8 * 3 * max(small, 0.01) for _ in range(3))


def test_time_grows_no_faster_than_the_number_of_people() -> None:
    def text(count: int) -> str:
        return " ".join(
            f"President Ab{n}x Smith{n} of Japan met Minister Bo{n} Li of Kenya on May {n % 28 + 1}, 2024."
            for n in range(count)
        )

    small = min(_seconds(text(100)) for _ in range(2))
    assert _seconds(text(800)) < 8 * 4 * max(small, 0.01)
