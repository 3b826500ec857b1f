"""What the bot must survive, measured: `python -m tests.torture --seed 7 [--short] [NAME…]` prints a table.

A torture is one module of this package with a function `run(seed: int, short: bool) -> Row`; the names of
modules that only help begin with an underscore. Each is bounded and gets all its chance from the seed.
"""
