"""Judgement: what the facts of a plan say on a day, and which rules it breaks."""
