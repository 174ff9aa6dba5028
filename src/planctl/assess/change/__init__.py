"""What changed between two states of a plan, as values; words and colour come in render."""
