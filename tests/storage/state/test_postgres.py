"""What only PostgreSQL has: plans of the planner, a server that goes away, versions, addresses."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from bot.harness import TurnableClock
from storage.errors import DatabaseError, NewerVersion, NotADatabase, Unreachable, Unwritable
from storage.state import Process, open_state, restoring_state
from storage.state.postgres import PostgresState, open_postgres
from storage.state.postgres import deliveries as ledger
from storage.state.postgres import subscriptions as table
from storage.state.postgres.server import shown
from tests.storage.state.servers import PostgresServer, is_installed
from tests.storage.state.worlds import DAY, DUE, SETTINGS, claimed, subscribe

MANY = 10_000


@pytest.fixture
async def state(postgres_address: str, clock: TurnableClock) -> AsyncIterator[PostgresState]:
    opened = await open_postgres(postgres_address, clock, bytes)
    yield opened
    await opened.close()


@pytest.fixture
async def connection(postgres_address: str, clock: TurnableClock) -> "AsyncIterator[asyncpg.Connection[Any]]":
    """A connection of the test's own, to a state that has ten thousand subscriptions due at once."""
    await (await open_postgres(postgres_address, clock, bytes)).close()
    opened = await asyncpg.connect(postgres_address)
    await opened.execute(
        "INSERT INTO subscription (guild_id, channel_id, local_time, zone, empty_days, created_by,"
        " created_at, due_date, next_due, wake_at)"
        " SELECT n << 22, n, '08:00', 'UTC', 'nearest', 1, now(), '2026-02-01', $1, $1"
        " FROM generate_series(1, $2::int) n",
        DUE.at,
        MANY,
    )
    await opened.execute("ANALYZE")
    yield opened
    await opened.close()


async def explained(connection: "asyncpg.Connection[Any]", sql: str, *values: object) -> str:
    rows = await connection.fetch(f"EXPLAIN {sql}", *values)
    return "\n".join(row[0] for row in rows)


async def test_what_is_due_is_one_search_of_one_index(connection: "asyncpg.Connection[Any]") -> None:
    for sql, values in (
        (table._DUE, (DUE.at, 128)),
        (table._DUE_ON_SHARDS, (DUE.at, 128, 16, 3, 3)),
        (table._NEXT_WAKE, ()),
        (table._NEXT_WAKE_ON_SHARDS, (16, 3, 3)),
    ):
        plan = await explained(connection, sql, *values)
        assert "using subscription_wake on subscription" in plan
        assert "Seq Scan" not in plan
        assert "Sort" not in plan


async def test_claiming_is_a_search_of_an_index(connection: "asyncpg.Connection[Any]") -> None:
    values = (5, 1, DAY, DUE.at, "nonce", "me", DUE.at, ["entry"])
    plan = await explained(connection, ledger._CLAIM, *values)
    assert "Index Scan using subscription_pkey" in plan
    assert "Seq Scan" not in plan


async def test_processes_that_start_together_make_the_tables_once(
    postgres_address: str, clock: TurnableClock
) -> None:
    states = await asyncio.gather(*(open_state(postgres_address, clock) for _ in range(5)))
    await subscribe(states[0])
    assert await states[4].subscriptions.of_channel(SETTINGS.channel_id) is not None
    for each in states:
        await each.close()


async def test_a_later_versions_tables_are_left_alone(
    connection: "asyncpg.Connection[Any]", postgres_address: str, clock: TurnableClock
) -> None:
    await connection.execute("INSERT INTO dateline_state_version (number) VALUES (999)")
    with pytest.raises(NewerVersion) as refused:
        await open_state(postgres_address, clock)
    assert refused.value.found == 999


async def test_another_programs_tables_are_left_alone(postgres_address: str, clock: TurnableClock) -> None:
    connection = await asyncpg.connect(postgres_address)
    await connection.execute("CREATE TABLE subscription (theirs integer)")
    await connection.close()
    with pytest.raises(NotADatabase, match="in the way"):
        await open_state(postgres_address, clock)


async def test_a_database_that_is_not_there_is_refused_and_no_password_shown(
    postgres: PostgresServer, clock: TurnableClock
) -> None:
    address = postgres.address("public").replace("@/postgres", ":hunter2@/nowhere")
    with pytest.raises(Unwritable, match="nowhere") as refused:
        await open_state(address, clock)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("postgresql://bob:pw@db.example:5432/dateline", "PostgreSQL dateline on db.example:5432"),
        ("postgresql:///dateline?password=pw", "PostgreSQL dateline"),
        ("postgres://db.example", "PostgreSQL database on db.example"),
    ],
)
def test_an_address_is_shown_without_its_password(address: str, expected: str) -> None:
    assert shown(address) == expected


async def test_a_server_that_is_not_there_says_so(clock: TurnableClock) -> None:
    with pytest.raises(Unreachable, match="does not answer"):
        await open_state("postgresql://dateline@127.0.0.1:1/dateline", clock)


async def test_a_backup_names_the_tools_that_make_one(state: PostgresState, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="pg_dump"):
        await state.backup(tmp_path / "copy.db")
    with pytest.raises(DatabaseError, match="state copy"):
        restoring_state(tmp_path / "copy.db", "postgresql://db.example/dateline")


@pytest.mark.skipif(not is_installed(), reason="no PostgreSQL server is installed here")
@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_it_comes_back_by_itself_when_the_server_does(mode: str, clock: TurnableClock) -> None:
    """A server of the test's own: others must not lose theirs."""
    server = await asyncio.to_thread(PostgresServer.create, fsync=True)
    try:
        state = await open_state(await server.make_schema("away"), clock)
        subscription = await subscribe(state)
        await asyncio.to_thread(server.stop, mode)
        with pytest.raises(Unreachable):
            await claimed(state, subscription)
        began = asyncio.get_running_loop().time()
        for _ in range(100):
            with pytest.raises(Unreachable):
                await state.ping()
        assert asyncio.get_running_loop().time() - began < 2, (
            "nobody waits for a server that is known to be away"
        )
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(20):
            while True:
                try:
                    await state.ping()
                    break
                except Unreachable:
                    await asyncio.sleep(0.05)
        assert await state.deliveries.get(subscription.id, DAY) is None
        await claimed(state, subscription)
        await state.close()
    finally:
        await asyncio.to_thread(server.remove)


async def test_what_was_cut_off_inside_a_transaction_did_not_happen(
    state: PostgresState, postgres_address: str
) -> None:
    subscription = await subscribe(state)
    delivery = await claimed(state, subscription)
    killer = await asyncpg.connect(postgres_address)

    async def forget_everything() -> None:
        async with state._server.transaction() as connection:
            await connection.execute("DELETE FROM delivery")
            await killer.execute("SELECT pg_terminate_backend($1)", connection.get_server_pid())
            await connection.execute("SELECT 1")

    with pytest.raises(Unreachable):
        await forget_everything()
    await killer.close()
    assert await state.deliveries.get(subscription.id, DAY) == delivery


async def test_a_key_that_no_text_can_hold_is_simply_unknown(state: PostgresState) -> None:
    assert await state.views.load("a\0b") is None


async def test_two_processes_settle_and_change_one_subscription_without_waiting_in_a_circle(
    state: PostgresState, postgres_address: str, clock: TurnableClock
) -> None:
    other = await open_state(postgres_address, clock)
    later = replace(DUE, local_date=DAY + timedelta(days=1), at=DUE.at + timedelta(days=1))

    async def deliver(number: int) -> None:
        subscription = await subscribe(state, channel_id=number)
        delivery = await claimed(state, subscription)
        await asyncio.gather(
            subscribe(other, channel_id=number),
            state.deliveries.settle(
                delivery, "sent", message_id=1, subscription=subscription, following=later
            ),
            other.deliveries.take_over(delivery, "heir"),
            other.processes.beat(Process(str(number), "host", number)),
        )

    await asyncio.gather(*(deliver(number) for number in range(1, 40)))
    assert len(await state.subscriptions.of_guild(SETTINGS.guild_id)) == 39
    await other.close()
