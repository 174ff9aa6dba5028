"""The rules for people who meet them: one as a manual page, all as a table."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from planctl.model.problem import Rule


def rule_manual(rule: Rule) -> str:
    """The manual page of a rule."""
    remedy = f"\nWhat to do: {rule.hint}\n" if rule.hint else ""
    return f"{rule.code} {rule.name} ({rule.severity})\n\n{rule.manual}\n{remedy}"


def rule_table(rules: Iterable[Rule]) -> Table:
    """All rules, a line or two each."""
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
