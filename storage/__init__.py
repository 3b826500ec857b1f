"""Knows the corpus and the databases; never imports discord or bot."""
