"""Problems as SARIF 2.1.0, the form that code hosts and their dashboards take in."""

from typing import Final
from urllib.parse import quote

from planctl import __version__
from planctl.model.problem import Problem, Rule, Severity
from planctl.render.problem import Sheet
from planctl.render.words import json_text

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    Severity.OFF: "none",
}


def sarif(sheet: Sheet) -> str:
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
    whole = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_text(whole) + "\n"


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
    problem: Problem, sheet: Sheet, number: int, rule: int, *, is_compared: bool
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
