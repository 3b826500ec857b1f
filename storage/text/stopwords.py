"""English words that stand in every text: those of grammar, and of dates."""

from typing import Final

__all__ = ["CALENDAR", "GRAMMAR"]

GRAMMAR: Final = frozenset(
    "a about after all also an and are as at be been before being between but by can could did do does "
    "during each for from had has have he her him his how i if in into is it its last later me more my "
    "new next no nor not of on one or other our over said same she should since so some than that the "
    "their them then there these they this those through to too two under until up very was we were "
    "what when where which while who why will with would you your".split()
)

CALENDAR: Final = frozenset(
    "day january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec "
    "year years month week weeks months days today yesterday tomorrow".split()
)
