"""Meetings: who met whom, when, where, and the sentence that says so."""

from storage.text.meetings.records import meetings

__all__ = ["meetings"]
