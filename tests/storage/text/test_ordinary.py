"""A line that is known for a heading at one look is one when it is asked everything."""

import random

import pytest

from storage.text.dump import furniture, ordinary, outline

_WORDS = """a an the of to in on with for by at from and or no not this that its here there where more post
    article report statement meets calls visits leaders talks summit trade peace president minister people's
    day-long reading first appeared published author editor's comments view reply edition read today
    Xi Putin Vietnam China United Nations City WTO EU""".split()


def _every_opener() -> list[str]:
    """Whatever word a question about a line may be answered by."""
    known = furniture.FIRST_WORDS | ordinary._OPENERS
    return sorted(word for word in known if word.isascii() and word.isalpha())


@pytest.mark.parametrize("capitals", [str.capitalize, str.upper, str.title])
def test_what_is_ordinary_is_a_heading(capitals: object) -> None:
    assert callable(capitals)
    rng = random.Random(11)
    openers = [*_every_opener(), *_WORDS, "Minister", "Leaders", "Mr", "Mrs", "Reporter", "Moderator", "Host"]
    ordinaries = 0
    for opener in openers * 12:
        words = [
            capitals(opener.replace("'", "").replace("-", "")),
            *rng.choices(_WORDS, k=rng.randint(2, 9)),
        ]
        text = " ".join(words) if rng.random() < 0.7 else ", ".join(words)
        if ordinary.is_ordinary(text):
            ordinaries += 1
            assert outline._asked(text) == outline._read(text), text
    assert ordinaries > 200


@pytest.mark.parametrize(
    "text",
    [
        "Xi Jinping meets the Prime Minister, calls for day-long talks",
        "Vietnam’s leaders welcome the people's delegation to Hanoi",
        "EU and China agree on trade",
    ],
)
def test_usual_titles_are_ordinary(text: str) -> None:
    assert ordinary.is_ordinary(text)


@pytest.mark.parametrize(
    "text",
    [
        "Continue reading what the minister said",
        "Posted in the news of the week",
        "What the workers want, by our editor",
        "Best wishes to you and yours",
        "The talks ended on 5 May",
        "The talks in Hanoi: a report",
        "Talks in Hanoi",
        "the talks in Hanoi have ended",
    ],
)
def test_others_are_asked(text: str) -> None:
    assert not ordinary.is_ordinary(text)


@pytest.mark.parametrize("text", ["Continue reading", "Continue reading ", "Keep reading The talks in Hanoi"])
@pytest.mark.parametrize(
    "title", ["", "Xi meets the Prime Minister", "The text was published below", "a b c d"]
)
def test_a_usual_marker_is_what_it_is_when_it_is_asked(text: str, title: str) -> None:
    line = f"{text} {title}".strip()
    assert outline._read(line) == outline._asked(line)


def test_usual_markers_name_their_title() -> None:
    assert ordinary.usual_title("Keep reading Xi meets the Premier") == "Xi meets the Premier"
    assert ordinary.usual_title("Continue reading this article") is None
    assert ordinary.usual_title("Continue reading The post that first appeared elsewhere") is None
