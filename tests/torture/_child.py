"""A bot in a process of its own, to be killed: `python -m tests.torture._child`, and then

ARCHIVE STATE API GATEWAY INSTANT MARK: its clock showed INSTANT when the machine's monotonic clock showed
MARK, so that parent and child agree.
"""

import asyncio
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from bot.client import build_client
from bot.harness.connect import pointed_at
from bot.harness.local import LOCAL_TOKEN
from bot.settings import Settings
from storage.archive import Archive
from storage.state import open_state


async def _live(files: tuple[str, str], addresses: tuple[str, str], instant: str, mark: str) -> None:
    archive_path, state_path = files
    api, gateway = addresses
    base, zero = datetime.fromisoformat(instant), float(mark)

    def clock() -> datetime:
        return base + timedelta(seconds=time.monotonic() - zero)

    archive = await Archive.open(Path(archive_path))
    state = await open_state(state_path, clock)
    settings = Settings.read({"DATELINE_ARCHIVE": archive_path, "DATELINE_STATE": state_path})
    client = build_client(settings, archive, state, clock)
    with pointed_at(api, gateway):
        await client.start(LOCAL_TOKEN)


if __name__ == "__main__":
    arguments = sys.argv[1:]
    asyncio.run(_live((arguments[0], arguments[1]), (arguments[2], arguments[3]), arguments[4], arguments[5]))
