"""`python -m tests.benchmarks`: everything beside its reference, in one run, as a table and as JSON."""

import argparse
import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console

from storage.archive import Archive, loader
from tests.benchmarks import asking, bots, lateness, loading, searching
from tests.benchmarks.corpus import Corpus, shape_of
from tests.benchmarks.loading import SEEDS
from tests.benchmarks.stored import store
from tests.benchmarks.tables import Row, print_rows, save

SIZES = (10_000, 100_000, 1_000_000)
PARTS = ("search", "bot", "load", "meetings")


def main() -> int:
    """Measure what is asked for; 0 also where a goal is missed: a benchmark is no test."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="10,000 articles alone: under a minute once built"
    )
    parser.add_argument("--seed", type=int, default=1, help="what the queries are drawn from (default 1)")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="articles")
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--json", type=Path, help="also write the rows to this file")
    options = parser.parse_args()
    sizes = [SIZES[0]] if options.quick else options.sizes
    console = Console()
    rows: list[Row] = []
    if "search" in options.only:
        compared = []
        for size in sizes:
            compared.append(
                searching.compare(shape_of(size), options.seed, console, postgres=not options.quick)
            )
            rows += compared[-1].rows
            rows += lateness.lateness(shape_of(size), options.seed, console)
        searching.print_growth(compared, console)
    if "meetings" in options.only:
        rows += asking.meetings(shape_of(max(sizes)), options.seed, console)
    if "bot" in options.only:
        rows += asyncio.run(_bots(console, quick=options.quick, large=_large(sizes)))
    if "load" in options.only:
        if options.quick:
            rows += loading.bulk(shape_of(SIZES[0]), console)
        else:
            rows += loading.bulk(shape_of(300_000), console)
            rows += loading.with_analysis((shape_of(100_001), shape_of(max(*sizes, 200_000))), console)
            rows += loading.reads_during(shape_of(SIZES[0]), console)
    print_rows("Goals", rows, console)
    if options.json:
        save(options.json, options.seed, rows)
    return 0


def _large(sizes: list[int]) -> Path | None:
    """An archive of a million articles, made where there is none; None where that size is not measured."""
    if SIZES[-1] not in sizes:
        return None
    corpus = Corpus(shape_of(SIZES[-1]))
    corpus.make()
    path = corpus.folder / "archive.db"
    store(corpus, path, meetings=0)
    return path


async def _bots(console: Console, *, quick: bool, large: Path | None) -> list[Row]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seed.db"
        archive = await Archive.open(path)
        await loader.load(archive, [SEEDS])
        await archive.close()
        return await bots.compare(path, Path(folder), console, quick=quick, large=large)


if __name__ == "__main__":
    sys.exit(main())
