"""Lines that end an article in a dump."""

import pytest

from storage.text.dump.markers import marker


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Continue reading", None),
        ("Continue Reading »", None),
        ("» Read more", None),
        ("> Read more", None),
        ("[Read more...]", None),
        ("(more…)", None),
        ("Read the full story here", None),
        ("Read article", None),
        ("Read Post", None),
        ("See full post", None),
        ("Continue to full post", None),
        ("Read now", None),
        ("Continue reading Peru votes", "Peru votes"),
        ("Continue reading “Peru votes”", "“Peru votes”"),
        ("Continue reading → Peru votes", "Peru votes"),
        ("… Continue reading Peru votes", "Peru votes"),
        ("Read more about Peru votes", "Peru votes"),
        ("Continue reading On the vote in Peru", "On the vote in Peru"),
        ("Read more about On the vote in Peru", "On the vote in Peru"),
        ("View original post 454 more words", None),
        ("The post Peru votes first appeared on S.", "Peru votes"),
    ],
)
def test_marker(line: str, title: str | None) -> None:
    found = marker(line)
    assert found is not None
    assert found.title == title


@pytest.mark.parametrize(
    "line",
    [
        "Read the report of the commission",
        "Read the full statement",  # A press release says so of what it links to.
        "The story continues in the south.",
        "One more article on salt",
    ],
)
def test_no_marker(line: str) -> None:
    assert marker(line) is None
