"""A bot in a process of its own, to be killed: `python -m tests.torture._child`, and then

ARCHIVE STATE API GATEWAY INSTANT MARK [SHARDS]: its clock showed INSTANT when the machine's monotonic clock
showed MARK, so that parent and child agree; SHARDS are those that it runs, `0-3/16`.
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


async def _live(  # noqa: PLR0917 - one parameter for each word of its command line
    archive_path: str, state_path: str, api: str, gateway: str, instant: str, mark: str, shards: str = ""
) -> None:
    base, zero = datetime.fromisoformat(instant), float(mark)

    def clock() -> datetime:
        return base + timedelta(seconds=time.monotonic() - zero)

    archive = await Archive.open(Path(archive_path))
    state = await open_state(state_path, clock)
    settings = Settings.read(
        {"DATELINE_ARCHIVE": archive_path, "DATELINE_STATE": state_path, "DATELINE_SHARDS": shards}
    )
    client = build_client(settings, archive, state, clock)
    with pointed_at(api, gateway):
        await client.start(LOCAL_TOKEN)


if __name__ == "__main__":
    asyncio.run(_live(*sys.argv[1:]))
