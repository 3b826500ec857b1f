"""What was loaded: read-mostly, can be rebuilt from the dumps at any time."""

from storage.archive.archive import Archive

__all__ = ["Archive"]
