"""The README is true: its commands, tables and the answer it shows are those of the program."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PIL import Image

from bot.cli import main
from bot.cli.entry import COMMANDS
from bot.client import build_client
from bot.harness import TurnableClock
from bot.invitation import PERMISSIONS
from bot.settings import VARIABLES, Settings
from storage.archive import Archive
from storage.state import State
from tests import pictures
from tests.readme import answer, shown

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table whose first heading is this, without its two heading lines."""
    lines = README.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    table = []
    for line in lines[first + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in line.strip("|").split("|")])
    return table


def code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


async def test_the_command_table_is_what_discord_is_told(
    archive: Archive, state: State, clock: TurnableClock
) -> None:
    client = build_client(Settings.read({}), archive, state, clock)
    registered: dict[str, list[str]] = {}
    for command in client.tree.get_commands():
        told = command.to_dict(client.tree)
        if told.get("type", 1) != 1:
            registered[f"*{told['name']}*"] = []
            continue
        options = told.get("options", [])
        subcommands = [each for each in options if each["type"] == 1]
        for each in subcommands:
            registered[f"`/{told['name']} {each['name']}`"] = [one["name"] for one in each.get("options", [])]
        if not subcommands:
            registered[f"`/{told['name']}`"] = [one["name"] for one in options]

    assert {name: code(options) for name, options, _ in rows("Discord")} == registered


def test_the_terminal_table_lists_every_command() -> None:
    named = [code(cells[0])[0].split()[1] for cells in rows("terminal")]

    assert named == list(COMMANDS)


def test_every_option_named_in_the_terminal_table_exists(capsys: pytest.CaptureFixture[str]) -> None:
    for usage, does in rows("terminal"):
        command = code(usage)[0].split()[1]
        with pytest.raises(SystemExit):
            main([command, "--help"])
        helped = capsys.readouterr().out
        for option in re.findall(r"--[a-z]+", does):
            assert option in helped, f"{command} has no {option}"


def test_the_settings_table_lists_every_variable_with_its_default() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    table = {code(name)[0]: code(default) for name, default, _ in rows("variable")}

    assert list(table) == list(VARIABLES)
    for name, default in table.items():
        if default:
            assert f"#{name}={default[0]}\n" in example
            assert Settings.read({name: default[0]}) == Settings.read({})


def test_the_permissions_named_are_those_of_the_invite_link() -> None:
    sentence = re.search(r"these permissions and no more: ([^.]+)\.", README)
    assert sentence is not None
    names = {"View Channels": "read_messages"}  # as discord.py has called it from its beginnings
    named = {names.get(name, name.lower().replace(" ", "_")) for name in sentence[1].split(", ")}

    assert named == {name for name, granted in PERMISSIONS if granted}


def test_the_shown_answer_is_the_answer(archive_template: Path, tmp_path: Path) -> None:
    """Where it is not, and should be: `python -m tests.readme`."""
    shutil.copyfile(archive_template, tmp_path / "archive.db")
    arguments, expected = shown()

    assert answer(arguments, tmp_path / "archive.db") == expected


async def test_the_pictures_show_what_the_program_shows(archive_template: Path, tmp_path: Path) -> None:
    """Where they do not, and should: `python -m tests.readme`."""
    shutil.copyfile(archive_template, tmp_path / "archive.db")

    assert await pictures.digests(tmp_path / "archive.db") == pictures.recorded()


def test_every_picture_is_shown_with_its_description_and_all_of_them_are_small() -> None:
    taken = sorted(pictures.FOLDER.glob("*.png"))
    shown_there = dict(re.findall(r'<img src="([^"]+)" alt="([^"]{20,})"', README))

    assert {path.stem for path in taken} == {shot.name for shot in pictures.SHOTS}
    assert set(shown_there) == {str(path.relative_to(ROOT)) for path in taken}
    assert sum(path.stat().st_size for path in taken) < 400_000
    for path in taken:
        with Image.open(path) as picture:
            picture.load()
            assert picture.width <= 1_200


def test_there_are_two_commands_and_ci_runs_the_second() -> None:
    blocks = re.findall(r"```sh\n(.+)\n```", README)
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert len(blocks) == 2
    assert all(block.startswith("python3 -m venv .venv && ") for block in blocks)
    assert blocks[1] in ci


def test_every_folder_named_in_the_layout_exists() -> None:
    block = README.split("## How it is laid out")[1].split("```")[1]
    top = ""
    for line in block.strip().splitlines():
        name = line.split()[0]
        top = "" if not line.startswith(" ") else top
        assert (ROOT / top / name).is_dir(), name
        top = name if not line.startswith(" ") else top


def test_every_file_that_the_readme_points_at_exists() -> None:
    for name in ("requirements.lock", ".env.example", "LICENSE", ".ci/run", "pyproject.toml"):
        assert (ROOT / name).is_file(), name


@pytest.mark.parametrize("extra", ["", "test"])
def test_the_lock_file_pins_everything_that_is_asked_for_within_its_range(extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["optional-dependencies"][extra] if extra else project["dependencies"]
    pins: dict[str, list[str]] = {}
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pin = Requirement(line)
            (version,) = pin.specifier
            assert version.operator == "=="
            pins.setdefault(pin.name.replace("_", "-").replace(".", "-").lower(), []).append(version.version)

    for text in asked:
        wanted = Requirement(text)
        versions = pins[wanted.name.replace("_", "-").replace(".", "-").lower()]
        assert all(wanted.specifier.contains(version) for version in versions), text
