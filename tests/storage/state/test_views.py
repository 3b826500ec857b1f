"""State of buttons: kept for 90 days since the last press, under keys that nobody guesses."""

from datetime import timedelta

import pytest

from bot.harness import TurnableClock
from storage.state import Json, State, View, open_state


@pytest.mark.parametrize(
    "payload",
    [{}, {"q": "Nhân Dân “x” \u0000 🇻🇳", "page": 3, "all": None, "nested": [1.5, {"deep": True}]}],
)
async def test_a_payload_comes_back_as_it_was(state: State, payload: dict[str, Json]) -> None:
    key = await state.views.save(payload, owner=12)
    assert await state.views.load(key) == View(payload, 12)
    assert len(key) == 16


async def test_a_key_that_was_never_given_out_opens_nothing(state: State) -> None:
    await state.views.save({})
    assert await state.views.load("") is None
    assert await state.views.load("x' OR 1=1 --") is None


async def test_keys_come_from_the_random_source(address: str, clock: TurnableClock) -> None:
    state = await open_state(address, clock, token=lambda size: b"\xff" * size)
    assert await state.views.save({}) == "_" * 16
    await state.close()


async def test_90_days_count_from_the_last_use(state: State, clock: TurnableClock) -> None:
    used = await state.views.save({"used": True})
    unused = await state.views.save({"used": False})
    clock.advance(timedelta(days=60))
    assert await state.views.load(used) is not None
    clock.advance(timedelta(days=60))
    assert await state.views.load(unused) is None
    assert await state.views.load(used) is not None
    assert await state.views.prune() == 1
    clock.advance(timedelta(days=91))
    assert await state.views.load(used) is None
    assert await state.views.prune() == 1


async def test_what_cannot_be_written_as_json_is_refused(state: State) -> None:
    with pytest.raises(ValueError, match="JSON"):
        await state.views.save({"x": float("nan")})
