"""Dumps → articles and reprints."""

import time
from collections.abc import Iterator
from datetime import date
from itertools import count, islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.text.dump import SidecarError, Stray, laid_out, parse_sidecar, read_layout, runs, segment
from storage.text.records import Article
from tests.storage.text.marked_dumps import DUMPS, read


def segmented(lines: list[str]) -> tuple[list[Article], list[Stray]]:
    parts = list(segment("x.txt", lines, read_layout(lines), parse_sidecar("x", None)))
    return [p for p in parts if isinstance(p, Article)], [p for p in parts if isinstance(p, Stray)]


@pytest.mark.parametrize("name", DUMPS)
def test_articles_of_a_dump(name: str) -> None:
    """Each article's lines, title and truncation are those marked; every other line is a stray."""
    lines, expected, strays = read(DUMPS[name])
    articles, found_strays = segmented(lines)
    assert [
        (a.first_line, a.last_line, a.title if e.title is not None else None, a.truncated)
        for a, e in zip(articles, [*expected, *[expected[-1]] * len(articles)], strict=False)
    ] == [(e.first, e.last, e.title, e.truncated) for e in expected]
    assert [s.line for s in found_strays] == strays


@pytest.mark.parametrize("name", [name for name in DUMPS if "\nR " in DUMPS[name]])
def test_reprints_of_a_dump(name: str) -> None:
    lines, expected, _ = read(DUMPS[name])
    articles, _ = segmented(lines)
    assert [tuple(r.line for r in a.reprints) for a in articles] == [e.reprints for e in expected]


@pytest.mark.parametrize("name", DUMPS)
def test_a_dump_read_in_small_pieces_gives_the_same_articles(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines, _, _ = read(DUMPS[name])
    whole = segmented(lines)
    monkeypatch.setattr(runs, "_WINDOW", 16)
    assert segmented(lines) == whole


@pytest.mark.parametrize("name", DUMPS)
def test_what_the_lines_are_need_not_be_found_out_again(name: str) -> None:
    lines, _, _ = read(DUMPS[name])
    layout, items = laid_out(lines)
    sidecar = parse_sidecar("x", None)

    assert layout == read_layout(lines)
    assert list(segment("x.txt", lines, layout, sidecar, items)) == list(
        segment("x.txt", lines, layout, sidecar)
    )


def test_an_endless_dump_without_markers_gives_its_articles_while_it_is_read() -> None:
    paragraph = "The council met on Monday and agreed on the plan. " * 6
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for number in count():
            taken += 1
            title = f"Ministers of Peru and Chile sign agreement number {number}"
            yield from (title, "", "March 3, 2026", "", paragraph, "", paragraph, "")

    layout = read_layout(islice(lines(), 4_000))
    taken = 0
    parts = segment("x.txt", lines(), layout, parse_sidecar("x", None))
    first = [part for part in islice(parts, 100) if isinstance(part, Article)]
    assert [part.title[-2:] for part in first[10:13]] == ["10", "11", "12"]
    assert len(first) == 100
    assert taken < 10_000


LINES = st.lists(
    st.one_of(
        st.text(max_size=60).filter(lambda line: "\n" not in line),
        st.sampled_from(
            [
                "", "", "  ", "Continue reading", "Continue reading Xi meets Zardari in Beijing", "[…]",
                "Xi meets Zardari in Beijing", "March 3, 2026", "By Jane Doe", "Share this:", "***", "###",
                "The following articles were originally published by Xinhua.", "Read more »", "Sincerely,",
                "BEIJING, Feb. 19 (Xinhua) — It is so. " + "And it goes on. " * 10, "Home", "Background",
                "A paragraph that is long enough to be one, and has a second sentence. Here it is.",
                "The post A B appeared first on C.", "JOSEPH R. BIDEN JR.", "\u200b", "#tag", "Ends […]",
            ]
        ),
    ),
    max_size=40,
)  # fmt: skip


@given(LINES)
@settings(max_examples=300, deadline=None)
def test_no_line_is_lost(lines: list[str]) -> None:
    """Every non-blank line is in exactly one article or is one stray, with its exact text and number."""
    seen: dict[int, str] = {}
    for part in segment("x.txt", lines, read_layout(lines), parse_sidecar("x", None)):
        if isinstance(part, Stray):
            assert part.line not in seen
            seen[part.line] = part.text
            continue
        assert part.first_line <= part.body_first <= part.body_last + 1 <= part.last_line + 1
        assert part.title in part.lines[0] or part.title in "\n".join(part.lines)
        assert len(part.lines) == part.last_line - part.first_line + 1
        for number, line in enumerate(part.lines, part.first_line):
            assert number not in seen
            seen[number] = line
        for reprint in part.reprints:
            assert part.body_first <= reprint.line <= reprint.last_line <= part.body_last
            assert reprint.title is None or reprint.title == part.line(reprint.line).strip()
    for number, line in enumerate(lines, 1):
        assert seen.get(number, line) == line
        assert (
            number in seen
            or not line.strip("\u200b\ufeff \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0")
            or not line.strip()
        )


def test_ids_are_unique_and_stable() -> None:
    lines, _, _ = read(DUMPS["two_articles_with_the_same_title_an_article_named_like_its_reprint"])
    twice = [*lines, "", *lines]
    ids = [article.id for article in segmented(twice)[0]]
    assert len(set(ids)) == len(ids) == 6
    assert ids == [article.id for article in segmented(twice)[0]]
    assert ids[:3] == [article.id for article in segmented(lines)[0]]
    assert all(len(i) <= 16 and set(i) <= set("abcdefghijklmnopqrstuvwxyz234567") for i in ids)


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("government_press_office_dates_under_titles_navigation_and_footer",
         [(2026, 3, 3), (2026, 2, 27), (2026, 2, 20)]),
        ("titles_in_capitals_dates_over_titles", [(2026, 3, 3), (2026, 3, 2), (2026, 2, 27)]),
        ("one_speech_with_sections_dated_under_its_title", [(2026, 5, 30)]),
    ],
)  # fmt: skip
def test_publication_days_beside_titles(name: str, published: list[tuple[int, int, int]]) -> None:
    articles, _ = segmented(read(DUMPS[name])[0])
    assert [article.published for article in articles] == [date(*day) for day in published]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (("03/04/2025", "03/02/2025", "02/12/2025"), (2025, 3, 4)),  # newest first only as month/day
        (("04/03/2025", "02/03/2025", "12/02/2025"), (2025, 3, 4)),
        (("03/04/2025", "03/02/2025", "02/28/2025"), (2025, 3, 4)),
        (("04.03.25", "02.03.25", "28.02.25"), (2025, 3, 4)),
        (("05/05/2025", "03/04/2025", "03/04/2025"), (2025, 5, 5)),
    ],
)
def test_days_in_digits_are_read_in_the_order_of_the_dump(
    written: tuple[str, ...], first: tuple[int, int, int]
) -> None:
    lines = [
        line
        for day in written
        for line in ("Ministers of Peru and Chile sign accord", day, "", "It was signed. All were glad.", "")
    ]
    articles, _ = segmented(lines)
    assert articles[0].published == date(*first)
    assert len(articles) == len(written)


def test_days_in_digits_are_left_open_where_nothing_tells_their_order() -> None:
    lines = ["Ministers of Peru and Chile sign accord", "03/04/2025", "", "It was signed. All were glad."]
    assert segmented(lines)[0][0].published is None


def test_lines_broken_at_a_fixed_width_begin_no_articles() -> None:
    """A line of such a text is short and ends without a full stop, as titles do."""
    lines = [
        "   NAIROBI, Kenya (AP) _ The ministers, who reached the accord last",
        "Sunday, will return to the disputed sites as soon as the council",
        "allows it, officials said on Friday.",
        "   Secretary-General Kofi Annan and Foreign Minister Boris Petrov",
        "said in Geneva that the talks would go on.",
    ]
    articles, strays = segmented(lines)
    assert [(article.first_line, article.last_line) for article in articles] == [(1, 5)]
    assert strays == []


def test_body_leaves_out_title_date_and_marker() -> None:
    lines, _, _ = read(DUMPS["wordpress_feed_posted_on_lines_bare_markers_with_arrows"])
    first = segmented(lines)[0][0]
    assert first.body.startswith("More than two hundred people")
    assert first.body.endswith("about the effects of the […]")
    assert first.lines[-1] == "Continue reading →"


@pytest.mark.parametrize("lines", [[], [""], ["   ", "\u2002"], ["Home", "About", "Contact"]])
def test_a_dump_without_text_has_no_article(lines: list[str]) -> None:
    assert segmented(lines)[0] == []


class TestSidecar:
    def test_absent(self) -> None:
        assert parse_sidecar("000_x", None).name == "000_x"

    def test_all_keys(self) -> None:
        sidecar = parse_sidecar(
            "x",
            'name = " A B "\nurl = "https://a.b"\nlanguage = "fr"\n'
            'as_of = 2026-08-31\nagency = "VNA"\nother = 3',
        )
        assert (sidecar.name, sidecar.url, sidecar.language) == ("A B", "https://a.b", "fr")
        assert (sidecar.as_of, sidecar.agency) == (date(2026, 8, 31), "VNA")

    @pytest.mark.parametrize("day", ["2026-08-31", '"2026-08-31"', "2026-08-31T10:00:00Z"])
    def test_day_in_each_spelling(self, day: str) -> None:
        assert parse_sidecar("x", f"as_of = {day}").as_of == date(2026, 8, 31)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("name = 3", "name is 3, which is not text"),
            ("as_of = 31", "as_of is 31, which is no day"),
            ('as_of = "August"', "as_of is 'August', which is no day"),
            ("name = ", "not TOML"),
        ],
    )
    def test_bad_values_are_named_with_what_is_accepted(self, text: str, reason: str) -> None:
        with pytest.raises(SidecarError) as raised:
            parse_sidecar("x", text)
        assert reason in raised.value.reason
        assert "it may give name, url, language and agency as text" in raised.value.reason
        assert raised.value.stem == "x"


@pytest.mark.parametrize(
    "line",
    [
        "Jan. " * 60, "“" * 200, "a," * 140, "Xi meets Zardari in Beijing today", "March 3, 2026",
        "By Jane Doe", "- " * 140,
        "AB " * 90, "a | " * 70, ". " * 100, "the following the following published " * 7, "(more " * 40,
        "we publish " * 25,
        "1 " * 120, "the post " * 30, "The following article was originally published by Xinhua.",
        "Continue reading A B C",
        "Feb. 18 (Xinhua) — x y z", "A title of one kind\nContinue reading A title of one kind", "Home",
        "[…]", "#" * 250,
    ],
)  # fmt: skip
def test_many_nasty_lines_takes_linear_time(line: str) -> None:
    """One line over and over: 80,000 characters; the limit leaves room for a slow machine."""
    lines = "\n".join([line] * (80_000 // len(line))).split("\n")
    began = time.process_time()
    assert sum(1 for _ in segment("x.txt", lines, read_layout(lines), parse_sidecar("x", None))) > 0
    assert time.process_time() - began < 4


def test_a_megabyte_of_one_line_and_of_mixed_lines_is_read() -> None:
    """A whole megabyte at once: a single line, and all kinds of lines taking turns."""
    mixed = [
        "Jan. " * 30,
        "“" * 100,
        "a," * 100,
        "",
        "AB " * 60,
        "We publish below. " * 9,
        "",
        "1 " * 80,
        "[…]",
    ]
    for lines in (["Jan. " * 200_000], mixed * (1_000_000 // sum(map(len, mixed)))):
        began = time.process_time()
        assert sum(1 for _ in segment("x.txt", lines, read_layout(lines), parse_sidecar("x", None))) > 0
        assert time.process_time() - began < 10


@pytest.mark.parametrize(
    ("sidecar", "publisher"),
    [('name = "Ministry of Foreign Affairs (JP)"', "Ministry of Foreign Affairs (JP)"), (None, "x")],
)
def test_an_article_knows_its_publisher(sidecar: str | None, publisher: str) -> None:
    """A government's report rarely names its own country: the analysis takes it from the publisher."""
    lines = ["A title of an article", "", "Its first sentence. And its second."]
    found = list(segment("x.txt", lines, read_layout(lines), parse_sidecar("x", sidecar)))
    assert [each.publisher for each in found if isinstance(each, Article)] == [publisher]
