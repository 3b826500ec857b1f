"""What `dateline run` does, in a process of its own, to be killed: `python -m tests.torture._child`, and then

ARCHIVE STATE API GATEWAY INSTANT MARK [SHARDS]: its clock showed INSTANT when the machine's monotonic clock
showed MARK, so that parent and child agree; SHARDS are those that it runs, `0-3/16`.
"""

import asyncio
import sys
import time
from datetime import datetime, timedelta

from bot.cli.run import serve
from bot.harness.connect import pointed_at
from bot.harness.local import LOCAL_TOKEN
from bot.settings import Secret, Settings


def _live(  # noqa: PLR0917 - one parameter for each word of its command line
    archive_path: str, state_path: str, api: str, gateway: str, instant: str, mark: str, shards: str = ""
) -> None:
    base, zero = datetime.fromisoformat(instant), float(mark)

    def clock() -> datetime:
        return base + timedelta(seconds=time.monotonic() - zero)

    settings = Settings.read(
        {"DATELINE_ARCHIVE": archive_path, "DATELINE_STATE": state_path, "DATELINE_SHARDS": shards}
    )
    with pointed_at(api, gateway):
        asyncio.run(serve(settings, Secret(LOCAL_TOKEN), clock))


if __name__ == "__main__":
    _live(*sys.argv[1:])
