"""The lines of a cover that a workbook has above the header of its table."""

from planctl.intake.paper.area import area_said
from planctl.intake.paper.part import Line, Row


def line_of(row: Row) -> Line | None:
    """A row that is one cell and heads no area, as a line; none for any other."""
    said = [cell.text for cell in row.cells if cell.text]
    return Line(row.place, said[0]) if len(said) == 1 and not area_said(said[0]) else None
