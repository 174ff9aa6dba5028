"""The door for foreign papers: the bytes of a file become a paper, whatever program wrote it."""

from typing import assert_never

from planctl.intake.paper.archive import Archive
from planctl.intake.paper.kind import Kind, kind_of
from planctl.intake.paper.part import Paper, Unreadable


def paper(name: str, content: bytes) -> Paper:
    """What stands in a file, in order; raises Unreadable, and nothing else.

    The name is looked at only where the bytes could be of several kinds.
    """
    try:
        return _read(kind_of(name, content), content)
    except RecursionError:
        message = "the file has things within things more deeply than any program writes"
        raise Unreadable(message, "open it in the program it is from, and save it again") from None


def extra_of(name: str, content: bytes) -> tuple[str, ...]:
    """The extra of planctl that reading a file needs, and its module; none for most kinds.

    It is asked before the file is read; raises Unreadable where the file cannot be read at all.
    """
    return ("excel", "openpyxl") if kind_of(name, content) is Kind.EXCEL else ()


def _read(kind: Kind, content: bytes) -> Paper:
    match kind:
        case Kind.WORD:
            from planctl.intake.paper.word.document import word_paper

            return word_paper(Archive(content))
        case Kind.EXCEL:
            from planctl.intake.paper.excel.workbook import excel_paper

            return excel_paper(content, Archive(content))
        case Kind.HTML:
            from planctl.intake.paper.html.page import html_paper

            return html_paper(content)
        case Kind.MARKDOWN:
            from planctl.intake.paper.html.markdown import markdown_paper

            return markdown_paper(content)
        case Kind.CSV:
            from planctl.intake.paper.plain import csv_paper

            return csv_paper(content)
        case Kind.TEXT:
            from planctl.intake.paper.plain import text_paper

            return text_paper(content)
        case _:
            assert_never(kind)
