"""What changes in a plan: a newer paper, news of a lead, a new name, a figure, a correction."""
