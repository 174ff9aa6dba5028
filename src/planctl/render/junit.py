"""Problems as a JUnit report: one case an action, and one for all the other files of the plan."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from planctl.model.problem import Problem
from planctl.render.problem import Sheet, summary

# What no XML file may hold, however it is written.
_STRAY: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a CI server may take for a command, in a log that the report is printed into.
_COMMAND: Final = re.compile(r"^[^\S\n]*:(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE)
_OF_THE_PLAN: Final = ("", "", "the plan's other files")


def junit(sheet: Sheet) -> str:
    """A suite with a case for each action; a problem that fails the check is its failure."""
    refs = {ref for _, ref, _ in sheet.named}
    cases = [_case(case, sheet, refs) for case in (*sheet.named, _OF_THE_PLAN)]
    failures = sum("<failure" in case for case in cases)
    start = (
        f'<testsuite name="planctl check" tests="{len(cases)}" failures="{failures}" '
        f'errors="0" skipped="0">'
    )
    told = f"  <system-out>{_text(summary(sheet))}</system-out>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    return "\n".join([head + start, *cases, told, "</testsuite>", "</testsuites>", ""])


def _case(case: tuple[str, str, str], sheet: Sheet, refs: set[str]) -> str:
    area, ref, title = case
    mine = [
        (n, problem)
        for n, problem in enumerate(sheet.problems)
        if (problem.ref == ref if ref else problem.ref not in refs)
    ]
    failing = [problem for n, problem in mine if sheet.fails(n)]
    others = [p for n, p in mine if not sheet.fails(n) and p.severity in sheet.listed]
    cured = sheet.cured_words if not ref else ()
    words = f"{ref} {title}".strip()
    group = f"plan.area {area}" if area else "plan"
    lines = [f"  <testcase classname={_value(group)} name={_value(words)}>"]
    if failing or cured:
        first = failing[0].message if failing else cured[0]
        told = "\n".join([*(_line(problem, sheet) for problem in failing), *cured])
        lines.append(f"    <failure message={_value(first)}>{_text(told)}</failure>")
    if others:
        told = _text("\n".join(_line(problem, sheet) for problem in others))
        lines.append(f"    <system-out>{told}</system-out>")
    return "\n".join([*lines, "  </testcase>"])


def _line(problem: Problem, sheet: Sheet) -> str:
    place = problem.place
    where = f"{sheet.path(problem)}:{place.line}:{place.column}"
    hint = f"\n  hint: {problem.hint}" if problem.hint else ""
    return f"{where}: {problem.rule.code} {problem.message} [{problem.severity}]{hint}"


def _text(text: str) -> str:
    return _seen(escape(_STRAY.sub("\ufffd", text)))


def _value(text: str) -> str:
    return _seen(quoteattr(_STRAY.sub("\ufffd", text)))


def _seen(xml: str) -> str:
    """XML with a reference in place of what cannot be seen, or what begins a command of a CI."""
    if not xml.replace("\n", "").isprintable():
        signs = (c if c.isprintable() or c in "\n\t\r" else f"&#{ord(c)};" for c in xml)
        xml = "".join(signs)
    return _COMMAND.sub(lambda found: f"{found[0][:-1]}&#{ord(found[0][-1])};", xml)
