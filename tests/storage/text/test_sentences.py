"""Where sentences begin and stop."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.sentences import split


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("", []),
        ("   ", []),
        ("One", ["One"]),
        ("One. Two.", ["One.", "Two."]),
        ("  \u2002Leading space. Trailing space. \u00a0", ["Leading space.", "Trailing space."]),
        ("Mr. Li met Gen. Mark A. Milley. Both spoke.", ["Mr. Li met Gen. Mark A. Milley.", "Both spoke."]),
        ("H.E. Wang Yi came. J. R. R. Tolkien went.", ["H.E. Wang Yi came.", "J. R. R. Tolkien went."]),
        ("Gen. (Retd.) Dr Low met him.", ["Gen. (Retd.) Dr Low met him."]),
        ("He met Rt. Hon. Ian Low. He left.", ["He met Rt. Hon. Ian Low.", "He left."]),
        ("It came from the U.S. Senate. So it was.", ["It came from the U.S. Senate.", "So it was."]),
        ("He returned to the U.S. He was tired.", ["He returned to the U.S.", "He was tired."]),
        ("They met in Washington, D.C. The two left.", ["They met in Washington, D.C.", "The two left."]),
        ("The U.S.-Africa summit. Done.", ["The U.S.-Africa summit.", "Done."]),
        ("The Japan-U.S. Alliance. Done.", ["The Japan-U.S. Alliance.", "Done."]),
        ("On Jan. 5 they met. On Feb. 19 too.", ["On Jan. 5 they met.", "On Feb. 19 too."]),
        ("It ended in Jan. The next day came.", ["It ended in Jan.", "The next day came."]),
        ("Act No. 24-119 and Art. 5 apply. Yes.", ["Act No. 24-119 and Art. 5 apply.", "Yes."]),
        ("He said no. 5 people left.", ["He said no. 5 people left."]),
        ("He came to St. Petersburg. It rained.", ["He came to St. Petersburg.", "It rained."]),
        ("Acme Inc. Chairman Lee spoke. Then he left.", ["Acme Inc. Chairman Lee spoke.", "Then he left."]),
        ("Fruit, e.g. Apples, was sold. Good.", ["Fruit, e.g. Apples, was sold.", "Good."]),
        ("Iron, copper, etc. The rest is tin.", ["Iron, copper, etc.", "The rest is tin."]),
        ("At 5 p.m. The next day.", ["At 5 p.m.", "The next day."]),
        ("At 5 p.m. local time it began.", ["At 5 p.m. local time it began."]),
        ("Growth was 3.5 percent. Good.", ["Growth was 3.5 percent.", "Good."]),
        ("It was 1991. Then came 1992.", ["It was 1991.", "Then came 1992."]),
        ("World War II. Then peace.", ["World War II.", "Then peace."]),
        ("He said: “Peace is near.” She agreed.", ["He said: “Peace is near.”", "She agreed."]),
        ("“Is it?” he asked. “Yes!” she said.", ["“Is it?” he asked.", "“Yes!” she said."]),
        ("He left (it was late.) She stayed.", ["He left (it was late.)", "She stayed."]),
        ("It is known.[12] It is true.[3]", ["It is known.[12]", "It is true.[3]"]),
        ("Who? What! Where?! There.", ["Who?", "What!", "Where?!", "There."]),
        ("And then… He went. And … so on.", ["And then…", "He went.", "And … so on."]),
        ("Marks the first with new […]", ["Marks the first with new […]"]),
        ("Keep supply chains.They matter.", ["Keep supply chains.", "They matter."]),
        ("He called for peace.”He left.", ["He called for peace.”", "He left."]),
        ("See www.example.Org or a@b.Com for it.", ["See www.example.Org or a@b.Com for it."]),
        ("The firm Yahoo!Japan went on.", ["The firm Yahoo!", "Japan went on."]),
        ("  • Acting as one. Together.", ["Acting as one.", "Together."]),
        ("– First point. Second.", ["First point.", "Second."]),
        ("1. First point. Second.", ["1. First point.", "Second."]),
        ("They spoke . Then they left .", ["They spoke .", "Then they left ."]),
        ("🇷🇺 They spoke. 🤝 They agreed.", ["🇷🇺 They spoke.", "🤝 They agreed."]),
        ("Feb. 18 (Nhân Dân) — Lam came.", ["Feb. 18 (Nhân Dân) — Lam came."]),
        ("会谈结束。双方同意！好。", ["会谈结束。", "双方同意！", "好。"]),
    ],
)  # fmt: skip
def test_sentences_of_a_line(line: str, sentences: list[str]) -> None:
    assert [line[begin:stop] for begin, stop in split(line)] == sentences


@given(st.text(alphabet="aA.!?…” “(1[]•\u00a0\u2002 BéU。", max_size=60))
def test_ranges_are_ordered_and_lose_only_space_and_bullets(line: str) -> None:
    """The ranges follow each other, none is blank, and between them stands nothing but white space."""
    at = 0
    ranges = split(line)
    for begin, stop in ranges:
        assert at <= begin < stop <= len(line)
        assert not line[at:begin].strip(" \u00a0\u2002•") if at == 0 else not line[at:begin].strip()
        assert line[begin:stop] == line[begin:stop].strip()
        at = stop
    assert not line[at:].strip(" \u00a0\u2002•")


@pytest.mark.parametrize(
    "piece",
    ["Jan. ", "“", '."', "a,b ", ". ", ".", "U.S.", ".[1]", "A. ", "Mr. Smith said. ", "1. ", "...” "],
)
def test_a_megabyte_of_one_line_takes_linear_time(piece: str) -> None:
    line = piece * (1_000_000 // len(piece))
    began = time.process_time()
    split(line)
    assert time.process_time() - began < 5
