"""The text of every refusal and error, pinned; the bot's own faults tell a reader nothing of themselves."""

import inspect
import logging
from datetime import date, timedelta
from pathlib import Path

import pytest
from discord import app_commands

from bot import refusals
from bot.errors import Explanation, explain, permission_names
from bot.questions import ForgedQuestion
from storage.errors import Locked

REFUSALS = [
    (
        refusals.UnknownName("country", "Pakistam", ("Iran", "Oman")),
        "No such country",
        (
            "“Pakistam” is not a country or organisation that I know. Did you mean **Iran** or **Oman**?\n"
            "Type a name, a nationality, a two-letter code or a flag: `Pakistan`, `Pakistani`, `PK`, 🇵🇰."
        ),
    ),
    (
        refusals.UnknownName("country", "@everyone `x`"),
        "No such country",
        (
            "“@\u200beveryone \\`x\\`” is not a country or organisation that I know.\n"
            "Type a name, a nationality, a two-letter code or a flag: `Pakistan`, `Pakistani`, `PK`, 🇵🇰."
        ),
    ),
    (
        refusals.UnknownName("agency", "Reuters", ("MFA", "Xinhua")),
        "No such agency",
        "No reprint in the archive comes from “Reuters”. There are: **MFA** and **Xinhua**.",
    ),
    (
        refusals.UnknownName("agency", "Reuters"),
        "No such agency",
        "No reprint in the archive comes from “Reuters”.",
    ),
    (
        refusals.UnknownName("article", "Uruguai", ("Uruguay’s president",)),
        "No such article",
        (
            "No article is called “Uruguai”. Did you mean **Uruguay’s president**?\n"
            "Start typing a title and pick one from the list, or find it with `/search`."
        ),
    ),
    (
        refusals.UnknownName("zone", "UTC+2", ("UTC",)),
        "No such time zone",
        (
            "“UTC+2” does not say when clocks change, so the hour would be another in summer.\n"
            "Type a city and pick one from the list: `Lisbon`, `Karachi`, `Europe/Berlin`, `UTC`."
        ),
    ),
    (
        refusals.UnknownName("zone", "Lisbonn", ("Europe/Lisbon",)),
        "No such time zone",
        (
            "“Lisbonn” is not a time zone that I know. Did you mean **Europe/Lisbon**?\n"
            "Type a city and pick one from the list: `Lisbon`, `Karachi`, `Europe/Berlin`, `UTC`."
        ),
    ),
    (
        refusals.BadDate("since", "30 Feb"),
        "That date does not work",
        (
            "`since` is “30 Feb”, which does not name a date.\n"
            "Accepted are `2025`, `Feb 2025`, `5 Feb 2025` and `2025-02-05`."
        ),
    ),
    (
        refusals.BadDay("31-12"),
        "That day does not work",
        (
            "“31-12” does not name one day of the year.\n"
            "Accepted are `18 January`, `Jan 18`, `01-18`, `18 Jan 1950`, `1950-01-18`, `today` "
            "and `tomorrow`."
        ),
    ),
    (
        refusals.CountryNeeded("Wang `Yi`"),
        "Whose meetings?",
        (
            "“Wang \\`Yi\\`” is taken for a person. Say whose meetings as well: "
            "`/meetings country:China with:Wang Yi`. If a country was meant, pick it from the list."
        ),
    ),
    (
        refusals.BadTime("25:00"),
        "That time does not work",
        "“25:00” is not a time of day.\nAccepted are `09:00`, `9:30`, `21:15`, `7am` and `7:30 pm`.",
    ),
    (
        refusals.BackwardRange(date(2025, 2, 5), date(2024, 12, 31)),
        "The dates are the wrong way round",
        "`since` (5 Feb 2025) lies after `until` (31 Dec 2024), so nothing lies between. Swap them.",
    ),
    (
        refusals.EmptyQuery(),
        "Nothing to search for",
        (
            'Type one or more words. `"Belt and Road"` in quotes finds that phrase; '
            "`-trade` leaves out articles with that word."
        ),
    ),
    (refusals.ServerOnly(), "Only in a server", "The daily digest belongs to a server's channel. Ask there."),
    (
        refusals.ManagersOnly(),
        "Only for managers",
        "The daily digest is set up by members with **Manage Server**.",
    ),
    (
        refusals.ChannelUnseen(),
        "Not that channel",
        "Pick a text channel, an announcement channel or a thread of this server that you can see.",
    ),
    (
        refusals.ChannelUnusable(42, ("send_messages", "embed_links")),
        "I cannot post there",
        (
            "In <#42> I am missing **Send Messages** and **Embed Links**. "
            "Allow that to my role in the channel's settings and try again."
        ),
    ),
    (
        refusals.NotSubscribed(42),
        "Nothing to end",
        "<#42> gets no digest. `/digest status` lists the channels that do.",
    ),
    (
        refusals.TooFast(timedelta(seconds=1.2)),
        "One moment",
        "That was a lot at once. Ask again in 2 seconds.",
    ),
    (
        refusals.Expired("/search"),
        "This answer has expired",
        "Buttons and menus work for 90 days. Ask again with `/search`.",
    ),
]


@pytest.mark.parametrize(("error", "heading", "text"), REFUSALS, ids=lambda each: type(each).__name__)
def test_a_refusal_says_what_is_accepted(error: refusals.Refusal, heading: str, text: str) -> None:
    told = explain(error)
    assert (told.heading, told.text) == (heading, text)
    assert told.outcome == ("slowed" if isinstance(error, refusals.TooFast) else "refused")


def test_every_kind_of_refusal_has_its_text() -> None:
    kinds = {
        each
        for each in vars(refusals).values()
        if inspect.isclass(each) and issubclass(each, refusals.Refusal) and each is not refusals.Refusal
    }
    assert {type(error) for error, _, _ in REFUSALS} == kinds


def test_a_forged_button_is_told_how_to_ask() -> None:
    assert explain(ForgedQuestion()) == Explanation(
        "This button no longer works",
        "It was made by another version of this bot. Type `/` and ask again with a command.",
        "refused",
    )


def test_an_outdated_command_is_told_to_reload() -> None:
    assert explain(app_commands.CommandNotFound("old", [])) == Explanation(
        "That command has changed",
        "Discord still shows an older form of it. Reload Discord (Ctrl+R) and ask again.",
        "refused",
    )


def test_an_option_of_another_kind_is_refused() -> None:
    assert explain(app_commands.AppCommandError("unreadable")) == Explanation(
        "That cannot be answered",
        "An option has a value that is of no use here. Pick one from the list, or leave it out.",
        "refused",
    )


def test_a_fault_is_logged_under_the_reference_that_the_reader_gets(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        told = explain(RuntimeError("secret detail"), reference="abcd1234")
    assert told == Explanation(
        "Something went wrong",
        "That was not your fault. Try again; if it happens again, tell whoever runs this bot: "
        "reference `abcd1234`.",
        "failed",
    )
    (record,) = caplog.records
    assert record.__dict__["fields"] == {"reference": "abcd1234"}
    assert record.exc_info is not None


def test_references_differ() -> None:
    assert explain(RuntimeError()).text != explain(RuntimeError()).text


def test_a_database_that_is_away_is_told_as_that() -> None:
    assert explain(Locked(Path("archive.db"), 5.0), reference="r") == Explanation(
        "The database is out of reach",
        "It does not answer at the moment. Try again in a minute; if it stays so, tell whoever runs this "
        "bot: reference `r`.",
        "unavailable",
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["send_messages"], "**Send Messages**"),
        (["a_b", "embed_links", "view_channel"], "**A B**, **Embed Links** and **View Channel**"),
    ],
)
def test_permissions_are_called_as_discord_calls_them(names: list[str], expected: str) -> None:
    assert permission_names(names) == expected
