"""The doctor finds what is wrong, says what to do, and never hangs on a Discord that is out of reach."""

import asyncio
import re
from pathlib import Path

import pytest

from bot.cli.discord_findings import application_of, size_of
from bot.cli.findings import Verdict
from bot.harness import TurnableClock
from bot.settings import Secret
from tests.bot.cli.conftest import Dateline
from tests.bot.cli.test_backup import subscribe
from tests.bot.cli.test_corpus import load_from_elsewhere, outdate
from tests.bot.cli.test_run import TOKEN, local_discord

LINK = "https://discord.com/oauth2/authorize?client_id={}&scope=bot+applications.commands&permissions=274878024704"


def findings(out: str) -> dict[str, str]:
    """Each subject with its verdict."""
    return dict(re.findall(r"^(\w+) {2,}(ok|note|not checked|problem) ", out, re.MULTILINE))


def test_a_fresh_folder_is_well_and_says_what_is_still_to_be_done(dateline: Dateline) -> None:
    ran = dateline("doctor")

    assert ran.code == 0
    assert "archive.db does not exist yet" in ran.out
    assert "000_cb0a8e21444615b1.txt" in ran.out
    assert "DISCORD_TOKEN is not set" in ran.out
    assert ran.out.endswith(LINK.format("YOUR_APPLICATION_ID") + "\n")


def test_it_makes_nothing(dateline: Dateline, folder: Path) -> None:
    dateline("doctor")

    assert [path.name for path in folder.iterdir()] == ["seeds"]


@pytest.mark.usefixtures("loaded")
def test_what_is_loaded_is_counted(dateline: Dateline) -> None:
    ran = dateline("doctor")

    assert "archive.db: 20 articles" in ran.out
    assert "every dump in seeds is loaded" in ran.out


def test_a_dump_that_waits_is_named(dateline: Dateline, loaded: Path) -> None:
    (loaded / "seeds" / "new.txt").write_text("Title\n\nBody.\n", encoding="utf-8")

    assert "1 of 2 dumps in seeds is not loaded yet: new.txt" in " ".join(dateline("doctor").out.split())


def test_an_outdated_dump_that_no_command_loads_again_is_named(dateline: Dateline, loaded: Path) -> None:
    asyncio.run(load_from_elsewhere(loaded))
    assert "Analysis" not in findings(dateline("doctor").out)
    outdate(loaded / "archive.db")

    ran = dateline("doctor")

    assert (ran.code, findings(ran.out)["Analysis"]) == (0, "note")
    told = " ".join(ran.out.split())
    assert "read dumps that are not in seeds: other.txt; `dateline load PATH` reads them anew" in told


def test_a_broken_database_is_a_problem_and_exit_code_1(dateline: Dateline, folder: Path) -> None:
    (folder / "archive.db").write_text("no database " * 1000, encoding="utf-8")
    (folder / "state.db").write_text("no database " * 1000, encoding="utf-8")

    ran = dateline("doctor")

    assert ran.code == 1
    assert findings(ran.out)["Archive"] == findings(ran.out)["State"] == "problem"


def test_a_corpus_that_is_missing_is_a_problem(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_SEEDS", "nowhere")

    ran = dateline("doctor")

    assert ran.code == 1
    assert "there is no dump (*.txt) in nowhere" in ran.out


def test_the_link_names_the_token_s_application() -> None:
    assert application_of(Secret(TOKEN)) == 123456789012345678


@pytest.mark.parametrize("token", ["", "abc", "!!!.x.y", "aGVsbG8.x.y", "ÿ.x"])
def test_a_token_that_names_no_application_is_no_error(token: str) -> None:
    assert application_of(Secret(token)) is None


def test_out_of_reach_the_token_is_not_checked(dateline: Dateline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
    monkeypatch.setenv("DATELINE_DISCORD_API", "http://127.0.0.1:9/api/v10")

    ran = dateline("doctor")

    assert ran.code == 0
    assert findings(ran.out)["Token"] == "not checked"
    assert ran.out.endswith(LINK.format(123456789012345678) + "\n")
    assert TOKEN not in ran.out + ran.err


def test_a_wrong_token_is_a_problem(
    dateline: Dateline, clock: TurnableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN + "x")

    with local_discord(clock):
        ran = dateline("doctor")

    assert ran.code == 1
    assert findings(ran.out)["Token"] == "problem"
    assert TOKEN not in ran.out + ran.err


@pytest.mark.parametrize(
    ("servers", "verdict"), [(0, Verdict.GOOD), (19_999, Verdict.GOOD), (20_000, Verdict.NOTE)]
)
def test_it_says_when_there_is_much_for_one_process(servers: int, verdict: Verdict) -> None:
    found = size_of(servers)

    assert found.verdict is verdict
    assert f"about {servers:,} servers" in found.text


def test_permissions_are_checked_where_channels_are_subscribed(
    dateline: Dateline, clock: TurnableClock, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", TOKEN)

    with local_discord(clock) as local:
        guild = local.add_guild("Readers")
        open_channel, closed = local.add_channel(guild, "open"), local.add_channel(guild, "closed")
        subscribe(folder / "state.db", open_channel.id, guild.id)
        well = dateline("doctor")
        local.set_permissions(closed, None, deny=["embed_links", "send_messages"])
        subscribe(folder / "state.db", closed.id, guild.id)
        subscribe(folder / "state.db", 99, 98)
        ill = dateline("doctor")

    assert (well.code, findings(well.out)["Permissions"]) == (0, "ok")
    assert "the bot is in about 2 servers" in " ".join(well.out.split())
    assert ill.code == 1
    told = " ".join(ill.out.split())
    assert "Readers, #closed: lacks Send Messages, Embed Links" in told
    assert "the bot is not in the server 98" in told
    assert "#open" not in told
