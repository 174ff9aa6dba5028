"""The nine columns by which people know a plan, named the same in every output."""

from typing import Final

PROGRESS: Final = "Progress to date"
NONE_RECORDED: Final = "None recorded"  # what stands in a column that holds nothing
COLUMN_NAMES: Final = (
    "Ref",
    "Actions",
    "Expected impact",
    "Impact measure",
    "Reporting mechanism",
    "Lead and timescale",
    PROGRESS,
    "Progress RAG",
    "Impact RAG",
)
