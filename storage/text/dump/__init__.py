"""Dumps → articles and reprints.

`read_layout` reads a dump once and finds where its articles lie; `segment` reads it again and gives them one
by one. What the lines of a small dump are need not be found out twice (`laid_out`). Within, arrows point one
way: single lines (`markers`, `stamps`, `furniture`, `introductions`) → `outline` → `runs` → `titles`,
`headers`, `digits`, `lists`, `looks` → `rekinding` → `habits` → `surroundings` → `openings` → `starts` →
`layout` → `segment`; `reprints` and `agencies` read one article.
"""

from storage.text.dump.layout import Layout, laid_out, read_layout
from storage.text.dump.outline import Item
from storage.text.dump.segment import Stray, segment
from storage.text.dump.sidecar import SidecarError, parse_sidecar

__all__ = ["Item", "Layout", "SidecarError", "Stray", "laid_out", "parse_sidecar", "read_layout", "segment"]
