"""`dateline doctor`: looks at everything that can be wrong, says what to do, and prints the invite link."""

import argparse
import asyncio
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bot.cli.corpus import outdated
from bot.cli.discord_findings import WHERE_TOKENS_ARE, application_of, examine
from bot.cli.findings import Finding, Verdict
from bot.cli.terminal import answers, visible
from bot.invitation import invitation
from bot.render.text import plural
from bot.settings import Settings
from storage.archive import Archive, articles
from storage.clock import system_clock
from storage.errors import DatelineError
from storage.state import Subscription, is_server, open_state

if TYPE_CHECKING:
    from storage.archive.answers import Overview

__all__ = ["configure", "run"]

_FAILED: Final = 1
_STYLES: Final = {
    Verdict.GOOD: "green",
    Verdict.NOTE: "yellow",
    Verdict.UNCHECKED: "yellow",
    Verdict.BAD: "bold red",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """`doctor` has no options of its own."""
    parser.epilog = "The exit code is 1 where something is wrong."


def run(options: argparse.Namespace, settings: Settings) -> int:  # noqa: ARG001 - every command is called so
    """Print what was found; 1 where something is wrong."""
    findings = asyncio.run(_examine(settings))
    _print(findings, settings)
    return _FAILED if any(each.verdict is Verdict.BAD for each in findings) else 0


async def _examine(settings: Settings) -> list[Finding]:
    # Settings that cannot be used end every command before it begins.
    findings = [Finding("Settings", Verdict.GOOD, "all can be used")]
    archive, overview = await _archive(settings.archive)
    findings.append(archive)
    findings.append(_corpus(settings.seeds, overview))
    findings += _left_behind(settings.seeds, overview)
    state, subscriptions = await _state(settings.state)
    findings.append(state)
    if settings.token is None:
        text = f"DISCORD_TOKEN is not set; only `dateline run` needs it. {WHERE_TOKENS_ARE}"
        return [*findings, Finding("Token", Verdict.NOTE, text)]
    return findings + await examine(settings.token, subscriptions, settings.discord_api)


async def _archive(path: Path) -> "tuple[Finding, Overview | None]":
    if not await asyncio.to_thread(path.exists):
        text = f"{path} does not exist yet; `dateline load` makes it, and so do ask and run"
        return Finding("Archive", Verdict.NOTE, text), None
    try:
        archive = await Archive.open(path)
        try:
            overview = await articles.overview(archive)
        finally:
            await archive.close()
    except DatelineError as error:
        return Finding("Archive", Verdict.BAD, str(error)), None
    if not os.access(path, os.W_OK):
        return Finding("Archive", Verdict.BAD, f"{path} cannot be written: no dump can be loaded"), overview
    counts = f"{plural(overview.articles, 'article')}, {plural(overview.meetings, 'meeting')}"
    return Finding("Archive", Verdict.GOOD, f"{path}: {counts}, {overview.bytes / 1e6:.1f} MB"), overview


def _corpus(seeds: Path, overview: "Overview | None") -> Finding:
    dumps = {path.name for path in seeds.glob("*.txt")}
    if not dumps:
        text = (
            f"there is no dump (*.txt) in {seeds}; put some there, or name another folder in DATELINE_SEEDS"
        )
        return Finding("Corpus", Verdict.NOTE if overview and overview.dumps else Verdict.BAD, text)
    loaded = {each.source for each in overview.dumps} if overview else set()
    if waiting := sorted(dumps - loaded):
        count = f"{len(waiting)} of {plural(len(dumps), 'dump')} in {seeds}"
        text = f"{count} {'is' if len(waiting) == 1 else 'are'} not loaded yet: {_some(waiting)}"
        return Finding("Corpus", Verdict.NOTE, text)
    return Finding("Corpus", Verdict.GOOD, f"every dump in {seeds} is loaded: {_some(sorted(dumps))}")


def _left_behind(seeds: Path, overview: "Overview | None") -> list[Finding]:
    """Dumps that are outdated and that no command loads again by itself, if there are any."""
    dumps = {path.name for path in seeds.glob("*.txt")}
    left = sorted(outdated(overview) - dumps) if overview else []
    if not left:
        return []
    text = (
        f"an earlier version of Dateline read dumps that are not in {seeds}: {_some(left)}; "
        "`dateline load PATH` reads them anew"
    )
    return [Finding("Analysis", Verdict.NOTE, text)]


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


async def _state(address: str) -> tuple[Finding, list[Subscription]]:
    # A server's address may hold a password.
    shown = "PostgreSQL" if is_server(address) else address
    if not is_server(address):
        if not await asyncio.to_thread(Path(address).exists):
            return Finding("State", Verdict.NOTE, f"{shown} does not exist yet; `dateline run` makes it"), []
        if not os.access(address, os.W_OK):
            return Finding("State", Verdict.BAD, f"{shown} cannot be written: no digest can go out"), []
    subscriptions: list[Subscription] = []
    try:
        state = await open_state(address, system_clock)
        try:
            for guild_id in sorted(await state.subscriptions.guilds()):
                subscriptions += await state.subscriptions.of_guild(guild_id)
        finally:
            await state.close()
    except DatelineError as error:
        return Finding("State", Verdict.BAD, str(error)), []
    text = f"{shown}: {plural(len(subscriptions), 'subscription')}"
    if suspended := sum(each.suspended is not None for each in subscriptions):
        text = f"{text}, {suspended} suspended; /digest status says why"
    return Finding("State", Verdict.NOTE if suspended else Verdict.GOOD, text), subscriptions


def _print(findings: Sequence[Finding], settings: Settings) -> None:
    from rich.table import Table  # noqa: PLC0415 - the terminal's, when there is something to print
    from rich.text import Text  # noqa: PLC0415 - as above

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for each in findings:
        verdict = Text(each.verdict.value, style=_STYLES[each.verdict])
        table.add_row(Text(each.subject, style="bold"), verdict, Text(visible(each.text)))
    console = answers()
    console.print(table)
    application = application_of(settings.token) if settings.token else None
    link = invitation(application or 0)
    if application is None:
        link = link.replace("client_id=0", "client_id=YOUR_APPLICATION_ID")
    console.print("\nInvite link, with the least permissions:")
    console.print(link, soft_wrap=True)
