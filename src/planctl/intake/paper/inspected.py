"""What an introduction tells of the inspection that a plan answers: by whom, of what kind, when."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from planctl.intake.paper.moment import MONTH

_BODY: Final = re.compile(
    r"\b(Ofsted|CQC|Care Quality Commission|HMICFRS|HMIP|HMI Probation|Estyn|Care Inspectorate|"
    r"Regulator of Social Housing|Audit Wales|Local Government Association)\b"
)
_KIND: Final = re.compile(
    r"\b((?:focus(?:ed)?|monitoring|short|full|standard|area SEND) (?:visit|inspection)|ILACS|"
    r"joint targeted area inspection|inspection|peer review|peer challenge)\b",
    re.IGNORECASE,
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
# One day or month; of the days from one to another only the month is said.
_WHEN: Final = re.compile(
    rf"(?:\b(?:in|of|on|during|between|from)|[,(–—-]) ?(?:the )?"
    rf"(?:(?P<first>{_DAY}(?: {MONTH})?(?: 20\d\d)?) ?(?:and|to|until|[-–—]) ?(?:the )?)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{MONTH} 20\d\d)\b",
    re.IGNORECASE,
)
# Of the visit is a date before which one of these words is the nearest, and not one of the next.
_ABOUT: Final = re.compile(
    r"\b(?:(?P<visit>inspect(?!ion report|or)\w*|visit\w*|peer \w+|came|took place)"
    r"|publish\w*|report\w*|letter\w*|issued|released|received|dated)\b",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"(?<=[a-z0-9)’'”])[.!?]\s+(?=[A-Z“‘\"(])")


class Told(NamedTuple):
    """What a text tells of an inspection, and the sentence that does."""

    key: str
    words: str
    sentence: str


def inspection_in(texts: Sequence[str]) -> Iterator[Told]:
    """What the first text that names a body tells of its inspection."""
    visit = next((text for text in texts if _BODY.search(text)), "")
    sentences = _SENTENCE.split(visit)
    for key, form in (("body", _BODY), ("kind", _KIND)):
        said = ((form.search(sentence), sentence) for sentence in sentences)
        yield from [Told(key, found[1], sentence) for found, sentence in said if found][:1]
    days = [(_day_of_visit(sentence), sentence) for sentence in sentences]
    yield from [Told("date", day, sentence) for day, sentence in days if day][:1]


def _day_of_visit(sentence: str) -> str:
    """The day or month of a visit; a report is of another day."""
    for when in _WHEN.finditer(sentence):
        about = [*_ABOUT.finditer(sentence, 0, when.start())]
        if not about or about[-1]["visit"]:
            day = "" if when["first"] or not when["day"] else f"{when['day']} "
            return f"{day}{when['month']}"
    return ""
