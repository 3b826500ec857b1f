"""Runs the tortures and prints their table; exit code 1 if one of them shows what it must not."""

import argparse
import importlib
import logging
import pkgutil
import sys
import time
import traceback
from collections.abc import Callable
from typing import cast

from rich.console import Console
from rich.table import Table

import tests.torture
from tests.torture._row import Row

Run = Callable[[int, bool], Row]


def names() -> list[str]:
    """The tortures there are."""
    return [
        module.name
        for module in pkgutil.iter_modules(tests.torture.__path__)
        if not module.name.startswith("_")
    ]


def measure(name: str, seed: int, *, short: bool) -> Row:
    """One torture's row; what it raises is a failure of its own."""
    try:
        run = cast("Run", importlib.import_module(f"tests.torture.{name}").run)
        return run(seed, short)
    except Exception as error:  # noqa: BLE001 - one torture must not end the others
        traceback.print_exc()
        return Row(name, "ends", f"{type(error).__name__}: {error}", passed=False)


def main(arguments: list[str]) -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=tests.torture.__doc__)
    parser.add_argument("name", nargs="*", choices=[*names(), []], help="only these (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="where all chance comes from (default 1)")
    parser.add_argument(
        "--short", action="store_true", help="ends in about five minutes, four of them `cluster`"
    )
    asked = parser.parse_args(arguments)
    logging.getLogger("bot").setLevel(logging.ERROR)
    console = Console(width=160)
    console.print(f"seed {asked.seed}, {'short' if asked.short else 'full'} form")
    table = Table("torture", "must show", "measured", "seconds", "", show_lines=True)
    failed = 0
    for name in asked.name or names():
        began = time.monotonic()
        row = measure(name, asked.seed, short=asked.short)
        seconds = time.monotonic() - began
        console.print(f"{name}: {'ok' if row.passed else 'FAILED'} after {seconds:.0f} s: {row.measured}")
        table.add_row(
            row.torture, row.must_show, row.measured, f"{seconds:.0f}", "ok" if row.passed else "FAILED"
        )
        failed += not row.passed
    console.print(table)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
