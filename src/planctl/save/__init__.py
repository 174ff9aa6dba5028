"""Files written to disk: each whole, several all or none, one writer at a time."""
