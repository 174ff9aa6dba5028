"""How papers say that an action stands: by the words of the lexicon, and what is built of them.

A paper that says what its own words and signs mean (its legend) is believed before the lexicon.

A word of an end counts only where nothing before it takes it back: “not complete”, “almost closed”
and “to be implemented” are of work that goes on. What is in no table is asked about, once a word.
"""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from planctl.intake.lexicon.words import keys_of_words, one_of, word_lists
from planctl.model.action import Status

Legend = Mapping[str, Status]  # what the signs and words of a paper mean, in small letters
NO_LEGEND: Final[Legend] = MappingProxyType({})
_WORDS: Final = {word: Status(name) for word, name in keys_of_words("status").items()}
_CELL_WORDS: Final = _WORDS | {w: Status(name) for w, name in keys_of_words("status_sign").items()}
_AROUND: Final = " .*-–—:;,!_()[]\ufe0f"
_PICTURE: Final = re.compile(
    "[\u00bc-\u00be\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff\ufe0f]"
)


def _leading(words: Iterable[str], signs: str) -> re.Pattern[str]:
    """A text that begins with a word and a sign; in capital letters it needs no sign."""
    joined = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?i:(?P<word>{joined})\s*(?:{signs}))|(?P<loud>{joined.upper()})\b")


_NOTE: Final = _leading(word_lists("status_phrase")["note"], r"[.;:–—]|-\s|$")
_CELL: Final = _leading(_WORDS, r"[.;:,(–—]|-\s|$")
# That it has not begun is plain without a sign, too: Not due until March.
_UNBEGUN: Final = re.compile(
    r"(?i)not (?:yet )?(?:due(?! to\b)|started|begun|commenced)(?: yet)?\b"
)
_ENDS: Final = one_of("status", Status.COMPLETE, Status.EMBEDDED)
_OF_THE_END: Final = re.compile(rf"\b(?:{_ENDS}|complet\w+|closing|closure|finish\w+)\b|\b100 ?%")
_FULLY: Final = re.compile(
    r"(?:(?:the|this|all|action|actions|recommendation|now|fully|formally|successfully|has|have|"
    r"been|is|are|was|were|it|already|since)\s+)*"
    rf"(?P<word>{_ENDS})(?:\s+(?:in full|now|already))?"
)
_PARTLY: Final = re.compile(
    r"(?:not|never)(?: yet)?(?: been)?(?: fully)? {ends}(?: yet)?|in ?complete|"
    r"(?:partially|partly|part|half|in part|mostly|largely|substantially|nearly|almost|"
    r"some(?:what)?)[ -]{ends}".replace("{ends}", _ENDS)
)
# Of an end that has not come it is not said whether anything was begun.
_UNDONE: Final = re.compile(r"not(?: yet)?(?: been)? (?:implemented|delivered|actioned|achieved)")
_PERCENT: Final = re.compile(
    r"(?:(?:progress|complete|completed|done|implemented|delivered)\W*)?(?P<number>\d{1,3}) ?%"
    r"(?: (?:complete|completed|done|implemented|delivered|progress|there))?"
)
_REPLACED: Final = re.compile(
    rf"(?:(?:now )?{one_of('status_phrase', 'replaced')}"
    r"(?: (?:with|by|into|in|within|under))?|duplicate of)(?: .{1,40})?"
)
_CLEAR_OF_DOUBT: Final = re.compile(rf"(?is)(?!.*\b{one_of('status_phrase', 'doubt')}\b|.*\?)")
_JOINTS: Final = re.compile(r"(?<!\s)\s*(?:[/,;&+]|(?<=\s)[-–—](?=\s)|\band\b|\bbut\b)\s*")
_LEGEND_LABEL: Final = re.compile(
    r"(?i)(?<!\s)\s*(?:(?:status|rag|rating|progress)s? )?(?:key|legend|status(?:es)?)\s*[:=–-]\s*"
)
_SIGN: Final = f"(?:{_PICTURE.pattern}\ufe0f?)"
_LEGEND_SIGN: Final = re.compile(
    rf"(?P<sign>{_SIGN})\s*[=:–—-]?\s*(?P<words>(?:(?!{_SIGN})[^,;|])+)(?:[,;|]|$|(?={_SIGN}))"
)
_LEGEND_ENTRY: Final = re.compile(
    r"(?i)\(?(?P<sign>[A-Za-z]{1,3}|\d|blue|green|amber|yellow|red|grey|white|black)\)?"
    r"\s*(?:[=:–—]|\s-|means)\s*(?P<words>.+)"
)
# Whether a recommendation was agreed: Agreed in part; We do not accept this recommendation.
_OBJECT: Final = (
    r"(?:\s+(?:(?:with|to)\s+)?(?:(?:the|this)\s+(?:recommendation|finding|proposal)s?|this|it))?"
)
_ASSENT: Final = one_of("decision", "assent")
_DISSENT: Final = one_of("decision", "dissent")
_IN_PART: Final = one_of("decision", "in_part")
_DECISION: Final = re.compile(
    rf"(?i)(?:{one_of('decision', 'before')}\s+)*(?:"
    rf"(?P<part>{_IN_PART}(?:\s+(?:not\s+)?(?:{_ASSENT}|{_DISSENT}))?|"
    rf"not\s+(?:fully|wholly|entirely)\s+{_ASSENT}|{_ASSENT}\W{{1,3}}{_IN_PART}\)?|"
    rf"{_ASSENT}\s+(?:with|subject to)\s+(?:amend|chang|condition|modif|reservation|caveat)\w*)|"
    rf"(?P<refused>{one_of('decision', 'denial')}\b\s+(?:yet\s+)?(?:be\s+|been\s+)?{_ASSENT}|"
    rf"{_DISSENT})|"
    rf"(?P<agreed>{_ASSENT}(?:\s+in full)?|as (?:above|recommended))|"
    rf"(?P<open>noted|n/?a|not applicable)"
    rf"){_OBJECT}(?!\w)"
)
_AFTER_DECISION: Final = re.compile(r"\s*(?:[.,;:!–—-]+(?:\s+|$)|(?=\()|$)")
_REASON: Final = re.compile(r"\s+(?=(?:because|as|since|due|owing|given|on|by)\b)", re.IGNORECASE)
_UNDECIDED: Final = re.compile(
    r"(?i)(?:tb[acd]|to be|pending|defer|await|under (?:review|consider|discuss)|not\b)"
)
_BARE: Final = frozenset({"no", "n", "x", "y", "yes", "part"})  # begin other texts, too
_FULL: Final = 100  # percent
_SHORT: Final = 40  # characters of a word or a phrase; more is a note
_FEW: Final = 5  # words of it
# How far a status is from the end; of two that contradict the first holds meanwhile.
_ORDER: Final = (
    *(Status.NOT_STARTED, Status.PAUSED, Status.IN_PROGRESS),
    *(Status.WITHDRAWN, Status.COMPLETE, Status.EMBEDDED),
)


class ParsedStatus(NamedTuple):
    """What the words of a status say; without a status where only a person can tell."""

    status: Status | None = None
    why: str = ""  # the reason of a guess, or what a person is asked
    propose: Status | None = None
    meanwhile: Status = Status.IN_PROGRESS  # until a person has told
    is_word: bool = True  # whether it is a word or a phrase, and no note


class Decision(StrEnum):
    """What was decided of a recommendation."""

    AGREED = "agreed"
    PART = "agreed in part"
    REFUSED = "not agreed"
    OPEN = "not decided"


def split_decision(text: str) -> tuple[Decision, str, str] | None:
    """The decision that a text begins with, its words, and what the text says after them.

    Words of an agreement that no sign ends begin a sentence of what is to be done.
    """
    match = _DECISION.match(text)
    if not match:
        return None
    decision, end = Decision[str(match.lastgroup).upper()], match.end()
    sign = _AFTER_DECISION.match(text, end)
    if decision is Decision.REFUSED:
        sign = sign or _REASON.match(text, end)
    if not sign and (decision is Decision.AGREED or " " not in match[0]):
        return None
    end = sign.end() if sign else end
    return decision, text[:end].strip(), text[end:].strip()


def parse_decision(text: str) -> Decision | None:
    """What a cell says was decided of a recommendation; none where it says nothing of it."""
    if parse_status(text) is Status.WITHDRAWN:
        return Decision.REFUSED
    match = _DECISION.match(text)
    is_long = len(text.split()) > _FEW
    if not match or (is_long and match[0].casefold() in _BARE and not split_decision(text)):
        return Decision.OPEN if _UNDECIDED.match(text) else None
    return Decision[str(match.lastgroup).upper()]


def parse_status(text: str) -> Status | None:
    """The status that a text is, wherever it stands."""
    return _WORDS.get(_plain(text))


def least_finished(*statuses: Status) -> Status:
    """The one of several statuses that is farthest from the end."""
    return min(statuses, key=_ORDER.index)


def leading_status(text: str, *, is_note: bool = True) -> tuple[str, Status] | None:
    """The word at the start of a text that says how the action stands, and the status."""
    if unbegun := _UNBEGUN.match(text):
        return unbegun[0], Status.NOT_STARTED
    match = (_NOTE if is_note else _CELL).match(text)
    word = (match["word"] or match["loud"]) if match else ""
    return (word, _WORDS[word.casefold()]) if word else None


def parse_status_cell(text: str, legend: Legend = NO_LEGEND) -> ParsedStatus:
    """What a cell says whose column is of the status, or of whether it is complete."""
    plain = _plain(text)
    if status := legend.get(text.strip().casefold()) or legend.get(plain):
        return ParsedStatus(status, "by the legend of the paper")
    words = _plain(_PICTURE.sub(" ", plain)) or plain
    if status := legend.get(words) or _CELL_WORDS.get(words) or _status_of_form(words):
        return ParsedStatus(status)
    return _parse_phrase(text, words, legend)


def _status_of_form(words: str) -> Status | None:
    """The status of words that are built like those of the lexicon: fully, partly, 75 %."""
    if number := _PERCENT.fullmatch(words):
        share = int(number["number"])
        ends = {0: Status.NOT_STARTED, _FULL: Status.COMPLETE}
        return ends.get(share, Status.IN_PROGRESS if share < _FULL else None)
    if full := _FULLY.fullmatch(words):
        return _WORDS[full["word"]]
    if _PARTLY.fullmatch(words) and not _UNDONE.fullmatch(words):
        return Status.IN_PROGRESS
    return Status.WITHDRAWN if _REPLACED.fullmatch(words) else None


def _parse_phrase(text: str, plain: str, legend: Legend) -> ParsedStatus:
    """Several words: two statuses, a status and a doubt, or a word that is not known."""
    parts = [legend.get(p) or _status_of_words(p) for p in _JOINTS.split(plain) if _plain(p)]
    known = [part for part in parts if part]
    is_word = len(plain) <= _SHORT and len(plain.split()) <= _FEW
    first = leading_status(_PICTURE.sub(" ", text).strip(), is_note=False)
    if len(parts) > 1 and len(known) == len(parts):
        if len({*known}) == 1 or {*known} == {Status.COMPLETE, Status.EMBEDDED}:
            return ParsedStatus(max(known, key=_ORDER.index))
        least = least_finished(*known)
        return ParsedStatus(None, "it says two things: which holds?", least, least)
    if first and _CLEAR_OF_DOUBT.match(text):
        return ParsedStatus(first[1], is_word=False)
    if first or (_OF_THE_END.search(plain) and not _UNDONE.fullmatch(plain)):
        propose = first[1] if first else Status.IN_PROGRESS
        return ParsedStatus(None, "is it complete?", propose, is_word=is_word)
    return _ask_word(plain) if is_word else ParsedStatus(is_word=False)


def _ask_word(plain: str) -> ParsedStatus:
    if plain == "not applicable":  # to what it is no more, or never was
        return ParsedStatus(None, "is the action withdrawn?", Status.WITHDRAWN)
    if _UNDONE.fullmatch(plain):
        return ParsedStatus(None, "has it been started?", Status.NOT_STARTED)
    near = get_close_matches(plain, _WORDS, n=1, cutoff=0.85)
    propose = _WORDS[near[0]] if near else Status.IN_PROGRESS
    return ParsedStatus(None, "it is no status that is known: what does it mean?", propose)


def parse_legend(text: str) -> dict[str, Status]:
    """What a line says that its signs mean: ✅ Finished – it is in use; C = complete, O = open."""
    words = _LEGEND_LABEL.sub("", text)
    pairs = [(pair["sign"], pair["words"]) for pair in _LEGEND_SIGN.finditer(words)]
    if not pairs:
        entries = [_LEGEND_ENTRY.fullmatch(part) for part in re.split(r"\s*[,;|]\s*|\s{2,}", words)]
        pairs = [(entry["sign"], entry["words"]) for entry in entries if entry]
        pairs = pairs if len(pairs) == len(entries) else []
    meanings = ((sign, _parse_meaning(words)) for sign, words in pairs)
    return {_plain(sign): status for sign, status in meanings if status}


def _parse_meaning(words: str) -> Status | None:
    """The status of the words of a legend, or of the first of them: Finished – it is in use."""
    first = re.split(r"(?<!\s)\s*[–—:;(]|\s-\s", words.strip(" *"), maxsplit=1)[0]
    if _UNDONE.fullmatch(_plain(first)):  # the end of a scale
        return Status.NOT_STARTED
    return _status_of_words(words) or _status_of_words(first)


def _status_of_words(words: str) -> Status | None:
    plain = _plain(words)
    return _CELL_WORDS.get(plain) or _status_of_form(plain)


def _plain(text: str) -> str:
    """A status as it is looked up: small letters, single spaces, no signs around it."""
    words = text.casefold().replace("’", "'").replace("&", " and ")
    return " ".join(words.split()).strip(_AROUND)
