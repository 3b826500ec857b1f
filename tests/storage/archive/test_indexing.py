"""The index as a load fills it."""

from pathlib import Path

import pytest

from storage.archive import Archive, articles, loader
from storage.archive.answers import SearchQuery


@pytest.mark.parametrize(
    ("title", "who", "plain"),
    [("Trade", "Ali Zardari’s envoy – a friend", 1), ("Đảng", "Ali", 0), ("Trade", "习近平", 0)],
)
async def test_a_text_is_marked_as_plain_only_where_the_index_has_it_as_it_is(
    empty: Archive, tmp_path: Path, title: str, who: str, plain: int
) -> None:
    (tmp_path / "news.txt").write_text(
        f"{title}\n\nA word with {who} on trade.\n\nContinue reading {title}\n", "utf-8"
    )
    for analysis in (True, False):
        await loader.load(empty, [tmp_path], analysis=analysis)

        marked = await empty.ask(lambda raw: raw.execute("SELECT plain FROM article").fetchall())
        found = await articles.search(empty, SearchQuery(f"{title} {who}"))

        assert [row["plain"] for row in marked] == [plain]
        assert found.total == 1
