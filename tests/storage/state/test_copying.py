"""A state moves between the engines with every field of it, or says why not."""

from collections.abc import AsyncIterable, AsyncIterator
from contextlib import aclosing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from bot.harness import TurnableClock
from storage.state import Process, State, Stored, open_state
from storage.state.copying import CopyFailed, InUse, NotEmpty, copy, summary_of
from tests.storage.state.worlds import DAY, DUE, claimed, next_day, subscribe


@pytest.fixture(params=["sqlite", "postgres"])
async def target(
    request: pytest.FixtureRequest, tmp_path: Path, clock: TurnableClock
) -> AsyncIterator[State]:
    """An empty state of either engine, beside `state`, which is of either too."""
    address = str(tmp_path / "target.db")
    if request.param == "postgres":
        server = request.getfixturevalue("postgres")
        address = await server.make_schema(f"target_{uuid4().hex}")
    opened = await open_state(address, clock)
    yield opened
    await opened.close()


async def populate(state: State, clock: TurnableClock) -> None:
    """Something of every kind, at instants that have microseconds."""
    clock.advance(timedelta(microseconds=123_457))
    sent, failed, ended, paused = [await subscribe(state, channel_id=2**62 + each) for each in range(4)]
    await state.deliveries.settle(await claimed(state, sent, "me", "b", "a"), "sent", message_id=2**62)
    await state.deliveries.settle(await claimed(state, failed), "failed", reason="nichts – 無 \U0001f1fa")
    await state.deliveries.claim(sent, next_day(), ("c",), "me")
    await state.subscriptions.advance(paused, next_day(), skipped=[(DUE, "too late")])
    await state.subscriptions.end(ended.channel_id)
    await state.subscriptions.suspend(paused.id, "missing_permissions", "send_messages")
    await state.views.save({"query": 'a "b" \0 ü', "page": 3, "nested": [None, True, 1.5, {"k": "v"}]}, 7)
    await state.views.save({}, None)


async def test_everything_arrives(state: State, target: State, clock: TurnableClock) -> None:
    await populate(state, clock)
    told = await copy(state, target, clock)
    assert (told.subscriptions, told.deliveries, told.views) == (4, 4, 2)
    assert await summary_of(target) == await summary_of(state)
    ours, theirs = state.contents(), target.contents()
    assert [each async for each in theirs] == [each async for each in ours]


async def test_the_copy_goes_on_where_the_original_was(
    state: State, target: State, clock: TurnableClock
) -> None:
    await populate(state, clock)
    await copy(state, target, clock)
    new = await subscribe(target, channel_id=5)
    assert new.id > max(each.id for each in await state.subscriptions.of_guild(new.guild_id))
    (sent, *_) = await target.subscriptions.of_guild(new.guild_id)
    assert await target.deliveries.claim(sent, DUE, (), "me") is None
    assert await target.deliveries.shown(sent.channel_id, DAY, DAY + timedelta(days=1)) == {"a", "b"}


async def test_a_target_that_holds_something_is_kept_unless_told(
    state: State, target: State, clock: TurnableClock
) -> None:
    await populate(state, clock)
    await subscribe(target, channel_id=9)
    before = await summary_of(target)
    with pytest.raises(NotEmpty, match="1 subscription, "):
        await copy(state, target, clock)
    assert await summary_of(target) == before
    await copy(state, target, clock, replace=True)
    assert await summary_of(target) == await summary_of(state)


@pytest.mark.parametrize("which", ["source", "target"])
async def test_a_state_that_a_bot_uses_is_not_copied(
    state: State, target: State, clock: TurnableClock, which: str
) -> None:
    await populate(state, clock)
    await (state if which == "source" else target).processes.beat(Process("one", "a machine", 41))
    with pytest.raises(InUse, match="process 41 on a machine"):
        await copy(state, target, clock)
    clock.advance(61)
    await copy(state, target, clock)


async def test_a_copy_that_lacks_something_is_not_called_done(
    state: State, target: State, clock: TurnableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await populate(state, clock)
    fill = target.fill

    async def lossy(stored: AsyncIterable[Stored]) -> None:
        async def but_the_last() -> AsyncIterator[Stored]:
            held: Stored | None = None
            async for each in stored:
                if held is not None:
                    yield held
                held = each

        await fill(but_the_last())

    monkeypatch.setattr(target, "fill", lossy)
    with pytest.raises(CopyFailed, match=r"2 buttons .* were read, .* 1 button "):
        await copy(state, target, clock)


async def test_a_copy_that_breaks_off_leaves_the_target_as_it_was(
    state: State, target: State, clock: TurnableClock
) -> None:
    await subscribe(target, channel_id=9)
    before = await summary_of(target)
    await populate(state, clock)

    async def breaking() -> AsyncIterator[Stored]:
        async with aclosing(state.contents()) as contents:
            yield await anext(contents)
            raise ConnectionAbortedError("the network is cut")

    with pytest.raises(Exception, match="the network is cut"):
        await target.fill(breaking())
    assert await summary_of(target) == before
