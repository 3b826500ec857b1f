"""Settings are read once, report everything that is wrong at once, and keep the token to themselves."""

import copy
import logging
import pickle
import traceback
from dataclasses import FrozenInstanceError
from datetime import timedelta
from pathlib import Path

import pytest

from bot.settings import VARIABLES, Secret, Settings, SettingsError, environment
from storage.state import ShardRange

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.GabcDE.not-a-real-token"


def test_nothing_set_gives_the_documented_defaults() -> None:
    settings = Settings.read({})

    assert settings == Settings(
        token=None,
        archive=Path("archive.db"),
        state="state.db",
        seeds=Path("seeds"),
        log_level="INFO",
        dev_guild=None,
        discord_api=None,
        shards=None,
        catch_up=timedelta(hours=12),
        search_deadline=timedelta(milliseconds=300),
        metrics_port=None,
    )


def test_an_empty_variable_counts_as_unset() -> None:
    assert Settings.read(dict.fromkeys(VARIABLES, "  ")) == Settings.read({})


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("DISCORD_TOKEN", f" {TOKEN}\n", "token", Secret(TOKEN)),
        ("DATELINE_ARCHIVE", "/var/lib/dateline/archive.db", "archive", Path("/var/lib/dateline/archive.db")),
        ("DATELINE_STATE", "here/state.db", "state", "here/state.db"),
        ("DATELINE_STATE", "postgresql://me:pw@db/dateline", "state", "postgresql://me:pw@db/dateline"),
        ("DATELINE_SEEDS", "corpus", "seeds", Path("corpus")),
        ("DATELINE_LOG_LEVEL", "debug", "log_level", "DEBUG"),
        ("DATELINE_DEV_GUILD", "81384788765712384", "dev_guild", 81384788765712384),
        (
            "DATELINE_DISCORD_API",
            "http://127.0.0.1:8080/api/v10/",
            "discord_api",
            "http://127.0.0.1:8080/api/v10",
        ),
        ("DATELINE_SHARDS", "0-3/16", "shards", ShardRange(0, 3, 16)),
        ("DATELINE_SHARDS", "15/16", "shards", ShardRange(15, 15, 16)),
        ("DATELINE_CATCH_UP_HOURS", "0", "catch_up", timedelta(0)),
        ("DATELINE_SEARCH_DEADLINE_MS", "50", "search_deadline", timedelta(milliseconds=50)),
        ("DATELINE_METRICS_PORT", "9464", "metrics_port", 9464),
    ],
)
def test_a_good_value_is_read(name: str, value: str, field: str, expected: object) -> None:
    assert getattr(Settings.read({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "accepted"),
    [
        ("DISCORD_TOKEN", "Bot abc", "without 'Bot ' before it"),
        ("DISCORD_TOKEN", "abc\r\nX-Header: 1", "one word"),
        ("DISCORD_TOKEN", "t\u043eken", "one word"),
        ("DATELINE_ARCHIVE", "postgresql://db/archive", "the path of a file"),
        ("DATELINE_ARCHIVE", ".", "the path of a file"),
        ("DATELINE_STATE", "mysql://db/dateline", "a postgresql:// address"),
        ("DATELINE_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING, ERROR, CRITICAL"),
        ("DATELINE_DEV_GUILD", "my server", "17 to 20 digits"),
        ("DATELINE_DEV_GUILD", "99999999999999999999", "17 to 20 digits"),
        ("DATELINE_DISCORD_API", "discord.com/api", "http:// or https://"),
        ("DATELINE_SHARDS", "3-0/16", "0-3/16"),
        ("DATELINE_SHARDS", "0-16/16", "counted from 0"),
        ("DATELINE_SHARDS", "0-3", "first-last/total"),
        ("DATELINE_SHARDS", "0-3/0", "first-last/total"),
        ("DATELINE_SHARDS", "\u0661/16", "first-last/total"),
        ("DATELINE_DISCORD_API", "http://[::1", "http:// or https://"),
        ("DATELINE_DISCORD_API", "http://host:99999/", "http:// or https://"),
        ("DATELINE_CATCH_UP_HOURS", "-1", "from 0 to 48"),
        ("DATELINE_CATCH_UP_HOURS", "12.5", "from 0 to 48"),
        ("DATELINE_CATCH_UP_HOURS", "١٢", "from 0 to 48"),
        ("DATELINE_SEARCH_DEADLINE_MS", "5000", "from 10 to 2500"),
        ("DATELINE_METRICS_PORT", "65536", "from 1 to 65535"),
    ],
)
def test_a_bad_value_is_refused_with_what_is_accepted(name: str, value: str, accepted: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read({name: value})

    (bad,) = raised.value.bad
    assert bad.name == name
    assert accepted in bad.accepted


def test_all_bad_settings_are_reported_together() -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.read(
            {"DATELINE_LOG_LEVEL": "LOUD", "DATELINE_METRICS_PORT": "no", "DATELINE_CATCH_UP_HOURS": "always"}
        )

    assert [bad.name for bad in raised.value.bad] == [
        "DATELINE_LOG_LEVEL",
        "DATELINE_CATCH_UP_HOURS",
        "DATELINE_METRICS_PORT",
    ]
    assert str(raised.value).splitlines()[0] == (
        "DATELINE_LOG_LEVEL: got 'LOUD'; accepted is one of DEBUG, INFO, WARNING, ERROR, CRITICAL"
    )


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings.read({}).log_level = "DEBUG"  # type: ignore[misc]  # the assignment is what is tested


def test_the_token_shows_in_no_representation() -> None:
    settings = Settings.read({"DISCORD_TOKEN": TOKEN})

    for text in (
        repr(settings),
        str(settings),
        f"{settings.token}",
        f"{settings.token!r}",
        logging.makeLogRecord({"msg": "%s", "args": (settings.token,)}).getMessage(),
    ):
        assert TOKEN not in text
    assert settings.token is not None
    assert settings.token.reveal() == TOKEN


def test_the_token_is_neither_pickled_nor_copied_deep() -> None:
    secret = Secret(TOKEN)

    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(secret)
    with pytest.raises(TypeError, match="not pickled"):
        copy.deepcopy(secret)


@pytest.mark.parametrize("name", ["DISCORD_TOKEN", "DATELINE_STATE"])
def test_a_refused_confidential_value_shows_in_neither_message_nor_traceback_nor_log(
    name: str, caplog: pytest.LogCaptureFixture
) -> None:
    value = "mysql://me:hunter2 secret@db/x"
    try:
        Settings.read({name: value})
    except SettingsError as error:
        shown = "".join(traceback.format_exception(error)) + repr(error) + str(error)
        logging.getLogger("test").exception("settings")
    assert "hunter2" not in shown
    assert "hunter2" not in caplog.text
    assert name in shown


def test_a_state_address_with_a_password_shows_in_no_representation() -> None:
    assert "hunter2" not in repr(Settings.read({"DATELINE_STATE": "postgresql://me:hunter2@db/x"}))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        "# a comment\nDATELINE_SEEDS='my dumps'\nDATELINE_STATE=file.db\nNOTHING\n", encoding="utf-8"
    )

    read = environment({"DATELINE_STATE": "environment.db"}, dotenv)

    assert read == {"DATELINE_SEEDS": "my dumps", "DATELINE_STATE": "environment.db"}


def test_a_missing_file_is_no_error(tmp_path: Path) -> None:
    assert environment({"A": "b"}, tmp_path / ".env") == {"A": "b"}


def test_a_file_that_is_not_text_is_refused_by_name(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"DATELINE_SEEDS=\xff\xfe")

    with pytest.raises(SettingsError, match="UTF-8"):
        environment({}, dotenv)
