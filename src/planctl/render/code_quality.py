"""Problems as GitLab's code quality report; the known ones too, because GitLab compares itself."""

from typing import Final

from planctl.model.problem import Severity
from planctl.render.problem import Sheet
from planctl.render.words import json_text

_WEIGHTS: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def gitlab(sheet: Sheet) -> str:
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
