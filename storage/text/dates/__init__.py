"""Date expressions → mentions, and when each article was written.

`read` finds the expressions of one article, `evidence` is what they say of its time, `anchors` weighs a whole
dump's, `resolve` dates one article from its anchor, and `occurrences` are its sentences that tell what
happened on a day.
"""

from storage.text.dates.anchors import anchors
from storage.text.dates.evidence import Evidence, evidence
from storage.text.dates.occurrences import occurrences
from storage.text.dates.reading import Found, read
from storage.text.dates.resolve import Dated, resolve

__all__ = ["Dated", "Evidence", "Found", "anchors", "evidence", "occurrences", "read", "resolve"]
