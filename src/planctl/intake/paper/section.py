"""The parts of a paper, by the words of the headings that they stand under."""

import re
from collections.abc import Mapping
from typing import Final

SECTIONS: Final[Mapping[str, str]] = {
    "introduction": (
        "introduction|background|context|about this plan|purpose of this plan|purpose|overview|"
        "executive summary|foreword|summary"
    ),
    "findings": (
        "what needs to improve|areas for improvement|what must improve|findings|recommendations|"
        "areas requiring improvement|what needs to be improved|inspection findings|key findings"
    ),
    "priority": "priority action|area for priority action|areas for priority action",
    "accountability": (
        "governance|accountability|governance and accountability|governance arrangements|"
        "oversight|oversight and governance|governance and oversight|governance & accountability|"
        "monitoring and governance|how we will govern this plan"
    ),
    "terms": "terms of reference",
    "closing_the_loop": "closing the loop|evidencing impact|how we will know",
    "glossary": (
        "glossary|abbreviations|definitions|glossary of terms|acronyms|key terms|"
        "glossary and abbreviations|list of abbreviations|abbreviations used"
    ),
    "vision": "vision|our vision|vision statement|our vision and values",
}
_SECTION_OF: Final = {word: key for key, words in SECTIONS.items() for word in words.split("|")}


def section_of(text: str) -> str:
    """The part of a paper that a line heads; empty for a line that heads none."""
    plain = re.sub(r"^[\d.]+\s+", "", text).casefold().strip(" :.'‘’\"“”*")
    return _SECTION_OF.get(plain, "")
