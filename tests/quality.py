"""How well the archive is understood, measured against annotated gold, with the least that is accepted.

    python -m tests.quality ../shared

The folder holds `score.py` and `gold/`. Prints a table; exit code 1 where a figure is below its least.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent


@dataclass(frozen=True)
class Group:
    """Dumps that are loaded and scored together; `least` is the lowest figure accepted for each task."""

    name: str
    dumps: str
    gold: str
    least: dict[str, float]


_MEETINGS: Final = {"their date": 0.9, "their kind": 0.9, "their sides": 0.9, "their evidence": 1.0}

GROUPS: Final = (
    Group(
        "the shipped dump",
        "seeds/*.txt",
        "gold/seed_sample.json",
        {
            "posts": 1.0,
            "truncated flags": 1.0,
            "reprints": 1.0,
            "dates": 0.98,
            "countries": 0.88,
            "meetings found": 0.95,
            "their date": 0.97,
            "their kind": 0.97,
            "their sides": 0.97,
            "their evidence": 1.0,
            "their people": 0.95,
            "their roles": 0.9,
        },
    ),
    Group(
        "other publishers' archives",
        "gold/dumps/*.txt",
        "gold/dumps/*.gold.json",
        {"posts": 0.93, "truncated flags": 0.93},
    ),
    Group(
        "other governments' reports",
        "gold/readouts/*.txt",
        "gold/readouts/*.gold.json",
        {"meetings found": 0.85, **_MEETINGS, "their people": 0.85, "their roles": 0.8},
    ),
)


def measure(group: Group, shared: Path, scratch: Path) -> dict[str, float]:
    """The figure of each task, by the scorer's own names, for one group loaded into an archive of its own."""
    base = ROOT if group.dumps.startswith("seeds") else shared
    environ = {**os.environ, "DATELINE_ARCHIVE": str(scratch / f"{group.name}.db")}
    dateline = [sys.executable, "-m", "bot"]
    dumps = [str(path) for path in sorted(base.glob(group.dumps))]
    subprocess.run([*dateline, "load", *dumps], cwd=ROOT, env=environ, check=True, capture_output=True)  # noqa: S603 - our own program
    exported = subprocess.run([*dateline, "export"], cwd=ROOT, env=environ, check=True, capture_output=True)  # noqa: S603 - as above
    gold = [str(path) for path in sorted(shared.glob(group.gold))]
    scored = subprocess.run(  # noqa: S603 - the scorer in the folder named on the command line
        [sys.executable, str(shared / "score.py"), "--json", "--gold", *gold],
        input=exported.stdout,
        check=True,
        capture_output=True,
    )
    figures: dict[str, float] = json.loads(scored.stdout)
    return {task.strip(): figure for task, figure in figures.items()}


def main(shared: Path) -> int:
    """Print the figures of all groups; 1 where one is too low."""
    low = 0
    with tempfile.TemporaryDirectory() as scratch:
        for group in GROUPS:
            figures = measure(group, shared, Path(scratch))
            sys.stdout.write(f"\n{group.name}\n")
            for task in [*figures, *(group.least.keys() - figures.keys())]:
                found, least = figures.get(task, 0.0), group.least.get(task)
                fails = least is not None and found < least
                low += fails
                accepted = "" if least is None else f"at least {least:.2f}{'  TOO LOW' if fails else ''}"
                sys.stdout.write(f"  {task:28} {found:.3f}  {accepted}".rstrip() + "\n")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
