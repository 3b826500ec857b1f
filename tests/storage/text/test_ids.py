"""Ids made from content."""

import pytest

from storage.text.ids import identify, meeting_id, twin


def article_id(publisher: str, title: str, opening: str, nth: int = 0) -> str:
    """The id alone."""
    return identify(publisher, title, opening.split("\n"), nth)[0]


def test_an_article_keeps_its_id_when_only_case_punctuation_or_spacing_change() -> None:
    assert article_id("A Blog", "Xi’s visit", "He came. He saw.") == article_id(
        "a  blog", "XI'S VISIT", "He came; he saw"
    )


def test_an_article_keeps_its_id_when_it_is_cut_off_later() -> None:
    opening = " ".join(f"word{n}" for n in range(60))
    assert article_id("A", "T", opening) == article_id("A", "T", opening + " and much more")


def test_publisher_title_opening_and_number_tell_articles_apart() -> None:
    ids = {
        article_id("A", "T", "o"),
        article_id("B", "T", "o"),
        article_id("A", "U", "o"),
        article_id("A", "T", "p"),
        article_id("A", "T", "o", 1),
        article_id("A T", "", "o"),
    }
    assert len(ids) == 6


def test_ids_are_short_and_of_letters_that_survive_links() -> None:
    for made in (
        article_id("", "", ""),
        article_id("Nhân Dân", "会谈", "\ud800"),
        meeting_id("a", "call", "e", []),
    ):
        assert len(made) == 16
        assert set(made) <= set("abcdefghijklmnopqrstuvwxyz234567")


def test_an_id_never_changes() -> None:
    """Links, buttons and exports carry ids: a change here breaks them."""
    assert article_id("Friends", "A title", "Some words.") == "c5xb2gbsabzp4m5j"


def test_a_meeting_is_told_by_its_sentence_kind_and_people_in_any_order() -> None:
    one = meeting_id("a", "meeting", "They met.", ["Xi", "Putin"])
    assert one == meeting_id("a", "meeting", "They met.", ["Putin", "Xi"])
    assert one != meeting_id("a", "call", "They met.", ["Putin", "Xi"])
    assert one != meeting_id("a", "meeting", "They met.", ["Putin"])
    assert one != meeting_id("b", "meeting", "They met.", ["Putin", "Xi"])


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Xi meets Putin", "The two presidents met in Moscow on Tuesday, and agreed on closer ties; " * 4),
        ("Xi meets Putin", "Too short."),
        ("Xi’s visit", "The two presidents “met” in Moscow on Tuesday, and agreed on closer ties; " * 4),
        (
            "Tô Lâm in Beijing",
            "Cafe\u0301 owners in Hanoi were glad to hear of the visit and of more. " * 3,
        ),
        ("Verse", "\n".join(["one word", "or two"] * 30)),
        ("Long words", "a" * 130 + " b c d e f g h i j k l m n"),
        ("", "Nothing but a body, which is long enough to be told apart from others of its kind, " * 3),
    ],
)
def test_one_look_gives_the_twin_that_a_look_for_it_gives(title: str, body: str) -> None:
    identity, found = identify("A", title, body.split("\n"))
    assert found == twin(title, body, identity)


def test_twins_have_other_publishers_case_and_punctuation() -> None:
    body = "The two presidents met in Moscow on Tuesday, and agreed on closer ties between the two. " * 2
    first, second = (
        identify("A", "Xi meets Putin", [body]),
        identify("B", "XI MEETS PUTIN!", [body.upper().replace(",", " –")]),
    )
    assert first[0] != second[0]
    assert first[1] == second[1]
    assert first[1] != identify("A", "Xi meets Lula", [body])[1]
