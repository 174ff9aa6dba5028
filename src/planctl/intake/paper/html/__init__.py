"""A page of HTML, or of Markdown, becomes a paper."""
