"""Problems in the formats of code hosts: GitHub, Azure, GitLab, JUnit and SARIF 2.1.0.

GitLab is given the known problems too, because it compares the reports itself.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from planctl import __version__
from planctl.model.problem import Problem, Rule, Severity
from planctl.model.words import count_noun, json_text, printable_text
from planctl.render.problem import CheckReport, check_summary

if TYPE_CHECKING:
    from junitparser import TestCase

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


def github(report: CheckReport) -> str:
    """A workflow command for each problem that counts, and one line that sums them up."""
    lines = [
        _github_line(
            _GITHUB[problem.severity],
            _log_words(problem, report),
            file=report.path(problem),
            line=problem.place.line,
            col=problem.place.column,
            title=f"{problem.rule.code} {problem.rule.name}",
        )
        for problem, _ in report.marking
    ]
    if report.known:
        known = count_noun(len(report.known), "problem")
        lines.append(_github_line("notice", f"{known} known before, and not marked"))
    lines += [_github_line("error", printable_text(words)) for words in report.cured_words]
    return "\n".join([*lines, _escape(check_summary(report), _GITHUB_TEXT), ""])


def _github_line(level: str, words: str, **fields: object) -> str:
    pairs = (f"{name}={_escape(str(value), _GITHUB_NAME)}" for name, value in fields.items())
    command = f"{level} {','.join(pairs)}".strip()
    return f"::{command}::{_escape(words, _GITHUB_TEXT)}"


def azure(report: CheckReport) -> str:
    """A logging command for each problem that counts, and one line that sums them up."""
    lines = [
        _azure_line(
            _log_words(problem, report),
            type=_AZURE[problem.severity],
            sourcepath=report.path(problem),
            linenumber=problem.place.line,
            columnnumber=problem.place.column,
            code=problem.rule.code,
        )
        for problem, _ in report.marking
    ]
    lines += [_azure_line(printable_text(words), type="error") for words in report.cured_words]
    return "\n".join([*lines, _escape(check_summary(report), _AZURE_TEXT), ""])


def _azure_line(words: str, **fields: object) -> str:
    pairs = (f"{name}={_escape(str(value), _AZURE_NAME)};" for name, value in fields.items())
    return f"##vso[task.logissue {''.join(pairs)}]{_escape(words, _AZURE_TEXT)}"


def _log_words(problem: Problem, report: CheckReport) -> str:
    """What is wrong and what to do, after the ref of the action, or the place in another file.

    A host marks the lines of a few, and its log shows nothing of the rest but these words.
    """
    where = problem.ref or f"{report.path(problem)}:{problem.place.line}"
    parts = (f"{where}: {problem.message}", problem.hint)
    return "\n".join(printable_text(words) for words in parts if words)


def _escape(text: str, signs: Mapping[str, str]) -> str:
    for sign, code in signs.items():
        text = text.replace(sign, code)
    return text


def gitlab(report: CheckReport) -> str:
    """A list of issues by GitLab's own form."""
    issues = [
        {
            "type": "issue",
            "check_name": f"{problem.rule.code} {problem.rule.name}",
            "description": "; ".join(filter(None, (problem.message, problem.hint))),
            "fingerprint": report.prints[n],
            "severity": _WEIGHTS[problem.severity],
            "location": {"path": report.path(problem), "lines": {"begin": problem.place.line}},
        }
        for problem, n in report.listing
    ]
    return json_text(issues) + "\n"


def junit(report: CheckReport) -> str:
    """A suite with a case for each action; a problem that fails the check is its failure."""
    from junitparser import JUnitXml, TestSuite

    refs = {ref for _, ref, _ in report.named}
    suite = TestSuite("planctl check")
    suite.add_testcases([_case(case, report, refs) for case in (*report.named, _OF_THE_PLAN)])
    suite.add_property("summary", _of_xml(check_summary(report)))
    document = JUnitXml()
    document.add_testsuite(suite)
    document.update_statistics()
    xml = document.tostring().decode("utf-8").replace("><", ">\n<")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_escape_unseen(xml)}\n'


def _case(named: tuple[str, str, str], report: CheckReport, refs: set[str]) -> "TestCase":
    from junitparser import Failure, TestCase

    area, ref, title = named
    mine = [
        (n, problem)
        for n, problem in enumerate(report.problems)
        if (problem.ref == ref if ref else problem.ref not in refs)
    ]
    failing = [problem for n, problem in mine if report.fails(n)]
    others = [p for n, p in mine if not report.fails(n) and p.severity in report.listed]
    cured = report.cured_words if not ref else ()
    messages = [*(problem.message for problem in failing), *cured]
    group, name = f"plan.area {area}" if area else "plan", f"{ref} {title}".strip()
    case = TestCase(_of_xml(name), _of_xml(group))
    if messages:
        failure = Failure(_of_xml(messages[0]))
        failure.text = _of_xml("\n".join([*(_line(p, report) for p in failing), *cured]))
        case.result = [failure]
    if others:
        case.system_out = _of_xml("\n".join(_line(problem, report) for problem in others))
    return case


def _line(problem: Problem, report: CheckReport) -> str:
    place = problem.place
    where = f"{report.path(problem)}:{place.line}:{place.column}"
    hint = f"\n  hint: {problem.hint}" if problem.hint else ""
    return f"{where}: {problem.rule.code} {problem.message} [{problem.severity}]{hint}"


def _of_xml(text: str) -> str:
    """A text without the signs that no XML file may hold."""
    return _STRAY.sub("\ufffd", text)


def _escape_unseen(xml: str) -> str:
    """XML with a reference in place of what cannot be seen, or what begins a command of a CI."""
    if not xml.replace("\n", "").isprintable():
        signs = (c if c.isprintable() or c in "\n\t\r" else f"&#{ord(c)};" for c in xml)
        xml = "".join(signs)
    return _COMMAND.sub(lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", xml)


def sarif(report: CheckReport) -> str:
    """One run with every rule, and a result for each problem."""
    driver = {
        "name": "planctl",
        "version": __version__,
        "rules": [_rule(rule) for rule in report.rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "properties": {"as_at": report.as_at.isoformat()},
        "results": [_result(problem, report, n) for problem, n in report.listing],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}) + "\n"


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


def _result(problem: Problem, report: CheckReport, number: int) -> dict[str, object]:
    place = problem.place
    region = {"startLine": place.line, "startColumn": place.column}
    artifact = {"uri": quote(report.path(problem), safe="/:")}
    state = {"baselineState": "unchanged" if number in report.known else "new"}
    return {
        "ruleId": problem.rule.code,
        "ruleIndex": [rule.code for rule in report.rules].index(problem.rule.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": ". ".join(filter(None, (problem.message, problem.hint)))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "partialFingerprints": {"planctl/v1": report.prints[number]},
        **(state if report.since else {}),
    }
