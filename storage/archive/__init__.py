"""What was loaded: read-mostly, can be rebuilt from the dumps at any time."""
