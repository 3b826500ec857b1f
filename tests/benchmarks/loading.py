"""Loading beside what SQLite can do at best; analysis a core; memory; readers during a load."""

import asyncio
import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from storage.archive import Archive, articles, loader
from storage.archive.answers import SearchQuery
from tests.benchmarks.corpus import Corpus, Shape
from tests.benchmarks.tables import Row, at_least, at_most

__all__ = ["bulk", "reads_during", "with_analysis"]

SEEDS = Path(__file__).parents[2] / "seeds"
LOADS = 3
"""Each load is measured so often, and the median taken: a shared machine has bad minutes."""
IDLE_READS = 800
"""Before each load that is read during; during it there are about twice as many."""
MEASURE_LOAD = "import sys; from tests.benchmarks.loading import load_and_tell; load_and_tell(*sys.argv[1:])"


def bulk(shape: Shape, console: Console) -> list[Row]:
    """Rows a second without analysis, parsing included, beside `executemany` and one `rebuild`."""
    corpus = Corpus(shape)
    corpus.make()
    console.print(f"[bold]load[/bold] of {shape}, without analysis")
    taken = []
    for _ in range(LOADS):
        with TemporaryDirectory(dir=corpus.folder) as folder:
            theirs = _reference(corpus, Path(folder))
            seconds, _ = _load(corpus.dump, Path(folder) / "bulk.db", "no")
        taken.append((theirs / seconds, theirs, seconds))
    ratio, theirs, seconds = statistics.median_low(taken)
    ours, reference = shape.articles / seconds, shape.articles / theirs
    return [
        at_least(
            f"bulk load, {shape.articles:,} articles",
            f"{ours:,.0f} rows/s",
            f"{reference:,.0f} rows/s",
            ratio,
            0.7,
        )
    ]


def _reference(corpus: Corpus, folder: Path) -> float:
    """Seconds for `executemany` into the table and FTS5's `rebuild`, in WAL."""
    posts = ((post.number + 1, post.title, post.body) for post in corpus.posts())
    connection = sqlite3.connect(folder / "reference.db")
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        "CREATE TABLE posts(id INTEGER PRIMARY KEY, title TEXT, body TEXT);"
        "CREATE VIRTUAL TABLE fts USING fts5(title, body, content=posts, content_rowid=id, "
        "tokenize='unicode61 remove_diacritics 2');"
    )
    seconds = 0.0
    while batch := list(islice(posts, 10_000)):
        before = time.perf_counter()
        connection.executemany("INSERT INTO posts VALUES(?,?,?)", batch)
        seconds += time.perf_counter() - before
    before = time.perf_counter()
    connection.execute("INSERT INTO fts(fts, rank) VALUES('hashsize', 67108864)")
    connection.execute("INSERT INTO fts(fts) VALUES('rebuild')")
    connection.commit()
    connection.close()
    return seconds + time.perf_counter() - before


def with_analysis(shapes: tuple[Shape, Shape], console: Console, repeats: int = 120) -> list[Row]:
    """Bytes a second a core on real text, and the peak of memory at two sizes."""
    console.print("[bold]load[/bold] with analysis")
    rows = []
    with TemporaryDirectory() as folder:
        real = Path(folder) / "real.txt"
        text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
        with real.open("w", encoding="utf-8") as out:
            for number in range(repeats):
                out.write(_another(text, number) + "\n")
        loads = [_load(real, Path(folder) / f"real{number}.db", "yes", "0") for number in range(LOADS)]
        rate = real.stat().st_size / statistics.median(seconds for seconds, _ in loads) / 1e6
        rows.append(at_least("load with analysis, one core", f"{rate:.2f} MB/s", "1 MB/s", rate, 1.0))
    peaks = []
    for shape in shapes:
        corpus = Corpus(shape)
        corpus.make()
        with TemporaryDirectory(dir=corpus.folder) as folder:
            _, peak = _load(corpus.dump, Path(folder) / "peak.db", "no")
        peaks.append(peak)
    rows.append(
        at_most(
            f"peak of memory, {shapes[1].articles:,} beside {shapes[0].articles:,} articles",
            f"{peaks[1] / 2**20:.0f} MB",
            f"{peaks[0] / 2**20:.0f} MB",
            peaks[1] / peaks[0],
            1.3,
        )
    )
    return rows


def _another(text: str, number: int) -> str:
    """The text as another archive's: no line, title or day of one number is another's.

    Else the articles were each other's duplicates, their meetings were the same, and lines that were read
    before were remembered.
    """
    marked = re.sub(r"(?<=\S)$", f"[{number}]", text, flags=re.MULTILINE)
    return re.sub(r"\b202[3-5]\b", lambda year: str(int(year[0]) - number), marked)


def _load(dump: Path, target: Path, analysis: str, processes: str = "none") -> tuple[float, int]:
    """Seconds and peak bytes of a load in a process of its own."""
    finished = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", MEASURE_LOAD, str(dump), str(target), analysis, processes],
        check=True,
        capture_output=True,
        text=True,
        cwd=SEEDS.parent,
    )
    seconds, peak = finished.stdout.split()
    return float(seconds), int(peak)


def load_and_tell(dump: str, target: str, analysis: str, processes: str) -> None:
    """In the measured process: load, then print the seconds and the peak in bytes."""

    async def load() -> float:
        # As `dateline load` opens it.
        archive = await Archive.open(Path(target), readers=0, slow_readers=0)
        before = time.perf_counter()
        await loader.load(
            archive,
            [Path(dump)],
            analysis=analysis == "yes",
            processes=None if processes == "none" else int(processes),
        )
        taken = time.perf_counter() - before
        await archive.close()
        return taken

    seconds = asyncio.run(load())
    sys.stdout.write(f"{seconds} {_peak()}\n")


def _peak() -> int:
    """The most bytes of memory that this process had.

    Not `getrusage`: it counts what the process that started this one had, if that was more.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (peak,) = re.findall(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE)
    return int(peak) * 1024


def reads_during(shape: Shape, console: Console) -> list[Row]:
    """The 99th percentile of a read while another process loads, beside the same reads idle."""
    console.print("[bold]reads[/bold] during a load")
    corpus = Corpus(shape)
    corpus.make()
    idle: list[float] = []
    busy: list[float] = []
    for _ in range(LOADS):
        with TemporaryDirectory(dir=corpus.folder) as folder:
            before, during = asyncio.run(_reads(corpus, Path(folder) / "reads.db"))
        idle += before
        busy += during
    return [
        at_most(
            "reads during a load, p99",
            f"{_p99(busy) * 1e3:.2f} ms",
            f"{_p99(idle) * 1e3:.2f} ms",
            _p99(busy) / _p99(idle),
            2.0,
        )
    ]


async def _reads(corpus: Corpus, target: Path) -> tuple[list[float], list[float]]:
    """What each read took before a load, and during it."""
    archive = await Archive.open(target)
    await loader.load(archive, [SEEDS])
    idle = await _timed(archive, IDLE_READS)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        MEASURE_LOAD,
        str(corpus.dump),
        str(target),
        "no",
        "none",
        cwd=SEEDS.parent,
        stdout=asyncio.subprocess.DEVNULL,
    )
    before = (await articles.overview(archive)).articles
    busy: list[float] = []
    while process.returncode is None:
        taken = await _timed(archive, 50)
        if (await articles.overview(archive)).articles != before:
            # Stored: what is found from here on is found in a larger archive, idle or not.
            break
        busy += taken
    await process.wait()
    await archive.close()
    return idle, busy


async def _timed(archive: Archive, count: int) -> list[float]:
    taken = []
    for word in islice(_words(), count):
        before = time.perf_counter()
        await articles.search(archive, SearchQuery(word))
        taken.append(time.perf_counter() - before)
        await asyncio.sleep(0.002)
    return taken


def _words() -> Iterator[str]:
    words = "pakistan vietnam zardari cooperation belt guangxi inauguration partnership".split()
    return cycle(words)


def _p99(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=100)[98]
