"""What a column of a plan holds, by the words above it and never by its position."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from planctl.intake.paper.account import Sure
from planctl.intake.paper.moment import WHEN

# The keys that columns are read for, each with the words that papers use for it.
SYNONYMS: Final[Mapping[str, str]] = {
    "ref": (
        "ref|reference|no|number|id|#|action ref|action no|action number|item|item no|ref no|"
        "rec no|recommendation no|line|action id|ref number"
    ),
    "area": (
        "area|theme|priority|priority area|workstream|section|domain|area for improvement|"
        "improvement area|key area|standard|objective|strand|area title"
    ),
    "title": "title|action title|name of action|project|short title|summary",
    "actions": (
        "action|actions|specific actions|specific action|what will it do|what will we do|"
        "what we will do|activity|activities|actions to be taken|action required|"
        "action to be taken|"
        "actions required|agreed action|agreed actions|task|tasks|what|improvement action|"
        "improvement actions|key actions|key action|what needs to be done|what will be done|"
        "planned action|planned actions|action description|description of action|description|"
        "recommendation|how will we do it|what are we going to do|action to address"
    ),
    "expected_impact": (
        "expected impact|expected outcome|expected outcomes|outcome|outcomes|impact|benefit|"
        "intended outcome|intended outcomes|desired outcome|desired outcomes|intended impact|"
        "what difference will it make|success looks like|what will success look like|benefits|"
        "what does good look like|difference made|impact for children|outcome for children|"
        "what difference will this make|outcome required"
    ),
    "impact_measures": (
        "impact measure|impact measures|measure|measures|success measure|success measures|"
        "measure of success|measures of success|success criteria|kpi|kpis|how will we know|"
        "how we will know|performance measure|performance measures|how will this be measured|"
        "how will we measure success|target measure|indicators|key performance indicators"
    ),
    "reporting": (
        "reporting mechanism|reporting|reported to|reports to|monitoring|governance|assurance|"
        "how will it be reported|reporting arrangements|monitored by|monitoring arrangements|"
        "where reported|reporting route|how monitored|oversight"
    ),
    "leads": (
        "lead|leads|lead officer|lead officers|responsible officer|responsible|owner|owners|"
        "action owner|who|by whom|accountable|accountable officer|lead role|officer|action lead|"
        "responsible lead|person responsible|responsibility|responsible person|who will do it|"
        "who is responsible|officer responsible|delivery lead|lead person|named lead|led by"
    ),
    "timescale": (
        "timescale|timescales|by when|deadline|target date|due|due date|when|date|completion date|"
        "end date|finish date|target completion date|date due|end|finish|timeframe|timeline|"
        "when by|planned completion date|target|target end date|to be completed by|complete by|"
        "implementation date|time scale|delivery date|completion|target completion|"
        "planned completion|expected completion"
    ),
    "start": "start|start date|from|date started|planned start|begin",
    "status": "status|stage|progress status|current status|action status|state",
    "completed": (
        "completed|date completed|completed on|actual completion date|date of completion|"
        "actual completion|actual end date|date closed|closed"
    ),
    "milestones": "milestone|milestones|key milestones|steps|key steps|interim milestones",
    "progress": (
        "progress|progress to date|update|updates|comment|comments|latest update|commentary|"
        "progress update|progress updates|progress notes|narrative|position|current position|"
        "notes|note|latest position|update on progress|progress made|action taken|progress so far"
    ),
    "progress_rag": (
        "progress rag|rag|rag rating|rag status|delivery rag|brag|brag rating|brag status|"
        "status rag|rating|rag progress|progress rating|delivery confidence|action rag"
    ),
    "impact_rag": "impact rag|outcome rag|impact rating|rag impact|outcomes rag|rag outcome",
    "rag_reason": "rag reason|reason for rag|reason for rating|rationale for rag",
    "evidence": (
        "evidence|evidence of impact|evidence of completion|source of evidence|evidence source|"
        "evidence and impact|sources of evidence|supporting evidence"
    ),
    "review": "review|review frequency|how often reviewed",
    "findings": "finding|findings|inspection finding",
    "depends_on": "depends on|dependency|dependencies|interdependencies",
}
# Columns that hold two things at once, by the keys that their headings name.
PAIRS: Final[Mapping[frozenset[str], str]] = {
    frozenset({"leads", "timescale"}): "lead and timescale",
    frozenset({"timescale", "progress_rag"}): "timescale and rating",
    frozenset({"progress", "progress_rag"}): "progress and rating",
    frozenset({"status", "progress_rag"}): "status",
    frozenset({"status", "progress"}): "progress",
    frozenset({"expected_impact", "impact_measures"}): "expected_impact",
    frozenset({"progress", "evidence"}): "progress",
}
TICK: Final = "tick "  # and the colour: a column that is ticked for it
DATED: Final = "rating on a day"
NOTHING: Final = "nothing"  # what a person says of a column that is to be left out
RATINGS: Final[Mapping[str, str]] = {
    "blue": "blue",
    "green": "green",
    "amber": "amber",
    "red": "red",
    "grey": "grey",
    "gray": "grey",
    "yellow": "amber",
}
KEYS: Final = (*dict.fromkeys((*SYNONYMS, *PAIRS.values())), NOTHING)
_KEYS: Final = {
    **{key.replace("_", " "): key for key in (*SYNONYMS, *PAIRS.values())},
    **{word: key for key, words in SYNONYMS.items() for word in words.split("|")},
}
_LONGEST: Final = 80  # characters of a heading
_TELLING: Final = 4  # letters of a word that is telling on its own


class Column(NamedTuple):
    """What a column holds: its key, the words above it, and how sure that is."""

    key: str = ""  # of SYNONYMS, a pair, a tick, a rating on a day; empty where it is not known
    heading: str = ""
    sure: Sure | None = None  # none where its words are known
    why: str = ""


def column_of(words: str, more: Mapping[str, str]) -> Column:
    """What a heading stands for; without a key where its words are not known at all."""
    plain = plain_heading(words)
    if plain in more:
        return Column(more[plain], words)
    key, sure, why = _meaning(plain) if len(plain) <= _LONGEST else ("", None, "")
    return Column(key, words, sure, why)


def plain_heading(words: str) -> str:
    """A heading as it is looked up: small letters, without the signs around it."""
    plain = re.sub(r"\s*/\s*", "/", " ".join(words.casefold().split()))
    plain = re.sub(r"(?<=[^\s(])\s*\(.*\)$", "", plain)
    return plain.strip(" :.?*-–_").replace("’", "'")


@lru_cache(maxsize=4096)
def _meaning(plain: str) -> tuple[str, Sure | None, str]:
    """The key of a heading, how sure that is, and why."""
    known = _known(plain)
    return (known, None, "") if known else _alike(plain)


@lru_cache(maxsize=4096)
def _known(plain: str) -> str:
    """The key of a heading whose words are known for sure; empty for any other."""
    if plain in _KEYS:
        return _KEYS[plain]
    if plain in RATINGS:
        return f"{TICK}{RATINGS[plain]}"
    if re.search(r"\b(?:b?rag|rating)\b", plain) and WHEN.search(plain):
        return DATED
    parts = {_KEYS.get(each, "") for each in re.split(r"/| and | & |, |\+", plain)}
    if "" in parts:
        return ""
    return next(iter(parts)) if len(parts) == 1 else PAIRS.get(frozenset(parts), "")


def _alike(plain: str) -> tuple[str, Sure | None, str]:
    """The key of the known words that a heading holds, or that it nearly is."""
    words = re.findall(r"[^\W_]+", plain)
    spaced = f" {' '.join(words)} "
    inside = [word for word in _KEYS if len(word) >= _TELLING and f" {word} " in spaced]
    keys = {_KEYS[word] for word in inside}
    if frozenset(keys) in PAIRS:
        return PAIRS[frozenset(keys)], Sure.MEDIUM, "its heading names both"
    if inside:
        longest = max(inside, key=lambda word: (len(word), -plain.find(word)))
        return _KEYS[longest], Sure.MEDIUM, f"its heading has “{longest}” in it"
    near = get_close_matches(plain, _KEYS, n=1, cutoff=0.8) if len(plain) >= _TELLING else []
    if near:
        return _KEYS[near[0]], Sure.MEDIUM, f"its heading is nearly “{near[0]}”"
    return "", None, ""


def is_header(texts: Sequence[str], more: Mapping[str, str]) -> bool:
    """Whether a row is a header: most of what it says are headings that are known for sure."""
    said = [plain_heading(text) if len(text) <= _LONGEST else "" for text in texts if text]
    keys = [key for plain in said if (key := more.get(plain) or _known(plain))]
    return len({*keys}) > 1 and len(keys) * 2 >= len(said)


def columns_of(texts: Sequence[str], more: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns under a header; of two that hold the same only the surer one does."""
    found = [column_of(text, more) if text else Column() for text in texts]
    found = [_only(found, number) for number in range(len(found))]
    # A first column without a heading is where papers put their numbers.
    if found and not texts[0] and all(column.key != "ref" for column in found):
        found[0] = Column("ref", "", Sure.HIGH, "it is the first, and has no heading")
    return tuple(found)


_MANY: Final = frozenset({"progress", "actions", "expected_impact", "evidence", DATED, "", NOTHING})


def _only(columns: Sequence[Column], number: int) -> Column:
    """A column, without its guess where another one holds the same for sure or before it."""
    column = columns[number]
    if column.key in _MANY or column.sure is None:
        return column
    others = (c for n, c in enumerate(columns) if n != number and (c.sure is None or n < number))
    return column._replace(key="") if any(c.key == column.key for c in others) else column
