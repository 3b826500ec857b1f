"""`ask`: the real bot answers in the terminal, loads what is missing, and leaves no trace in a real state."""

import json
from pathlib import Path

import pytest

from tests.bot.cli.conftest import Dateline


@pytest.mark.usefixtures("loaded")
def test_a_question_is_answered(dateline: Dateline) -> None:
    ran = dateline("ask", '/search query:"Belt and Road" country:Pakistan')

    assert (ran.code, ran.err) == (0, "")
    assert "Xi Jinping holds talks with Pakistani President Asif Ali Zardari" in ran.out
    assert "line 465" in ran.out
    assert "\x1b" not in ran.out


@pytest.mark.usefixtures("folder")
def test_the_shipped_dumps_are_loaded_where_there_is_no_archive_yet(dateline: Dateline) -> None:
    ran = dateline("ask", "/about")

    assert ran.code == 0
    assert ran.err == "There is no archive yet: loading seeds into archive.db …\n"
    assert "20 articles" in ran.out
    assert dateline("ask", "/about").err == ""


@pytest.mark.usefixtures("folder")
def test_without_dumps_the_answer_is_empty_and_says_how_to_load_some(
    dateline: Dateline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_SEEDS", "nothing-here")

    ran = dateline("ask", "/about")

    assert ran.code == 0
    assert "dateline load PATH" in ran.err


@pytest.mark.usefixtures("loaded")
def test_a_button_is_pressed_and_what_follows_is_shown(dateline: Dateline) -> None:
    ran = dateline("ask", "/meetings country:Pakistan", "--press", "Next", "--press", "Previous")

    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if "Page" in line] == [
        "▌ Page 1 of 2",
        "▌ Page 2 of 2",
        "▌ Page 1 of 2",
    ]
    assert "> press Next" in ran.out


@pytest.mark.usefixtures("loaded")
def test_a_menu_is_chosen_from(dateline: Dateline) -> None:
    title = "Xi Jinping holds talks with Pakistani President Asif Ali Zardari"

    ran = dateline("ask", "/search query:Zardari", "--choose", title)

    assert ran.code == 0
    assert "> choose " in ran.out
    assert ran.out.count(title) >= 3


@pytest.mark.usefixtures("loaded")
def test_the_raw_reply_is_json(dateline: Dateline) -> None:
    ran = dateline("ask", "/meetings country:Pakistan", "--press", "Next", "--json")

    first, second = [json.loads(line) for line in ran.out.splitlines()]
    assert first["embeds"][0]["title"] == "🇵🇰 Pakistan: who met whom"
    assert first["components"]
    assert second["embeds"] != first["embeds"]


@pytest.mark.usefixtures("loaded")
def test_the_clock_can_be_set(dateline: Dateline) -> None:
    ran = dateline("ask", "/onthisdate", "--at", "2025-02-05T08:00+08:00")

    assert "On this date: 5 Feb" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["/nothing"], "there is no command '/nothing'; there are: /about, /article,"),
        (["meetings"], "there is no command 'meetings'"),
        (["/serch query:x"], "/onthisdate, /search. Did you mean /search?"),
        (["/search querry:x"], "/search has no option 'querry'; it has: query, country,"),
        (["/search"], "/search needs the option 'query'"),
        (["/meetings kind:lunch"], "does not accept 'lunch'"),
        (["/about", "--press", "Nowhere"], "there is no 'Nowhere'"),
        (["/about", "--choose", "Nothing"], "there is no"),
    ],
)
@pytest.mark.usefixtures("loaded")
def test_what_nobody_could_do_in_discord_is_a_sentence_and_exit_code_1(
    dateline: Dateline, arguments: list[str], said: str
) -> None:
    ran = dateline("ask", *arguments)

    assert ran.code == 1
    assert said in ran.err
    assert "Traceback" not in ran.err


def test_a_subscription_made_here_is_forgotten(dateline: Dateline, loaded: Path) -> None:
    """The state is in memory: no file is made, and the next question knows nothing of it."""
    before = {path.name for path in loaded.iterdir()}

    ran = dateline("ask", "/digest subscribe channel:general time:08:00 timezone:Europe/Berlin")

    assert ran.code == 0, ran.err
    assert "Berlin" in ran.out
    assert {path.name for path in loaded.iterdir() if not path.name.startswith("archive.db-")} == before
    assert "Berlin" not in dateline("ask", "/digest status").out
