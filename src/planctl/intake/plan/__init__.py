"""What the rows and paragraphs of a paper say: actions, areas, dates, leads, notes, steps."""
