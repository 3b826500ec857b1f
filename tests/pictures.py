"""The pictures that the README shows: how they are taken, and how to tell that they are out of date.

Taken with the chat page in Chromium by `python -m tests.readme`. Beside them stands a digest of what is on
each: comparing pixels would tell fonts apart, comparing digests tells whether an answer, the page or a chart
changed.
"""

import hashlib
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image, ImageOps
from playwright.async_api import Browser, async_playwright
from playwright.async_api import Page as Tab

from bot.cli.rehearsal import Rehearsal, rehearse
from bot.harness.page import Page, view
from bot.settings import Settings
from tests.bot.harness.page.conftest import ARGUMENTS, CHROMIUM

__all__ = ["FOLDER", "SHOTS", "digests", "recorded", "take"]

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "bot" / "harness" / "pictures"
_RECORD: Final = FOLDER / "shown.json"
_AT: Final = datetime(2026, 1, 18, 9, tzinfo=UTC)
_COLOURS: Final = 256
_MARGIN: Final = 12
_GROUND: Final = {"light": "#ffffff", "dark": "#313338"}
"""The page's, for a margin round an answer."""
_OF_THE_MOMENT: Final = frozenset({"id", "url", "at", "edited"})
"""What is another one each time: ids, addresses and instants."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a question and what is photographed of its answer."""

    name: str
    question: str
    theme: Literal["light", "dark"]
    width: int
    height: int = 3000
    typing: str | None = None
    """For a picture of the whole page: what stands in its message line. Else the answer alone is shown."""


SHOTS: Final = (
    Shot("page", '/search query:"Belt and Road"', "light", 1000, 700, typing="/digest"),
    Shot("meetings", "/meetings country:Uruguay", "dark", 740),
    Shot("onthisdate", "/onthisdate date:18 January", "light", 740),
    Shot("ranking", "/meetings kind:Visits", "dark", 740),
)


@asynccontextmanager
async def _stage(archive: Path) -> AsyncIterator[Rehearsal]:
    settings = Settings.read({"DATELINE_ARCHIVE": str(archive), "DATELINE_SEEDS": str(ROOT / "seeds")})
    async with rehearse(settings, _AT) as stage:
        yield stage


async def digests(archive: Path) -> dict[str, str]:
    """A digest for each picture of what is on it: the answer as the page has it, the page, the charts."""
    looks = hashlib.sha256()
    for part in ("bot/harness/page/static/*", "bot/pictures/*.py"):
        for path in sorted(ROOT.glob(part)):
            looks.update(path.read_bytes())
    made = {}
    async with _stage(archive) as stage:
        for shot in SHOTS:
            reply = await stage.local.command(stage.manager, stage.channels[0], shot.question)
            await stage.client.desk.pictured()
            assert reply.message is not None
            seen = _lasting(view.message_view(stage.local, reply.message))
            content = json.dumps([repr(shot), seen], sort_keys=True).encode()
            made[shot.name] = hashlib.sha256(looks.digest() + content).hexdigest()[:32]
    return made


def _lasting(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _lasting(each) for key, each in value.items() if key not in _OF_THE_MOMENT}
    return [_lasting(each) for each in value] if isinstance(value, list) else value


def recorded() -> dict[str, str]:
    """The digests of what the present pictures show."""
    kept: dict[str, str] = json.loads(_RECORD.read_text(encoding="utf-8"))
    return kept


async def take(archive: Path) -> None:
    """Takes all pictures anew, and records what is on them."""
    if CHROMIUM is None:
        raise RuntimeError("no Chromium on this machine: `apt-get install chromium` lets pictures be taken")
    FOLDER.mkdir(exist_ok=True)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for shot in SHOTS:
            picture = await _photographed(browser, shot, archive)
            # A palette makes a picture a third as large, and nobody sees the difference.
            drawn = Image.open(io.BytesIO(picture)).convert("RGB")
            if shot.typing is None:
                drawn = ImageOps.expand(drawn, _MARGIN, _GROUND[shot.theme])
            few = drawn.quantize(_COLOURS, kmeans=2, dither=Image.Dither.NONE)
            few.save(FOLDER / f"{shot.name}.png", optimize=True)
        await browser.close()
    text = json.dumps(await digests(archive), indent=2) + "\n"
    _RECORD.write_text(text, encoding="utf-8")


async def _photographed(browser: Browser, shot: Shot, archive: Path) -> bytes:
    """A channel of its own for each, in which somebody types the question."""
    async with _stage(archive) as stage:
        page = Page(stage.local, stage.clock, ((stage.manager, "manager"),), stage.channels)
        address = await page.start()
        context = await browser.new_context(
            viewport={"width": shot.width, "height": shot.height},
            color_scheme=shot.theme,
            reduced_motion="reduce",
        )
        try:
            tab = await context.new_page()
            await tab.goto(address)
            await tab.locator("body[data-ready]").wait_for()
            return await _answered(tab, stage, shot)
        finally:
            await context.close()
            await page.stop()


async def _answered(tab: Tab, stage: Rehearsal, shot: Shot) -> bytes:
    await tab.locator("#line").fill(shot.question)
    await tab.keyboard.press("Escape")
    await tab.keyboard.press("Enter")
    answer = tab.locator(".message")
    await answer.locator(".embed").wait_for()
    await stage.client.desk.pictured()
    if stage.local.messages(stage.channels[0])[-1].payload["attachments"]:
        await answer.locator("img").wait_for()
        await tab.wait_for_function(
            "[...document.images].every((each) => each.complete && each.naturalWidth)"
        )
    if shot.typing is None:
        return await answer.screenshot()
    await tab.locator("#line").fill(shot.typing)
    await tab.locator("#choices li").first.wait_for()
    return await tab.screenshot()
