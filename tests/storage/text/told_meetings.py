"""Reports of one text for the tests of people and meetings, and meetings written shortly."""

from datetime import date

from storage.text.analysis import analyse
from storage.text.dates import anchors, evidence
from storage.text.records import Analysis, Article, Meeting, Sidecar

__all__ = ["analysis_of", "report", "shown", "when"]


def report(*paragraphs: str, publisher: str = "A newspaper") -> Article:
    """An article whose first paragraph is its title, with blank lines between paragraphs."""
    lines = tuple(line for paragraph in paragraphs for line in (paragraph, ""))[:-1]
    return Article(
        id="article",
        source="dump.txt",
        first_line=1,
        last_line=len(lines),
        title=lines[0].strip(),
        truncated=False,
        lines=lines,
        body_first=2,
        body_last=len(lines),
        published=None,
        reprints=(),
        publisher=publisher,
    )


def analysis_of(*paragraphs: str, publisher: str = "A newspaper", as_of: str = "2024-06-30") -> Analysis:
    """All that is understood of such a report in a dump that was taken on a day."""
    article = report(*paragraphs, publisher=publisher)
    sidecar = Sidecar(publisher, as_of=date.fromisoformat(as_of))
    return analyse(article, anchors([evidence(article)], sidecar)[0])


def when(meeting: Meeting) -> str:
    """`2025-02-05`, `2025-02-04/2025-02-08`, `2024-08`, `2024`, with `~` before what is inferred."""
    if meeting.start is None or meeting.end is None or meeting.precision is None:
        return "?"
    width = {"day": 10, "month": 7, "year": 4}[meeting.precision]
    start, end = str(meeting.start)[:width], str(meeting.end)[:width]
    return ("~" if meeting.inferred else "") + (start if start == end else f"{start}/{end}")


def shown(meeting: Meeting) -> str:
    """`call 2023-06-10 FR IN: Emmanuel Macron; Narendra Modi`, sides and people in alphabetical order."""
    names = "; ".join(sorted(person.name for person in meeting.participants))
    return f"{meeting.kind} {when(meeting)} {' '.join(sorted(meeting.countries))}: {names}"
