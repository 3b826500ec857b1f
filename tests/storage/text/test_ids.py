"""Ids made from content."""

from storage.text.ids import article_id, meeting_id


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
