"""The evidence of the plan: seal its files, and gather them for inspectors."""
