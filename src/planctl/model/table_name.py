"""What the tables of a plan are called, where the keys that lead to them say it less well.

A list that is not named here has a table all the same, named by its keys.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple


class TableName(NamedTuple):
    """The names of a table, and of columns that no key of the plan gives a name to."""

    name: str
    title: str
    noun: str = ""  # the column by which its parts name it
    item: str = "text"  # the column of an item that is one value
    key: str = "name"  # the column of what an entry stands under


_NAMES: Final[Mapping[tuple[str, ...], TableName]] = {
    ("plan",): TableName("plan", "Plan"),
    ("plan", "vision"): TableName("vision", "Vision"),
    ("plan", "introduction"): TableName("introduction", "Introduction"),
    ("plan", "findings"): TableName("findings", "Findings", "finding"),
    ("plan", "closing_the_loop", "statement"): TableName("closing_the_loop", "Closing the loop"),
    ("plan", "closing_the_loop", "sources"): TableName(
        "closing_the_loop_sources", "Closing the loop, sources", item="kind"
    ),
    ("governance",): TableName("governance", "Governance"),
    ("governance", "board", "meets"): TableName("meeting_rules", "Rules of meetings", "rule"),
    ("governance", "board", "meets", "not_in"): TableName(
        "months_without_board", "Months without a board", item="month"
    ),
    ("governance", "board", "purpose"): TableName("board_purpose", "Purpose of the board"),
    ("governance", "terms"): TableName("terms_of_reference", "Terms of reference"),
    ("governance", "accountability"): TableName("accountability", "Accountability"),
    ("governance", "meetings"): TableName("meetings", "Meetings"),
    ("governance", "reports"): TableName("reports", "Reports", "report"),
    ("governance", "reports", "cadence"): TableName(
        "report_cadence", "Reports, how often", item="cadence"
    ),
    ("governance", "reports", "by"): TableName("report_by", "Reports, made by", item="role"),
    ("governance", "projects"): TableName("projects", "Projects", "project"),
    ("roles",): TableName("roles", "Roles", item="meaning", key="role"),
    ("glossary",): TableName("glossary", "Glossary", item="meaning", key="term"),
    ("policy",): TableName("policy", "Policy"),
    ("policy", "progress_rag"): TableName(
        "own_progress_key", "Own progress key", "rating", key="rating"
    ),
    ("policy", "progress_rag", "standings"): TableName(
        "own_progress_standings", "Own progress key, standings", item="standing"
    ),
    ("policy", "impact_rag"): TableName("own_impact_key", "Own impact key", "rating", key="rating"),
    ("policy", "impact_rag", "standings"): TableName(
        "own_impact_standings", "Own impact key, standings", item="standing"
    ),
    ("policy", "severities"): TableName(
        "severities", "Severities of rules", item="severity", key="code"
    ),
    ("decisions",): TableName("decisions", "Decisions", "decision"),
    ("decisions", "about"): TableName("decision_about", "Decisions, about", item="ref"),
    ("decisions", "follow_up"): TableName("decision_follow_up", "Decisions, follow-up"),
    ("evidence",): TableName("evidence_seals", "Seals of evidence", item="sha256", key="file"),
    ("area",): TableName("areas", "Areas", "area"),
    ("action",): TableName("actions", "Actions", "ref"),
    ("action", "actions"): TableName("what_will_be_done", "What will be done"),
    ("action", "expected_impact"): TableName("expected_impact", "Expected impact"),
    ("action", "impact_measures"): TableName("impact_measures", "Impact measures", item="words"),
    ("action", "reporting"): TableName("reporting", "Reporting", item="words"),
    ("action", "leads"): TableName("leads", "Leads", item="lead"),
    ("action", "corrections"): TableName("corrections", "Corrections"),
    ("action", "extensions"): TableName("extensions", "Extensions"),
    ("action", "pauses"): TableName("pauses", "Pauses"),
    ("action", "withdrawals"): TableName("withdrawals", "Withdrawals", "withdrawal"),
    ("action", "withdrawals", "replaced_by"): TableName(
        "replaced_by", "Withdrawals, replaced by", item="replacement"
    ),
    ("action", "milestones"): TableName("milestones", "Milestones", "milestone"),
    ("action", "milestones", "leads"): TableName(
        "milestone_leads", "Milestones, leads", item="lead"
    ),
    ("action", "progress"): TableName("progress", "Progress"),
    ("action", "evidence"): TableName("evidence", "Evidence"),
    ("action", "escalations"): TableName("escalations", "Escalations"),
    ("action", "findings"): TableName("findings_answered", "Findings answered", item="finding"),
    ("action", "depends_on"): TableName("depends_on", "Depends on", item="waits_for"),
    ("measure",): TableName("measures", "Measures", "measure"),
    ("measure", "targets"): TableName("targets", "Targets"),
    ("measure", "observations"): TableName("observations", "Observations"),
}
_POINTERS: Final[Mapping[tuple[str, str], str]] = {
    ("leads", "lead"): "roles",
    ("milestone_leads", "lead"): "roles",
    ("report_by", "role"): "roles",
    ("measures", "owner"): "roles",
    ("impact_measures", "measure"): "measures",
    ("reporting", "report"): "reports",
    ("findings_answered", "finding"): "findings",
    ("decision_about", "ref"): "actions",
    ("corrections", "decision"): "decisions",
    ("extensions", "decision"): "decisions",
    ("pauses", "decision"): "decisions",
    ("withdrawals", "decision"): "decisions",
    ("replaced_by", "replacement"): "actions",
    ("escalations", "decision"): "decisions",
}
# Words that a query cannot use without quotes, and that our fields are called by.
_RESERVED: Final = frozenset({"on", "by", "to", "from", "order", "group", "default", "check"})
_HEADINGS: Final = {
    "progress_rag": "Progress RAG, declared",
    "impact_rag": "Impact RAG, declared",
    "rag_reason": "Reason for the declared RAG",
    "ref": "Ref",
}
_CAPITALS: Final = {"rag": "RAG", "id": "ID", "url": "URL", "sha256": "SHA256"}


def table_name(path: tuple[str, ...]) -> TableName:
    """The names of the table of a list of the plan, by the kind of its file and its keys."""
    plain = "_".join(path)
    named = _NAMES.get(path, TableName(plain, in_words(plain)[:31]))
    return named if named.noun else named._replace(noun=path[-1])


def points_to(table: str, column: str) -> str:
    """The table whose key a column names; empty for one that names none."""
    return _POINTERS.get((table, column), "")


def column_name(name: str, ending: str) -> str:
    """The name of the column of a field; one that a query could not say has an ending."""
    return f"{name}_{ending}" if name in _RESERVED else name


def in_words(name: str) -> str:
    """A name as people read it: Progress RAG, declared."""
    if name in _HEADINGS:
        return _HEADINGS[name]
    words = " ".join(_CAPITALS.get(word, word) for word in name.split("_"))
    return words[:1].upper() + words[1:]
