"""Text out: problems, tables, packs, JSON and schemas."""
