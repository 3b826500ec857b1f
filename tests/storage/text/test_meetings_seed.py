"""The shipped corpus: every meeting that its articles tell, by the line that tells it best."""

from pathlib import Path

import pytest

from storage.text.analysis import analyse
from storage.text.dates import anchors, evidence
from storage.text.dump import parse_sidecar, read_layout, segment
from storage.text.records import Article, Meeting
from tests.storage.text.told_meetings import shown

SEED = Path(__file__).parents[3] / "seeds" / "000_cb0a8e21444615b1.txt"

MEETINGS = """
5 event 2025-03-01 BR CL CN CO UY: Han Jun; Yamandú Orsi
7 meeting 2025-03-02 CN UY: Han Jun; Yamandú Orsi
11 visit 2024-08 CN UY: Liu Jianchao
11 meeting 2024-08 CN UY: Liu Jianchao; Yamandú Orsi
17 meeting ~2024-08 CN UY: Ana Olivera; Liu Jianchao
19 visit 2024-07 CN UY: Jorge Gotta
21 meeting ~2024-07 CN UY: Jorge Gotta; Liu Jianchao
27 call 2025-02-24 CN RU: Vladimir Putin; Xi Jinping
37 video ~2025-02 CN RU: Vladimir Putin; Xi Jinping
51 meeting 2025-02-20 CN ZA: Cyril Ramaphosa; Wang Yi
63 meeting ~2025-02 CN ORG:WTO: Ngozi Okonjo-Iweala; Wang Yi
57 meeting 2025-02-21 CN ZA: Ronald Lamola; Wang Yi
65 meeting ~2025-02-21 CN RU: Sergei Lavrov; Wang Yi
65 meeting ~2025-02 RU US: Marco Rubio; Sergei Lavrov
75 meeting ~2025-02-21 CN TR: Hakan Fidan; Wang Yi
113 meeting 2025-02-18 CN ORG:UN: António Guterres; Wang Yi
117 meeting ~2025-02-18 BO CN: Celinda Sosa Lunda; Wang Yi
117 meeting 2024-11 BO CN: Luis Arce; Xi Jinping
123 meeting ~2025-02-18 CN PK: Mohammad Ishaq Dar; Wang Yi
123 meeting ~2025-02 CN PK: Asif Ali Zardari; Xi Jinping
127 meeting ~2025-02-18 CN SO: Ahmed Moalim Fiqi; Wang Yi
127 meeting 2024 CN SO: Hassan Sheikh Mohamud; Xi Jinping
131 meeting ~2025-02-18 CN UG: Odongo Jeje Abubakher; Wang Yi
135 meeting ~2025-02-18 CN HU: Péter Szijjártó; Wang Yi
139 meeting 2025-02-14 CN ES: Jose Manuel Albares Bueno; Wang Yi
147 meeting 2025-02-15 AT CN: Alexander Schallenberg; Wang Yi
217 visit 2025-02-17 CN IE: Wang Yi
241 meeting ~2025-02-17 CN IE: Micheal Martin; Wang Yi
223 visit 2024 CN IE: Li Qiang
225 meeting ~2025-02-17 CN IE: Simon Harris; Wang Yi
251 visit 2025-02-19/2025-02-22 CN VN: Chen Gang
271 meeting 2025-02-18 CN VN: Chen Gang; To Lam
253 meeting 2025-02-18 CN VN: Chen Gang; Pham Minh Chinh
281 meeting 2025-02-18 CN KP: Pak Myong Ho; Wang Yajun
336 meeting 2025-02-17 CN CZ: Kateřina Konečná; Liu Jianchao
346 meeting 2025-02-15 CN CZ: Jan Lipavsky; Wang Yi
364 visit 2025-02-13 CN GB: Wang Yi
366 meeting ~2025-02-13 CN GB: Keir Starmer; Wang Yi
366 meeting 2024 CN GB: Keir Starmer; Xi Jinping
372 meeting ~2025-02-13 CN GB: Jonathan Powell; Wang Yi
372 meeting ~2025-02-13 CN GB: David Lammy; Wang Yi
411 message 2025-02-07 CN CO: Gustavo Francisco Petro Urrego; Xi Jinping
413 visit 2023-10 CN CO: Gustavo Francisco Petro Urrego
433 meeting 2023-10 CN CO: Gustavo Francisco Petro Urrego; Xi Jinping
451 meeting 2025-02-05 CN PK: Asif Ali Zardari; Xi Jinping
449 visit 2025-02-04/2025-02-08 CN PK: Asif Ali Zardari
449 event ~2025-02-04/2025-02-08 CN PK: Asif Ali Zardari
461 meeting 2025-02-06 CN PK: Asif Ali Zardari; Li Qiang
469 meeting 2025-02-05 CN PK: Asif Ali Zardari; Zhao Leji
491 message ~2025-02 CN VN: Central Committee of the Communist Party of China (CPC); \
Communist Party of Vietnam (CPV)
499 message ~2025-02 LA VN: Central Committee of the LPRP; Communist Party of Vietnam (CPV)
497 message ~2025-02 KH VN: Communist Party of Vietnam (CPV); Hun Sen
497 message ~2025-02 CU VN: Communist Party of Vietnam (CPV); Miguel Díaz-Canel Bermúdez; Raúl Castro Ruz
507 message ~2025-02 KP VN: Communist Party of Vietnam (CPV); Kim Jong Un
509 message ~2025-02 BY VN: Aleksandr Lukashenko; Communist Party of Vietnam (CPV)
517 meeting 2025-01-13 CN NI: Fidel Antonio Moreno Briones; Liu Jianchao
523 meeting 2025-01-08 CN ES: Enrique Santiago; Ma Hui
541 message ~2025-01 BY CN: Alexandr Lukashenko; Xi Jinping
551 message ~2025-01 BY RU: Alexandr Lukashenko; Putin
553 message ~2025-01 BY VN: Alexandr Lukashenko; Luong Cuong
555 message ~2025-01 BY NI: Alexandr Lukashenko; Daniel Ortega; Rosario Murillo
557 message ~2025-01 BY RS: Alexandr Lukashenko; Vucic
559 message ~2025-01 BY CN: Alexandr Lukashenko; Xi Jinping
595 event 2025-01-10 AG BO CN CU DZ EH GD HN LC NI RS RU VC VE ZA: Nicolás Maduro; Wang Dongming
573 meeting ~2025-01-10 CN VE: Nicolás Maduro; Wang Dongming
579 event 2025-01-07 CN GH: Hao Mingjin; John Dramani Mahama
581 meeting ~2025-01-07 CN GH: Hao Mingjin; John Dramani Mahama
601 meeting 2023-09 CN VE: Nicolás Maduro; Xi Jinping
615 video 2025-01-21 CN RU: Vladimir Putin; Xi Jinping
617 meeting 2024 CN RU: Vladimir Putin; Xi Jinping
665 message 2025-01-18 CN VN: Luong Cuong; To Lam; Xi Jinping
685 call 2025-01-15 CN VN: To Lam; Xi Jinping
705 event 2025-01-17 CN VN: He Wei; Nguyen Xuan Thang
972 visit 2023-12 CN VN: Xi Jinping
765 message 2025-01-18 CN VN: Li Qiang; Pham Minh Chinh
776 message ~2025-01 CN VN: Do Van Chien; Li Qiang; Luong Cuong; Pham Minh Chinh; To Lam; Tran Thanh Man; \
Wang Huning; Xi Jinping; Zhao Leji
790 message ~2025-01 CN VN: Bui Thanh Son; Le Hoai Trung; Liu Jianchao; Wang Yi
974 visit 2024-08 CN VN: To Lam
931 event 2025-01-20 CN VN: Duong Ngoc Hai; He Wei
972 visit 2022-10 CN VN: Nguyen Phu Trong
"""


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return SEED.read_text(encoding="utf-8").split("\n")


@pytest.fixture(scope="module")
def found(lines: list[str]) -> list[Meeting]:
    sidecar = parse_sidecar(SEED.stem, SEED.with_suffix(".toml").read_text(encoding="utf-8"))
    posts = segment(SEED.name, lines, read_layout(lines), sidecar)
    articles = [post for post in posts if isinstance(post, Article)]
    around = anchors([evidence(article) for article in articles], sidecar)
    return [m for a, anchor in zip(articles, around, strict=True) for m in analyse(a, anchor).meetings]


def test_every_meeting_of_the_corpus_is_found_with_its_date_sides_and_people(found: list[Meeting]) -> None:
    assert [f"{meeting.line} {shown(meeting)}" for meeting in found] == MEETINGS.replace("\\\n", "").split(
        "\n"
    )[1:-1]


def test_every_quote_is_exactly_what_stands_on_its_line(found: list[Meeting], lines: list[str]) -> None:
    quotes = [q for m in found for q in (m.evidence, *m.told_again, *m.said)]
    assert len(quotes) > 200
    for quote in quotes:
        assert lines[quote.line - 1][quote.begin :].startswith(quote.text)
        assert len(quote.text) > 10


def test_the_evidence_stands_on_the_meetings_line_and_ids_are_unique(found: list[Meeting]) -> None:
    assert all(meeting.evidence.line == meeting.line for meeting in found)
    assert len({meeting.id for meeting in found}) == len(found)


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        (
            5,
            "Han Jun",
            "China’s Minister of Agriculture and Rural Affairs; Special Envoy of President Xi Jinping",
        ),
        (57, "Ronald Lamola", "South African counterpart (Foreign Minister)"),
        (225, "Simon Harris", "Tanaiste (Deputy Prime Minister) and Minister for Foreign Affairs and Trade"),
        (346, "Jan Lipavsky", "Czech counterpart (Foreign Minister)"),
        (523, "Ma Hui", "Vice-Minister of the IDCPC"),
    ],
)
def test_a_participant_has_the_role_that_the_text_states(
    found: list[Meeting], line: int, name: str, role: str
) -> None:
    people = [person for meeting in found if meeting.line == line for person in meeting.participants]
    assert {person.role for person in people if person.name == name} == {role}


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (5, {"Montevideo"}),
        (51, {"Johannesburg"}),
        (364, {"London"}),
        (449, {"China", "Harbin"}),
        (517, {"Beijing"}),
    ],
)
def test_a_meeting_has_the_place_of_its_sentence_or_of_the_trip_it_belongs_to(
    found: list[Meeting], line: int, places: set[str]
) -> None:
    assert {meeting.place for meeting in found if meeting.line == line} == places


def test_what_introduction_and_reprint_both_tell_is_one_meeting_with_both_lines(found: list[Meeting]) -> None:
    twice = [(meeting.line, quote.line) for meeting in found for quote in meeting.told_again]
    assert {(281, 291), (336, 358), (366, 399)} <= set(twice)
