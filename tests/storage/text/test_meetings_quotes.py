"""What is shown of meetings: roles, the sentence that tells of one, and what was said there."""

# ruff: noqa: E501 - sentences stand on one line, as published

import pytest

from tests.storage.text.told_meetings import analysis_of

TALKS = "On May 6, 2024, Kenyan President William Ruto met with Chinese Premier Li Qiang."
WANG = "Chinese Foreign Minister Wang Yi visited Nairobi on June 3, 2024."


def test_what_somebody_was_then_is_no_role_of_his_at_another_time() -> None:
    now, past = analysis_of(
        "A title",
        "On March 2, 2024, Chinese Minister Han Jun met with President of Uruguay Ana Bo.",
        "In May 2022, Chinese Vice Premier Hu Wei met with Ana Bo, then the presidential candidate.",
    ).meetings
    assert [meeting.participants[1].role for meeting in (now, past)] == [
        "President of Uruguay",
        "then presidential candidate",
    ]


def test_a_party_in_full_and_in_short_makes_one_role() -> None:
    meeting = analysis_of(
        "A title",
        "Zo Bo, Secretary of the Workers’ Party of Kenya (WPK) Organization Board, met with Chinese Premier Li Qiang"
        " on June 3, 2024.",
        "On June 3, 2024, Li Qiang met with Zo Bo, Secretary of the WPK Organisation Board.",
    ).meetings[0]
    assert meeting.participants[0].role == "Secretary of the Workers’ Party of Kenya (WPK) Organization Board"


def test_an_office_stands_before_membership() -> None:
    meeting = analysis_of(
        "A title",
        "Chinese Foreign Minister Wang Yi came to Nairobi on June 3, 2024.",
        "Wang, also a member of the Political Bureau, met with Kenyan President William Ruto.",
    ).meetings[0]
    assert meeting.participants[0].role == "Chinese Foreign Minister; member of the Political Bureau"


def test_the_telling_that_needs_least_beside_it_is_the_evidence() -> None:
    found = analysis_of(
        "A title",
        "Wang Yi, Foreign Minister of China, met with Kenyan President William Ruto and Ugandan President Yo Mu.",
        "In his meeting with Wang, Mu spoke of tea.",
    ).meetings
    assert [meeting.evidence.line for meeting in found] == [3, 5]


def test_who_else_came_is_told_by_the_sentence_that_says_so() -> None:
    event = analysis_of(
        "A title",
        "Chinese Minister Han Jun attended the inauguration of Uruguayan President Ana Bo on March 1, 2024.",
        "He was among many guests in attendance, such as the President of Chile.",
    ).meetings[0]
    assert "CL" in event.countries
    assert [(quote.line, quote.antecedent) for quote in event.told_again] == [(5, "Han Jun")]


@pytest.mark.parametrize(
    ("sentence", "antecedent"),
    [
        ("Ruto said that trade is growing.", None),
        ("He added that roads are needed.", "William Ruto"),
        ("The two sides agreed to build a road.", "Kenya and China"),
        ("The two leaders agreed to build a road.", "William Ruto and Li Qiang"),
        # Whom a phrase means inside a sentence is no matter: here not even those who met.
        ("Ruto added that both sides and the two heads of state are friends.", None),
        ("They also discussed the drought.", "William Ruto and Li Qiang"),
        ("Ruto also thanked China.", None),
    ],
)
def test_what_was_said_is_quoted_with_whom_its_pronouns_mean(sentence: str, antecedent: str | None) -> None:
    meeting = analysis_of("A title", TALKS, f"Ruto said he was glad. {sentence}").meetings[0]
    assert [(quote.text, quote.antecedent) for quote in meeting.said][1:] == [(sentence, antecedent)]


@pytest.mark.parametrize(
    "sentence", ["It was a sunny day.", "This was said to be new.", "The port handles a million containers."]
)
def test_what_cannot_be_told_to_be_said_there_is_not_quoted(sentence: str) -> None:
    assert analysis_of("A title", TALKS, sentence).meetings[0].said == ()


def test_who_speaks_in_between_is_meant_by_the_next_pronoun() -> None:
    meeting = analysis_of(
        "A title",
        TALKS,
        "Ruto said that tea is good.",
        "Kenyan Minister Bo An praised tea.",
        "He added nothing.",
    ).meetings[0]
    assert [quote.text for quote in meeting.said] == ["Ruto said that tea is good."]


def test_of_a_message_only_the_senders_words_are_told() -> None:
    (meeting,) = analysis_of(
        "A title",
        "Chinese President Xi Jinping congratulated Kenyan President William Ruto on his election.",
        "Xi said that the election was good.",
        "Ruto has said that tea is good.",
    ).meetings
    assert [quote.text for quote in meeting.said] == ["Xi said that the election was good."]


def test_they_are_those_of_the_side_that_was_spoken_of_just_before() -> None:
    meeting = analysis_of(
        "A title", TALKS, "The Kenyan side welcomed the guests. They said that tea is good."
    ).meetings[0]
    assert [(quote.text, quote.antecedent) for quote in meeting.said] == [
        ("They said that tea is good.", "the Kenyan side")
    ]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Kenya and China issued a joint statement with ten points.", 0),
        ("The two sides issued a joint statement with ten points.", 1),
    ],
)
def test_what_a_joint_statement_of_two_countries_says_was_not_said_there(sentence: str, count: int) -> None:
    meeting = analysis_of("A title", TALKS, sentence, "The two sides noted that tea is good.").meetings[0]
    assert len(meeting.said) == count


def test_the_words_of_one_meeting_end_where_the_next_begins() -> None:
    first, second = analysis_of(
        "A title",
        TALKS,
        "Ruto said that trade is growing.",
        "On May 7, 2024, Ruto met with French President Emmanuel Macron.",
        "Ruto said that tea is good.",
    ).meetings
    assert [quote.text for quote in first.said] == ["Ruto said that trade is growing."]
    assert [quote.text for quote in second.said] == ["Ruto said that tea is good."]


@pytest.mark.parametrize(
    ("paragraphs", "antecedents"),
    [
        ((WANG, "He met with Kenyan President William Ruto."), [None, "Wang Yi"]),
        # Also where the one it means took no part.
        (
            (TALKS, "He noted that Chinese Vice Premier Bo An visited Kenya in May 2023."),
            [None, "William Ruto"],
        ),
        (
            (
                "French President Emmanuel Macron congratulated Kenyan President William Ruto.",
                "Chinese President Xi Jinping wrote: “Your victory is great.”",
            ),
            [None, "to William Ruto"],
        ),
        (
            (
                "A delegation of a party of Kenya led by Secretary Ana Bo visited China on May 5, 2024.",
                "Meeting the delegation, Chinese Premier Li Qiang spoke of trade.",
            ),
            [None, "with Ana Bo"],
        ),
        (
            (
                "On March 1, 2024, Ana Bo was inaugurated as President of Uruguay in Montevideo.",
                "Chinese Minister Han Jun attended the inauguration.",
            ),
            ["the inauguration of Ana Bo"],
        ),
    ],
)
def test_evidence_that_only_has_a_pronoun_says_whom_it_means(
    paragraphs: tuple[str, ...], antecedents: list[str | None]
) -> None:
    found = analysis_of("A title", *paragraphs).meetings
    assert [meeting.evidence.antecedent for meeting in found] == antecedents
