"""Lists of the best articles for the commonest words, made at load, so that no search ranks them all."""

import sqlite3

__all__ = ["refresh_best"]


def refresh_best(raw: sqlite3.Connection, *, anew: bool) -> None:
    """Bring the lists up to date after a load; `anew` makes all of them."""
    raw.execute("DELETE FROM word_best WHERE ?", (anew,))
