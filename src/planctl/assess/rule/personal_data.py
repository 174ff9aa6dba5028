"""Band P: texts by which a child or a person could be told, which no published plan may hold.

Most texts hold nothing of the kind, so that all of them are looked at in one go first: each sign is
put down as a figure, a capital or another, and the few places where these stand as in a number or
a postcode, or where a telling word stands, are read by the patterns of the rules.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from planctl.assess.scene import Scene
from planctl.model.plan_texts import PlanTexts
from planctl.model.problem import Fault

_SHOWN: Final = 4  # signs of what was found: what check prints may be read by many
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
    rf"|\b(?:{_SYSTEMS})\s*:?\s*[A-Z]{{0,2}}\d{{5,10}}\b"
)
_INITIALS: Final = r"\b(?:[A-Z]\.? ?){2,3}"
_AGED: Final = (
    rf"{_INITIALS},? ?\(?(?:aged? \d{{1,2}}\b|\d{{1,2}}(?:[ -]years?[ -]old|[ -]?y(?:rs?)?/?o\b))"
    rf"|{_INITIALS},? (?:\w+ ){{0,3}}(?:at|from|attends|of) (?:[A-Z][\w'’.]* ){{1,5}}"
    r"(?:School|Primary|Academy|College|Nursery|Infants|Juniors)\b"
)
_TITLED: Final = (
    r"\b(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Sir|Dame)\.? (?:[A-Z]\.? ?){0,2}[A-Z][a-z’'-]+"
)
_NAMED_CHILD: Final = (
    r"(?i:\b(?:child|boy|girl|son|daughter|baby|pupil|student|sibling|brother|sister|"
    r"young person|twins?|mother|father|carer)\b,?) (?i:called|named|known as) [A-Z][a-z]+"
)


class _Kind(NamedTuple):
    """What tells that a text may hold something of a kind, and what finds it there."""

    shapes: tuple[bytes, ...]  # figures, capitals and others in a row
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
        (),
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
    "P511": _Kind((), ("called ", "named ", "known as "), _matches(_NAMED_CHILD), "names a child"),
}


def nhs_number(scene: Scene) -> Iterator[Fault]:
    """A text holds a number that is an NHS number by its check digit.

    Whoever can look it up knows which child it is. Say what was found, and keep the number where
    the case is kept.
    """
    yield from _faults(scene, "P501", _KINDS["P501"])


def pupil_number(scene: Scene) -> Iterator[Fault]:
    """A text holds a number that is a unique pupil number by its check letter."""
    yield from _faults(scene, "P502", _KINDS["P502"])


def insurance_number(scene: Scene) -> Iterator[Fault]:
    """A text holds what is written as a national insurance number is."""
    yield from _faults(scene, "P503", _KINDS["P503"])


def date_of_birth(scene: Scene) -> Iterator[Fault]:
    """A text gives the day on which somebody was born."""
    yield from _faults(scene, "P504", _KINDS["P504"])


def telephone_number(scene: Scene) -> Iterator[Fault]:
    """A text holds a telephone number that can be dialled."""
    yield from _faults(scene, "P505", _KINDS["P505"])


def mail_address(scene: Scene) -> Iterator[Fault]:
    """A text holds an e-mail address.

    The addresses of posts belong to roles.yaml, where they are no fault.
    """
    yield from _faults(scene, "P506", _KINDS["P506"])


def home_address(scene: Scene) -> Iterator[Fault]:
    """A text holds a postcode behind the number of a house."""
    yield from _faults(scene, "P507", _KINDS["P507"])


def case_reference(scene: Scene) -> Iterator[Fault]:
    """A text holds the number of a case in a system for cases.

    The names of usual systems are known, and words such as case number. Others are written under
    `case_references` in policy.yaml, with # for a figure and @ for a letter: CF-######.
    """
    yield from _faults(scene, "P508", _KINDS["P508"])
    for pattern in scene.plan.policy.case_references:
        form = re.escape(pattern).replace(r"\#", r"\d").replace("@", "[A-Za-z]")
        kind = _Kind((), (), _matches(rf"(?<![\w-]){form}(?![\w-])"), _KINDS["P508"].what)
        yield from _faults(scene, "P508", kind, everywhere=True)


def initials_with_age_or_school(scene: Scene) -> Iterator[Fault]:
    """A text gives the initials of somebody beside an age or a school.

    What the glossary explains, and the roles of roles.yaml, are no initials.
    """
    known = {word for term in (*scene.plan.glossary, *scene.plan.roles) for word in term.split()}
    kind = _KINDS["P509"]
    find = kind.find

    def find_unknown(text: str) -> Iterator[str]:
        return (words for words in find(text) if _initials_of(words) not in known)

    yield from _faults(scene, "P509", kind._replace(find=find_unknown))


def name_with_title(scene: Scene) -> Iterator[Fault]:
    """A text names a person with a title: Mrs Smith, Dr Patel.

    Officers are named by their role, which stays when the person goes. Nobody else is named.
    """
    yield from _faults(scene, "P510", _KINDS["P510"])


def name_of_child(scene: Scene) -> Iterator[Fault]:
    """A text gives the name of a child, or of somebody of the family."""
    yield from _faults(scene, "P511", _KINDS["P511"])


def _initials_of(words: str) -> str:
    """The capitals at the start of some words, without dots and gaps: JB of “J. B., aged 7”."""
    return re.sub("[. ]", "", re.split("[^A-Z. ]|(?<=[A-Z]) (?=[A-Z][a-z])", words)[0])


def _faults(scene: Scene, code: str, kind: _Kind, *, everywhere: bool = False) -> Iterator[Fault]:
    """Each thing of a kind that is found and that no reason in policy.yaml allows."""
    texts = scene.texts
    allowed = [each.text for each in scene.plan.policy.allow if each.code == code]
    places = range(len(texts.all)) if everywhere else _candidates(texts, kind)
    for place in places:
        at, text = texts.all[place]
        for fragment in dict.fromkeys(kind.find(text)):
            if not any(fragment in words for words in allowed):
                yield Fault(at, f"“{fragment[:_SHOWN]}…” {kind.what}")


def _candidates(texts: PlanTexts, kind: _Kind) -> list[int]:
    """The numbers of the texts in which a shape or a word of a kind stands."""
    positions: list[int] = []
    for shape in kind.shapes:
        positions += _positions(texts.shape, shape)
    for word in kind.words:
        positions += _positions(texts.joined, word)
    return sorted({texts.number_at(position) for position in positions})


def _positions(whole: Any, part: Any) -> Iterator[int]:  # noqa: ANN401 - both text, or both bytes
    """Where a part stands in a whole."""
    position = whole.find(part)
    while position >= 0:
        yield position
        position = whole.find(part, position + 1)


CHECKS: Final = {
    "P501": nhs_number,
    "P502": pupil_number,
    "P503": insurance_number,
    "P504": date_of_birth,
    "P505": telephone_number,
    "P506": mail_address,
    "P507": home_address,
    "P508": case_reference,
    "P509": initials_with_age_or_school,
    "P510": name_with_title,
    "P511": name_of_child,
}
REMEDY: Final = "take it out; or write under allow in policy.yaml why it may stand"
