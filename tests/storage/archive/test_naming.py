"""Names of who took part: what they are looked up by."""

import json
import sqlite3
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from storage.archive import Archive, encounters
from storage.archive.answers import MeetingQuery
from storage.archive.archive import APPLICATION_ID
from storage.archive.naming import keys_of, ways_to_look_up
from storage.migrations import migrate, read_migrations
from tests.storage.archive.stored import analysis, article, met, store


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        ((), []),
        (("Xi",), ["xi"]),
        (("Xi Jinping",), ["jinping", "jinping xi", "xi"]),
        (("Xi Xi",), ["xi"]),
        (("Yamandú Orsi", "Han Jun"), ["han", "han jun", "jun", "orsi", "orsi yamandu", "yamandu"]),
        (("Bank of China",), ["bank", "bank china", "china", "of"]),
    ],
)
def test_keys_are_words_and_pairs_of_one_name(names: tuple[str, ...], keys: list[str]) -> None:
    assert keys_of(names) == keys


def test_a_very_long_name_has_a_bounded_number_of_pairs() -> None:
    assert len(keys_of([" ".join(f"w{number}" for number in range(100))])) == 100 + 8 * 7 // 2


@pytest.mark.parametrize(
    ("typed", "ways"),
    [
        ("", []),
        ("…", []),
        ("Xi", [["xi"]]),
        ("of the", [["of", "the"]]),
        ("Jinping XI", [["jinping xi"], ["jinping", "xi"]]),
        ("Bank of China", [["bank china"], ["bank", "of", "china"]]),
        ("a b c", [["a b", "a c", "b c"], ["a", "b", "c"]]),
        ("1 2 3 4 5 6 7 8 9", [["1", "2", "3", "4", "5", "6", "7", "8", "9"]]),
    ],
)
def test_all_words_of_one_person_come_before_words_of_several(typed: str, ways: list[list[str]]) -> None:
    assert ways_to_look_up(typed) == ways


MEETINGS = [
    met("A: Wang Yi met Dar.", "Wang Yi", "Ishaq Dar", start=date(2025, 1, 1)),
    met("B: Wang Dar came.", "Wang Dar", "Li Yi", start=date(2025, 1, 2)),
    met("C: He came too.", "Luiz Inácio Lula da Silva", "Wang Yi", start=date(2025, 1, 3)),
    met("D: They came.", "Luiz Silva", "Inácio Lula", start=date(2025, 1, 4)),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("wang dar", "B"),
        ("dar wang", "B"),
        ("wang yi", "AC"),
        ("ishaq wang", "A"),
        ("luiz lula", "C"),
        ("luiz inacio lula", "C"),
        ("inacio da silva luiz lula", "C"),
        ("luiz silva", "CD"),
        ("wang lula", "C"),
        ("ishaq lula", ""),
        ("luiz inacio nobody", ""),
        ("nobody", ""),
    ],
)
async def test_words_are_one_persons_or_else_of_people_who_met(
    empty: Archive, typed: str, found: str
) -> None:
    told = article("Meetings", *(meeting.evidence.text for meeting in MEETINGS))
    await store(empty, "a.txt", [(told, analysis(meetings=MEETINGS))])

    answer = await encounters.of_country(empty, MeetingQuery("PK", with_=typed))

    assert "".join(each.meeting.evidence.text[0] for each in answer.encounters) == found
    assert (answer.total, sum(answer.by_kind.values())) == (len(found), len(found))


async def test_an_older_archive_is_asked_by_names_as_before(tmp_path: Path) -> None:
    """Its table did not say whose word each is: any two may be one person's."""
    path = tmp_path / "old.db"
    steps = read_migrations(files("storage.archive") / "schema")
    raw = sqlite3.connect(path, isolation_level=None)
    raw.row_factory = sqlite3.Row
    raw.create_function("indexable", 1, str)
    migrate(raw, path, APPLICATION_ID, steps[:3])
    raw.execute(
        "INSERT INTO encounter VALUES (7, 1, 100, 101, 'visit', ?, ?)",
        ('["CN","UY"]', '["jun","of","orsi","zhao"]'),
    )
    migrate(raw, path, APPLICATION_ID, steps)

    keys = {tuple(row) for row in raw.execute("SELECT * FROM encounter_key WHERE country = 'UY'")}
    expected = ["jun", "of", "orsi", "zhao", "jun orsi", "jun zhao", "orsi zhao"]
    assert keys == {(key, "UY", 100, 7, "visit", 101, "CN") for key in expected}
    assert raw.execute("SELECT count(*) FROM encounter_key").fetchone()[0] == 2 * len(expected)
    (names,) = raw.execute("SELECT names FROM encounter").fetchone()
    assert sorted(json.loads(names)) == sorted(expected)
    raw.close()
