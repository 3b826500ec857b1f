"""The way in: finds the command, reads the settings, and turns what goes wrong into words and an exit code.

Each command is a module of this package with `configure(parser)` and `run(options, settings)`; only the
module of the command that was typed is imported, so that `dateline --help` does not wait for Discord.

Exit codes: 0 done; 1 it could not be done, as the message says; 2 the command line or a setting is wrong;
130 interrupted; 141 the reader of a pipe went away.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from bot.cli.terminal import complain
from bot.settings import Settings, SettingsError, environment
from storage.errors import DatelineError

__all__ = ["COMMANDS", "FAILED", "INTERRUPTED", "PIPE_CLOSED", "WRONG_USE", "main"]

FAILED: Final = 1
WRONG_USE: Final = 2
INTERRUPTED: Final = 130
"""What shells give a program ended by Ctrl-C."""
PIPE_CLOSED: Final = 141
"""What shells give a program whose reader went away, as in `dateline export | head`."""

COMMANDS: Final = {
    "load": ("bot.cli.load", "load dumps into the archive and report what was found"),
    "export": ("bot.cli.export", "write the corpus as JSON Lines to standard output"),
    "ask": ("bot.cli.ask", "answer one slash command in the terminal"),
    "try": ("bot.cli.chat", "open a local chat page with the bot in it"),
    "run": ("bot.cli.run", "connect to Discord"),
    "doctor": ("bot.cli.doctor", "check settings, databases, corpus, token and permissions"),
    "backup": ("bot.cli.backup", "copy the state, also while the bot runs"),
    "restore": ("bot.cli.restore", "put a backup back"),
    "state": ("bot.cli.state", "copy the state between SQLite and PostgreSQL"),
}
"""Each command with its module and what it does."""


class _Parser(argparse.ArgumentParser):
    """Refuses in this program's words."""

    def error(self, message: str) -> NoReturn:
        """Print what is wrong and where the options are listed, and exit with `WRONG_USE`."""
        complain(f"{message}\nSee: {self.prog} --help")
        raise SystemExit(WRONG_USE)


class _Version(argparse.Action):
    """Looks the version up only when it is asked for: that takes longer than the rest of the command line."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,  # noqa: ARG002 - argparse calls it so
        values: object,  # noqa: ARG002 - as above
        option: str | None = None,  # noqa: ARG002 - as above
    ) -> NoReturn:
        """Print it and exit."""
        from importlib import metadata  # noqa: PLC0415 - as said above

        sys.stdout.write(f"dateline {metadata.version('dateline')}\n")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line (without the program's name; default: the process's) and return its exit code.

    `--help`, `--version` and a command line that cannot be understood raise `SystemExit`, as argparse does.
    """
    typed = sys.argv[1:] if arguments is None else list(arguments)
    _speak_utf8()
    try:
        parser = _parser(typed)
        if not typed:
            parser.print_help(sys.stderr)
            return WRONG_USE
        named = next((word for word in typed if not word.startswith("-")), None)
        if named is not None and named not in COMMANDS:
            parser.error(f"there is no command {named!r}; there are: {', '.join(COMMANDS)}")
        options = parser.parse_args(typed)
        code = _run(options)
        sys.stdout.flush()
    except SettingsError as error:
        for bad in error.bad:
            complain(f"{bad.name} is {bad.shown}, but has to be {bad.accepted}.")
        return WRONG_USE
    except DatelineError as error:
        complain(str(error))
        return FAILED
    except BrokenPipeError:
        # What is still buffered has no reader: without this, Python complains once more while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        complain("interrupted")
        return INTERRUPTED
    return code


def _run(options: argparse.Namespace) -> int:
    module = import_module(COMMANDS[options.command][0])
    settings = Settings.read(environment(os.environ, Path(".env")))
    code: int = module.run(options, settings)
    return code


def _parser(typed: Sequence[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="dateline",
        description="Dateline answers from a news archive: in Discord, and here without it.",
        epilog="Settings come from the environment or from .env; .env.example lists them.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the program's version and exit")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, (module, does) in COMMANDS.items():
        command = commands.add_parser(
            name, help=does, description=does[0].upper() + does[1:] + ".", allow_abbrev=False
        )
        if name in typed:
            import_module(module).configure(command)
    return parser


def _speak_utf8() -> None:
    """The corpus is in many scripts, whatever the terminal's locale says of its own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
