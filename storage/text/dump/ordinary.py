"""Lines of nothing but words, known at one look: most titles, and the markers that repeat them.

Each line of a dump is asked a dozen questions (a marker? a date? an author? the page's own?). A line of plain
words that opens with no word by which any of them is answered is a heading, and none of them need be asked.
"""

import re
from typing import Final

from storage.text.dump.furniture import FIRST_WORDS

__all__ = ["is_ordinary", "usual_title"]

_WORDS: Final = re.compile(
    r"([A-Z][A-Za-z]*+)(?:['’-][A-Za-z]++)*+(?:,? [A-Za-z]++(?:['’-][A-Za-z]++)*+){3,}+"
)
"""Four words and more, with no mark but a comma behind one and an apostrophe or a hyphen inside one.

No letter is given back, for behind a part of a word nothing goes on.
"""
_OPENERS: Final = FIRST_WORDS | frozenset(
    # Markers, valedictions and end marks, captions and notes, salutations, interviews.
    """click continue continued keep learn read see view please
    best cordially end ends faithfully fin fraternally comradely in kind long respectfully signed sincerely
    truly very warm warmest with yours
    caption contacts download figure find for listen media nb note notes register source sources table tel
    phone fax via visit watch website
    answer dear excellencies excellency ladies q question""".split()
)
"""In small letters: a line that opens with one of these has to be asked."""
_USUAL: Final = ("Continue reading ", "Keep reading ")


def is_ordinary(text: str) -> bool:
    """Whether a stripped line is surely a heading; most others that are headings too have to be asked."""
    lower = text.lower()
    if lower.partition(" ")[0] in _OPENERS:
        return False
    found = _WORDS.fullmatch(text)
    if found is None or found[1].lower() in _OPENERS:
        return False
    # Who signs, and where it appeared first, may stand further behind.
    return not (
        " by" in lower
        or "author" in lower
        or "editor" in lower
        or "writer" in lower
        or "correspondent" in lower
        or "appeared" in lower
        or "published" in lower
    )


def usual_title(text: str) -> str | None:
    """The title of a marker as most feeds write it, where it is plain words; None for any other line."""
    for words in _USUAL:
        if text.startswith(words):
            title = text[len(words) :]
            if _WORDS.fullmatch(title) and "ppeared" not in title and "ublished" not in title:
                return title
    return None
