"""Rules about meetings: whom pronouns mean, when and where, what is one meeting, what was said there."""

# ruff: noqa: E501 - sentences stand on one line, as published

import pytest

from tests.storage.text.told_meetings import analysis_of, shown, when


def meetings_of(*paragraphs: str, publisher: str = "A newspaper", as_of: str = "2024-06-30") -> list[str]:
    found = analysis_of("A title", *paragraphs, publisher=publisher, as_of=as_of).meetings
    return [shown(meeting) for meeting in found]


TALKS = "On May 6, 2024, Kenyan President William Ruto met with Chinese Premier Li Qiang."
WANG = "Chinese Foreign Minister Wang Yi visited Nairobi on June 3, 2024."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            (WANG, "He met with Kenyan President William Ruto."),
            "meeting ~2024-06-03 CN KE: Wang Yi; William Ruto",
        ),
        (
            (
                WANG,
                "Wang praised the city.",
                "The next day he met with his Kenyan counterpart Musalia Mudavadi.",
            ),
            "meeting 2024-06-04 CN KE: Musalia Mudavadi; Wang Yi",
        ),
        (
            (WANG, "Kenyan President William Ruto welcomed him at State House."),
            "meeting ~2024-06-03 CN KE: Wang Yi; William Ruto",
        ),
        (
            (WANG, "In her meeting with Wang, Kenyan Health Minister Susan Nakhumicha spoke of clinics."),
            "meeting ~2024-06-03 CN KE: Susan Nakhumicha; Wang Yi",
        ),
        (
            (
                WANG,
                "Kenyan President William Ruto said this during a meeting with the Chinese Foreign Minister.",
            ),
            "meeting ~2024-06-03 CN KE: Wang Yi; William Ruto",
        ),
        (
            (
                "A delegation of a party of Kenya led by Secretary Ana Bo visited China on May 5, 2024.",
                "Meeting the delegation, Chinese Premier Li Qiang spoke of trade.",
            ),
            "meeting ~2024-05-05 CN KE: Ana Bo; Li Qiang",
        ),
        (
            (
                (
                    "Kenyan President William Ruto paid a state visit to China in May 2023, during which he"
                    " and Chinese President Xi Jinping signed a treaty."
                ),
                "The two heads of state held a fruitful meeting in May 2023.",
            ),
            "visit 2023-05 CN KE: William Ruto",
        ),
    ],
)
def test_pronouns_roles_and_delegations_mean_those_introduced_before(
    paragraphs: tuple[str, ...], expected: str
) -> None:
    assert expected in meetings_of(*paragraphs)


@pytest.mark.parametrize(
    ("sentence", "date"),
    [
        ("French President Emmanuel Macron met Chinese President Xi Jinping on May 6, 2024.", "2024-05-06"),
        ("In August 2023, French President Emmanuel Macron met Chinese President Xi Jinping.", "2023-08"),
        (
            "French President Emmanuel Macron met Chinese President Xi Jinping at the end of last year.",
            "2023",
        ),
        (
            "French President Emmanuel Macron met Chinese President Xi Jinping (May 6, 2024, Paris).",
            "2024-05-06",
        ),
        (
            (
                "French President Emmanuel Macron met Chinese President Xi Jinping on May 6, 2024, ahead of"
                " the anniversary of the treaty of January 27, 1964."
            ),
            "2024-05-06",
        ),
        (
            (
                "On May 6, 2024, French President Emmanuel Macron, who was elected on April 24, 2022, met"
                " Chinese President Xi Jinping."
            ),
            "2024-05-06",
        ),
        ("French President Emmanuel Macron met Chinese President Xi Jinping.", "~2024-06"),
    ],
)
def test_a_meeting_has_its_own_date_in_the_precision_given_else_the_articles_month(
    sentence: str, date: str
) -> None:
    assert [when(meeting) for meeting in analysis_of("A title", sentence).meetings] == [date]


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        (
            "French President Emmanuel Macron met Chinese President Xi Jinping in Paris on May 6, 2024.",
            "Paris",
        ),
        (
            "French President Emmanuel Macron met Chinese President Xi Jinping in France on May 6, 2024.",
            "France",
        ),
        ("French President Emmanuel Macron met Chinese President Xi Jinping (May 6, 2024, Paris).", "Paris"),
        (
            "French President Emmanuel Macron met Chinese President Xi Jinping and spoke of the war in Ukraine.",
            None,
        ),
        (
            (
                "French President Emmanuel Macron met Chinese President Xi Jinping on the sidelines of the annual"
                " Vienna Energy Forum in Austria."
            ),
            "Vienna",
        ),
        (
            (
                "French President Emmanuel Macron met Chinese President Xi Jinping on the sidelines of the Tokyo"
                " Conference on Development in Nairobi."
            ),
            "Nairobi",
        ),
        (
            (
                "French President Emmanuel Macron met Chinese President Xi Jinping on the sidelines of the Tokyo"
                " Conference on Development in Kenya."
            ),
            "Kenya",
        ),
    ],
)
def test_a_place_is_a_city_before_a_country_and_not_what_was_spoken_of(
    sentence: str, place: str | None
) -> None:
    assert [meeting.place for meeting in analysis_of("A title", sentence).meetings] == [place]


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        (
            "Kenyan President Ruto met Chinese Premier Li Qiang, and Japanese Premier Kishida on May 6, 2024.",
            2,
        ),
        ("Kenyan President Ruto held meetings with Chinese Premier Li Qiang and French President Macron.", 2),
        (
            "Kenyan President Ruto held a meeting with Chinese Premier Li Qiang and French President Macron.",
            1,
        ),
        ("Kenyan President Ruto and Ugandan President Museveni met with Chinese Premier Li Qiang.", 1),
        ("Kenyan President Ruto, Ugandan President Museveni and Chinese Premier Li Qiang met in Nairobi.", 1),
    ],
)
def test_who_meets_several_one_by_one_has_several_meetings(sentence: str, count: int) -> None:
    assert len(meetings_of(sentence)) == count


def test_a_heading_and_its_text_tell_one_meeting() -> None:
    found = analysis_of(
        "Xi meets Kenyan President William Ruto",
        "Chinese President Xi Jinping met Kenyan President William Ruto on May 6, 2024.",
    ).meetings
    assert [(shown(meeting), meeting.line) for meeting in found] == [
        ("meeting 2024-05-06 CN KE: William Ruto; Xi Jinping", 3)
    ]


def test_a_message_and_its_answer_are_two() -> None:
    assert (
        len(
            meetings_of(
                "Chinese President Xi Jinping congratulated Kenyan President William Ruto.",
                "Kenyan President William Ruto wrote to Chinese President Xi Jinping on May 6, 2024.",
            )
        )
        == 2
    )


def test_messages_reported_in_a_row_go_to_the_one_who_is_congratulated() -> None:
    assert meetings_of(
        "Chinese President Xi Jinping congratulated Kenyan President William Ruto on his election.",
        "Russian President Vladimir Putin wrote: “I wish you success.”",
        "Cuban President Miguel Díaz-Canel said: “Your victory is ours.”",
    )[1:] == [
        "message ~2024-06 KE RU: Vladimir Putin; William Ruto",
        "message ~2024-06 CU KE: Miguel Díaz-Canel; William Ruto",
    ]


def test_who_joins_a_call_late_took_part_in_it() -> None:
    found = meetings_of(
        "On May 6, 2024, Kenyan President William Ruto spoke by phone with Chinese Premier Li Qiang.",
        "Chinese Foreign Minister Wang Yi joined the call.",
    )
    assert found == ["call 2024-05-06 CN KE: Li Qiang; Wang Yi; William Ruto"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "They were joined by Chinese Foreign Minister Wang Yi.",
            "meeting 2024-05-06 CN KE: Li Qiang; Wang Yi; William Ruto",
        ),
        (
            "The two leaders were later joined by Japanese Prime Minister Fumio Kishida.",
            "meeting 2024-05-06 CN JP KE: Fumio Kishida; Li Qiang; William Ruto",
        ),
        (
            "Ruto was joined by Kenyan Foreign Minister Musalia Mudavadi and Defense Minister Aden Duale.",
            "meeting 2024-05-06 CN KE: Aden Duale; Li Qiang; Musalia Mudavadi; William Ruto",
        ),
        (
            "Japanese Prime Minister Fumio Kishida was joined by Chinese Foreign Minister Wang Yi.",
            "meeting 2024-05-06 CN KE: Li Qiang; William Ruto",
        ),
    ],
)
def test_who_is_said_to_have_joined_those_who_met_took_part(sentence: str, expected: str) -> None:
    met = "On May 6, 2024, Kenyan President William Ruto met with Chinese Premier Li Qiang."
    assert meetings_of(met, sentence) == [expected]


def test_a_prince_who_joins_is_of_the_house_of_his_king() -> None:
    (meeting,) = analysis_of(
        "A guest from Amman",
        "On May 6, 2024, U.S. President Ann Bo hosted King Faris II ibn Al Nadir of Jordan.",
        "They were joined by Crown Prince Al Nadir bin Faris.",
    ).meetings
    assert [person.country for person in meeting.participants] == ["US", "JO", "JO"]


def test_a_full_name_without_a_title_is_known_by_the_office_that_its_bearer_came_into() -> None:
    assert meetings_of(
        "On March 1, 2024, Ana Bo was elected as President of Uruguay.",
        "Chinese Minister Han Jun met with President Bo on March 2, 2024.",
    ) == ["meeting 2024-03-02 CN UY: Ana Bo; Han Jun"]


def test_a_short_sentence_near_the_top_dates_no_other_meeting() -> None:
    """Only a line that holds nothing but place and date dates what follows."""
    assert meetings_of(
        "French President Emmanuel Macron met Chinese President Xi Jinping.", "Bo An left on May 6, 2024."
    ) == ["meeting ~2024-06 CN FR: Emmanuel Macron; Xi Jinping"]


def test_a_name_that_begins_like_a_preposition_is_known_inside_a_sentence() -> None:
    assert meetings_of(
        "Chinese President Xi Jinping congratulated General Secretary of the Communist Party of Vietnam To Lam.",
        "Earlier, Xi Jinping and To Lam had held a phone call on May 6, 2024.",
    )[1:] == ["call 2024-05-06 CN VN: To Lam; Xi Jinping"]


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


def test_those_present_at_an_inauguration_are_its_sides() -> None:
    found = meetings_of(
        "On March 1, 2024, Ana Bo was inaugurated as President of Uruguay in Montevideo.",
        "Chinese Minister Han Jun attended the inauguration.",
        "In attendance were the presidents of Brazil and Chile.",
    )
    assert found == ["event 2024-03-01 BR CL CN UY: Ana Bo; Han Jun"]


@pytest.mark.parametrize(
    ("publisher", "sides"),
    [("White House (US)", ["KE", "US"]), ("Ministry of Foreign Affairs of Japan", ["JP", "KE"])],
)
def test_a_governments_report_is_of_its_own_officials(publisher: str, sides: list[str]) -> None:
    text = "Foreign Minister Ana Bo met on May 6, 2024 with Kenyan President William Ruto."
    found = analysis_of("A title", text, publisher=publisher).meetings
    assert [sorted(meeting.countries) for meeting in found] == [sides]


def test_a_country_that_was_only_spoken_of_is_nobodys() -> None:
    """Better no meeting than one of the country whose war they talked about."""
    assert (
        meetings_of(
            "President Bo An met with Kenyan President William Ruto. The leaders discussed Russia’s war in Ukraine"
            " and Russian strikes, and the challenges posed by China."
        )
        == []
    )


def test_friends_of_a_country_are_not_its_government() -> None:
    text = "Secretary Ana Bo met on May 6, 2024 with Kenyan President William Ruto and spoke of Japan."
    found = analysis_of("A title", text, publisher="Friends of China").meetings
    assert all("CN" not in meeting.countries for meeting in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "On July 9, 2024, Kenyan President William Ruto will meet Chinese Premier Li Qiang.",
        "Kenyan President William Ruto is scheduled to hold talks with Chinese Premier Li Qiang on July 9, 2024.",
        "Kenyan President William Ruto plans to visit China on July 9, 2024.",
    ],
)
def test_a_planned_meeting_is_an_occurrence_yet_to_come(sentence: str) -> None:
    found = analysis_of("A title", sentence)
    assert found.meetings == ()
    assert [(str(one.start), one.planned) for one in found.occurrences] == [("2024-07-09", True)]


def test_a_meetings_own_sentence_is_no_occurrence_besides() -> None:
    found = analysis_of(
        "A title", "On May 6, 2024, Kenyan President William Ruto met Chinese Premier Li Qiang."
    )
    assert len(found.meetings) == 1
    assert found.occurrences == ()


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
