"""The shipped corpus: every day and month that its articles tell, by line, as read by hand."""

from pathlib import Path

import pytest

from storage.text.dates import Dated, anchors, evidence, resolve
from storage.text.dump import parse_sidecar, read_layout, segment
from storage.text.records import Article
from tests.storage.text.dated_articles import iso

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"

DAYS = """
3 2024-11-24 2025-03-01
7 2025-03-02
11 2024-08
19 2024-07
27 2025-02-24
35 2025-02-24
43 2024-09
51 2025-02-20
57 2025-02-21
85 2025-02-20
99 2025-02-21
113 2025-02-18
117 2024-11
139 2025-02-14
147 1955-10-26 2025-02-15
155 2025-02-18 2025-02-19
157 2025-02
168 2025-02 2025-02-18
191 2025-02-19
217 2025-02-17
239 2025-02-17
251 2025-02-19/2025-02-22
253 2025-02-18
271 2025-02-18
273 2025-02-19/2025-02-22
281 2025-02-18
289 2025-02-19
291 2025-02-18
303 2025-02-14
318 2025-02-14
336 2025-02-17
346 2025-02-15
358 2025-02-19
364 2025-02-13
397 2025-02-13
411 2025-02-07
413 2023-10
419 2025-01-28
429 2025-02-07
433 2023-10
449 2025-02-04/2025-02-08
451 2025-02-05
461 2025-02-06
469 2025-02-05
489 1930-02-03
517 2025-01-13
523 2025-01-08
533 2025-01-13
539 2025-01-26
563 2025-01-26
569 2025-01-10
573 2023-09
579 2025-01-07
591 2025-02-01
595 2025-01-10 2025-01-11
601 2023-09
615 2025-01-21
631 2024-12
635 2025-05-09
637 2025-05-09
639 2025-09
641 2025-09-03
647 2025-01-21
663 1945-09-02 1950-01-18
665 2025-01-18
685 2025-01-15
705 2025-01-17
713 2025-01-20
735 2025-01-18
765 2025-01-18
774 1950-01-18 2025-01-18
795 2025-01-15
799 2024-08
836 2025-01-15
838 1950-01-18
846 2024-08
852 1930-02-03
877 1950-01-18 2025-01-18
879 2024-08
910 1950-01-18 2025-01-17 2025-01-18
931 1950-01-18 2025-01-20
958 1950-01-18 2025-01-18
962 1950-01-18
972 2022-10 2023-12
974 2024-08
"""


@pytest.fixture(scope="module")
def dated() -> list[Dated]:
    lines = SEED.read_text(encoding="utf-8").split("\n")
    sidecar = parse_sidecar(SEED.stem, SEED.with_suffix(".toml").read_text(encoding="utf-8"))
    found = segment(SEED.name, lines, read_layout(lines), sidecar)
    articles = [item for item in found if isinstance(item, Article)]
    given = anchors([evidence(article) for article in articles], sidecar)
    return [resolve(article, anchor) for article, anchor in zip(articles, given, strict=True)]


def test_every_day_and_month_of_the_corpus(dated: list[Dated]) -> None:
    expected = {(int(line), day) for line, *days in map(str.split, DAYS.strip().splitlines()) for day in days}
    mentions = [mention for one in dated for mention in one.mentions if mention.precision != "year"]
    assert {(mention.line, iso(mention)) for mention in mentions} == expected


def test_only_days_that_nothing_dates_are_unresolved(dated: list[Dated]) -> None:
    assert [quote for one in dated for quote in one.unresolved] == []


def test_articles_run_newest_first_and_none_is_from_the_future(dated: list[Dated]) -> None:
    days = [one.not_before for one in dated if one.not_before]
    assert len(days) == 20
    assert days == sorted(days, reverse=True)
    assert (str(days[0]), str(days[-1])) == ("2025-03-02", "2025-01-20")


def test_every_dateline_dates_its_reprint(dated: list[Dated]) -> None:
    reprints = [reprint for one in dated for reprint in one.reprints]
    undated = [reprint.line for reprint in reprints if reprint.date is None]
    assert (len(reprints), undated) == (21, [35])
