"""Problems as the lines by which GitHub and Azure mark the lines of a change."""

from collections.abc import Iterable, Mapping
from typing import Final

from planctl.model.problem import Problem, Severity
from planctl.render.problem import Sheet, summary
from planctl.render.words import counted, visible

_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_AZURE: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "warning"}
# How each host has the signs written that end a property or a line; the first comes first.
_GITHUB_TEXT: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_NAME: Final = {**_GITHUB_TEXT, ":": "%3A", ",": "%2C"}
_AZURE_TEXT: Final = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_AZURE_NAME: Final = {**_AZURE_TEXT, ";": "%3B", "]": "%5D"}


def github(sheet: Sheet) -> str:
    """A workflow command for each problem that counts, and one line that sums them up."""
    lines = []
    for problem, _ in sheet.marking:
        place = problem.place
        named = {
            "file": sheet.path(problem),
            "line": place.line,
            "col": place.column,
            "title": f"{problem.rule.code} {problem.rule.name}",
        }
        properties = ",".join(f"{k}={_escaped(str(v), _GITHUB_NAME)}" for k, v in named.items())
        words = _escaped(_words(problem, sheet), _GITHUB_TEXT)
        lines.append(f"::{_GITHUB[problem.severity]} {properties}::{words}")
    if sheet.known:
        held = f"{counted(len(sheet.known), 'problem')} known before, and not marked"
        lines.append(f"::notice::{held}")
    cured = map(visible, sheet.cured_words)
    lines += [f"::error::{_escaped(words, _GITHUB_TEXT)}" for words in cured]
    return _joined([*lines, _escaped(summary(sheet), _GITHUB_TEXT)])


def azure(sheet: Sheet) -> str:
    """A logging command for each problem that counts, and one line that sums them up."""
    lines = []
    for problem, _ in sheet.marking:
        place = problem.place
        named = {
            "type": _AZURE[problem.severity],
            "sourcepath": sheet.path(problem),
            "linenumber": place.line,
            "columnnumber": place.column,
            "code": problem.rule.code,
        }
        properties = ";".join(f"{k}={_escaped(str(v), _AZURE_NAME)}" for k, v in named.items())
        words = _escaped(_words(problem, sheet), _AZURE_TEXT)
        lines.append(f"##vso[task.logissue {properties};]{words}")
    cured = (_escaped(visible(words), _AZURE_TEXT) for words in sheet.cured_words)
    lines += [f"##vso[task.logissue type=error;]{words}" for words in cured]
    return _joined([*lines, _escaped(summary(sheet), _AZURE_TEXT)])


def _words(problem: Problem, sheet: Sheet) -> str:
    """What is wrong and what to do, after the ref of the action, or the place in another file.

    A host marks the lines of a few, and its log shows nothing of the rest but these words.
    """
    where = problem.ref or f"{sheet.path(problem)}:{problem.place.line}"
    said = (f"{where}: {problem.message}", problem.hint)
    return "\n".join(visible(words) for words in said if words)


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    for sign, written in signs.items():
        text = text.replace(sign, written)
    return text


def _joined(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
