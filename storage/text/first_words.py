"""Patterns tried only where a word stands with which their matches open or close.

A pattern of fifty verbs looks at every character of a sentence for each of them. What words a sentence has is
known from elsewhere, mostly none or one of those verbs is among them, and where it stands is found at once.
"""

import re
from collections.abc import Container, Iterable, Iterator

__all__ = ["closed", "opened"]


def opened(
    pattern: re.Pattern[str], text: str, begin: int, stop: int, words: Iterable[str]
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, begin, stop)` finds, in its order, of what opens with one of `words`.

    That is all if every match begins with a whole word, and `words` are those of the pattern that the text
    has there, spelt as they are there.
    """
    starts: list[int] = []
    for word in words:
        at = text.find(word, begin, stop)
        while at >= 0:
            starts.append(at)
            at = text.find(word, at + 1, stop)
    starts.sort()
    free = begin
    for at in starts:
        if at >= free and (match := pattern.match(text, at, stop)):
            free = match.end()
            yield match


def closed(pattern: re.Pattern[str], text: str, words: Container[str]) -> re.Match[str] | None:
    """What `pattern.search(text)` finds, if every match goes on to the end of the text.

    Each has to close with one of `words` and white space behind it. A pattern that is bound to the end is
    tried from every character before it; mostly the last word alone tells that it is in vain.
    """
    if not text[-1:].isspace():
        return None
    last = text.rsplit(None, 1)[-1:]
    # A word with a sign in it may hold one of them: the pattern tells.
    if not last or (last[0] not in words and last[0].isalpha()):
        return None
    return pattern.search(text)
