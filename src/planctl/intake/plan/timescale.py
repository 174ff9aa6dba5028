"""The leads and dates of an action from its cells, and the timescale and milestones they make."""

from typing import Final, cast

from planctl.intake.account import HIGH, MEDIUM, DerivedText, Fate, GuessConfidence, TextPiece
from planctl.intake.lexicon.date import SERIAL, ParsedDate
from planctl.intake.lexicon.date_in_sentence import (
    doubtful_part,
    due_sort_day,
    has_vague_time,
    keeps_date_due,
    parse_completion,
    parse_date_in_sentence,
    parse_extension,
    split_vague_time,
)
from planctl.intake.lexicon.lead import (
    LeadAndDate,
    ParsedRoles,
    parse_leads_and_dates,
    parse_roles,
    says_no_lead,
    split_status,
    vacant_post,
)
from planctl.intake.lexicon.rating import UNRATED_WORDS
from planctl.intake.lexicon.status import parse_status
from planctl.intake.plan.draft_action import ActionDate, DraftAction
from planctl.model.action import Status
from planctl.model.problem import PlanValue
from planctl.model.timescale_grammar import read_day

_NOT_SET: Final = UNRATED_WORDS | {"tba", "tbd", "not set", "to be confirmed", "to be agreed"}
_ENDLESS: Final = frozenset({"ongoing", "on-going"})
_EDGE: Final = " .,;:"


def set_timescale(action: DraftAction) -> None:
    """One date is the timescale; of several the last is, and each is a milestone of its own."""
    whens = action.whens
    milestones = cast("list[dict[str, PlanValue]]", action.items("milestones"))
    are_open = not any("timescale" in milestone for milestone in milestones)
    if len(whens) > 1 and len(milestones) == len(whens) and are_open:
        for milestone, action_date in zip(milestones, whens, strict=True):
            milestone.update(action_date.milestone)
        _name_leads(action)
        _promise_last(action)
    elif len({action_date.due for action_date in whens}) == 1:
        action.said["timescale"] = whens[0].value
        for other in whens[1:]:
            what = DerivedText(other.part_in_words(other.leads))
            milestones.append({"what": what, "timescale": other.value})
    elif whens:
        _take_parts(action)
    for action_date in [action_date for action_date in whens if action_date.review][:1]:
        action.said["review"] = DerivedText(action_date.review)


def _name_leads(action: DraftAction) -> None:
    """Give each step the lead that stands in its row, where the rows have leads of their own."""
    leads: dict[str, list[PlanValue]] = {}
    places = []
    for entry in action.entries:
        if entry.to == f"{action.ref} milestones":
            places.append(entry.place)
        elif entry.to == f"{action.ref} leads" and entry.text in action.items("leads"):
            leads.setdefault(entry.place, []).append(DerivedText(entry.text))
    for place, step in zip(places, action.items("milestones"), strict=False):
        if len(leads) > 1 and place in leads:
            cast("dict[str, PlanValue]", step)["leads"] = [*leads[place]]


def _take_parts(action: DraftAction) -> None:
    """Several dates: each is a milestone, and the last the promise of what has several parts."""
    first, *later = whens = action.whens
    steps = [str(item) for item in action.items("actions")]
    is_parallel = len(steps) == len(whens) and not any(item.leads for item in whens)
    is_one_cell = len(later) == 1 and first.cell == later[0].cell != ""
    is_later = due_sort_day(first.due) < due_sort_day(later[0].due)
    if not is_parallel and is_one_cell and is_later and not (first.leads or later[0].leads):
        action.said["timescale"] = first.value
        # What was said of the words of the second date is asked instead.
        number = max(
            number
            for number, entry in enumerate(action.entries)
            if entry.to == f"{action.ref} timescale" and entry.text.strip(_EDGE) == later[0].written
        )
        entry = action.entries.pop(number)
        ask_extension(action, TextPiece(entry.place, entry.text), later[0].due)
        return
    _promise_last(action, is_known=is_parallel or all(item.leads for item in whens))
    for number, action_date in enumerate(whens):
        words = steps[number] if is_parallel else action_date.part_in_words(action_date.leads)
        part: dict[str, PlanValue] = {"what": DerivedText(words), **action_date.milestone}
        if action_date.leads:
            part["leads"] = [DerivedText(role) for role in action_date.leads]
        action.items("milestones").append(part)


def _promise_last(action: DraftAction, *, is_known: bool = True) -> None:
    """Take the last date for the promise; ask where one goes on, or they are of nobody.

    Of what goes on without an end only a person can say by when it is promised; and of dates that
    are of nobody and of no step, a later one may be an extension.
    """
    whens = action.whens
    dues = [action_date.due for action_date in whens if not action_date.is_endless]
    last = max(dues or [action_date.due for action_date in whens], key=due_sort_day)
    texts = ((" and ".join(when.leads), when.written) for when in whens)
    written = DerivedText("; ".join(", ".join(filter(None, words)) for words in texts))
    if not is_known:
        why = f"it has {len(whens)} dates: which is the promise? A later one may be an extension"
        if answer := action.want("timescale", why, last):
            action.said["timescale"] = {"written": written, "due": DerivedText(answer)}
    elif 0 < len(dues) < len(whens):
        why = "one of its parts goes on without an end: by when is the action promised?"
        action.want_value("timescale", why, last)
        read_endless(action)
    else:
        action.said["timescale"] = {"written": written, "due": DerivedText(last)}
        action.tell("timescale", f"{last}, the last of {len(whens)} dates", MEDIUM)


def ask_extension(action: DraftAction, piece: TextPiece, later: str) -> None:
    """A later date beside the promise: it was asked for, and a person says if it was agreed."""
    why = "it is later than the promise: on which day did the board agree to it, if it did?"
    answer = action.ask(piece, "extension", why, meanwhile="asked for, and not agreed")
    reason = DerivedText("The paper gives a later date")
    extension: dict[str, PlanValue] = {"to": DerivedText(later), "reason": reason}
    if answer:
        extension["agreed"] = DerivedText(read_day(answer).isoformat())
    action.items("extensions").append(extension)


def read_endless(action: DraftAction) -> None:
    """Say of the words of a part without an end that they were read, since no value holds them."""
    texts = {action_date.written for action_date in action.whens if action_date.is_endless}
    for number, entry in enumerate(action.entries):
        if entry.to == f"{action.ref} timescale" and entry.text.strip(_EDGE) in texts:
            why = "read as without an end"
            action.entries[number] = entry._replace(fate=Fate.READ, why=why, sure=None)


def take_leads(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """The roles and dates of a cell, together or each in its own."""
    for cell in pieces:
        who, status = split_status(cell.text)
        piece = cell.part(who.strip())
        if status:
            _take_status(action, key, cell.part(status))
        if _ask_lead(action, piece) or _take_status(action, key, piece):
            continue
        if doubtful := doubtful_part(piece.text):  # its words may say that it is another day
            roles = parse_roles(piece.text.removesuffix(doubtful))
            _take_turn(action, piece, LeadAndDate(roles))
            _take_date(action, piece.part(doubtful if roles.names else piece.text), ())
        elif key != "leads" or has_vague_time(piece.text):
            _take_pairs(action, piece)
        else:
            parts = parse_leads_and_dates(piece.text)
            if not any(turn.when for turn in parts):
                roles = parse_roles(piece.text, is_known=True)
                parts = [LeadAndDate(roles, "", "" if roles.names else piece.text)]
            for turn in parts:
                _take_turn(action, piece, turn)


def _take_pairs(action: DraftAction, piece: TextPiece) -> None:
    """Who leads and by when, of which the second may be words of time that name no day."""
    texts = piece.text.split(";")
    for text in texts if any(split_vague_time(text)[1] for text in texts) else [piece.text]:
        who, vague = split_vague_time(text)
        parts = parse_leads_and_dates(who)
        for turn in parts:
            _take_turn(action, piece, turn)
        if vague:
            _ask_day(action, piece.part(vague), parts[-1].leads.names if parts else ())


def _ask_day(action: DraftAction, piece: TextPiece, leads: tuple[str, ...]) -> None:
    why = "it names no day: by which day or month is it to be done?"
    parsed = action.parse_date(piece)
    due = parsed.due or action.ask(piece, "timescale", why, parsed.propose, fate=Fate.PLACED)
    if parsed.due:
        action.note(piece, Fate.PLACED, "timescale", f"{parsed.due}: {parsed.why}", parsed.sure)
    if due:
        action.whens.append(ActionDate(piece.text.strip(_EDGE), due, leads, piece.is_again))


def _take_turn(action: DraftAction, piece: TextPiece, turn: LeadAndDate) -> None:
    rest = turn.rest
    for role in turn.leads.names:
        _take_role(action, piece.part(role), turn.leads)
    if turn.leads.signs:
        action.note(piece.part(turn.leads.signs), Fate.STRUCTURE, "leads", "between roles")
    is_plain = says_no_lead(rest) or parse_status(rest) or keeps_date_due(rest)
    if turn.when and rest and not is_plain:  # the words before may say that it is another day
        _take_date(action, piece.part(f"{rest} {turn.when}"), ())
        return
    if turn.when:
        _take_date(action, piece.part(turn.when), turn.leads.names)
    remark = piece.part(rest)
    if not rest or piece.is_again:
        return
    if not _ask_lead(action, remark) and not _take_status(action, "leads", remark):
        action.items("progress").append({"note": rest})
        why = "it stands beside the lead, and is neither a role nor a date"
        action.note(remark, Fate.PLACED, "progress", why, MEDIUM)


def _ask_lead(action: DraftAction, piece: TextPiece) -> bool:
    """Ask who leads, where the paper says that nobody does yet; whether it says so."""
    is_open = says_no_lead(piece.text)
    if is_open:
        _ask_role(action, piece, "who leads it? Name the post")
    return is_open


def _ask_role(action: DraftAction, piece: TextPiece, why: str, propose: str = "") -> None:
    answer = action.ask(piece, "leads", why, propose)
    action.items("leads").extend(map(DerivedText, parse_roles(answer, is_known=True).names))


def _take_role(action: DraftAction, piece: TextPiece, leads: ParsedRoles) -> None:
    if _ask_lead(action, piece):
        return
    if empty := vacant_post(piece.text):
        post, words = empty
        _add_role(action, piece.part(post))
        why = f"the post of {post} has nobody in it: who leads until then? Name the post"
        _ask_role(action, piece.part(words), why)
    elif piece.text.endswith("?"):
        why = "a question mark stands after it: who leads?"
        _ask_role(action, piece, why, piece.text.rstrip(" ?"))
    else:
        _add_role(action, piece, leads.why, leads.sure)


def _add_role(
    action: DraftAction, piece: TextPiece, why: str = "", sure: GuessConfidence | None = None
) -> None:
    leads = [str(role) for role in action.items("leads")]
    if piece.text in leads:
        action.note(piece, Fate.STRUCTURE, "leads", "it is named once already")
        return
    action.items("leads").append(DerivedText(piece.text) if piece.is_again else piece.text)
    action.note(piece, Fate.PLACED, "leads", why, sure)


def take_timescale(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """The dates of a column of dates."""
    for piece in pieces:
        words = piece.text.casefold().strip(_EDGE)
        if words in _NOT_SET:
            action.note(piece, Fate.READ, "timescale", "read as not set")
        elif words in _ENDLESS or not _take_status(action, key, piece):
            _take_date(action, piece, ())


def _take_status(action: DraftAction, key: str, piece: TextPiece) -> bool:
    """Take how an action stands, where that stands in place of who or when; whether it does."""
    status = parse_status(piece.text)
    if status:
        action.give("status", piece, status.value, "")
    return bool(status) or _take_completion(action, key, piece)


def _take_completion(action: DraftAction, key: str, piece: TextPiece) -> bool:
    """Take the day of completion that stands in place of who or when; whether it does."""
    completion = parse_completion(piece.text, action.how.dates)
    if not completion:
        return False
    action.said["status"] = DerivedText(Status.COMPLETE.value)
    is_due = key != "leads" and piece.text.startswith(completion.written)
    if completion.is_day and not is_due:
        action.said["completed"] = DerivedText(completion.iso)
        action.tell("completed", f"{completion.iso}, as “{piece.text}” says", HIGH)
    if key == "leads":
        action.note(piece, Fate.READ, "status", "read as complete")
        return True
    why, propose = "it says when it was completed, and not when it was due", ""
    if is_due:
        why, propose = "is it when it was due, or when it was completed?", completion.due
    if answer := action.ask(piece, "timescale", why, propose, fate=Fate.PLACED):
        action.whens.append(ActionDate(piece.text, answer, (), piece.is_again))
    return True


def _take_date(action: DraftAction, piece: TextPiece, leads: tuple[str, ...]) -> None:
    """A date; where there are several, each is of the roles beside it."""
    parsed = action.parse_date(piece)
    if not parsed.due:
        known_leads = [*leads, *map(str, action.items("leads"))]
        style = action.how.dates_under(piece.column)
        parsed = parse_date_in_sentence(piece.text, style, known_leads) or parsed
    written = piece.text.strip(_EDGE)
    if not parsed.due and (moved := parse_extension(piece.text, action.how.dates)):
        first = piece.part(moved.words)
        action.note(first, Fate.PLACED, "timescale", "the first promise", MEDIUM)
        action.whens.append(ActionDate(moved.words, moved.first.due, leads, piece.is_again))
        ask_extension(action, piece.part(moved.later_words), moved.later.due)
        return
    if not parsed.due:
        answer = action.ask(piece, "timescale", parsed.why, parsed.propose, fate=Fate.PLACED)
        if not answer:
            return
        parsed = ParsedDate(piece.text, answer)
    elif parsed.rule == SERIAL:
        written = DerivedText(parsed.due)
        action.note(piece, Fate.READ, "timescale", f"read as {parsed.due}")
    elif parsed.sure and not parsed.rule:
        why = f"read as {parsed.due}: {parsed.why}"
        action.note(piece, Fate.PLACED, "timescale", why, parsed.sure)
    else:
        action.note(piece, Fate.PLACED, "timescale")
    cell = f"{piece.place} {piece.column}"
    when = ActionDate(written, parsed.due, leads, piece.is_again, parsed.review, cell)
    action.whens.append(when)
