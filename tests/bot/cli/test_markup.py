"""Markup in the terminal: what is marked is styled, what is not closed or escaped stays as typed."""

import io
import time

import pytest
from rich.console import Console

from bot.cli.markup import laid_out, styled


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("nothing special", "nothing special"),
        ("**bold** and *slanted*", "bold and slanted"),
        ("_slanted_ but snake_case_name", "slanted but snake_case_name"),
        ("__under__ ~~gone~~ ||hidden||", "under gone hidden"),
        ("***both***", "both"),
        ("**never closed", "**never closed"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        (r"\*\*not bold\*\*", "**not bold**"),
        (r"a \_b\_ \`c\` \[d\](e)", "a _b_ `c` [d](e)"),
        (r"a lone \ stays", "a lone \\ stays"),
        ("`code **stays**`", "code **stays**"),
        ("``a``", "a"),
        ("```py\nx = 1\n```", "x = 1"),
        ("[label](https://example.org/a)", "label (https://example.org/a)"),
        ("[label](<https://example.org/a>)", "label (https://example.org/a)"),
        ("[label](javascript:alert)", "[label](javascript:alert)"),
        ("<t:1738713600>", "5 Feb 2025 00:00 UTC"),
        ("<t:1738713600:D>", "5 Feb 2025"),
        ("<t:1738713600:t>", "00:00 UTC"),
        ("<t:999999999999:f>", "<t:999999999999>"),
        ("<@123> <@&45> <#6>", "@123 @45 #6"),
        ("<#7> <@!8>", "#news @Ana\ufffd[31m"),
        ("</digest subscribe:12345>", "/digest subscribe"),
        ("<:flag:123>", ":flag:"),
        ("a\x1b[31mb\x07c\u202ed", "a\ufffd[31mb\ufffdc\ufffdd"),
        ("", ""),
    ],
)
def test_markup_becomes_text(markup: str, plain: str) -> None:
    assert styled(markup, {"#7": "#news", "@8": "@Ana\x1b[31m"}).plain == plain


@pytest.mark.parametrize(
    ("markup", "spans"),
    [
        ("a **b** c", {(2, 3, "bold")}),
        ("**a *b* c**", {(0, 5, "bold"), (2, 3, "italic")}),
        ("**a *b** c*", {(0, 4, "bold")}),
        ("~~a~~", {(0, 1, "strike")}),
    ],
)
def test_marks_style_what_they_enclose(markup: str, spans: set[tuple[int, int, str]]) -> None:
    assert {(span.start, span.end, str(span.style)) for span in styled(markup).spans} == spans


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("one\n\ntwo", ["one", "", "two"]),
        ("> quoted\nnot", ["▏ quoted", "not"]),
        (">>> quoted\nthis too", ["▏ quoted", "▏ this too"]),
        (
            "> a quotation that is too long for its line",
            ["▏ a quotation that", "▏ is too long for", "▏ its line"],
        ),
        ("# Heading\n-# small", ["Heading", "small"]),
        ("```\na\n> b\n```", ["a", "> b"]),
    ],
)
def test_lines_are_laid_out(markup: str, lines: list[str]) -> None:
    console = Console(file=io.StringIO(), width=20)
    with console.capture() as capture:
        console.print(laid_out(markup))
    assert [line.rstrip() for line in capture.get().splitlines()] == lines


@pytest.mark.parametrize("unit", ["*", "**a ", "`", "[a](", "<t:", "_ _", "\\", "> ", "```"])
def test_no_markup_takes_long(unit: str) -> None:
    """Discord's longest description of one character or sequence over and over."""
    markup = (unit * 4096)[:4096]
    began = time.process_time()
    laid_out(markup)
    assert time.process_time() - began < 1.0
