"""The version of the analysis, apart from the analysis itself, which takes long to import."""

from typing import Final

__all__ = ["VERSION"]

VERSION: Final = 6
"""Raised whenever the analysis changes: stored dumps are then analysed anew."""
