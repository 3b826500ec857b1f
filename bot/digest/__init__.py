"""The daily digest: when it is due, and getting it to the channel once."""
