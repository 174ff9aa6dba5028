"""Who leads: the roles that a text names with their dates, vacant posts, and names of people."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from planctl.intake.account import LOW, MEDIUM, GuessConfidence
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.status import parse_status
from planctl.intake.lexicon.words import POST, ROLE, is_personal_name, one_of
from planctl.model.label import to_label

_NOBODY: Final = re.compile(
    rf"(?i)(?:(?:lead|owner|name|post|role)[ :–-]+)?{one_of('lead', 'nobody')}"
)
_ONE_EMPTY: Final = rf"(?:(?:currently|post) )?{one_of('lead', 'vacant')}"
_EMPTY: Final = re.compile(rf"{_ONE_EMPTY}(?:[\s,;/(–—-]*{_ONE_EMPTY})*", re.IGNORECASE)
_AFTER: Final = re.compile(r"\s*[(,:–—-]\s*(?=\w)")
_LAST_WORD: Final = re.compile(r"\w\W*\Z")
LONGEST_POST: Final = 320  # characters of a text that names a post or nobody
LONGEST_ROLE: Final = 80  # characters of a role
_HELPED: Final = one_of("lead", "helped")
_BETWEEN: Final = re.compile(rf"\s?(?:[.,;]\s?)?(?:&|;|,|/|\+|\b(?:and|And|then|{_HELPED})\b)\s*")
_LEFT: Final = " ,.;:&-–—)/"
_RIGHT: Final = " ,.;:&-–—(/"
# A post of an abbreviation that is not known, such as SST Lead.
_SHORT_POST: Final = re.compile(rf"[A-Z]{{2,}}\b.*{POST.pattern}")
_ONE_POST: Final = re.compile(rf"\b{one_of('lead', 'one_post')}s?\b", re.IGNORECASE)
_ABBREVIATION: Final = r"[A-Z]{2,5}s?|[A-Z][a-z][A-Z]{1,3}"
_LIST_OF_ABBREVIATIONS: Final = re.compile(
    rf"(?:{_ABBREVIATION})(?:\s*,\s*(?:{_ABBREVIATION})){{2,}}"
)
_LABEL: Final = re.compile(
    r"(?i)(?:lead|owner|sro|accountable|responsible|support(?:ing|ed by)?|deputy)"
    r"(?: (?:officer|person|lead))?\s*:\s*(?=\S)"
)
_SAID_LAST: Final = re.compile(
    r"(?P<who>.*\w\W?)(?:\s+[–—-]\s+|\s*[,;:]\s*|\s*\()(?P<last>[^(),;:]+?)\)?\.?"
)
_LONG: Final = 5_000  # characters of leads and dates
_SHORT: Final = 3  # letters; a longer word of a name or a post has a capital


def says_no_lead(text: str) -> bool:
    """Whether a text says that nobody leads yet."""
    return len(text) <= LONGEST_POST and bool(_NOBODY.fullmatch(text.strip(" .,;:()[]")))


def vacant_post(text: str) -> tuple[str, str] | None:
    """The post that a text names, and the words that nobody holds it, where it says both."""
    if len(text) > LONGEST_POST:
        return None
    vacancy = _EMPTY.match(text)
    sign = _AFTER.match(text, vacancy.end()) if vacancy else None  # Vacant – Bursar
    after = (text[sign.end() :].rstrip(") \t\n"), vacancy[0]) if vacancy and sign else None
    return _post_before(text) or after


def _post_before(text: str) -> tuple[str, str] | None:
    """Bursar (vacant): the words stand at the end, after a sign or a space."""
    last = _LAST_WORD.search(text)
    for vacancy in _EMPTY.finditer(text) if last else ():
        before = text[: vacancy.start()]
        post = before.rstrip()
        is_dash = post != before and bool(re.search(r"\s[–—-]\Z", post))
        if is_dash or post.endswith(("(", "[", ",", ":")):
            post = post[:-1].rstrip()
        elif post == before:
            continue
        if last and vacancy.end() == last.start() + 1 and re.match(r"\w", post):
            return post, vacancy[0]
    return None


class ParsedRoles(NamedTuple):
    """The roles that a text names, and the words that stand between them."""

    names: tuple[str, ...]
    signs: str = ""
    why: str = ""  # the reason of a guess
    sure: GuessConfidence | None = None


class LeadAndDate(NamedTuple):
    """A part of such a cell: who, by when, and what is neither."""

    leads: ParsedRoles
    when: str = ""
    rest: str = ""


def parse_leads_and_dates(text: str) -> list[LeadAndDate]:
    """What a paragraph with leads and dates says, in its order; a very long one is neither."""
    if len(text) > _LONG:
        return [LeadAndDate(ParsedRoles(()), "", text)]
    parts: list[LeadAndDate] = []
    at = 0
    for match in DATE_PATTERN.finditer(text):
        parts.append(_lead_and_rest(text[at : match.start()], match[0]))
        at = match.end()
    last = _lead_and_rest(text[at:], "")
    if parts and last.leads.names and not any(turn.leads.names for turn in parts):
        parts[-1] = parts[-1]._replace(leads=last.leads)  # the date stands before who it is for
    elif last.leads.names or last.rest:
        parts.append(last)
    return parts


def _lead_and_rest(text: str, when: str) -> LeadAndDate:
    who = _strip_signs(text)
    leads = parse_roles(who)
    return LeadAndDate(leads, when, "" if leads.names else who)


def _strip_signs(text: str) -> str:
    return text.lstrip(_LEFT).rstrip(_RIGHT)


@lru_cache(maxsize=4096)  # a paper has few leads and many cells that name one
def parse_roles(text: str, *, is_known: bool = False) -> ParsedRoles:
    """The roles that a text names; none where it names no role, unless it is known to."""
    text = _strip_signs(text)
    if not text or len(text) > LONGEST_ROLE * 4 or parse_status(text):
        return ParsedRoles(())
    post, _ = vacant_post(text) or (text, "")
    words = [word for word in re.findall(r"[^\W\d_]+", post) if len(word) > _SHORT]
    low = sum(word[0].islower() for word in words)  # a sentence has more of them than a name
    is_named = bool(ROLE.match(post) or POST.search(post)) and low <= max(1, len(words) // 3)
    is_name = all(word[0].isupper() for word in re.findall(r"\w+", post) if len(word) > _SHORT)
    if not (is_named or is_name or is_known):
        return ParsedRoles(())
    names, signs = _split_names(text)
    if any(len(name) > LONGEST_ROLE for name in names):
        return ParsedRoles(())
    count = "one lead" if len(names) == 1 else f"{len(names)} leads"
    is_guess = re.search(r"[/,]|\bthen\b", text) or any(map(_may_be_two, names))
    why = f"“{text}” is taken for {count}" if is_guess else ""
    why = why if is_named or is_known else "it is like a name, and is taken for who leads"
    sure = LOW if "then" in signs else MEDIUM
    return ParsedRoles(names, signs, why, sure if why else None)


def _may_be_two(name: str) -> bool:
    """Whether a name with “and” could be a post, or an abbreviation of one, beside another."""
    parts = _BETWEEN.split(name)
    posts = [bool(_ONE_POST.search(part)) for part in parts]
    short = [bool(re.fullmatch(_ABBREVIATION, part)) for part in parts]
    return any(posts) and any(short) and len(parts) > 1


def _split_names(text: str) -> tuple[tuple[str, ...], str]:
    names: list[str] = []
    signs: list[str] = []

    def without_label(name: str) -> str:  # Support: Payroll
        label = _LABEL.match(name)
        signs.extend(re.findall(r"\w+", label[0]) if label else ())
        return name[label.end() :] if label else name

    text = without_label(text)
    if _LIST_OF_ABBREVIATIONS.fullmatch(text):
        return tuple(map(str.strip, text.split(","))), " ".join(signs)
    start = 0
    for sign in _BETWEEN.finditer(text):
        left, right = text[start : sign.start()], text[sign.end() :]
        if _strip_signs(left) and right and _are_two_leads(left, sign[0], right):
            names.append(_strip_signs(left))
            signs += re.findall(r"\w+", sign[0])
            start = sign.end()
    names = list(map(without_label, [*names, _strip_signs(text[start:])]))
    return tuple(name for part in names if (name := to_label(part))), " ".join(signs)


def split_status(text: str) -> tuple[str, str]:
    """Who leads, and the status that stands after a sign at the end: HR Manager – Complete."""
    match = _SAID_LAST.fullmatch(text) if len(text) <= LONGEST_POST else None
    is_status = bool(match and parse_status(match["last"]))
    return (match["who"], match["last"]) if match and is_status else (text, "")


def _are_two_leads(left: str, sign: str, right: str) -> bool:
    """Whether two roles stand beside each other, or two names of people, or one that is open."""
    if re.search(f";|then|{_HELPED}", sign) or (ROLE.match(right) and ROLE.match(left)):
        return True
    after = re.split(_BETWEEN, right, maxsplit=1)[0]
    one, two = _strip_signs(left), _strip_signs(after)
    return (
        bool(ROLE.match(left) and _SHORT_POST.match(after))
        or (is_personal_name(one) and is_personal_name(two))
        or says_no_lead(one)
        or (says_no_lead(two) and not vacant_post(one))
        or (_is_post(one, sign) and _is_post(two, sign))
    )


def _is_post(text: str, sign: str) -> bool:
    """Whether a text is a post by itself; after a stroke an abbreviation is: HR Officer / DHT."""
    is_short = "/" in sign != "/" and re.fullmatch(_ABBREVIATION, text)
    return bool(_ONE_POST.search(text) or is_short)


def starts_another_lead(before: str, after: str) -> bool:
    """Whether a cell of leads, over two rows, names another lead in the second."""
    return bool(ROLE.match(after) or DATE_PATTERN.search(before))
