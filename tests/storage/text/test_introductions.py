"""Lines that say of a text that it was first published elsewhere."""

import pytest

from storage.text.dump.introductions import announces, introduces
from storage.text.dump.markers import marker


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("We are pleased to republish the following article, which originally appeared in a daily.", True),
        ("In the following article, Ann Lee argues that the tariffs will fail.", True),
        ("The following interview with Ann Lee was originally published in the Lagoon Review.", True),
        ("The following reports were carried by the two agencies.", True),
        ("The following remarks were delivered by Ann Lee at our webinar on February 22.", True),
        ("The following obituary, by Ann Lee, appeared in the Harbour Star.", True),
        ("We print below the text of the letter.", True),
        ("What follows is the text of the speech, published by the ministry.", True),
        ("The article below first appeared on the website of the ministry.", True),
        ("The National News Agency carried the following report.", True),
        ("Reposted from Coastal News.", True),
        ("This article by Ann Lee first appeared in the Harbour Star.", False),
        ("This obituary originally appeared in the Harbour Star.", False),
        ("It was originally published in the Harbour Star.", False),
        ("Originally published: Harbour Star, March 9, 2025.", False),
        ("An earlier version of this article appeared in the Harbour Star.", False),
    ],
)
def test_a_line_introduces_a_text_from_elsewhere(text: str, below: bool) -> None:
    assert introduces(text)
    assert announces(text) == below
    assert marker(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The report was published on Monday and has been criticised by the opposition.",
        "The book was first published in 1934.",
        "She first appeared in public in 1921.",
        "He said that the following steps would be taken.",
        "Following his visit to the islands, the minister published a statement.",
        "Following the talks, progress was made on two of the three questions.",
        "We publish a newsletter every week.",
        "In the following years the party grew.",
        "The following speakers took part.",
        "Our member has sent us this report. It is published here for the first time.",
    ],
)
def test_a_line_that_introduces_nothing(text: str) -> None:
    assert not introduces(text)
