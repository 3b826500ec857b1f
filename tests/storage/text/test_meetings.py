"""Rules about meetings: whom pronouns mean, when and where, and what is one meeting."""

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


def test_those_present_at_an_inauguration_are_its_sides() -> None:
    found = meetings_of(
        "On March 1, 2024, Ana Bo was inaugurated as President of Uruguay in Montevideo.",
        "Chinese Minister Han Jun attended the inauguration.",
        "In attendance were the presidents of Brazil and Chile.",
    )
    assert found == ["event 2024-03-01 BR CL CN UY: Ana Bo; Han Jun"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            (
                "A ceremony was held in Nairobi on May 6, 2024 to celebrate relations between Kenya and China.",
                "At the event, Kenyan Minister Bo An spoke of tea.",
                "An said that it was hot.",
                "For his part, Chinese Ambassador to Kenya Zhou Pi said it was good.",
            ),
            ["event 2024-05-06 CN KE: Bo An; Zhou Pi"],
        ),
        (
            (
                "Kenyan Minister Bo An attended a banquet hosted by the Chinese Embassy in Nairobi on May 6, 2024.",
                "For his part, Chinese Ambassador to Kenya Zhou Pi said it was good.",
            ),
            ["event 2024-05-06 CN KE: Bo An; Zhou Pi"],
        ),
        # One country alone, and a plan.
        (
            (
                "A ceremony was held in Nairobi on May 6, 2024.",
                "At the event, Kenyan Minister Bo An spoke of tea.",
                "For his part, Kenyan Minister Zo Pi said it was good.",
            ),
            [],
        ),
        (
            (
                "A ceremony will be held in Nairobi on July 6, 2024.",
                "At the event, Kenyan Minister Bo An will speak.",
                "For his part, Chinese Ambassador Zhou Pi hopes it is good.",
            ),
            [],
        ),
    ],
)
def test_who_speaks_at_a_gathering_of_two_countries_took_part(
    paragraphs: tuple[str, ...], expected: list[str]
) -> None:
    assert meetings_of(*paragraphs) == expected


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


def test_where_an_envoy_is_sent_is_not_his_country() -> None:
    text = "Foreign Minister Ola Berg met on 3 June with Special Envoy for Syria Per Holm."
    found = analysis_of("A title", text, publisher="Government of Norway").meetings
    assert all("SY" not in meeting.countries for meeting in found)


@pytest.mark.parametrize("call", ["phone call", "Phone Call", "PHONE CALL"])
def test_a_call_is_a_call_however_it_is_capitalised(call: str) -> None:
    """Where somebody was when he spoke on the telephone makes no meeting of it."""
    text = f"In Nairobi, Kenyan President William Ruto spoke with Chinese Premier Li Qiang in a {call} on May 6, 2024."
    assert [shown.split()[0] for shown in meetings_of(text)] == ["call"]


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
