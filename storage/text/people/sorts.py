"""What a word can be; several at once, as bits.

Plain integers of a module: `enum.Flag` took half of the time, and a class tells its attributes more slowly.
"""

from typing import Final

__all__ = [
    "ACRONYM",
    "APART",
    "CAPITAL",
    "DELEGATION",
    "HEAD",
    "HONORIFIC",
    "INSTITUTION",
    "MODIFIER",
    "NONE",
    "NO_NAME",
    "PARTICLE",
    "PLACE",
    "PLURAL",
    "POSSESSIVE",
    "SUFFIX",
    "VERB",
    "WORD",
]

NONE: Final = 0
HEAD: Final = 1
PLURAL: Final = 2
MODIFIER: Final = 4
INSTITUTION: Final = 8
HONORIFIC: Final = 16
PARTICLE: Final = 32
SUFFIX: Final = 64
NO_NAME: Final = 128
PLACE: Final = 256
CAPITAL: Final = 512
"""Begins with a capital letter."""
ACRONYM: Final = 1024
POSSESSIVE: Final = 2048
"""An apostrophe, with its s: `Xi’s`."""
WORD: Final = 4096
VERB: Final = 8192
"""As headlines write it: `Receives`."""
APART: Final = 16384
"""A dash with white space before it."""
DELEGATION: Final = 32768
"""The word itself, in the singular."""
