"""Text to text: one value of a plan file changed, and every other byte left as it was."""
