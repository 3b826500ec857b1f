"""`dateline load`: dumps into the archive, with a progress bar and a report."""

import argparse
import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from bot.cli.corpus import once_filled
from bot.cli.terminal import answers, complain, notices, visible
from bot.settings import Settings
from storage.archive import Archive
from storage.archive.articles import overview
from storage.archive.loader import DumpReport, ProgressStep, load, remove

__all__ = ["bars", "configure", "run"]

_FAILED: Final = 1
_WRONG_USE: Final = 2
"""A command line that cannot be meant."""
_COUNTED: Final = (
    ("articles", "article", "articles"),
    ("reprints", "reprint", "reprints"),
    ("mentions", "mention of a date", "mentions of dates"),
    ("meetings", "meeting", "meetings"),
    ("duplicates", "duplicate", "duplicates"),
    ("unresolved_count", "unresolved date", "unresolved dates"),
    ("stray_count", "line that belongs to no article", "lines that belong to no article"),
)
"""Fields of a report with the words for one and for several."""
_BRIEFLY: Final = 10
"""Lines of each kind that are listed unless all are asked for."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `load` to its parser."""
    parser.add_argument(
        "paths",
        metavar="PATH",
        nargs="*",
        type=Path,
        help="a dump, or a folder of *.txt (default: the folder in DATELINE_SEEDS)",
    )
    parser.add_argument(
        "--all", action="store_true", help="list every line that belongs to no article or has an undated date"
    )
    parser.add_argument(
        "--remove",
        metavar="NAME",
        action="append",
        default=[],
        help="take the dump of this file name out of the archive instead; may be given several times",
    )
    parser.epilog = (
        "A dump that is as it was costs nothing; one that changed is replaced; one that is refused is named "
        "with the reason, and the others load. NAME.toml beside NAME.txt may say more of it."
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Load, print the report, and return 0; 1 where a dump was refused. Or take out what is to be removed."""
    if options.remove:
        if options.paths:
            complain("dumps are loaded or removed: give paths, or --remove, not both")
            return _WRONG_USE
        if not settings.archive.exists():  # to open it would make it
            complain(f"there is no archive {settings.archive}")
            return _FAILED
        return asyncio.run(_remove(options.remove, settings.archive))
    reports = asyncio.run(_load(options.paths or [settings.seeds], settings.archive))
    _print(reports, answers(), None if options.all else _BRIEFLY)
    refused = [each for each in reports if each.outcome == "refused"]
    for each in refused:
        complain(f"{each.path} is refused: {each.reason}")
    return _FAILED if refused else 0


async def _load(paths: list[Path], target: Path) -> tuple[DumpReport, ...]:
    opening = partial(Archive.open, target, readers=0, slow_readers=0)
    archive = await once_filled(target, opening)
    try:
        with bars(notices()) as progress:
            report = await load(archive, paths, progress=showing(progress))
    finally:
        await archive.close()
    return report.dumps


async def _remove(names: list[str], target: Path) -> int:
    """Take these dumps out, each in a change of its own; 1 where one is not there."""
    archive = await Archive.open(target, readers=0, slow_readers=0)
    try:
        missing = [name for name in names if not await _take_out(archive, name)]
        held = [dump.source for dump in (await overview(archive)).dumps]
    finally:
        await archive.close()
    for name in missing:
        complain(f"there is no dump {name} in the archive; it holds {', '.join(held) or 'none'}")
    return _FAILED if missing else 0


async def _take_out(archive: Archive, name: str) -> bool:
    removed = await remove(archive, name)
    if removed:
        answers().print(Text(visible(name), style="bold").append("  removed", style="not bold"))
    return removed


def bars(console: Console) -> Progress:
    """A bar for each dump, gone when it is done; nothing at all where nobody watches."""
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[stage]}", style="dim"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def showing(progress: Progress) -> Callable[[ProgressStep], None]:
    """What `load` calls at each step, drawn as bars."""
    tasks: dict[str, TaskID] = {}

    def show(step: ProgressStep) -> None:
        if step.source not in tasks:
            tasks[step.source] = progress.add_task(visible(step.source), stage="")
        progress.update(tasks[step.source], completed=step.done, total=step.total, stage=step.stage)

    return show


def _print(reports: tuple[DumpReport, ...], console: Console, most: int | None) -> None:
    for each in reports:
        console.print(Text(visible(each.source), style="bold").append(f"  {each.outcome}", style="not bold"))
        if each.outcome in ("loaded", "replaced"):
            console.print(f"  {_counts(each)}", soft_wrap=True)
    for each in reports:
        undated = [f"line {one.line}: {one.text}" for one in each.unresolved]
        stray = [f"line {one.line}: {one.text}" for one in each.stray]
        _list(console, f"{each.source}: dates that nothing dates", undated, each.unresolved_count, most)
        _list(console, f"{each.source}: lines that belong to no article", stray, each.stray_count, most)


def _counts(report: DumpReport) -> str:
    return ", ".join(
        f"{(count := getattr(report, field)):,} {one if count == 1 else many}"
        for field, one, many in _COUNTED
    )


def _list(console: Console, heading: str, lines: list[str], count: int, most: int | None) -> None:
    if not count:
        return
    console.print(f"\n{visible(heading)}", style="bold")
    shown = lines[:most]
    for line in shown:
        console.print(f"  {visible(line)}", overflow="ellipsis", no_wrap=True)
    if len(shown) < count:
        more = f"{count - len(shown):,} more"
        console.print(
            f"  … and {more}" + ("; --all lists them" if len(shown) < len(lines) else ""), style="dim"
        )
