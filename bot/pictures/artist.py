"""Has charts drawn by a short-lived process, one at a time, and keeps the last drawings."""

import asyncio
import hashlib
import os
import sys
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Final

from bot.pictures.charts import Chart, encode

__all__ = ["Artist", "PictureError"]

_TIME: Final = 20.0
"""Seconds after which a drawing is given up: matplotlib's first run on a machine makes its font list."""
_WAITING: Final = 8
"""Drawings that may wait for their turn: whoever asks when more do has read the answer by then."""
_KEPT: Final = 64
"""Drawings kept in memory; each is below 100 kB."""


class PictureError(Exception):
    """A chart could not be drawn; `reason` says why. The answer goes out without it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Artist:
    """Draws charts outside the bot's process and off its event loop.

    Equal charts are drawn once: a drawing is known by the hash of its content.
    """

    def __init__(self) -> None:
        self._drawn: OrderedDict[str, bytes] = OrderedDict()
        self._one_at_a_time = asyncio.Lock()
        self._waiting = 0

    async def draw(self, chart: Chart) -> bytes:
        """A chart as a PNG, at most 1,200 pixels wide.

        Raises PictureError where it cannot be drawn, or where too many wait already.
        """
        content = encode(chart)
        key = hashlib.blake2b(content, digest_size=16).hexdigest()
        if key not in self._drawn:
            await self._in_turn(key, content)
        self._drawn.move_to_end(key)
        return self._drawn[key]

    async def _in_turn(self, key: str, content: bytes) -> None:
        if self._waiting >= _WAITING:
            raise PictureError("too many are waiting to be drawn")
        self._waiting += 1
        try:
            async with self._one_at_a_time:
                if key not in self._drawn:
                    self._drawn[key] = await _draw(content)
                    if len(self._drawn) > _KEPT:
                        self._drawn.popitem(last=False)
        finally:
            self._waiting -= 1


async def _draw(content: bytes) -> bytes:
    # matplotlib wants a folder that it may write to for its font list; `HOME` may be read-only.
    cache = Path(tempfile.gettempdir()) / "dateline-matplotlib"
    settings = {"MPLCONFIGDIR": str(cache), "MPLBACKEND": "agg"}
    root = str(Path(__file__).parents[2])
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot.pictures",
            cwd=root,
            env={**os.environ, **settings},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
    except OSError as error:
        raise PictureError(str(error)) from error
    try:
        async with asyncio.timeout(_TIME):
            drawn, complaint = await process.communicate(content)
    except TimeoutError as error:
        raise PictureError(f"took longer than {_TIME:.0f} s") from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode or not drawn.startswith(b"\x89PNG"):
        last = complaint.decode(errors="replace").strip().rsplit("\n", 1)[-1]
        raise PictureError(last or f"ended with {process.returncode}")
    return drawn
