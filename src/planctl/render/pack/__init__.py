"""The board pack: one plain view of it, built from a judged plan, for templates to print."""
