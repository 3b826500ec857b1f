"""Small articles for the tests of dates, and mentions written shortly."""

from datetime import date

from storage.text.records import Article, Mention, Reprint

__all__ = ["article_of", "iso", "shown"]


def article_of(
    *body: str, title: str = "A title", published: date | None = None, reprint: bool = False
) -> Article:
    """An article whose body begins on line 3; with `reprint` the whole body is one agency's report."""
    lines = (title, "", *body)
    reports = (Reprint(3, len(lines), None, None, 3, None, None, "Xinhua"),) if reprint else ()
    return Article(
        id="article",
        source="dump.txt",
        first_line=1,
        last_line=len(lines),
        title=title,
        truncated=False,
        lines=lines,
        body_first=3,
        body_last=len(lines),
        published=published,
        reprints=reports,
    )


def iso(mention: Mention) -> str:
    """`2025-02-05`, `2025-02-04/2025-02-08`, `2024-08`, `2024-03/2024-05`, `1949`."""
    width = {"day": 10, "month": 7, "year": 4}[mention.precision]
    start, end = str(mention.start)[:width], str(mention.end)[:width]
    return start if start == end else f"{start}/{end}"


def shown(mentions: tuple[Mention, ...]) -> list[str]:
    """Each mention as `words = day`."""
    return [f"{mention.text} = {iso(mention)}" for mention in mentions]
