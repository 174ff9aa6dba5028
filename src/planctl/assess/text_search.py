"""The search through all texts of a plan: words, abbreviations, and what could tell a person.

Most texts hold nothing that could tell a person, so that those of an area are looked at in one go
first: each sign is put down as a figure, a capital or another, and the few places where these stand
as in a number or a postcode, or where a telling word stands, are read by the patterns.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import chain
from typing import Any, Final, NamedTuple
from unicodedata import normalize

from planctl.model.plan import Plan
from planctl.model.plan_texts import TextPart, text_parts, written_texts
from planctl.model.problem import At

_DAY: Final = (
    r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}|"
    r"\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]{2,8}\.?,?\s+\d{2,4})"
)
_NHS: Final = r"(?<![\d.])[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?![\d.]\d|\d)"
_PUPIL: Final = r"(?<![A-Z0-9])[A-Z]\d{11}[\dA-Z](?![A-Z0-9])"
_INSURANCE: Final = (
    r"(?<![A-Z0-9])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r" ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])"
)
_BORN: Final = (
    rf"(?i:\b(?:born|d\.?o\.?b\.?|date of birth|birthday))(?:\s+(?:on|is|was))?[\s:,(]*{_DAY}"
    rf"|{_DAY}[\s,(]*(?i:d\.?o\.?b\b|date of birth)"
)
_PHONE: Final = r"(?<![\w./-])(?:\+44|\(?0)[\d ()-]{7,15}\d(?![\d/])"
_MAIL: Final = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
_ADDRESS: Final = (
    r"(?<!\w)\d{1,4}[a-z]?,?\s+[A-Z][^\n]{2,60}?[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)"
)
_SYSTEMS: Final = r"LCS|ICS|EHM|Mosaic|Liquid ?[Ll]ogic|Care ?[Ff]irst|Framework-?[Ii]|Azeus"
_CASE: Final = (
    rf"\b(?:{_SYSTEMS}|(?i:case|child|client|family|pupil|patient|person))\s*"
    r"(?i:id|no\.?|number|ref(?:erence)?\.?|#)\s*[:#]?\s*[A-Z]{0,3}-?\d{4,10}\b"
    rf"|\b(?:{_SYSTEMS})\s*:?\s*[A-Z]{{0,2}}\d{{5,10}}\b|\b(?i:case) \d{{6,10}}\b"
)
_INITIALS: Final = r"\b(?:[A-Z]\.? ?){2,3}"
_AGED: Final = (
    rf"{_INITIALS},? ?\(?(?:aged? \d{{1,2}}\b|\d{{1,2}}(?:[ -]years?[ -]old|[ -]?y(?:rs?)?/?o\b))"
    rf"|{_INITIALS},? (?:\w+ ){{0,3}}(?:at|from|attends|of) (?:[A-Z][\w'’.]* ){{1,5}}"
    r"(?:School|Primary|Academy|College|Nursery|Infants|Juniors)\b"
    r"|\b(?:[A-Z]\.){2,3},? \(\d{1,2}\)"
)
_TITLED: Final = (
    r"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sir|Dame)\.? (?:[A-Z]\.? ?){0,2}[A-Z][a-z’'-]+"
)
_KIN: Final = (
    r"mother|father|mum|mam|dad|stepmother|stepfather|grandmother|grandfather|gran|grandad|brother|"
    r"sister|son|daughter|aunt|uncle"
)
_NAMED_CHILD: Final = (
    rf"(?i:\b(?:child|boy|girl|baby|pupil|student|sibling|young person|twins?|carer|{_KIN})\b,?)"
    r" (?i:called|named|known as) [A-Z][a-z]+"
    rf"|\b(?i:{_KIN})\b(?::| \(|,)? ?[A-Z][a-z]{{2,}}"
    rf"|\b[A-Z][a-z]+['’]s (?:{_KIN}|carers?|foster carers?)\b"
    r"|\b(?i:child)['’]s name\b\W{0,3}(?:is )?[A-Z][a-z]+"
    r"|\b(?i:the (?:child|boy|girl|baby|pupil|young person)), [A-Z][a-z]{2,},"
)


# Signs that a word processor writes otherwise than a keyboard does.
_ALIKE: Final = {
    sign: f"[{signs}]"
    for signs in (
        "'\u2018\u2019",
        '"\u201c\u201d',
        "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
    )
    for sign in signs
}


class TextMatch(NamedTuple):
    """A text that has all the words that were looked for, and where in it they stand."""

    at: At
    text: str
    spans: tuple[tuple[int, int], ...]


def find_words(plan: Plan, words: Iterable[str]) -> list[TextMatch]:
    """The texts of a plan that have all these words, in whatever capitals, blanks and quotes."""
    patterns = [re.compile(_pattern_of(word), re.IGNORECASE) for word in words]
    matches = []
    for at, written in written_texts(plan):
        text = normalize("NFC", written)
        spans = [[match.span() for match in pattern.finditer(text)] for pattern in patterns]
        if all(spans):
            matches.append(TextMatch(at, text, tuple(sorted(chain(*spans)))))
    return matches


def plan_vocabulary(plan: Plan) -> set[str]:
    """Every word of a plan's texts, in small letters."""
    return {
        word.casefold() for _, text in written_texts(plan) for word in re.findall(r"\w{3,}", text)
    }


def _pattern_of(word: str) -> str:
    """A word, or words that follow each other, as a pattern."""
    parts = normalize("NFC", word).split()
    escaped = ("".join(_ALIKE.get(sign) or re.escape(sign) for sign in part) for part in parts)
    return r"\s+".join(escaped)


# What stands in every text in which a name of the family may be found.
_FAMILY_WORDS: Final = (
    *("called ", "named ", "known as ", "mother", "Mother", "father", "Father", "mum", "Mum"),
    *("mam ", "Mam ", "dad", "Dad", "rother ", "rother:", "rother,", "rother(", "sister", "Sister"),
    *(" son", "Son ", "Son:", "aughter", " aunt", "Aunt", "uncle", "Uncle", " gran", "Gran"),
    *("carer", "hild, ", "hild's ", "hild’s ", " boy, ", "girl, ", "baby, ", "pupil, ", "erson, "),
)


class _Kind(NamedTuple):
    """What tells that a text may hold something of a kind, and what finds it there."""

    shapes: tuple[bytes, ...] | None  # figures, capitals and others; none: it may stand anywhere
    words: tuple[str, ...]
    find: Callable[[str], Iterator[str]]
    what: str  # what is said of it


def _matches(pattern: str) -> Callable[[str], Iterator[str]]:
    """What finds a pattern, which is compiled when a text is read by it for the first time."""
    return lambda text: (match[0].strip() for match in re.finditer(pattern, text))


def _nhs_numbers(text: str) -> Iterator[str]:
    from stdnum.gb import nhs

    return (number for number in _matches(_NHS)(text) if nhs.is_valid(number))


def _pupil_numbers(text: str) -> Iterator[str]:
    from stdnum.gb import upn

    return (number for number in _matches(_PUPIL)(text) if upn.is_valid(number))


def _telephone_numbers(text: str) -> Iterator[str]:
    import phonenumbers

    for number in _matches(_PHONE)(text):
        try:
            parsed = phonenumbers.parse(number, "GB")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            yield number


_KINDS: Final = {
    "P501": _Kind((b"0000000000", b"000.000.0000"), (), _nhs_numbers, "is an NHS number"),
    "P502": _Kind((b"A00000000000",), (), _pupil_numbers, "is a unique pupil number"),
    "P503": _Kind(
        (b"AA000000", b"AA.000000", b"AA.00.00.00", b"AA00.00.00"),
        (),
        _matches(_INSURANCE),
        "is written as a national insurance number is",
    ),
    "P504": _Kind(
        (),
        ("born", "Born", "dob", "DOB", "o.b.", "O.B.", "of birth", "of Birth", "irthday"),
        _matches(_BORN),
        "gives a date of birth",
    ),
    "P505": _Kind(
        (b"000000", b"0000.0000", b"000.000", b".00.00.00"),
        (),
        _telephone_numbers,
        "is a telephone number",
    ),
    "P506": _Kind((), ("@",), _matches(_MAIL), "is an e-mail address"),
    "P507": _Kind((b"0.0AA", b"A.0AA", b"00AA"), (), _matches(_ADDRESS), "is a home address"),
    "P508": _Kind((b"00000",), (), _matches(_CASE), "is the number of a case"),
    "P509": _Kind(
        (b"A.A...0",),
        (
            " age",
            "year",
            "yo",
            "y/o",
            "School",
            "Primary",
            "Academy",
            "College",
            "Nursery",
            "Infants",
        ),
        _matches(_AGED),
        "gives initials beside an age or a school",
    ),
    "P510": _Kind(
        (),
        ("Mr", "Ms", "Miss", "Mx", "Dr", "Prof", "Rev", "Sir", "Dame"),
        _matches(_TITLED),
        "names a person",
    ),
    "P511": _Kind(
        (),
        _FAMILY_WORDS,
        _matches(_NAMED_CHILD),
        "names a child, or somebody of the family",
    ),
}


class PersonalData(NamedTuple):
    """Something in a text by which a person could be told."""

    code: str  # of the rule that names it
    at: At
    fragment: str
    what: str  # what is said of it


class TextSearch:
    """What the texts of a plan hold, looked for once, when it is asked for."""

    def __init__(self, plan: Plan) -> None:
        """Look at nothing yet."""
        self._plan = plan

    @property
    def abbreviations(self) -> list[tuple[At, str]]:
        """The abbreviations of all sentences, in the order of the plan."""
        return self._results[0]

    @property
    def personal(self) -> list[PersonalData]:
        """What could tell a person; what policy.yaml allows with a reason is left out."""
        return self._results[1]

    @cached_property
    def _results(self) -> tuple[list[tuple[At, str]], list[PersonalData]]:
        shorts: list[tuple[At, str]] = []
        personal: list[PersonalData] = []
        kinds = _plan_kinds(self._plan)
        for part in text_parts(self._plan):
            shorts += part.abbreviations()
            personal += (found for code, kind in kinds for found in _find_kind(code, kind, part))
        allowed = [(each.code, each.text) for each in self._plan.policy.allow]
        return shorts, [found for found in personal if not _is_allowed(found, allowed)]


def _find_kind(code: str, kind: _Kind, part: TextPart) -> Iterator[PersonalData]:
    for number in _candidates(part, kind):
        at, text = part.texts[number]
        for fragment in dict.fromkeys(kind.find(text)):
            yield PersonalData(code, at, fragment, kind.what)


def _is_allowed(found: PersonalData, allowed: Iterable[tuple[str, str]]) -> bool:
    return any(code == found.code and found.fragment in text for code, text in allowed)


def _plan_kinds(plan: Plan) -> list[tuple[str, _Kind]]:
    """What is looked for in a plan: also its own case numbers, and no initials that are known."""
    known = {word for term in (*plan.glossary, *plan.roles) for word in term.split()}
    aged = _KINDS["P509"]

    def find_initials(text: str) -> Iterator[str]:
        return (words for words in aged.find(text) if _initials_of(words) not in known)

    kinds = {**_KINDS, "P509": aged._replace(find=find_initials)}
    forms = (
        re.escape(form).replace(r"\#", r"\d").replace("@", "[A-Za-z]")
        for form in plan.policy.case_references
    )
    own = (_matches(rf"(?<![\w-]){form}(?![\w-])") for form in forms)
    return [
        *kinds.items(),
        *(("P508", _KINDS["P508"]._replace(shapes=None, find=find)) for find in own),
    ]


def _initials_of(words: str) -> str:
    """The capitals at the start of some words, without dots and gaps: JB of “J. B., aged 7”."""
    return re.sub("[. ]", "", re.split("[^A-Z. ]|(?<=[A-Z]) (?=[A-Z][a-z])", words)[0])


def _candidates(part: TextPart, kind: _Kind) -> Iterable[int]:
    """The numbers of the texts in which a shape or a word of a kind stands."""
    if kind.shapes is None:
        return range(len(part.texts))
    positions = [at for shape in kind.shapes for at in _positions(part.shape, shape)]
    positions += [at for word in kind.words for at in _positions(part.joined, word)]
    return sorted({part.number_at(position) for position in positions})


def _positions(whole: Any, part: Any) -> Iterator[int]:  # noqa: ANN401 - both text, or both bytes
    """Where a part stands in a whole."""
    position = whole.find(part)
    while position >= 0:
        yield position
        position = whole.find(part, position + 1)
