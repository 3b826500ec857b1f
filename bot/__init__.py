"""Knows Discord; holds no SQL."""
