"""Deliveries on virtual time: once and on time, whatever Discord answers, and found out where it does not."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import date, timedelta
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

from bot.digest.poster import Refused
from bot.digest.standing import Obstacle
from storage.errors import DiskFull
from tests import virtual_time
from tests.bot.digest.fakes import Fault, compose
from tests.bot.digest.worlds import SETTINGS, world


def on_virtual_time(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test on a loop of its own on which sleeping takes no time."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        virtual_time.run(lambda: test(*args, **kwargs))

    return run


@on_virtual_time
async def test_a_digest_comes_at_its_local_time_every_day() -> None:
    async with world() as w:
        await w.subscribe()
        await w.until("2026-02-04T12:00")
        assert w.dates() == ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04"]
        assert [each.at.isoformat(timespec="seconds") for each in w.office.messages] == [
            f"2026-02-0{day}T07:00:00+00:00" for day in (1, 2, 3, 4)
        ]
        assert set((await w.states()).values()) == {"sent"}


@on_virtual_time
async def test_the_first_digest_comes_at_the_next_occurrence_of_its_time() -> None:
    async with world() as w:
        await w.until("2026-02-01T07:00")
        await w.subscribe()
        await w.until("2026-02-02T06:59")
        assert w.dates() == []
        await w.until("2026-02-02T07:01")
        assert w.dates() == ["2026-02-02"]


@on_virtual_time
async def test_changing_time_and_zone_never_sends_a_date_twice() -> None:
    async with world() as w:
        await w.subscribe()
        await w.until("2026-02-01T07:30")
        for zone in ("Europe/Berlin", "America/New_York", "Pacific/Honolulu"):
            await w.subscribe(zone=zone, local_time=SETTINGS.local_time.replace(hour=21))
        await w.until("2026-02-03T12:00")
        assert w.dates() == ["2026-02-01", "2026-02-02"]


@on_virtual_time
async def test_unsubscribing_and_subscribing_again_sends_no_date_twice() -> None:
    async with world() as w:
        await w.subscribe()
        await w.until("2026-02-01T07:30")
        await w.state.subscriptions.end(70)
        await w.subscribe(local_time=SETTINGS.local_time.replace(hour=20))
        await w.until("2026-02-01T23:00")
        assert w.dates() == ["2026-02-01"]


@on_virtual_time
async def test_a_day_without_entries_is_skipped_with_the_reason() -> None:
    async with world(calm=True) as w:
        await w.until("2026-02-12T12:00")
        await w.subscribe()
        await w.until("2026-02-14T12:00")
        assert w.dates() == ["2026-02-14"]
        reason = (await w.state.deliveries.recent(1, 2))[1].reason
        assert reason is not None
        assert reason.startswith("the archive has nothing for this day, and nothing within two weeks")


@on_virtual_time
async def test_no_entry_is_shown_to_a_channel_twice_within_30_days() -> None:
    async with world(calm=True) as w:
        await w.subscribe()
        await w.until("2026-04-15T12:00")
        last: dict[str, Any] = {}
        for message in w.office.messages:
            for entry in message.entries:
                assert entry not in last or (message.local_date - last[entry]).days > 30
                last[entry] = message.local_date
        assert len(w.office.messages) == 71


@pytest.mark.parametrize("fault", ["503", "429", "unreachable"])
@on_virtual_time
async def test_a_refusal_that_proves_nothing_was_posted_is_tried_again(fault: Fault) -> None:
    async with world() as w:
        await w.subscribe()
        w.office.faults[70] = [fault] * 6
        await w.until("2026-02-01T08:00")
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}


@on_virtual_time
async def test_tries_back_off_and_end_with_the_catch_up_time() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.faults[70] = ["503"] * 100_000
        await w.until("2026-02-02T06:00")
        assert len(w.office.began) < 250
        row = (await w.state.deliveries.recent(1, 1))[0]
        assert (row.state, row.reason) == ("failed", "Discord answered 503: Service Unavailable")
        subscription = await w.state.subscriptions.of_channel(70)
        assert subscription is not None
        assert subscription.due.local_date.isoformat() == "2026-02-02"
        w.office.faults.clear()
        await w.until("2026-02-02T08:00")
        assert w.dates() == ["2026-02-02"]


@pytest.mark.parametrize("faults", [[], ["503"] * 3, ["lost request"] * 4])
@on_virtual_time
async def test_without_catching_up_a_digest_still_comes_at_its_time(faults: list[Fault]) -> None:
    async with world(catch_up=timedelta(0)) as w:
        await w.subscribe()
        w.office.faults[70] = list(faults)
        await w.until("2026-02-02T12:00")
        assert w.dates() == ["2026-02-01", "2026-02-02"]


@pytest.mark.parametrize(
    ("hours", "told"), [(0, "more than 10 minutes late"), (1, "1 hour late"), (2, "2 hours late")]
)
@on_virtual_time
async def test_what_is_too_late_is_skipped_and_says_how_late_it_would_have_been(
    hours: int, told: str
) -> None:
    async with world(catch_up=timedelta(hours=hours)) as w:
        await w.subscribe()
        w.office.standings[70] = "wait"
        await w.until("2026-02-01T10:00")
        del w.office.standings[70]
        await w.until("2026-02-02T12:00")
        assert w.dates() == ["2026-02-02"]
        reason = (await w.state.deliveries.recent(1))[-1].reason
        assert reason is not None
        assert reason.endswith(told)


@on_virtual_time
async def test_a_message_that_discord_finds_malformed_is_not_repeated() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.faults[70] = ["400"]
        await w.until("2026-02-01T12:00")
        assert await w.states() == {"2026-02-01": "failed"}
        assert len(w.office.began) == 1


@pytest.mark.parametrize("fault", ["lost reply", "lost request"])
@pytest.mark.parametrize("times", [1, 2, 10])
@pytest.mark.parametrize("readable", [True, False])
@on_virtual_time
async def test_an_unknown_outcome_is_found_out(fault: Fault, times: int, readable: bool) -> None:
    """Within a minute by the nonce, later in the history; unreadable and never answered: uncertain."""
    async with world() as w:
        await w.subscribe()
        if not readable:
            w.office.unreadable.add(70)
        w.office.faults[70] = [fault] * times
        await w.until("2026-02-01T08:00")
        lost_for_good = times == 10 and not readable
        assert await w.states() == {"2026-02-01": "uncertain" if lost_for_good else "sent"}
        assert len(w.dates()) == (0 if lost_for_good and fault == "lost request" else 1)


@on_virtual_time
async def test_an_uncertain_delivery_says_why_and_the_next_day_goes_on() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.unreadable.add(70)
        w.office.faults[70] = ["lost request"] * 4
        await w.until("2026-02-02T12:00")
        assert await w.states() == {"2026-02-01": "uncertain", "2026-02-02": "sent"}
        (doubtful,) = await w.state.deliveries.uncertain(SETTINGS.guild_id, date(2026, 2, 1))
        assert doubtful.reason is not None
        assert "Missing Access (50001)" in doubtful.reason


@on_virtual_time
async def test_a_missing_permission_suspends_and_its_return_resumes() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.block(70, "send_messages", "embed_links")
        await w.until("2026-02-01T09:00")
        subscription = await w.state.subscriptions.of_channel(70)
        assert subscription is not None
        assert subscription.suspended is not None
        assert subscription.suspended.detail == "send_messages,embed_links"
        assert w.office.began == []
        del w.office.standings[70]
        await w.until("2026-02-01T09:01")
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}


@on_virtual_time
async def test_what_a_long_suspension_missed_is_in_the_ledger_with_its_cause() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.block(70, "embed_links")
        await w.until("2026-02-03T12:00")
        del w.office.standings[70]
        await w.until("2026-02-03T12:30")
        assert await w.states() == {"2026-02-01": "skipped", "2026-02-02": "skipped", "2026-02-03": "sent"}
        rows = await w.state.deliveries.recent(1)
        assert rows[-1].reason == "paused: the bot lacked embed links"


@pytest.mark.parametrize(
    ("refusal", "cause", "detail"),
    [
        (Refused(404, 10003, "Unknown Channel"), "channel_deleted", ""),
        (Refused(403, 50001, "Missing Access"), "refused", "Missing Access (50001)"),
    ],
)
@on_virtual_time
async def test_a_refused_channel_is_suspended_with_discords_reason(
    refusal: Refused, cause: str, detail: str
) -> None:
    async with world() as w:
        await w.subscribe()
        w.office.refused[70] = refusal
        await w.until("2026-02-01T07:30")
        subscription = await w.state.subscriptions.of_channel(70)
        assert subscription is not None
        assert subscription.suspended is not None
        assert (subscription.suspended.cause, subscription.suspended.detail) == (cause, detail)
        assert len(w.office.began) == 1
        assert (await w.state.deliveries.recent(1))[0].reason == str(refusal)


@on_virtual_time
async def test_an_unexplained_refusal_is_tried_again_each_hour() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.refused[70] = Refused(403, 50001, "Missing Access")
        await w.until("2026-02-01T11:30")
        assert 4 <= len(w.office.began) <= 5
        w.office.refused.clear()
        await w.until("2026-02-01T13:00")
        assert await w.states() == {"2026-02-01": "sent"}


@on_virtual_time
async def test_an_outage_is_waited_for_and_is_no_suspension() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.standings[70] = "wait"
        await w.until("2026-02-01T15:00")
        subscription = await w.state.subscriptions.of_channel(70)
        assert subscription is not None
        assert subscription.suspended is None
        del w.office.standings[70]
        await w.until("2026-02-01T15:02")
        assert w.dates() == ["2026-02-01"]


@on_virtual_time
async def test_a_guild_that_was_left_resumes_when_it_is_back() -> None:
    async with world(calm=True) as w:
        await w.subscribe()
        w.office.standings[SETTINGS.guild_id] = Obstacle("left_guild")
        await w.until("2026-02-05T12:00")
        del w.office.standings[SETTINGS.guild_id]
        await w.until("2026-02-06T12:00")
        assert w.dates()[-1] == "2026-02-06"
        assert set((await w.states()).values()) == {"skipped", "sent"}


@on_virtual_time
async def test_settings_changed_during_a_delivery_hold() -> None:
    async with world() as w:
        await w.subscribe()
        w.office.faults[70] = ["lost reply"]
        await w.until("2026-02-01T07:00:05")
        await w.subscribe(local_time=SETTINGS.local_time.replace(hour=10))
        await w.until("2026-02-03T12:00")
        assert w.dates() == ["2026-02-01", "2026-02-02", "2026-02-03"]
        assert w.office.messages[-1].at.hour == 9


@on_virtual_time
async def test_a_thousand_at_once_keep_discords_limit() -> None:
    """At least 47 a second, and in no second more than 50."""
    async with world() as w:
        for channel in range(1, 1001):
            await w.subscribe(channel_id=channel)
        await w.until("2026-02-01T08:00")
        began = w.office.began
        assert len(began) == 1000
        assert max(sum(at <= each < at + 1 for each in began[i : i + 60]) for i, at in enumerate(began)) <= 50
        assert len(began) / (began[-1] - began[0]) >= 47


@on_virtual_time
async def test_one_composition_that_fails_holds_up_nobody() -> None:
    async def fail_for_71(subscription: Any, local_date: Any, shown: Any, marker: str) -> Any:
        if subscription.channel_id == 71:
            raise RuntimeError("a broken archive")
        return await compose(subscription, local_date, shown, marker)

    async with world(composing=fail_for_71) as w:
        await w.subscribe(channel_id=71)
        await w.subscribe(channel_id=72)
        await w.until("2026-02-01T07:30")
        assert (w.dates(71), w.dates(72)) == ([], ["2026-02-01"])


@pytest.mark.parametrize("lost", ["claim", "settle"])
@on_virtual_time
async def test_a_database_that_fails_for_a_while_loses_and_doubles_nothing(lost: str) -> None:
    async with world() as w:
        await w.subscribe()
        deliveries: Any = w.state.deliveries
        works = getattr(deliveries, lost)

        async def fails(*args: Any, **kwargs: Any) -> Any:
            if w.clock().hour == 7 and w.clock().minute < 10:
                raise DiskFull(Path("state.db"), "no space is left")
            return await works(*args, **kwargs)

        setattr(deliveries, lost, fails)
        await w.until("2026-02-01T08:00")
        assert w.dates() == ["2026-02-01"]
        assert await w.states() == {"2026-02-01": "sent"}
        assert len(w.office.began) < 100


@on_virtual_time
async def test_stopping_finishes_what_is_under_way() -> None:
    async with world() as w:
        for channel in range(1, 11):
            await w.subscribe(channel_id=channel)
        await w.until("2026-02-01T07:00")
        await asyncio.sleep(0.06)
        await w.task.stop()
        assert len(w.office.messages) < 10
        assert (await w.state.deliveries.tally(w.office.messages[0].local_date)).keys() == {"sent"}
