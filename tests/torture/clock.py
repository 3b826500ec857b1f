"""The schedule against a walk through time, for every zone of tzdata."""

from concurrent.futures import ProcessPoolExecutor
from datetime import date, time
from random import Random
from zoneinfo import ZoneInfo, available_timezones

from bot.digest.schedule import due_on
from storage.state import Due
from tests.bot.digest.oracle import walk
from tests.torture._row import Row

__all__ = ["run"]

FIRST, LAST = date(2025, 1, 1), date(2027, 12, 31)
SHORT_LAST = date(2025, 12, 31)


def run(seed: int, short: bool) -> Row:
    """Every quarter of an hour on days of clock changes, and every date at four times: all must agree."""
    zones = sorted(available_timezones() - {"localtime"})
    if short:
        zones = Random(seed).sample(zones, 60)
    last = SHORT_LAST if short else LAST
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(_compare, zones, [last] * len(zones), [seed] * len(zones), chunksize=4))
    compared = sum(result[0] for result in results)
    differences = sum(result[1] for result in results)
    return Row(
        f"clock: {len(zones)} zones, {FIRST.year} to {last.year}, against a brute-force walk",
        "0 differences",
        f"{differences} differences in {compared:,} instants",
        passed=differences == 0 and compared > 1000 * len(zones),
    )


def _compare(name: str, last: date, seed: int) -> tuple[int, int]:
    """How many instants of a zone were compared, and how many differ."""
    zone = ZoneInfo(name)
    walked = walk(zone, FIRST, last)
    random = Random(f"{seed} {name}")
    chosen = {time(random.randrange(24), random.choice((0, 15, 30, 45))) for _ in range(4)}
    compared = differences = 0
    for wall in walked.quarters():
        if wall.date() in walked.changes or wall.time() in chosen:
            compared += 1
            differences += due_on(wall.date(), wall.time(), zone) != Due(wall.date(), walked.reached[wall])
    return compared, differences
