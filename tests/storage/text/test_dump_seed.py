"""The shipped dump, as it is and in the guises in which other publishers' archives come."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.text.dump import Stray, parse_sidecar, read_layout, segment
from storage.text.records import Article

SEED = (Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt").read_text("utf-8").split("\n")
RANGES = [
    (1, 23), (25, 45), (47, 77), (79, 109), (111, 164), (166, 213), (215, 247), (249, 277), (279, 299),
    (301, 332), (334, 360), (362, 405), (407, 445), (447, 485), (487, 513), (515, 535), (537, 565),
    (567, 611), (613, 659), (661, 1014),
]  # fmt: skip
IN_FULL = {25, 279, 407, 661}
"""First lines of the articles that the dump gives without a marker."""
REPRINTS = [
    35, 153, 189, 237, 269, 289, 314, 356, 395, 429, 531, 593, 645, 733, 772, 793, 834, 875, 908, 929, 956,
]  # fmt: skip

Guise = Callable[[int, list[str]], tuple[list[str], list[str]]]


def parts(lines: list[str]) -> list[Article | Stray]:
    return list(segment("seed.txt", lines, read_layout(lines), parse_sidecar("seed", None)))


def articles(lines: list[str]) -> list[Article]:
    return [part for part in parts(lines) if isinstance(part, Article)]


def test_articles_of_the_seed() -> None:
    found = parts(SEED)
    assert [(a.first_line, a.last_line) for a in found if isinstance(a, Article)] == RANGES
    assert [a.first_line for a in found if isinstance(a, Article) and not a.truncated] == sorted(IN_FULL)
    assert all(a.title == SEED[a.first_line - 1].strip() for a in found if isinstance(a, Article))
    assert not [part for part in found if isinstance(part, Stray)]


def test_reprints_of_the_seed() -> None:
    reprints = [reprint for article in articles(SEED) for reprint in article.reprints]
    assert [reprint.line for reprint in reprints] == REPRINTS
    assert [reprint.line for reprint in reprints if reprint.title is None] == [35, 289, 429]
    assert {reprint.agency for reprint in reprints} == {"MFA", "Xinhua", "Nhân Dân", "IDCPC"}
    assert [reprint.place for reprint in reprints if reprint.line in {35, 237, 269, 314, 593}] == [
        None, "Dublin", None, "Munich", "Caracas",
    ]  # fmt: skip


def bare_markers(_: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [], [*body, "Read More »"]


def trailers(_: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [], [*body, f"The post {body[0].strip()} appeared first on My Site."]


def dates_under(nth: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [], [body[0], f"March {nth + 1}, 2026", *body[1:]]


def dates_over(nth: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [f"{nth + 1} March 2026"], body


def bylines_under(nth: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [], [body[0], f"By {('Jane Doe', 'admin', 'John A. Smith', 'Mary O’Hara')[nth % 4]}", *body[1:]]


def without_blank_lines(nth: int, body: list[str]) -> tuple[list[str], list[str]]:
    return [], [line for line in dates_under(nth, body)[1] if line.strip()]


@pytest.mark.parametrize(
    "guise", [bare_markers, trailers, dates_under, dates_over, bylines_under, without_blank_lines]
)
@pytest.mark.parametrize(
    "navigation", [[], ["Skip to content", "Home", "About Us", "Archive for March 2026", ""]]
)
def test_articles_of_the_seed_in_another_guise(guise: Guise, navigation: list[str]) -> None:
    """The same articles are found where the seed's own markers are taken away and something else is there."""
    lines, expected = list(navigation), []
    for nth, (first, last) in enumerate(RANGES):
        body = [line for line in SEED[first - 1 : last] if not line.startswith("Continue reading")]
        body = list(itertools.dropwhile(lambda line: not line.strip(), body[::-1]))[::-1]
        over, own = guise(nth, body)
        lines += over
        expected.append((len(lines) + 1, len(lines) + len(own)))
        lines += [*own, ""]
    assert [(a.first_line, a.last_line) for a in articles(lines)] == expected
