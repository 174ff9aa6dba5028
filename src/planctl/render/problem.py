"""The problems that `planctl check` reports, and the rules, as text and as JSON.

`problem_printer` gives the function for every format. A problem's fingerprint does not depend on
its line number or on the date, so that it is the same in the next run.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

from planctl.model.calendar import day_in_words
from planctl.model.problem import Place, Problem, Rule, Severity
from planctl.model.words import count_noun, json_text, printable_text

if TYPE_CHECKING:
    from rich.table import Table

Painter = Callable[[str, str], str]  # a text and its tone; gives the text, coloured or not
_WIDTH: Final = 76
_COUNTED: Final = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
_PERSONAL: Final = "P"  # the band of what could tell a person
_OTHER_FORMS: Final = "planctl.render.problem_formats"  # loaded when one is asked for
PROBLEM_FORMATS: Final = ("text", "json", "github", "gitlab", "azure", "sarif", "junit")


class CheckReport(NamedTuple):
    """What a printer of problems needs to know."""

    problems: tuple[Problem, ...]
    actions: int
    as_at: date
    line_at: Callable[[Place], str]
    paint: Painter
    unread: int = 0  # files that hold part of the plan, and could not be read
    prints: tuple[str, ...] = ()  # the fingerprint of each problem
    known: frozenset[int] = frozenset()  # which of the problems were there before, by number
    since: str = ""  # what they were there before, in words
    cured: tuple[str, ...] = ()  # what a list of known problems holds, and is there no more
    failing: frozenset[Severity] = frozenset({Severity.ERROR})
    listed: frozenset[Severity] = frozenset(Severity)  # the weights of those that are listed
    folder: str = ""  # what the plan folder is called in the places of the problems
    from_top: str = ""  # and from the top of the repository
    rules: tuple[Rule, ...] = ()
    named: tuple[tuple[str, str, str], ...] = ()  # of each action: its area, ref and title

    @property
    def listing(self) -> list[tuple[Problem, int]]:
        """The problems that are listed, each with its number; counted are all."""
        return [(it, n) for n, it in enumerate(self.problems) if it.severity in self.listed]

    @property
    def marking(self) -> list[tuple[Problem, int]]:
        """The problems that are marked at their lines: those that are listed, and are news."""
        return [(problem, n) for problem, n in self.listing if n not in self.known]

    @property
    def cured_words(self) -> tuple[str, ...]:
        """What to do about a known problem that is there no more."""
        remedy = "is not a problem any more, and has to leave the list of known ones"
        return tuple(f"{cure} {remedy}: run planctl baseline" for cure in self.cured)

    @property
    def is_failed(self) -> bool:
        """Whether the check fails."""
        return bool(self.cured) or any(self.fails(n) for n in range(len(self.problems)))

    def fails(self, number: int) -> bool:
        """Whether a problem makes the check fail."""
        return number not in self.known and self.problems[number].severity in self.failing

    def path(self, problem: Problem) -> str:
        """The file of a problem from the top of the repository, as a code host knows it."""
        within = problem.place.path.removeprefix(f"{self.folder}/")
        return f"{self.from_top}/{within}".removeprefix("./") if self.from_top else within


def problems_text(report: CheckReport) -> str:
    """One line that sums the problems up, each of them with its line and remedy, and it again.

    What was there before has one line each, because nobody is asked to mend it now.
    """
    parts = [_problem_text(it, report, is_known=n in report.known) for it, n in report.listing]
    parts += map(printable_text, report.cured_words)
    top = [check_summary(report), ""] if parts else []
    return "\n".join([*top, *parts, check_summary(report), ""])


def problems_json(report: CheckReport) -> str:
    """The problems as DESIGN section 7 gives them; keys may be added, never changed."""
    weights = Counter(problem.severity for problem in report.problems)
    content = {
        "as_at": report.as_at.isoformat(),
        "actions": report.actions,
        "counts": {severity.value: weights[severity] for severity in _COUNTED},
        "problems": [
            {**problem_json(problem), "known": n in report.known, "fingerprint": report.prints[n]}
            for problem, n in report.listing
        ],
        "cured": list(report.cured),
    }
    return json_text(content) + "\n"


def _problem_text(problem: Problem, report: CheckReport, *, is_known: bool) -> str:
    place, paint = problem.place, report.paint
    where = f"{place.path}:{place.line}:{place.column}:"
    if is_known:
        words = f"{where} {problem.rule.code} {problem.message} [known]"
        return paint(printable_text(words), "line")
    where = paint(printable_text(where), "place")
    code = paint(problem.rule.code, problem.severity)
    weight = paint(f"[{problem.severity}]", problem.severity)
    lines = [f"{where} {code} {printable_text(problem.message)} {weight}"]
    if problem.rule.code[0] != _PERSONAL:  # what may tell a person is not printed once more
        lines += _quote_line(report.line_at(place), place, paint)
    if problem.hint:
        lines.append(f"  {paint('hint:', 'hint')} {printable_text(problem.hint)}")
    return "\n".join([*lines, ""])


def _quote_line(line: str, place: Place, paint: Painter) -> Iterable[str]:
    """The line of the file, cut to fit, with a caret under the place."""
    if not line.strip():
        return ()
    column = place.column - 1
    start = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH)) if len(line) > _WIDTH else 0
    cut = line[start : start + _WIDTH]
    number = str(place.line)
    return (
        paint(f"  {number} | {printable_text(cut)}", "line"),
        paint(f"  {' ' * len(number)} | {' ' * (column - start)}^", "caret"),
    )


def check_summary(report: CheckReport) -> str:
    """One line that says how many problems there are of each weight."""
    news = (problem for n, problem in enumerate(report.problems) if n not in report.known)
    weights = Counter(problem.severity for problem in news)
    counts = [count_noun(weights[each], each.value) for each in _COUNTED if weights[each]]
    unread = [f"{count_noun(report.unread, 'file')} not read"] if report.unread else []
    known = [f"{len(report.known)} known {report.since}"] if report.known else []
    cured = [f"{len(report.cured)} cured"] if report.cured else []
    problems = [*(counts or ["no new problems" if known else "no problems"]), *known, *cured]
    parts = [count_noun(report.actions, "action"), *unread, *problems]
    hidden = len(report.problems) - len(report.listing)
    rest = f"; {hidden} of less weight not listed" if hidden else ""
    return f"{', '.join(parts)}{rest}; as at {day_in_words(report.as_at)}"


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


def problem_printer(form: str) -> Callable[[CheckReport], str]:
    """What prints problems in a form."""
    if form == "text":
        return problems_text
    if form == "json":
        return problems_json
    function: Callable[[CheckReport], str] = getattr(import_module(_OTHER_FORMS), form)
    return function


def fingerprints(
    problems: Sequence[Problem], folder: str, line_at: Callable[[Place], str]
) -> tuple[str, ...]:
    """The fingerprint of each problem: of its rule, its action or file, its key and its line.

    Of two that are alike in all of this the second is known by being the second.
    """
    from hashlib import sha256

    seen: Counter[str] = Counter()
    prints = []
    for problem in problems:
        field = re.sub(r"\[[0-9]+\]", "[]", problem.field)
        owner, line = problem_owner(problem, folder), line_at(problem.place).strip()
        same = f"{problem.rule.code}\n{owner}\n{field}\n{line}"
        prints.append(sha256(f"{same}\n{seen[same]}".encode()).hexdigest()[:32])
        seen[same] += 1
    return tuple(prints)


def problem_owner(problem: Problem, folder: str) -> str:
    """The action that a problem is about, by its ref, or else the file, from the plan folder."""
    return problem.ref or problem.place.path.removeprefix(f"{folder}/")


def rule_manual(rule: Rule) -> str:
    """The manual page of a rule."""
    remedy = f"\nWhat to do: {rule.hint}\n" if rule.hint else ""
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.manual}\n{remedy}"


def rule_table(rules: Iterable[Rule]) -> "Table":
    """All rules, a line or two each."""
    from rich.table import Table
    from rich.text import Text

    listed = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("Code", "Weight", "What is wrong"):
        listed.add_column(name, justify="left", no_wrap=name != "What is wrong")
    for rule in rules:
        first = rule.manual.partition("\n\n")[0].replace("\n", " ")
        listed.add_row(Text(rule.code), Text(rule.severity.value), Text(first))
    return listed


def rule_json(rule: Rule) -> dict[str, str]:
    """A rule as programs get it."""
    return {
        "code": rule.code,
        "rule": rule.name,
        "severity": rule.severity.value,
        "hint": rule.hint,
        "manual": rule.manual,
    }
