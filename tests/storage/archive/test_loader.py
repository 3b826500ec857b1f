"""Loading: what is refused and why, what is kept, what is replaced, and what two loads at once do."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.archive import Archive, articles, export, indexing, loader, pipeline
from storage.archive.answers import SearchQuery
from storage.archive.reports import ProgressStep
from storage.errors import DiskFull
from storage.text.analysis import VERSION

POST = """{title}

Chinese President Xi Jinping met with {who} in Beijing on February {day}, 2025, and spoke of trade.

The two sides agreed to go on with it in many fields and at all levels.

Continue reading {title}
"""


def post(title: str, who: str = "Pakistani President Asif Ali Zardari", day: int = 5) -> str:
    return POST.format(title=title, who=who, day=day)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    dumps = tmp_path / "dumps"
    dumps.mkdir()
    (dumps / "news.txt").write_text(f"{post('One meeting')}\n{post('Another meeting', day=7)}", "utf-8")
    return dumps


async def titles(archive: Archive) -> set[str]:
    return {title for _, title in await articles.titles(archive, "")}


async def exported(archive: Archive) -> list[dict[str, object]]:
    return [row async for row in export.rows(archive)]


async def test_a_load_reports_what_it_stored(empty: Archive, folder: Path) -> None:
    (report,) = (await loader.load(empty, [folder])).dumps

    assert (report.source, report.outcome, report.reason) == ("news.txt", "loaded", None)
    assert report.articles == 2
    assert report.mentions >= 2
    assert report.meetings >= 2
    assert await titles(empty) == {"One meeting", "Another meeting"}


async def test_loading_again_changes_nothing(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    before = await exported(empty)

    report = await loader.load(empty, [folder])

    assert [dump.outcome for dump in report.dumps] == ["unchanged"]
    assert not report.changed
    assert await exported(empty) == before


async def test_a_changed_dump_is_replaced_whole(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    (folder / "news.txt").write_text(post("Third meeting"), "utf-8")

    report = await loader.load(empty, [folder])

    assert [dump.outcome for dump in report.dumps] == ["replaced"]
    assert await titles(empty) == {"Third meeting"}
    assert (await articles.search(empty, SearchQuery("another"))).total == 0


async def test_a_changed_sidecar_loads_its_dump_again(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    (folder / "news.toml").write_text('name = "The News"\n', "utf-8")

    report = await loader.load(empty, [folder])

    assert [dump.outcome for dump in report.dumps] == ["replaced"]
    assert [dump.publisher for dump in (await articles.overview(empty)).dumps] == ["The News"]


async def test_a_newer_analysis_loads_the_same_dump_again(
    empty: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loader.load(empty, [folder])
    monkeypatch.setattr(loader, "VERSION", VERSION + 1)

    report = await loader.load(empty, [folder])

    assert [dump.outcome for dump in report.dumps] == ["replaced"]
    assert [dump.analysis for dump in (await articles.overview(empty)).dumps] == [VERSION + 1]


def write_empty(path: Path) -> None:
    path.touch()


def write_binary(path: Path) -> None:
    path.write_bytes(b"title\n\nbody \x00\x01\x02\n")


def write_latin(path: Path) -> None:
    path.write_bytes("Title\n\nEl presidente de España llegó\n".encode("latin-1"))


def write_one_line(path: Path) -> None:
    path.write_bytes(b"x" * 50_000_000)


def write_blank(path: Path) -> None:
    path.write_text("\n  \n\u00a0\n", "utf-8")


def write_bad_sidecar(path: Path) -> None:
    path.write_text(post("Fine"), "utf-8")
    path.with_suffix(".toml").write_text("name = \n", "utf-8")


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (write_empty, "it is empty"),
        (write_binary, "line 3: it is binary"),
        (write_latin, "line 3: it is not UTF-8"),
        (write_one_line, "line 1: a line is longer than 1,000,000 bytes"),
        (write_blank, "there is no article in it"),
        (write_bad_sidecar, "its sidecar bad.toml"),
    ],
)
async def test_a_bad_dump_is_refused_by_name_and_the_others_load(
    empty: Archive, folder: Path, write: Callable[[Path], None], reason: str
) -> None:
    write(folder / "bad.txt")

    report = await loader.load(empty, [folder])

    (refused,) = report.refused
    assert refused.source == "bad.txt"
    assert (refused.reason or "").startswith(reason)
    assert [dump.source for dump in report.dumps if dump.outcome == "loaded"] == ["news.txt"]
    assert [dump.source for dump in (await articles.overview(empty)).dumps] == ["news.txt"]


async def test_a_dump_that_turned_bad_stays_as_it_was_loaded(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    before = await exported(empty)
    write_binary(folder / "news.txt")

    report = await loader.load(empty, [folder])

    assert [dump.outcome for dump in report.dumps] == ["refused"]
    assert await exported(empty) == before


async def test_paths_that_hold_no_dump_are_refused_with_a_reason(empty: Archive, folder: Path) -> None:
    (folder / "nothing").mkdir()
    twice = folder / "nothing" / "deeper"
    twice.mkdir()
    (twice / "news.txt").write_text(post("Same name"), "utf-8")

    report = await loader.load(empty, [folder / "no.txt", folder / "nothing", folder, twice])

    reasons = {dump.path: dump.reason for dump in report.refused}
    assert reasons[folder / "no.txt"] == "there is no such file or folder"
    assert reasons[folder / "nothing"] == "there is no dump (*.txt) in this folder"
    assert "same file name" in (reasons[twice / "news.txt"] or "")
    assert await titles(empty) == {"One meeting", "Another meeting"}


async def test_a_byte_order_mark_and_carriage_returns_make_no_difference(
    empty: Archive, folder: Path
) -> None:
    path = folder / "news.txt"
    await loader.load(empty, [folder])
    before = await exported(empty)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    await loader.load(empty, [folder])

    assert await exported(empty) == before


async def test_two_loads_at_once_both_finish_and_store_each_dump_once(folder: Path, tmp_path: Path) -> None:
    """Two connections to one file stand for two processes."""
    (folder / "more.txt").write_text(post("More meetings", day=9), "utf-8")
    both = [await Archive.open(tmp_path / "shared.db") for _ in range(2)]

    reports = await asyncio.gather(*(loader.load(archive, [folder]) for archive in both))

    outcomes = sorted(dump.outcome for report in reports for dump in report.dumps)
    assert outcomes == ["loaded", "loaded", "unchanged", "unchanged"]
    assert (await articles.overview(both[0])).articles == 3
    for archive in both:
        await archive.close()


async def test_readers_see_the_archive_before_or_after_a_load_and_nothing_between(
    empty: Archive, folder: Path
) -> None:
    await loader.load(empty, [folder])
    (folder / "news.txt").write_text("\n".join(post(f"Post {number}") for number in range(40)), "utf-8")
    seen: set[int] = set()
    loading = asyncio.create_task(loader.load(empty, [folder]))
    while not loading.done():
        seen.add((await articles.overview(empty)).articles)
    await loading
    seen.add((await articles.overview(empty)).articles)

    assert seen <= {2, 40}
    assert 40 in seen


async def test_a_cancelled_load_leaves_the_archive_as_it_was(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    before = await exported(empty)
    (folder / "news.txt").write_text("\n".join(post(f"Post {number}") for number in range(40)), "utf-8")
    stored = asyncio.Event()

    def watch(step: ProgressStep) -> None:
        if step.stage == "storing":
            stored.set()

    loading = asyncio.create_task(loader.load(empty, [folder], progress=watch))
    await stored.wait()
    loading.cancel()
    await asyncio.wait({loading})

    assert loading.cancelled()
    assert await exported(empty) == before


async def test_a_full_disk_undoes_a_load_while_questions_are_answered(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    before = await exported(empty)
    (folder / "more.txt").write_text("\n".join(post(f"Report number {n}") for n in range(400)), "utf-8")
    async with empty.change() as connection:
        ((pages,),) = await connection.execute_fetchall("PRAGMA page_count")
        await connection.execute(f"PRAGMA max_page_count = {pages + 20:d}")

    loading = asyncio.ensure_future(loader.load(empty, [folder]))
    while not loading.done():
        assert (await articles.search(empty, SearchQuery("Zardari"))).total == 2
    with pytest.raises(DiskFull):
        await loading

    assert await exported(empty) == before
    async with empty.change() as connection:
        await connection.execute(f"PRAGMA max_page_count = {2**30:d}")
    await loader.load(empty, [folder])
    assert sum(row["type"] == "article" for row in await exported(empty)) == 402


async def test_progress_goes_forward_through_the_stages(empty: Archive, folder: Path) -> None:
    steps: list[ProgressStep] = []
    await loader.load(empty, [folder], progress=steps.append)

    assert list(dict.fromkeys(step.stage for step in steps)) == ["reading", "storing", "indexing", "merging"]
    assert all(0 <= step.done <= step.total for step in steps)


async def test_processes_analyse_as_one_thread_does(
    empty: Archive, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await loader.load(empty, [folder], processes=0)
    monkeypatch.setattr(pipeline, "WORTH_PROCESSES", 1)
    other = await Archive.open(tmp_path / "other.db")

    await loader.load(other, [folder], processes=2)

    assert await exported(other) == await exported(empty)
    await other.close()


@pytest.mark.parametrize("dated", [False, True])
async def test_a_large_dump_read_apart_is_stored_as_a_small_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dated: bool
) -> None:
    """One process reads, the index grows in steps, or is made at the end where days do not go up."""
    dump = tmp_path / "large.txt"
    days = [f"March {1 + (number * 7) % 28}, 2025" if dated else "A byline" for number in range(1300)]
    text = "\n".join(post(f"Trade of place {number}", days[number]) for number in range(1300))
    dump.write_text("A menu | of a | page\n\n" + text + "\n" + post("Trade of place 7", days[7]), "utf-8")
    plain, other = await Archive.open(tmp_path / "plain.db"), await Archive.open(tmp_path / "other.db")
    (report,) = (await loader.load(plain, [dump], analysis=False, processes=0)).dumps
    monkeypatch.setattr(pipeline, "WORTH_PROCESSES", 1)
    monkeypatch.setattr(indexing, "_FOR_A_LOAD", (("hashsize", 40_000), ("automerge", 8)))

    (apart,) = (await loader.load(other, [dump], analysis=False, processes=1)).dumps

    assert apart == report
    assert (apart.articles, apart.duplicates) == (1301, 1)
    assert await exported(other) == await exported(plain)
    for word, total in [("1234", 1), ("7", 1)]:
        found = await articles.search(other, SearchQuery(word))
        assert (found.total, len(found.hits)) == (total, total)
    async with other.database.write() as connection:
        await connection.execute(
            "INSERT INTO article_words (article_words, rank) VALUES ('integrity-check', 1)"
        )
    for archive in (plain, other):
        await archive.close()


async def test_a_large_dump_that_turns_bad_behind_its_sample_is_refused(
    empty: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "WORTH_PROCESSES", 1)
    before = await exported(empty)
    lines = "\n".join(post(f"Post {number}") for number in range(3000)).encode()
    (folder / "news.txt").write_bytes(lines + b"\n\xff\xfe\n")

    report = await loader.load(empty, [folder / "news.txt"], analysis=False, processes=1)

    assert [each.outcome for each in report.dumps] == ["refused"]
    assert "not UTF-8" in str(report.dumps[0].reason)
    assert await exported(empty) == before


async def test_a_load_without_analysis_is_made_good_by_one_with_it(empty: Archive, folder: Path) -> None:
    (bare,) = (await loader.load(empty, [folder], analysis=False)).dumps
    assert (bare.articles, bare.meetings) == (2, 0)
    assert (await articles.search(empty, SearchQuery("trade"))).total == 2

    (whole,) = (await loader.load(empty, [folder])).dumps
    assert whole.outcome == "replaced"
    assert whole.meetings >= 2


async def test_a_removed_dump_is_gone_and_others_stay(empty: Archive, folder: Path) -> None:
    (folder / "more.txt").write_text(post("More meetings", day=9), "utf-8")
    await loader.load(empty, [folder])

    assert await loader.remove(empty, "news.txt")
    assert not await loader.remove(empty, "news.txt")

    assert await titles(empty) == {"More meetings"}
    assert (await articles.search(empty, SearchQuery("another"))).total == 0


async def test_a_dump_that_left_the_disk_stays_in_the_archive(empty: Archive, folder: Path) -> None:
    await loader.load(empty, [folder])
    (folder / "news.txt").rename(folder / "other.txt")
    (folder / "other.txt").write_text(post("Another dump"), "utf-8")

    await loader.load(empty, [folder])

    assert await titles(empty) == {"One meeting", "Another meeting", "Another dump"}


async def test_an_empty_archive_exports_nothing(empty: Archive) -> None:
    assert await exported(empty) == []
