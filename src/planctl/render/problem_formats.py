"""Problems in the formats of code hosts: GitHub, Azure, GitLab, JUnit and SARIF 2.1.0.

GitLab is given the known problems too, because it compares the reports itself.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from planctl import __version__
from planctl.model.problem import Problem, Rule, Severity
from planctl.model.words import count_noun, json_text, printable_text
from planctl.render.problem import CheckReport, check_summary

_GITHUB: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_AZURE: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "warning"}
# How each host has the signs written that end a property or a line; the first comes first.
_GITHUB_TEXT: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_GITHUB_NAME: Final = {**_GITHUB_TEXT, ":": "%3A", ",": "%2C"}
_AZURE_TEXT: Final = {"%": "%AZP25", "\r": "%0D", "\n": "%0A"}
_AZURE_NAME: Final = {**_AZURE_TEXT, ";": "%3B", "]": "%5D"}
_WEIGHTS: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
# What no XML file may hold, however it is written.
_STRAY: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# What a CI server may take for a command, in a log that the report is printed into.
_COMMAND: Final = re.compile(r"^[^\S\n]*:(?=:)|#(?=#[A-Za-z]*\[)", re.MULTILINE)
_OF_THE_PLAN: Final = ("", "", "the plan's other files")
_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    Severity.OFF: "none",
}


def github(sheet: CheckReport) -> str:
    """A workflow command for each problem that counts, and one line that sums them up."""
    lines = []
    for problem, _ in sheet.marking:
        place = problem.place
        fields = {
            "file": sheet.path(problem),
            "line": place.line,
            "col": place.column,
            "title": f"{problem.rule.code} {problem.rule.name}",
        }
        properties = ",".join(f"{k}={_escape(str(v), _GITHUB_NAME)}" for k, v in fields.items())
        words = _escape(_words(problem, sheet), _GITHUB_TEXT)
        lines.append(f"::{_GITHUB[problem.severity]} {properties}::{words}")
    if sheet.known:
        note = f"{count_noun(len(sheet.known), 'problem')} known before, and not marked"
        lines.append(f"::notice::{note}")
    cured = map(printable_text, sheet.cured_words)
    lines += [f"::error::{_escape(words, _GITHUB_TEXT)}" for words in cured]
    return _join_lines([*lines, _escape(check_summary(sheet), _GITHUB_TEXT)])


def azure(sheet: CheckReport) -> str:
    """A logging command for each problem that counts, and one line that sums them up."""
    lines = []
    for problem, _ in sheet.marking:
        place = problem.place
        fields = {
            "type": _AZURE[problem.severity],
            "sourcepath": sheet.path(problem),
            "linenumber": place.line,
            "columnnumber": place.column,
            "code": problem.rule.code,
        }
        properties = ";".join(f"{k}={_escape(str(v), _AZURE_NAME)}" for k, v in fields.items())
        words = _escape(_words(problem, sheet), _AZURE_TEXT)
        lines.append(f"##vso[task.logissue {properties};]{words}")
    cured = (_escape(printable_text(words), _AZURE_TEXT) for words in sheet.cured_words)
    lines += [f"##vso[task.logissue type=error;]{words}" for words in cured]
    return _join_lines([*lines, _escape(check_summary(sheet), _AZURE_TEXT)])


def _words(problem: Problem, sheet: CheckReport) -> str:
    """What is wrong and what to do, after the ref of the action, or the place in another file.

    A host marks the lines of a few, and its log shows nothing of the rest but these words.
    """
    where = problem.ref or f"{sheet.path(problem)}:{problem.place.line}"
    parts = (f"{where}: {problem.message}", problem.hint)
    return "\n".join(printable_text(words) for words in parts if words)


def _escape(text: str, signs: Mapping[str, str]) -> str:
    for sign, code in signs.items():
        text = text.replace(sign, code)
    return text


def _join_lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def gitlab(sheet: CheckReport) -> str:
    """A list of issues by GitLab's own form."""
    issues = [
        {
            "type": "issue",
            "check_name": f"{problem.rule.code} {problem.rule.name}",
            "description": f"{problem.message}; {problem.hint}"
            if problem.hint
            else problem.message,
            "fingerprint": sheet.prints[n],
            "severity": _WEIGHTS[problem.severity],
            "location": {
                "path": sheet.path(problem),
                "lines": {"begin": problem.place.line},
            },
        }
        for problem, n in sheet.listing
    ]
    return json_text(issues) + "\n"


def junit(sheet: CheckReport) -> str:
    """A suite with a case for each action; a problem that fails the check is its failure."""
    refs = {ref for _, ref, _ in sheet.named}
    cases = [_case(case, sheet, refs) for case in (*sheet.named, _OF_THE_PLAN)]
    failures = sum("<failure" in case for case in cases)
    start = (
        f'<testsuite name="planctl check" tests="{len(cases)}" failures="{failures}" '
        f'errors="0" skipped="0">'
    )
    log = f"  <system-out>{_text(check_summary(sheet))}</system-out>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n'
    return "\n".join([head + start, *cases, log, "</testsuite>", "</testsuites>", ""])


def _case(case: tuple[str, str, str], sheet: CheckReport, refs: set[str]) -> str:
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
        log = "\n".join([*(_line(problem, sheet) for problem in failing), *cured])
        lines.append(f"    <failure message={_value(first)}>{_text(log)}</failure>")
    if others:
        log = _text("\n".join(_line(problem, sheet) for problem in others))
        lines.append(f"    <system-out>{log}</system-out>")
    return "\n".join([*lines, "  </testcase>"])


def _line(problem: Problem, sheet: CheckReport) -> str:
    place = problem.place
    where = f"{sheet.path(problem)}:{place.line}:{place.column}"
    hint = f"\n  hint: {problem.hint}" if problem.hint else ""
    return f"{where}: {problem.rule.code} {problem.message} [{problem.severity}]{hint}"


def _text(text: str) -> str:
    return _escape_unseen(escape(_STRAY.sub("\ufffd", text)))


def _value(text: str) -> str:
    return _escape_unseen(quoteattr(_STRAY.sub("\ufffd", text)))


def _escape_unseen(xml: str) -> str:
    """XML with a reference in place of what cannot be seen, or what begins a command of a CI."""
    if not xml.replace("\n", "").isprintable():
        signs = (c if c.isprintable() or c in "\n\t\r" else f"&#{ord(c)};" for c in xml)
        xml = "".join(signs)
    return _COMMAND.sub(lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", xml)


def sarif(sheet: CheckReport) -> str:
    """One run with every rule, and a result for each problem."""
    places = {rule.code: n for n, rule in enumerate(sheet.rules)}
    is_compared = sheet.is_compared
    results = [
        _result(problem, sheet, n, places[problem.rule.code], is_compared=is_compared)
        for problem, n in sheet.listing
    ]
    driver = {
        "name": "planctl",
        "version": __version__,
        "rules": [_rule(rule) for rule in sheet.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "properties": {"as_at": sheet.as_at.isoformat()},
        "results": results,
    }
    report = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(report) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    first = rule.manual.partition("\n\n")[0].replace("\n", " ")
    remedy = f"\n\nTo put it right: {rule.hint}." if rule.hint else ""
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": first},
        "fullDescription": {"text": rule.manual},
        "help": {"text": f"{rule.manual}{remedy}", "markdown": f"{rule.manual}{remedy}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(
    problem: Problem, sheet: CheckReport, number: int, rule: int, *, is_compared: bool
) -> dict[str, object]:
    place = problem.place
    words = f"{problem.message}. {problem.hint}" if problem.hint else problem.message
    uri = quote(sheet.path(problem), safe="/:")
    state = {"baselineState": "unchanged" if number in sheet.known else "new"}
    return {
        "ruleId": problem.rule.code,
        "ruleIndex": rule,
        "level": _LEVELS[problem.severity],
        "message": {"text": words},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": uri},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
        "partialFingerprints": {"planctl/v1": sheet.prints[number]},
        **(state if is_compared else {}),
    }
