"""Headings of nothing but words, known as such at one look: most titles of most dumps.

Each line of a dump is asked a dozen questions (a marker? a date? an author? the page's own?). A line of plain
words that opens with no word by which any of them is answered is a heading, and none of them need be asked.
"""

import re
from typing import Final

from storage.text.dump.furniture import FIRST_WORDS

__all__ = ["is_ordinary"]

_WORDS: Final = re.compile(r"([A-Z][A-Za-z]*)(?:['’-][A-Za-z]+)*(?:,? [A-Za-z]+(?:['’-][A-Za-z]+)*){3,}")
"""Four words and more, with no mark but a comma behind one and an apostrophe or a hyphen inside one."""
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
