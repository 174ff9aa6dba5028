"""How papers head an area for improvement: its number, and its title beside or below it."""

import re
from typing import Final, NamedTuple

from planctl.intake.lexicon.words import one_of

_LABELLED_HEADING: Final = re.compile(
    rf"(?i)(?P<label>(?:(?:key|strategic|improvement) )?{one_of('area', 'label')}"
    # A letter alone can be a number; “A” and “I” only before a sign, since they are words too.
    r"(?:\s*(?P<ref>\d+[a-z]?)\b|\s+(?P<letter>(?-i:[A-Z])(?=\s*(?:[:.–—-]|$)|(?<![AI])\s)))"
    r"\s*[:.–—-]*)\s*(?P<title>.*)"
)
_BAND_HEADING: Final = re.compile(
    rf"(?i)(?P<label>{one_of('area', 'band')}"
    r"\s*(?:no\.?\s*)?(?P<ref>\d+[a-z]?)(?P<letter>)\s*[:.–—-]+)\s*(?P<title>\S.*)"
)
_NUMBERED_HEADING: Final = re.compile(
    r"(?P<label>(?P<ref>\d+[a-z]?|[A-Z]{1,3}\d+)(?P<letter>)[.:)]?\s+[–—-]?\s*)(?P<title>\S.*)"
)
_TITLE_LIMIT: Final = 120  # characters of a title


class AreaHeading(NamedTuple):
    """What heads an area."""

    ref: str
    title: str
    label: str  # the words that are no title


def parse_area_heading(text: str) -> AreaHeading | None:
    """What a text that says that it heads an area says; none for any other."""
    return _parse(_LABELLED_HEADING, text)


def parse_title_heading(text: str) -> AreaHeading | None:
    """The same for a text that is known to name an area: it may have a number alone."""
    return parse_area_heading(text) or parse_numbered_heading(text)


def parse_band_heading(text: str) -> AreaHeading | None:
    """The same for a row of a table that is nothing but one text."""
    return parse_title_heading(text) or _parse(_BAND_HEADING, text)


def parse_numbered_heading(text: str) -> AreaHeading | None:
    """The same for a heading, which has a number alone; none where it has none."""
    return _parse(_NUMBERED_HEADING, text)


def _parse(form: re.Pattern[str], text: str) -> AreaHeading | None:
    heading = form.fullmatch(text) if len(text) <= _TITLE_LIMIT else None
    if not heading or heading["title"].endswith((".", ",", ";")):
        return None
    ref = heading["ref"] or heading["letter"]
    return AreaHeading(ref, heading["title"].strip(), heading["label"].strip())
