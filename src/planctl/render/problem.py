"""Problems as text for people and as JSON for programs; a format is one function and one line."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final, NamedTuple

from planctl.model.calendar import day_in_words
from planctl.model.problem import Place, Problem, Severity
from planctl.render.words import counted, visible

Paint = Callable[[str, str], str]  # a text and its tone; gives the text, coloured or not
_WIDTH: Final = 76


class Sheet(NamedTuple):
    """What a printer of problems needs to know."""

    problems: tuple[Problem, ...]
    actions: int
    as_at: date
    line_at: Callable[[Place], str]
    paint: Paint
    unread: int = 0  # files that hold part of the plan, and could not be read


def as_text(sheet: Sheet) -> str:
    """Each problem with its line and its remedy, then one line that sums them up."""
    parts = [_as_text(problem, sheet) for problem in sheet.problems]
    return "\n".join([*parts, _summary(sheet), ""])


def as_json(sheet: Sheet) -> str:
    """The problems as DESIGN section 7 gives them; keys may be added, never changed."""
    import json

    weights = Counter(problem.severity for problem in sheet.problems)
    shown = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    whole = {
        "as_at": sheet.as_at.isoformat(),
        "actions": sheet.actions,
        "counts": {severity.value: weights[severity] for severity in shown},
        "problems": [problem_json(problem) for problem in sheet.problems],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


PRINTERS: Final[Mapping[str, Callable[[Sheet], str]]] = {"text": as_text, "json": as_json}


def _as_text(problem: Problem, sheet: Sheet) -> str:
    place, paint = problem.place, sheet.paint
    where = paint(visible(f"{place.path}:{place.line}:{place.column}:"), "place")
    code = paint(problem.rule.code, problem.severity)
    weight = paint(f"[{problem.severity}]", problem.severity)
    lines = [f"{where} {code} {visible(problem.message)} {weight}"]
    lines += _quoted(sheet.line_at(place), place, paint)
    if problem.hint:
        lines.append(f"  {paint('hint:', 'hint')} {visible(problem.hint)}")
    return "\n".join([*lines, ""])


def _quoted(line: str, place: Place, paint: Paint) -> Iterable[str]:
    """The line of the file, cut to fit, with a caret under the place."""
    if not line.strip():
        return ()
    column = place.column - 1
    start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH)) if len(line) > _WIDTH else 0
    cut = line[start : start + _WIDTH]
    number = str(place.line)
    return (
        paint(f"  {number} | {visible(cut)}", "line"),
        paint(f"  {' ' * len(number)} | {' ' * (column - start)}^", "caret"),
    )


def _summary(sheet: Sheet) -> str:
    weights = Counter(problem.severity for problem in sheet.problems)
    shown = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    counts = [counted(weights[severity], severity.value) for severity in shown if weights[severity]]
    unread = [f"{counted(sheet.unread, 'file')} not read"] if sheet.unread else []
    whole = [counted(sheet.actions, "action"), *unread, *(counts or ["no problems"])]
    return f"{', '.join(whole)}; as at {day_in_words(sheet.as_at)}"


def problem_json(problem: Problem) -> dict[str, object]:
    """One problem as programs get it."""
    return {
        "code": problem.rule.code,
        "rule": problem.rule.name,
        "severity": problem.severity.value,
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "ref": problem.ref or None,
        "field": problem.field or None,
        "message": problem.message,
        "hint": problem.hint,
    }
