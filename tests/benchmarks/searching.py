"""Search beside its peers: the same queries, in turn, in the same run."""

import gc
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import Corpus, Shape
from tests.benchmarks.peers import Answer, Peer
from tests.benchmarks.peers.fts5_peer import PlainFts5
from tests.benchmarks.peers.ours import Ours
from tests.benchmarks.peers.postgres_peer import Postgres, server_programs
from tests.benchmarks.peers.sqlite_utils_peer import SqliteUtils
from tests.benchmarks.peers.tantivy_peer import Tantivy
from tests.benchmarks.queries import CLASSES, Query, draw
from tests.benchmarks.tables import Row, at_least, at_most

__all__ = ["Compared", "compare", "print_growth"]

POSTGRES_MOST = 100_000
"""Articles up to which PostgreSQL is asked: beyond, its index alone takes an hour to build."""
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Times:
    """One peer's times over the query set, in seconds, by class."""

    by_class: dict[str, list[float]]

    @property
    def all(self) -> list[float]:
        """All of them, ascending."""
        return sorted(taken for times in self.by_class.values() for taken in times)

    @property
    def p50(self) -> float:
        """The median."""
        return statistics.median(self.all)

    @property
    def p99(self) -> float:
        """The 99th percentile; the slowest of fewer than a hundred."""
        return self.all[min(len(self.all) - 1, int(len(self.all) * 0.99))]

    @property
    def slowest(self) -> float:
        """The slowest."""
        return self.all[-1]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was measured at one size."""

    shape: Shape
    times: dict[str, Times]
    """By the peer's name, ours last."""
    rows: list[Row]


def compare(shape: Shape, seed: int, console: Console, *, postgres: bool = True) -> Compared:
    """Build what is missing, ask everybody the same, print the table of one size, and judge.

    Without `postgres` that peer is left out: its answers take most of a minute.
    """
    corpus = Corpus(shape)
    console.print(f"[bold]{shape}[/bold], queries of seed {seed}")
    corpus.make()
    queries = draw(corpus, seed)
    peers: list[Peer] = [Tantivy(), PlainFts5()]
    if shape.articles <= POSTGRES_MOST:
        peers.append(SqliteUtils())
        if postgres and server_programs():
            peers.append(Postgres())
        elif postgres:
            console.print("PostgreSQL is left out: no server is installed here")
    ours = Ours()
    times: dict[str, Times] = {}
    quality: dict[str, list[float]] = {}
    for peer in (*peers, ours):
        before = time.perf_counter()
        peer.build(corpus)
        built = time.perf_counter() - before
        peer.open(corpus)
        times[peer.name] = _ask(peer, queries)
        if peer is ours:
            quality = _quality(ours, queries)
        peer.close()
        console.print(f"  {peer.name}: ready in {built:.0f} s, p50 {_ms(times[peer.name].p50)}")
    _print(times, quality, console)
    return Compared(shape, times, _judged(shape, times, quality))


def print_growth(compared: Sequence[Compared], console: Console) -> None:
    """How cost grows: the sizes side by side, ours by query class, and whoever was asked at all of them."""
    table = Table(title="how cost grows", title_justify="left")
    table.add_column("")
    for each in compared:
        table.add_column(f"{each.shape.articles:,}", justify="right")
    for kind in CLASSES:
        medians = [statistics.median(each.times[Ours.name].by_class[kind]) for each in compared]
        table.add_row(f"{Ours.name}, {kind}", *map(_ms, medians))
    for name in compared[0].times:
        if all(name in each.times for each in compared):
            table.add_section()
            for what in ("p50", "p99", "slowest"):
                table.add_row(f"{name}, {what}", *(_ms(getattr(each.times[name], what)) for each in compared))
    console.print(table)


def _ask(peer: Peer, queries: Sequence[Query]) -> Times:
    """All queries in five rounds, each query's median kept.

    The first round reads what the system's cache may not hold, and a machine that stands still for a moment,
    as a shared one does, spoils a round or two of a query and not all.
    """
    rounds: list[list[float]] = []
    gc.disable()
    try:
        for _ in range(ROUNDS):
            taken = []
            for query in queries:
                before = time.perf_counter()
                answer = peer.search(query)
                taken.append(time.perf_counter() - before)
                _check(peer, query, answer)
            rounds.append(taken)
    finally:
        gc.enable()
    by_class: defaultdict[str, list[float]] = defaultdict(list)
    for query, times in zip(queries, zip(*rounds, strict=True), strict=True):
        by_class[query.kind].append(statistics.median(times))
    return Times(dict(by_class))


def _check(peer: Peer, query: Query, answer: Answer) -> None:
    assert len(answer.keys) == len(answer.snippets) == min(10, answer.count), (peer.name, query, answer)


def _quality(ours: Ours, queries: Sequence[Query]) -> dict[str, list[float]]:
    """Which share of the exhaustive ten best the answer holds, by class; without matches there is none."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    for query in queries:
        best = ours.exhaustive(query)
        if best:
            found = set(ours.search(query).keys)
            shares[query.kind].append(len(found & set(best)) / len(best))
    return dict(shares)


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.3g} ms"


def _print(times: dict[str, Times], quality: dict[str, list[float]], console: Console) -> None:
    table = Table(title="median by query class", title_justify="left")
    table.add_column("class")
    for name in times:
        table.add_column(name, justify="right")
    table.add_column("shared of the best 10", justify="right")
    for kind in CLASSES:
        medians = [_ms(statistics.median(each.by_class[kind])) for each in times.values()]
        shared = quality.get(kind)
        table.add_row(kind, *medians, f"{statistics.mean(shared):.2f}" if shared else "–")
    table.add_row("p50", *[_ms(each.p50) for each in times.values()], "")
    table.add_row("p99", *[_ms(each.p99) for each in times.values()], "")
    table.add_row("slowest", *[_ms(each.slowest) for each in times.values()], "")
    console.print(table)


def _judged(shape: Shape, times: dict[str, Times], quality: dict[str, list[float]]) -> list[Row]:
    ours, tantivy, fts5 = times[Ours.name], times[Tantivy.name], times[PlainFts5.name]
    size = f"{shape.articles:,} articles"
    large = shape.articles >= 1_000_000
    rows = [
        _ratio(f"search p50, {size}, tantivy", ours.p50, tantivy.p50, 2 if large else 5),
        _ratio(f"search slowest, {size}, tantivy", ours.slowest, tantivy.slowest, 2 if large else 4),
    ]
    if large:
        gain = fts5.slowest / ours.slowest
        rows.append(at_least(f"slowest, {size}, plain FTS5", _ms(ours.slowest), _ms(fts5.slowest), gain, 20))
    if (utils := times.get(SqliteUtils.name)) and shape.articles == 100_000:
        rows.append(_ratio(f"search p50, {size}, sqlite-utils", ours.p50, utils.p50, 0.1))
        rows.append(_ratio(f"search p99, {size}, sqlite-utils", ours.p99, utils.p99, 0.15))
    if (postgres := times.get(Postgres.name)) and shape.articles == 100_000:
        rows.append(_ratio(f"search p50, {size}, PostgreSQL", ours.p50, postgres.p50, 0.1))
        rows.append(_ratio(f"search p99, {size}, PostgreSQL", ours.p99, postgres.p99, 0.15))
    means = [statistics.mean(shares) for shares in quality.values()]
    mean = statistics.mean(share for shares in quality.values() for share in shares)
    goals = (0.8, 0.5) if large else (1.0, 1.0)
    rows.append(at_least(f"best 10 shared, mean, {size}", f"{mean:.3f}", "exhaustive bm25", mean, goals[0]))
    lowest = min(means)
    rows.append(
        at_least(f"best 10 shared, lowest class, {size}", f"{lowest:.3f}", "exhaustive", lowest, goals[1])
    )
    return rows


def _ratio(what: str, ours: float, theirs: float, goal: float) -> Row:
    return at_most(what, _ms(ours), _ms(theirs), ours / theirs, goal)
