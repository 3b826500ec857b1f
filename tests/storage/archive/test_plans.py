"""Questions about meetings and days are answered through indexes, however large the archive."""

import sqlite3

import pytest

from storage.archive import Archive, almanac, encounters

PARAMETERS: dict[str, str | int] = {
    "country": "PK",
    "other": "CN",
    "kind": "visit",
    "key0": "jinping xi",
    "key1": "jinping",
    "key2": "xi",
    "first": 1,
    "last": 2,
    "since": 1,
    "most": 10,
    "offset": 5,
    "before": 3,
}


def plan(raw: sqlite3.Connection, statement: str) -> list[str]:
    values = PARAMETERS if ":" in statement else [1] * statement.count("?")
    return [row["detail"] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


@pytest.mark.parametrize("statement", [*encounters.STATEMENTS, *almanac.STATEMENTS])
async def test_no_statement_scans_a_table(empty: Archive, statement: str) -> None:
    steps = await empty.ask(lambda raw: plan(raw, statement))

    assert steps
    # Of each row that is found, at most one further row is looked up.
    assert all(step.startswith(("SEARCH", "CORRELATED SCALAR SUBQUERY")) for step in steps), steps
