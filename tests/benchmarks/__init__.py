"""Benchmarks beside what people would pick instead: `python -m tests.benchmarks`; never part of the tests."""
