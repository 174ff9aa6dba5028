"""The measures of the plan: list them, look at one, and take new figures in."""
