"""The search through all texts of a plan: words, abbreviations, and what could tell a person.

Most texts hold nothing that could tell a person, so that those of an area are looked at in one go
first: at their different words, and at where figures and capitals stand as in a number or a
postcode. Only texts with such a word or such signs are read by the patterns.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import Final, NamedTuple
from unicodedata import normalize

from planctl.model.plan import Plan
from planctl.model.plan_texts import is_sentence, text_parts, written_texts
from planctl.model.problem import At

# Two capitals or more, perhaps with figures or a small plural s: CP, LCS, SGO, KPIs.
# What stands before is looked at after the first capital, which is found three times as fast.
_SHORT: Final = re.compile(r"([A-Z](?<![\w&].)[A-Z0-9]+)s?(?![\w&])")
_ROMAN_OR_QUARTER: Final = re.compile(r"[IVX]+|Q[1-4]|[A-Z][0-9]+")
_FIGURES: Final = b"0123456789"
_SMALL: Final = b"abcdefghijklmnopqrstuvwxyz"
_LETTERS: Final = _SMALL + _SMALL.upper()
_WORD_SIGNS: Final = bytes(sign if sign in _LETTERS + _FIGURES else ord(" ") for sign in range(256))
_SHAPES: Final = bytes(
    ord("0" if sign in _FIGURES else "A" if sign in _LETTERS else "@" if sign == ord("@") else ".")
    for sign in range(256)
)
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
    r"(?i:id|no\.?|number|ref(?:erence)?\.?|#)\s*[:#]?\s*[A-Z]{0,3}-?\d{5,10}\b"
    rf"|\b(?:{_SYSTEMS})\s*:?\s*[A-Z]{{0,2}}\d{{5,10}}\b|\b(?i:case) \d{{6,10}}\b"
)
_INITIALS: Final = r"\b(?:[A-Z]\.? ?){2,3}"
_AGED: Final = (
    rf"{_INITIALS},? ?\(?(?:aged? \d{{1,2}}\b|\d{{1,2}}(?:[ -]years?[ -]old|[ -]?y(?:rs?)?/?o\b))"
    rf"|{_INITIALS},? (?:\w+ ){{0,3}}(?:at|from|attends|of) (?:[A-Z][\w'’.]* ){{1,5}}"
    r"(?:School|Primary|Academy|College|Nursery|Infants|Juniors)\b"
    r"|\b(?:[A-Z]\.){2,3},? \(\d{1,2}\)"
)
_TITLES: Final = (
    *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "sir", "dame"),
)
_TITLED: Final = (
    rf"\b(?:{'|'.join(map(str.title, _TITLES))})\.? (?:[A-Z]\.? ?){{0,2}}[A-Z][a-z’'-]+"
)
_KIN: Final = (
    *("mother", "father", "mum", "mam", "dad", "stepmother", "stepfather", "grandmother"),
    *("grandfather", "gran", "grandad", "brother", "sister", "son", "daughter", "aunt", "uncle"),
)
_KINDRED: Final = "|".join(_KIN)
_NAMED_CHILD: Final = (
    r"(?i:\b(?:child|boy|girl|baby|pupil|student|sibling|young person|twins?|carer|"
    rf"{_KINDRED})\b,?) (?i:called|named|known as) [A-Z][a-z]+"
    rf"|\b(?i:{_KINDRED})\b(?::| \(|,)? ?[A-Z][a-z]{{2,}}"
    rf"|\b[A-Z][a-z]+['’]s (?:{_KINDRED}|carers?|foster carers?)\b"
    r"|\b(?i:child)['’]s name\b\W{0,3}(?:is )?[A-Z][a-z]+"
    r"|\b(?i:the (?:child|boy|girl|baby|pupil|young person)), [A-Z][a-z]{2,},"
)


# Fields in which a role belongs, what is like a name there, and what no name has.
_ROLES: Final = frozenset({"leads", "by", "owner", "who", "attendance", "to", "agreed_by"})
_LIKE_NAME: Final = re.compile(r"(?<![\w'’.-])[A-ZÀ-Þ][\w'’.-]+ [A-ZÀ-Þ][\w'’]")
_POST: Final = re.compile(
    r"(?i:manager|director|head|lead|officer|team|board|chair|service|partner|group|worker|nurse|"
    r"inspector|accountant|auditor|controller|surveyor|commissioner|constable|sergeant|"
    r"superintendent|treasurer|advis[eo]r|engineer|analyst|ordinator|administrator|cabinet|mayor|"
    r"councillor|deputy|assistant|senior|principal|chief|programme|project|operations|committee|"
    r"panel|council|trust|school|college|hospital|department|division|network|authority|consultant|"
    r"governor|practitioner|champion|educator|specialist|secretary|clinical|medical)"
)
# In the name of a file: what stands between words, and a title with a name.
_BETWEEN_WORDS: Final = re.compile(r"_|%20|\+|(?<=[^\W\d_])-|-(?=[^\W\d_])")
_TITLED_IN_FILE: Final = re.compile(rf"\b(?:{'|'.join({*_TITLES} - {'ms'})}) [a-z]+")  # MS Word

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
    return {it.casefold() for _, text in written_texts(plan) for it in re.findall(r"\w{3,}", text)}


def _pattern_of(word: str) -> str:
    """A word, or words that follow each other, as a pattern."""
    parts = normalize("NFC", word).split()
    escaped = ("".join(_ALIKE.get(sign) or re.escape(sign) for sign in part) for part in parts)
    return r"\s+".join(escaped)


class _Kind(NamedTuple):
    """What a text has in which something of a kind may stand, and what finds it there."""

    shapes: frozenset[bytes]  # one of these, as _shape writes them
    phrases: tuple[str, ...]  # or one of these, in any capitals
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
    code: _Kind(frozenset(shapes.encode().split()), phrases, find, what)
    for code, shapes, phrases, find, what in (
        ("P501", "00000 000.000", (), _nhs_numbers, "is an NHS number"),
        ("P502", "00000", (), _pupil_numbers, "is a unique pupil number"),
        (
            "P503",
            "00000 A00.00.00 A.00.00.00 A00.0000 A.00.0000 A0000.00 A.0000.00",
            (),
            _matches(_INSURANCE),
            "is written as a national insurance number is",
        ),
        (
            "P504",
            "",
            ("born", "dob", "d.ob", "do.b", "d.o.b", "date of birth", "birthday"),
            _matches(_BORN),
            "gives a date of birth",
        ),
        ("P505", "00000 000.000 .00.00.00", (), _telephone_numbers, "is a telephone number"),
        ("P506", "@", (), _matches(_MAIL), "is an e-mail address"),
        ("P507", "0AA", (), _matches(_ADDRESS), "is a home address"),
        ("P508", "00000", (), _matches(_CASE), "is the number of a case"),
        (
            "P509",
            "A.A...0 A.A....0",
            (
                *("age ", "aged ", "year old", "year-old", "years old", "years-old"),
                *("yo", "y/o", "yro", "yr/o", "yrso", "yrs/o"),
                *(" school", " primary", " academy", " college", " nursery", " infants"),
                " juniors",
            ),
            _matches(_AGED),
            "gives initials beside an age or a school",
        ),
        ("P510", "", _TITLES, _matches(_TITLED), "names a person"),
        (
            "P511",
            "",
            (
                *(" called ", " named ", " known as ", *_KIN, "carer", "carers"),
                *("child's name", "child’s name"),
                *("child,", "boy,", "girl,", "baby,", "pupil,", "young person,"),
            ),
            _matches(_NAMED_CHILD),
            "names a child, or somebody of the family",
        ),
    )
}


class PersonalData(NamedTuple):
    """Something in a text by which a person could be told."""

    code: str  # of the rule that names it
    at: At
    fragment: str
    what: str  # what is said of it


class TextFinds(NamedTuple):
    """What the texts of a plan hold; what policy.yaml allows with a reason is left out."""

    abbreviations: list[tuple[At, str]]  # that nothing explains, in the order of the plan
    personal: list[PersonalData]  # what could tell a person
    unused_terms: Sequence[str]  # of the glossary: no sentence uses them
    may_be_people: list[PersonalData]  # labels of roles; whoever knows posts can tell


class TextSearch:
    """What the texts of a plan hold, looked for once, when it is asked for."""

    def __init__(self, plan: Plan) -> None:
        """Look at nothing yet."""
        self._plan = plan

    @cached_property
    def finds(self) -> TextFinds:
        """What there is."""
        plan = self._plan
        known = {word for term in (*plan.glossary, *plan.roles) for word in term.split()}
        explained = {*known, *(plan.governance.board.short or "").split()}
        kinds = _plan_kinds(plan, known)
        shapes = {shape for _, kind in kinds for shape in kind.shapes}
        terms: Sequence[str] = [*plan.glossary]
        shorts: list[tuple[At, str]] = []
        personal: list[PersonalData] = []
        people: list[PersonalData] = []
        for texts in text_parts(plan):
            part = _Part(
                [it if it[0][-1] != "file" else (it[0], file_words(it[1])) for it in texts], shapes
            )
            labels = [it for it in texts if it[0][-1] in _ROLES or it[0][-2] in _ROLES]
            people += (_person(*it) for it in labels if it[1] not in plan.roles)
            shorts += part.abbreviations(explained)
            personal += (
                PersonalData(code, at, fragment, kind.what)
                for code, kind in kinds
                for at, text in part.candidates(kind)
                for fragment in dict.fromkeys(kind.find(text))
            )
            terms = [term for term in terms if not part.uses(term)]
        people += (_person(("roles", role), role) for role in plan.roles)
        people = [person for person in people if _is_like_name(person.fragment)]
        return TextFinds(shorts, _not_allowed(personal, plan), terms, _not_allowed(people, plan))


class _Part:
    """The texts of a part of a plan, and what is looked at first, of all of them in one go."""

    def __init__(self, texts: Sequence[tuple[At, str]], shapes: Iterable[bytes]) -> None:
        self.texts = texts
        joined = "\n".join([text for _, text in texts])
        self._small = joined.lower()
        self._tokens = _tokens(joined)
        self.words = {token.lower().strip(_FIGURES) for token in self._tokens}
        shape = _shape(joined)
        self.shapes = {known for known in shapes if known in shape}

    def abbreviations(self, explained: Collection[str]) -> Iterator[tuple[At, str]]:
        """Those of its sentences that are not explained."""
        tokens = b" ".join(self._tokens).decode()
        if all(it in explained for it in abbreviations(tokens)):
            return
        for at, text in self.texts:
            if is_sentence(at):
                yield from ((at, it) for it in abbreviations(text) if it not in explained)

    def uses(self, term: str) -> bool:
        """Whether a term stands in a sentence of it; one in capitals only if as written."""
        if term.lower() not in self._small:
            return False
        flags = re.NOFLAG if term.isupper() else re.IGNORECASE
        pattern = re.compile(rf"(?<!\w){re.escape(term)}s?(?!\w)", flags)
        return any(pattern.search(text) for at, text in self.texts if is_sentence(at))

    def candidates(self, kind: _Kind) -> Iterator[tuple[At, str]]:
        """The texts in which something of a kind may stand."""
        shapes = kind.shapes & self.shapes
        phrases = [phrase for phrase in kind.phrases if _phrase_words(phrase) <= self.words]
        if not shapes and not phrases:
            return
        for at, text in self.texts:
            small, shape = text.lower(), _shape(text) if shapes else b""
            if any(it in small for it in phrases) or any(it in shape for it in shapes):
                yield at, text


def abbreviations(text: str) -> Iterator[str]:
    """The abbreviations of a text in the singular, without roman numerals and quarters."""
    for match in _SHORT.finditer(text):
        if not _ROMAN_OR_QUARTER.fullmatch(match[1]):
            yield match[1]


def _tokens(text: str) -> set[bytes]:
    """The different runs of ASCII letters and figures in a text."""
    return {*text.encode("latin-1", "replace").translate(_WORD_SIGNS).split()}


@cache
def _phrase_words(phrase: str) -> set[bytes]:
    return _tokens(phrase)


def _shape(text: str) -> bytes:
    """A text without small letters: 0 for a figure, A for a capital, @, and . for another sign."""
    return text.encode("latin-1", "replace").translate(_SHAPES, _SMALL)


def _not_allowed(found: Iterable[PersonalData], plan: Plan) -> list[PersonalData]:
    """What is found without that which policy.yaml allows, also where it is part of a file name."""
    allowed = [(it.code, f"{it.text}\n{file_words(it.text)}") for it in plan.policy.allow]
    return [
        item
        for item in found
        if not any(code == item.code and item.fragment in text for code, text in allowed)
    ]


def file_words(name: str) -> str:
    """The name of a file as its words would be written: Mrs Jones of mrs_jones.docx."""
    words = _BETWEEN_WORDS.sub(" ", name)
    return _TITLED_IN_FILE.sub(lambda match: match[0].title(), words)


def _is_like_name(role: str) -> bool:
    is_like = bool(_LIKE_NAME.search(role)) and not role.isupper()  # SM QA is a post
    return is_like and not _POST.search(role) and not re.match(_TITLED, role)


def _person(at: At, text: str) -> PersonalData:
    return PersonalData("P512", at, text, "is like the name of a person, where a role belongs")


def _plan_kinds(plan: Plan, known: Collection[str]) -> list[tuple[str, _Kind]]:
    """What is looked for in a plan: also its own case numbers, and no initials that are known."""
    aged = _KINDS["P509"]

    def find_initials(text: str) -> Iterator[str]:
        return (words for words in aged.find(text) if _initials_of(words) not in known)

    kinds = {**_KINDS, "P509": aged._replace(find=find_initials)}
    own = (("P508", _form_kind(form)) for form in plan.policy.case_references)
    return [*kinds.items(), *own]


def _form_kind(form: str) -> _Kind:
    """What finds the numbers of cases in a form of the plan's own: # a figure, @ a letter."""
    pattern = re.escape(form).replace(r"\#", r"\d").replace("@", "[A-Za-z]")
    figures = max(re.findall("#+", form), key=len, default="")
    return _KINDS["P508"]._replace(
        shapes=frozenset([b"0" * len(figures)]), find=_matches(rf"(?<![\w-]){pattern}(?![\w-])")
    )


def _initials_of(words: str) -> str:
    """The capitals at the start of some words, without dots and gaps: JB of “J. B., aged 7”."""
    return re.sub("[. ]", "", re.split("[^A-Z. ]|(?<=[A-Z]) (?=[A-Z][a-z])", words)[0])
