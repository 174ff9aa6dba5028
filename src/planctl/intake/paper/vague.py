"""Words of time that name no day: after a role they say by when, and a person is asked for it."""

import re
from typing import Final

from planctl.intake.paper.moment import WHEN

_YEAR: Final = r"(?:,? (?:of )?20\d\d(?: ?[-/] ?(?:20)?\d\d)?)?"
_SEASON: Final = (
    r"(?:(?:early|mid|late|next)[ -])?(?:spring|summer|autumn|winter|easter|christmas|whitsun)"
    r"(?: half)?(?: terms?| holidays?| break)?(?: [12])?"
)
_SPAN: Final = (
    r"(?:within |in )?(?:the )?(?:next )?(?:\d+|one|two|three|four|six|nine|twelve) "
    r"(?:day|week|month|term|year)s?(?:['’]s? time)?"
)
_TIMES: Final = (
    _SEASON + _YEAR,
    rf"(?:next |this |half[ -])term{_YEAR}",
    rf"end of (?:the )?(?:school |academic )?(?:term|year){_YEAR}",
    _SPAN,
    r"asap|as soon as possible|immediate(?:ly)?|year[ -]end",
)
_OPEN: Final = r"(?:date |timescale )?(?:tb[acd]|to be (?:confirmed|agreed|decided))" + _YEAR
_BY: Final = r"(?:by |in |for )?(?:the )?(?:(?:start|beginning|end) of (?:the )?)?"
_WHEN: Final = rf"(?P<words>{_BY}(?:{'|'.join(_TIMES)}))"
# Such words are the last or the first of a cell, which they share with no role: the Summer Term
# Lead leads.
_AFTER: Final = r"(?:^|(?<=[\w)?])(?:\s*[,;:(–—-]\s*|\s+))"
_LAST: Final = r"(?=[\s.,;)\]]*$)"
_TIME: Final = re.compile(
    rf"{_AFTER}{_WHEN}{_LAST}|^{_WHEN.replace('words', 'first')}\s*[,;:–—-]\s", re.IGNORECASE
)
_UNSET: Final = re.compile(rf"(?!^)(?<!\band){_AFTER}(?P<words>{_OPEN}){_LAST}", re.IGNORECASE)


def names_time(text: str) -> bool:
    """Whether words of time stand beside a role, and not only that something is to be told."""
    return bool(_TIME.search(text))


def apart(text: str) -> tuple[str, str]:
    """Who leads, and the words that say by when but name no day; those are empty without any."""
    if unset := None if WHEN.search(text) else _UNSET.search(text):
        return text[: unset.start()], unset["words"]
    found = _TIME.search(text)
    if not found:
        return text, ""
    if found["words"]:
        return text[: found.start()], found["words"]
    return text[found.end() :], found["first"]
