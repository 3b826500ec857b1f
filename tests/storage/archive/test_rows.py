"""What is stored around an article's body, and that every line of it comes back as it was."""

import pytest

from storage.archive.rows import around, lines_around


@pytest.mark.parametrize(
    ("lines", "title", "stored"),
    [
        (["A visit to Hanoi", ""], "A visit to Hanoi", "\x00\n"),
        (["", "Continue reading A visit to Hanoi"], "A visit to Hanoi", "\nContinue reading \x00"),
        (["A\u00a0visit", "", "By A. Author"], "A visit", "A\u00a0visit\n\nBy A. Author"),
        (["No", "", "No, no"], "No", "\x00\n\n\x00, no"),
        ([""], "A visit to Hanoi", ""),
        (["Lines without a title"], "", "Lines without a title"),
    ],
)
def test_the_title_is_stored_once_and_every_line_comes_back(
    lines: list[str], title: str, stored: str
) -> None:
    assert around(lines, title) == stored
    assert lines_around(stored, title) == lines
