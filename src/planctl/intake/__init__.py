"""Foreign papers in: what others made becomes drafts of plan content; nothing is trusted."""
