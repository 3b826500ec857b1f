"""The lines of a dump, and which cannot be taken."""

from pathlib import Path

import pytest

from storage.archive import sources
from storage.errors import DumpError


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 64])
def test_lines_are_the_same_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(sources, "_LINES_READ", piece)
    dump = tmp_path / "a.txt"
    dump.write_bytes("\ufeffNhân Dân\r\n\r\n\n中文 \r line\nlast\r".encode())
    assert list(sources.read_lines(dump)) == ["Nhân Dân", "", "", "中文 \r line", "last"]


@pytest.mark.parametrize(
    ("bad", "line", "reason"),
    [
        (b"\xff", 3, "not UTF-8 (byte 2 of the line)"),
        (b"\x00", 3, "binary"),
        (b"x" * (sources.LINE_LIMIT + 1), 3, "a line is longer"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_after_those_before(
    tmp_path: Path, bad: bytes, line: int, reason: str
) -> None:
    dump = tmp_path / "a.txt"
    dump.write_bytes(b"one\ntwo\n." + bad + b"\nfour\n")
    lines = sources.read_lines(dump)
    assert [next(lines), next(lines)] == ["one", "two"]
    with pytest.raises(DumpError) as error:
        next(lines)
    assert error.value.line == line
    assert reason in error.value.reason
