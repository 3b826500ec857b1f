"""What a dump's first pass keeps for the second: all of it and out of sight, or the dump is refused."""

from pathlib import Path

import pytest

from storage.archive import Archive, keeping, loader
from storage.archive.keeping import Kept, unpacked
from storage.text.dates import read
from storage.text.dump import Stray, read_layout, segment
from storage.text.records import Article, Sidecar

LINES = [
    "A meeting",
    "",
    "They met in Beijing on February 5, 2025, and again in May.",
    "",
    "Continue reading A meeting",
]


def article() -> Article:
    (found,) = (
        part
        for part in segment("news.txt", LINES, read_layout(LINES), Sidecar("News"))
        if not isinstance(part, Stray)
    )
    return found


@pytest.mark.parametrize("in_memory", [0, 2**20], ids=["file", "memory"])
def test_batches_come_back_in_order_and_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr(keeping, "_IN_MEMORY", in_memory or 1)
    one = article()
    dated = (one, tuple(read(one)))
    kept = Kept(tmp_path)

    kept.add([dated])
    kept.add([dated, dated])

    assert [(list(unpacked(packed)), count) for packed, count in kept.batches()] == [
        ([dated], 1),
        ([dated, dated], 2),
    ]
    assert list(tmp_path.iterdir()) == []
    kept.close()


async def test_a_dump_is_refused_where_nothing_more_can_be_kept(
    empty: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_kept: Kept, _batch: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Kept, "add", full)
    dump = tmp_path / "news.txt"
    dump.write_text("\n".join(LINES), encoding="utf-8")

    (report,) = (await loader.load(empty, [dump])).dumps

    assert (report.outcome, report.reason) == (
        "refused",
        f"what is read of it cannot be kept in {tmp_path} (No space left on device)",
    )
