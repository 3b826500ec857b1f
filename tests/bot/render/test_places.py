"""Persons as answers name them: each role once."""

import pytest

from bot.render.places import person, roles
from storage.text.records import Person


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("President", ["President"]),
        ("Pakistani President; President of Pakistan", ["Pakistani President"]),
        ("Pakistani counterpart (President); Pakistani President", ["Pakistani President"]),
        ("President; Prime Minister", ["President", "Prime Minister"]),
        ("Minister; Minister of Trade", ["Minister of Trade"]),
        ("Ambassador to China; Ambassador to Vietnam", ["Ambassador to China", "Ambassador to Vietnam"]),
        ("Chairman;", ["Chairman"]),
    ],
)
def test_a_role_that_another_says_as_well_is_left_out(stated: str, shown: list[str]) -> None:
    assert roles(stated, "PK") == shown


def test_a_person_has_flag_name_and_role() -> None:
    told = person(Person("Asif Ali Zardari", "Pakistani President; President of Pakistan", "PK"))
    assert told == "🇵🇰 **Asif Ali Zardari**, Pakistani President"


def test_what_is_not_known_of_a_person_is_left_out() -> None:
    assert person(Person("Ana *B*", None, None)) == r"**Ana \*B\***"
