"""How text looks at a place of the document: by which of its styles, and how wide it may be."""

from collections.abc import Mapping
from typing import Final, NamedTuple

TEXT_WIDTH: Final = 9638  # of an upright page, in twentieths of a point: 17 cm
WIDE: Final = 15138  # of one that lies on its side: 26.7 cm


class Look(NamedTuple):
    """The styles of the paragraphs at a place."""

    text: str = "Normal"
    bullet: str = "ListBullet"
    width: int = TEXT_WIDTH
    breaks: frozenset[str] = frozenset()  # roles of runs that begin a line of their own
    depth: int = 0  # of lists within lists
    explains: bool = True  # abbreviations, where they are used first


BODY: Final = Look()
NOTE: Final = Look("Note", "NoteBullet")
_OWN_LINE: Final = frozenset(("travel", "standing", "disputed"))
# In a narrow cell a meaning tears the text apart; the glossary has it.
CELL: Final = Look("TableText", "TableBullet", breaks=_OWN_LINE, explains=False)
HEAD: Final = Look("TableHead", "TableBullet", explains=False)
# What the nine columns say is what an import takes in again, so nothing is put into them.
PLAN: Final = Look("PlanText", "PlanBullet", breaks=_OWN_LINE | {"name"}, explains=False)

STYLES: Final[Mapping[str, str]] = {
    "organisation": "Organisation",
    "strapline": "Subtitle",
    "for": "Occasion",
    "headline": "Headline",
    "none": "Empty",
    "warning": "NoteWarning",
    "gap": "NoteGap",
    "closed": "NoteClosed",
    "caption": "Caption",
    "nav-title": "TOCHeading",
    "reworded": "Reworded",
    "footer": "Imprint",
}
NOTES: Final = frozenset(("asks", "priority"))  # their first line names them
