"""`dateline ask`: one slash command, answered by the real bot in a local Discord of its own.

Whoever asks is a manager of a made-up server, and the state is kept in memory, so that nothing that is tried
here changes a real subscription. The reply can be acted on: each `--press` and `--choose` in its turn.
"""

import argparse
import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot import logs
from bot.cli.rehearsal import rehearse
from bot.cli.terminal import answers, complain, visible
from bot.harness import HarnessError, NoSuchInstant, Reply
from bot.harness.clock import check_instant
from bot.settings import Settings

__all__ = ["configure", "run"]

_FAILED: Final = 1


class _Step(argparse.Action):
    """Collects `--press` and `--choose` in the order in which they were typed."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse calls it so
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option: str | None = None,
    ) -> None:
        """Append what is to be done, and to what."""
        steps = [*namespace.steps, ((option or "").lstrip("-"), str(values))]
        namespace.steps = steps


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of `ask` to its parser."""
    parser.add_argument(
        "text",
        metavar="COMMAND",
        help="""the slash command in quotes, such as '/search query:"Belt and Road" country:Pakistan'""",
    )
    parser.add_argument(
        "--press",
        action=_Step,
        dest="steps",
        default=[],
        metavar="LABEL",
        help="press the reply's button of that label and show what follows; may be repeated",
    )
    parser.add_argument(
        "--choose",
        action=_Step,
        dest="steps",
        default=[],
        metavar="OPTION",
        help="choose that option in the reply's menu and show what follows; may be repeated",
    )
    parser.add_argument(
        "--at",
        type=_instant,
        metavar="INSTANT",
        help="answer as if it were then, such as 2025-02-05T08:00 (UTC unless it names an offset)",
    )
    parser.add_argument(
        "--json", action="store_true", help="print each message as Discord gets it, one a line"
    )


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Answer, and return 0; 1 where there is no such command, option, button or answer."""
    # A reader of the terminal is told of the bot's own faults; what libraries warn of is for `run`.
    logs.configure("ERROR", sys.stderr)
    try:
        asyncio.run(_ask(options, settings))
    except HarnessError as error:
        complain(str(error))
        return _FAILED
    return 0


async def _ask(options: argparse.Namespace, settings: Settings) -> None:
    async with rehearse(settings, options.at) as stage:
        local = stage.local
        reply = await local.command(stage.manager, stage.channels[0], options.text)
        await stage.client.desk.pictured()
        names = local.world.mentions()
        _show(reply, names, as_json=options.json)
        for verb, name in options.steps:
            reply = await (local.press(reply, name) if verb == "press" else local.choose(reply, None, name))
            await stage.client.desk.pictured()
            _show(reply, names, f"{verb} {name}", as_json=options.json)


def _show(reply: Reply, names: Mapping[str, str], done: str | None = None, *, as_json: bool) -> None:
    shown = [each.payload for each in (reply.message, *reply.followups) if each is not None]
    if as_json:
        for raw in [*shown, *([reply.modal] if reply.modal else [])]:
            sys.stdout.write(json.dumps(raw, ensure_ascii=False) + "\n")
        return
    from bot.cli import transcript  # noqa: PLC0415 - rich is not needed for JSON

    console = answers()
    if done:
        console.print(f"\n> {visible(done)}", style="dim", soft_wrap=True)
    for raw in shown:
        console.print(transcript.message(raw, names))
    if reply.modal:
        console.print(transcript.modal(reply.modal))


def _instant(typed: str) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{typed!r} is no instant; accepted are 2025-02-05, 2025-02-05T08:00 and 2025-02-05T08:00+08:00"
        ) from None
    try:
        return check_instant(at.replace(tzinfo=at.tzinfo or UTC))
    except NoSuchInstant as error:
        raise argparse.ArgumentTypeError(str(error)) from None
