"""An empty archive of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.archive import Archive


@pytest.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Archive]:
    """An archive with nothing in it."""
    opened = await Archive.open(tmp_path / "empty.db")
    yield opened
    await opened.close()
