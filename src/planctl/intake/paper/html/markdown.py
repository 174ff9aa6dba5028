"""Markdown becomes a page, and the page a paper: tables, lists, links and HTML within it alike."""

from typing import Final

from planctl.intake.paper.html.page import page_paper
from planctl.intake.paper.letters import text_of
from planctl.intake.paper.part import Paper, Unreadable

LETTER_LIMIT: Final = 1_000_000  # a plan of a thousand actions has half of that
PIECE_LIMIT: Final = 120_000  # lines, and bars between cells


def markdown_paper(content: bytes) -> Paper:
    """The lines and rows of a Markdown file; raises Unreadable."""
    from markdown_it import MarkdownIt

    text = text_of(content)
    if len(text) > LETTER_LIMIT or text.count("\n") + text.count("|") > PIECE_LIMIT:
        most = f"{LETTER_LIMIT:,} letters, or {PIECE_LIMIT:,} lines and cells"
        message = f"the file is Markdown of more than {most}, which is more than is read"
        raise Unreadable(message, "split it, or save the table as .docx, .xlsx or .csv")
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text)
    for token in tokens:
        if token.map and token.nesting >= 0:
            token.attrSet("data-line", str(token.map[0] + 1))
    return page_paper(parser.renderer.render(tokens, parser.options, {}))
