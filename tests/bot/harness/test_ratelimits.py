"""The rate limits, by a timer of the test's."""

from bot.harness import LocalDiscord
from bot.harness.ratelimits import Bucket, RateLimits
from tests.bot.harness.sample import Place
from tests.bot.harness.wire import Wire


class Timer:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_any_second_admits_fifty() -> None:
    """A bucket refilled every second would let 99 through around its refill."""
    timer = Timer()
    limits = RateLimits(timer)
    timer.now += 0.9
    assert all(not limits.admit(None, "", counts_globally=True).retry_after for _ in range(50))
    timer.now += 0.2
    refused = limits.admit(None, "", counts_globally=True)
    assert refused.is_global
    assert 0.8 <= refused.retry_after <= 0.81
    timer.now += refused.retry_after
    assert limits.admit(None, "", counts_globally=True).retry_after == 0
    assert limits.peak == 51


def test_spaced_requests_are_never_refused() -> None:
    timer = Timer()
    limits = RateLimits(timer)
    for _ in range(500):
        assert limits.admit(None, "", counts_globally=True).retry_after == 0
        timer.now += 0.0201
    assert limits.peak == 50


def test_what_does_not_count_globally_is_free() -> None:
    limits = RateLimits(Timer())
    assert all(not limits.admit(None, "", counts_globally=False).retry_after for _ in range(200))


def test_a_bucket_is_kept_apart_by_channel() -> None:
    timer = Timer()
    limits = RateLimits(timer)
    bucket = Bucket("message-create", 2, 5.0)
    verdicts = [limits.admit(bucket, "1", counts_globally=True) for _ in range(3)]
    assert [each.headers["X-RateLimit-Remaining"] for each in verdicts] == ["1", "0", "0"]
    assert [each.retry_after > 0 for each in verdicts] == [False, False, True]
    assert limits.admit(bucket, "2", counts_globally=True).retry_after == 0
    timer.now += verdicts[2].retry_after
    assert limits.admit(bucket, "1", counts_globally=True).retry_after == 0


def test_ten_thousand_invalid_answers_block_the_address() -> None:
    timer = Timer()
    limits = RateLimits(timer)
    for _ in range(10_000):
        limits.note(403)
    assert limits.admit(None, "", counts_globally=True).blocked
    timer.now += 600.1
    assert not limits.admit(None, "", counts_globally=True).blocked


async def test_the_sixth_message_within_five_seconds_is_refused(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    path = f"/channels/{place.channel.id}/messages"
    for _ in range(5):
        assert (await wire.call("POST", path, {"content": "x"}))[0] == 200
    url = local_discord.api_base + path
    async with wire.session.post(url, json={"content": "x"}, headers=wire.headers) as answer:
        body = await answer.json()
        assert (answer.status, answer.headers["Via"], body["global"]) == (429, "1.1 google", False)
        assert float(answer.headers["Retry-After"]) == body["retry_after"]
        assert answer.headers["X-RateLimit-Scope"] == "user"
        assert answer.headers["Content-Type"] == "application/json"
    assert len(local_discord.messages(place.channel)) == 5
    assert local_discord.exchanges.violations == {429: 1}


async def test_the_global_limit_is_told_as_global(
    place: Place, wire: Wire, local_discord: LocalDiscord
) -> None:
    local_discord.limits.global_limit = 0
    local_discord.limits._recent.append(local_discord.limits._timer())
    status, body = await wire.call("GET", "/users/@me")
    assert (status, body["global"]) == (429, True)
    reply = local_discord.interact(place.reader, place.channel, 2, {"name": "x"})
    assert (await wire.acknowledge(reply, 4, {"content": "callbacks are exempt"}))[0] == 200
