"""Countries as typed."""

import pytest

from bot.options.countries import code_of, country_or_name
from bot.refusals import UnknownName


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Pakistan", "PK"),
        ("pakistani", "PK"),
        ("pk", "PK"),
        ("🇵🇰", "PK"),
        (" Türkiye ", "TR"),
        (None, None),
        (" ", None),
    ],
)
def test_a_country_is_understood(typed: str | None, code: str | None) -> None:
    assert code_of(typed) == code


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("Pakistam", ("Pakistan",)),
        ("Holand", ("Netherlands", "Poland")),
        ("South", ("South Africa", "South Georgia", "South Korea")),
        ("Fran", ("France",)),
        ("zzzzzzzz", ()),
    ],
)
def test_an_unknown_country_is_refused_with_what_was_probably_meant(
    typed: str, nearest: tuple[str, ...]
) -> None:
    with pytest.raises(UnknownName) as refused:
        code_of(typed)
    assert refused.value.nearest == nearest


@pytest.mark.parametrize(("typed", "meant"), [("Pakistan", "PK"), ("Wang  Yi", "Wang Yi"), (None, None)])
def test_with_takes_a_country_or_a_person(typed: str | None, meant: str | None) -> None:
    assert country_or_name(typed) == meant
