"""The record of an action: all that its rows say, and whether and how a further row joins it."""

import re
from typing import Final, NamedTuple

from planctl.intake.account import AccountEntry, Fate, TextPiece
from planctl.intake.lexicon.field import JUDGEMENTS, OF_ACTION, PROMISES, PROSE, Reads, field_of
from planctl.intake.lexicon.lead import parse_roles, says_no_lead, starts_another_lead
from planctl.intake.lexicon.status import parse_status
from planctl.intake.lexicon.words import is_personal_name, one_of

_LOOKED_AT: Final = 200  # pieces back, for one that says the same
_ENDS: Final = (".", "!", "?", ":", ";")
# What leaves a text open, whatever the rest of its row says.
_JOINING: Final = re.compile(
    r"(?i)(?:[,(&/–—-]|\b(?:of|and|or|the|a|an|to|for|in|on|at|with|by|from|into|that|which))$"
)
_HALF_A_POST: Final = re.compile(rf"\b{one_of('lead', 'half')}$")


class PaperRecord(NamedTuple):
    """All that the rows of one action say, by what their columns hold."""

    place: str
    table: str
    pieces: dict[str, list[TextPiece]]  # under the key of a column
    joined: dict[str, list[str]]  # why further rows were taken for more of it, and which

    def words(self, key: str) -> str:
        """The text under a key, on one line."""
        return " ".join(piece.text for piece in self.pieces.get(key, ()))

    def said(self, key: str) -> list[TextPiece]:
        """What its own cells say under a key, and no merged cell of a row above."""
        return [piece for piece in self.pieces.get(key, ()) if not piece.is_again]

    @property
    def last_step(self) -> int:
        """The number of the last of its steps, which come in their order under each key."""
        return max((pieces[-1].step for pieces in self.pieces.values() if pieces), default=0)


def action_words(record: PaperRecord) -> list[TextPiece]:
    """What a record says is to be done."""
    return [*record.said("actions"), *record.said("title")]


def continues_action(last: PaperRecord, record: PaperRecord) -> bool:
    """Whether a row with the ref of the row above is more of that action, and not another one."""
    words = [piece.text for piece in action_words(record)]
    promises = any(record.said(key) for key in record.pieces if field_of(key).reads in PROMISES)
    if not words or not promises:
        return True
    return words == [piece.text for piece in action_words(last)] or bool(
        re.match("[a-z]", words[0])
    )


def names_other_area(last: PaperRecord, record: PaperRecord) -> bool:
    """Whether a row with words of its own names another area than the one above."""
    before, after = last.said("area"), record.said("area")
    if not before or not after or not action_words(record):
        return False
    is_same = last.words("area").casefold() == record.words("area").casefold()
    return not is_same and not _breaks_off(before[-1], after[0])


def is_judgement(key: str) -> bool:
    """Whether a column holds how an action stands, which one row says and another does not."""
    return field_of(key).reads in JUDGEMENTS


def join_record(last: PaperRecord, more: PaperRecord, entries: list[AccountEntry]) -> None:
    """Add a row to the one that it goes on from: a step of it, or the rest of what broke off."""
    before, words = action_words(last), action_words(more)
    judges = any(is_judgement(key) and more.said(key) for key in more.pieces)
    is_page_break = not more.pieces.get("ref")
    # A step has words and a promise of its own, and goes on with none.
    is_own = bool(before and words) and not _breaks_off(before[-1], words[0])
    is_rest = is_page_break and not (is_own and (judges or _promises(last, more)))
    is_apart = not is_rest or judges
    step = last.last_step + is_apart
    is_broken = False
    for key, pieces in more.pieces.items():
        if key == "ref":
            entries += [piece.entry(Fate.STRUCTURE, "the ref once more") for piece in pieces]
            continue
        reads = field_of(key).reads
        own = (piece for piece in pieces if _is_new(key, piece, is_apart=is_apart))
        new = [piece._replace(step=step) for piece in own]
        of_key = last.pieces.setdefault(key, [])
        is_mended = is_rest or (is_page_break and key == "area")
        if is_mended and of_key and new and _is_open(key, of_key[-1], new[0]):
            is_broken = True
            last_piece, rest = of_key[-1], new.pop(0)
            place, text = f"{last_piece.place} and {rest.place}", f"{last_piece.text} {rest.text}"
            of_key[-1] = last_piece._replace(place=place, text=text)
        # A row without words of its own says the lead and the date of its action once more.
        if reads in OF_ACTION - {Reads.MILESTONE_DATE} or (reads in PROMISES and not words):
            new = _drop_repeated(of_key, new, entries)
        if key == "area" and of_key:
            why = f"the action that this row goes on with is in the area “{of_key[0].text}”"
            entries += [piece.entry(Fate.LEFT, "", why) for piece in new]
            new = []
        # A step has no title of its own: that is one more thing to do.
        last.pieces.setdefault("actions" if key == "title" and of_key else key, []).extend(new)
    _note_join(last, more, is_broken=is_broken)


def _is_new(key: str, piece: TextPiece, *, is_apart: bool) -> bool:
    """Whether a row says a piece itself, or a merged cell says it of each step by one word."""
    is_of_each = is_judgement(key) and " and " not in key
    if key == "status":
        is_of_each = parse_status(piece.text) is not None
    return not piece.is_again or (is_apart and is_of_each)


def _promises(last: PaperRecord, more: PaperRecord) -> bool:
    """Whether a row has a lead or a date of its own, and not the rest of the lead above."""
    for key in (key for key in more.pieces if field_of(key).reads in PROMISES):
        before, pieces = last.said(key), more.said(key)
        is_leads = field_of(key).reads is Reads.LEADS
        if pieces and not (is_leads and before and _is_open(key, before[-1], pieces[0])):
            return True
    return False


def _breaks_off(before: TextPiece, after: TextPiece) -> bool:
    """Whether a text says itself that it is not whole, or the next that it is the rest of one."""
    return bool(re.match("[a-z]", after.text) or _JOINING.search(before.text))


def _drop_repeated(
    before: list[TextPiece], pieces: list[TextPiece], entries: list[AccountEntry]
) -> list[TextPiece]:
    texts = {piece.text.casefold() for piece in before[-_LOOKED_AT:]}
    repeated = [piece for piece in pieces if piece.text.casefold() in texts]
    entries += [piece.entry(Fate.STRUCTURE, "it is said once more") for piece in repeated]
    return [piece for piece in pieces if piece not in repeated]


def _note_join(last: PaperRecord, more: PaperRecord, *, is_broken: bool) -> None:
    ref = more.pieces.get("ref")
    why = "it has no ref, and is taken for a step of the action above"
    if ref:
        why = f"the ref is {ref[0].text} once more, so it is taken for a step of it"
    elif is_broken:
        why = "it has no ref, and is taken for the rest of what the row above leaves open"
    if not (ref and ref[0].is_again) and (ref or is_broken or action_words(more)):
        last.joined.setdefault(why, []).append(more.place)


def _is_open(key: str, before: TextPiece, after: TextPiece) -> bool:
    """Whether a paragraph goes on: it was left open, or the rest of it begins in small letters."""
    if after.is_item or before.is_again or not before.text or not after.text or is_judgement(key):
        return False
    if re.match("[a-z]", after.text):
        return True
    if key == "area":
        return bool(_JOINING.search(before.text))
    if field_of(key).reads is Reads.LEADS:
        return not before.text.endswith(".") and _is_half_a_lead(before.text, after.text)
    return field_of(key).reads in PROSE and not before.text.endswith(_ENDS)


def _is_half_a_lead(before: str, after: str) -> bool:
    """Whether the name of a post broke off; two that are whole are two posts."""
    leads = parse_roles(after)
    is_post = bool(leads.names) and not leads.why
    is_whole = is_post or is_personal_name(after) or says_no_lead(after)
    is_half = _JOINING.search(before) or _HALF_A_POST.search(before) or not is_whole
    return bool(is_half) and not starts_another_lead(before, after)
