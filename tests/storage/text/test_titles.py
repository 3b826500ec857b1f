"""What a title says is looked for where one of its words stands, and found as everywhere."""

import re

from hypothesis import given
from hypothesis import strategies as st

from storage.text.dump.headlines import _DOES, _LISTED, _VERB, tells
from storage.text.dump.titles import _GENRE, _GENRE_OPENERS
from storage.text.fold import apart, small

ENDS = """sheet release out outs order signed to ed advisory note determination message of remarks call with
    off memory memoriam conversation""".split()
GOES_ON = [
    "",
    *(f"{gap}{end}" for gap in (" ", "-") for end in (*ENDS, "of the", "call of the", "call by a")),
]
PIECES = [
    "meets",
    "the ",
    " the",
    " ",
    "visits ",
    "their ",
    "re-elects",
    "-",
    "opens the",
    "of ",
    "’",
    "É",
    "İ",
    "_",
]


def test_whatever_kind_of_text_a_title_names_opens_with_one_of_the_listed_words() -> None:
    plain = re.sub(r"\\[a-z]", " ", _GENRE.pattern).replace("u?", "").replace("[eé]", "")
    stems = re.findall(r"\w{2,}", plain.replace("(?:tele)?", " telephone "))
    words = {
        stem[: len(stem) - less] + more
        for stem in stems
        for less in (0, 1)
        for more in ("", "e", "é", "ed", "out", "outs")
    }
    words |= {word.replace("onor", "onour") for word in words}
    met = {word for word in words for rest in GOES_ON if _GENRE.match(f"{word}{rest} a")}

    assert met == _GENRE_OPENERS


def test_a_listed_verb_is_found_in_each_of_its_forms() -> None:
    assert "accept(s)" in _LISTED.split()
    assert "discuss(es)" in _LISTED.split()
    for verb in ("accepts", "accept", "discuss", "discusses", "was", "votes", "reelect"):
        assert tells(f"n {verb} it", 1, frozenset(apart(f"n {verb} it").split()))
        assert not tells(f"n the {verb} it", 1, frozenset(apart(f"n the {verb} it").split()))
    assert not tells("n accepted it", 1, frozenset({"n", "accepted", "it"}))


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.integers(0, 5))
def test_a_verb_is_found_as_everywhere(text: str, first: int) -> None:
    lowered = small(text)
    everywhere = _VERB.search(lowered, first) or _DOES.search(lowered, first)

    assert tells(lowered, first, frozenset(apart(lowered).split())) == (everywhere is not None)
