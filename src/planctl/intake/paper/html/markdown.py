"""Markdown becomes a page, and the page a paper: tables, lists, links and HTML within it alike."""

from planctl.intake.paper.html.page import page_paper
from planctl.intake.paper.letters import text_of
from planctl.intake.paper.part import Paper


def markdown_paper(content: bytes) -> Paper:
    """The lines and rows of a Markdown file; raises Unreadable."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text_of(content))
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    return page_paper(parser.renderer.render(tokens, parser.options, {}))
