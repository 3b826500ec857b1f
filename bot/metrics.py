"""What the bot tells of itself on loopback: Prometheus metrics and `/healthz`, where a port is set.

    dateline_command_seconds            histogram by command and outcome
    dateline_deliveries                 digests by state
    dateline_gateway_up                 1 while the gateway's connection stands
    dateline_gateway_latency_seconds    its heartbeat's round trip
    dateline_guilds                     servers that the bot is in
    dateline_database_bytes             size by database (archive, state), with SQLite's side files

Nothing here knows a reader: no user, channel or text is a label.
"""

import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

__all__ = ["Health", "Metrics", "NoMetrics", "PrometheusMetrics", "serve"]

LOOPBACK: Final = "127.0.0.1"
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Seconds; readers give one, Discord three."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is at the moment."""

    connected: bool
    latency: float | None
    """Seconds of the heartbeat's round trip; None before the first."""
    guilds: int
    state_reachable: bool
    deliveries: Mapping[str, int]
    database_bytes: Mapping[str, int]
    """By database: `archive`, `state`; without those that are no files here."""

    @property
    def well(self) -> bool:
        """Whether it can do its work."""
        return self.connected and self.state_reachable


class Metrics(Protocol):
    """Takes note of what happened."""

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """A question was served."""
        ...


class NoMetrics:
    """Where no port is set, nothing is counted."""

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """Nothing."""


class PrometheusMetrics:
    """Counts in a registry of its own, so that two bots in one process do not mix."""

    def __init__(self) -> None:
        # Loaded here: it takes longer than the rest of a start, and most bots are not measured.
        from prometheus_client import CollectorRegistry, Gauge, Histogram  # noqa: PLC0415 - as said above

        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "dateline_command_seconds",
            "Time from an interaction's arrival to its answer",
            ["command", "outcome"],
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._deliveries = Gauge(
            "dateline_deliveries", "Digests in the ledger", ["state"], registry=self.registry
        )
        self._up = Gauge("dateline_gateway_up", "Whether the gateway is connected", registry=self.registry)
        self._latency = Gauge(
            "dateline_gateway_latency_seconds", "Heartbeat round trip", registry=self.registry
        )
        self._guilds = Gauge("dateline_guilds", "Servers the bot is in", registry=self.registry)
        self._bytes = Gauge("dateline_database_bytes", "Size on disk", ["database"], registry=self.registry)

    def answered(self, command: str, outcome: str, seconds: float) -> None:
        """Adds to the histogram of the command."""
        self._seconds.labels(command, outcome).observe(seconds)

    def page(self, health: Health) -> bytes:
        """The metrics as Prometheus reads them, with what is only looked up when it asks."""
        from prometheus_client import generate_latest  # noqa: PLC0415 - as above

        self._up.set(health.connected)
        self._latency.set(math.nan if health.latency is None else health.latency)
        self._guilds.set(health.guilds)
        for state, count in health.deliveries.items():
            self._deliveries.labels(state).set(count)
        for name, size in health.database_bytes.items():
            self._bytes.labels(name).set(size)
        return generate_latest(self.registry)


async def serve(
    metrics: PrometheusMetrics, health: Callable[[], Awaitable[Health]], port: int
) -> Callable[[], Awaitable[None]]:
    """Open `/metrics` and `/healthz` on loopback; what is returned closes them.

    `/healthz` is 200 while the bot can do its work, else 503. Raises `OSError` on a port that is taken.
    """
    from aiohttp import web  # noqa: PLC0415 - the server's half of aiohttp is loaded only where one is opened

    async def page(_: web.Request) -> web.Response:
        return web.Response(body=metrics.page(await health()), content_type="text/plain", charset="utf-8")

    async def healthz(_: web.Request) -> web.Response:
        now = await health()
        told = {"gateway": now.connected, "state": now.state_reachable, "guilds": now.guilds}
        return web.json_response(told, status=200 if now.well else 503)

    app = web.Application()
    app.add_routes([web.get("/metrics", page), web.get("/healthz", healthz)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, LOOPBACK, port).start()
    return runner.cleanup
