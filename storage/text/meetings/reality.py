"""Whether a contact word tells what happened: not a plan, a wish, a habit or a denial."""

import re
from typing import Final

from storage.text.fold import small
from storage.text.meetings.reading import Sentence
from storage.text.meetings.triggers import Trigger

__all__ = ["unreal"]

_UNREAL: Final = re.compile(
    r"\b(?=\w)(?:will|would|shall|won[’']t|plan(?:s|ned|ning)?|schedul\w+|expect\w*|due|hopes?|hoped|hoping|wants?|wish\w*|should|could|may"
    r"|might|can|must|invit\w+|forward|upcoming|forthcoming|future|possible|potential|proposed|planned|next(?!\s+day)|(?:ahead|advance)\s+of|(?<!day\s)before|prior\s+to"
    r"|preparations?|prepar\w+|not|never|no|cancel\w*|postpon\w*|refus\w*|declin\w*|boycott\w*|without|propos\w*|if|regularly"
    r"|frequent\w*|often|annual|opportunity|request\w*|readiness|intend\w*|agreed|agreement|seek\w*|suggest\w*|call(?:ed|s)?\s+for"
    r"|continue|continued|discuss\w*|denied|failed|about)\b"
)
"""Read in small letters: it is four times as fast as disregarding case."""
_CLAUSE: Final = re.compile(
    # Opens with a class of characters, to which the engine skips fast.
    r"[,;:—atws](?:(?<=[,;:—])|(?<=\ba)nd\b|(?<=\bt)hat\b|(?<=\bw)(?:hich|ho|hen|hile)\b|(?<=\bs)aid\b)"
)
_CALLED_OFF: Final = re.compile(
    r"[^;:.]{0,160}?\b(?:(?:was|were|is|are|(?:has|have|had)\s+been)\s+(?:\w+\s+)?"
    r"(?:cancel\w*|postponed|called\s+off|scrapped|scheduled|planned|expected|due|put\s+off)"
    r"|will\s+(?:not\s+)?(?:be\s+held|take\s+place)|did\s+not\s+take\s+place|never\s+took\s+place)\b"
)
"""What a meeting that is spoken of came to: `A’s meeting with B was cancelled`."""
_AHEAD: Final = re.compile(
    r"\b(?:will|would|shall|may|might|could|expected|scheduled|planned|due|to\s+be|if|not)\b"
)
"""Before `during their talks` where those are still to come."""
_INFINITIVE: Final = re.compile(r"\bto\s+(?:\w+\s+)?$")


def unreal(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the trigger's own verb group tells a plan, a wish or a denial."""
    before = sentence.text[max(sentence.begin, trigger.begin - 70) : trigger.begin]
    cuts = list(_CLAUSE.finditer(before))
    clause = before[cuts[-1].end() :] if cuts else before
    if trigger.frame == "gerund" and not clause.strip():
        return False
    if trigger.word == "their":
        return _AHEAD.search(sentence.text, sentence.begin, trigger.begin) is not None
    near = small(
        " ".join([word for word in clause.split()[-6:] if word not in {"May", "Can"}])
    )  # a month, a name
    if _UNREAL.search(near):
        return True
    if trigger.frame in {"noun", "between"} and _CALLED_OFF.match(sentence.text, trigger.stop, sentence.end):
        return True
    if trigger.frame == "letter":
        return bool(_INFINITIVE.search(before)) and not re.search(
            r"\b(?:first|among|wrote|letter|message|phoned|called)\b", before
        )
    return bool(_INFINITIVE.search(before)) and not trigger.word.startswith("to ")
