"""Pure functions: text in, records out; no I/O, no SQL, no clock."""
