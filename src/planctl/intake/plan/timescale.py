"""The leads and dates of an action from its cells, and the timescale and milestones they make."""

from collections.abc import Sequence
from typing import Final, cast

from planctl.intake.account import HIGH, MEDIUM, DerivedText, Fate, GuessConfidence, TextPiece
from planctl.intake.lexicon.date import SERIAL, ParsedDate
from planctl.intake.lexicon.date_in_words import (
    doubtful_part,
    due_sort_day,
    has_vague_time,
    keeps_date_due,
    parse_completion,
    parse_date_in_words,
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
from planctl.model.plan_value import PlanValue
from planctl.model.timescale import Ongoing
from planctl.model.timescale_grammar import read_day, read_timescale

_NOT_SET: Final = UNRATED_WORDS | {"tba", "tbd", "not set", "to be confirmed", "to be agreed"}
_ENDLESS: Final = frozenset({"ongoing", "on-going"})
_EDGE: Final = " .,;:"


def set_timescale(action: DraftAction) -> None:
    """One date is the timescale; of several the last is, and each is a milestone of its own."""
    whens = action.whens
    milestones = action.items("milestones")
    are_open = not any(
        "timescale" in cast("dict[str, PlanValue]", milestone) for milestone in milestones
    )
    if len(whens) > 1 and len(milestones) == len(whens) and are_open:
        for step, action_date in zip(milestones, whens, strict=True):
            cast("dict[str, PlanValue]", step).update(milestone_date(action_date))
        _name_leads(action)
        _promise_last(action)
    elif len({action_date.due for action_date in whens}) == 1:
        action.said["timescale"] = timescale_value(whens[0])
        for other in whens[1:]:
            milestones.append(
                {
                    "what": DerivedText(part_in_words(other, other.leads)),
                    "timescale": timescale_value(other),
                }
            )
    elif whens:
        _take_parts(action)
    review = next((action_date.review for action_date in whens if action_date.review), "")
    if review:
        action.said["review"] = DerivedText(review)


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
    whens = action.whens
    steps = [str(item) for item in action.items("actions")]
    is_parallel = len(steps) == len(whens) and not any(item.leads for item in whens)
    if not is_parallel and _is_promise_and_later(whens):
        action.said["timescale"] = timescale_value(whens[0])
        _ask_later(action, whens[1])
        return
    if is_parallel or all(item.leads for item in whens):
        _promise_last(action)
    else:
        _ask_which(action)
    for number, action_date in enumerate(whens):
        words = steps[number] if is_parallel else part_in_words(action_date, action_date.leads)
        part: dict[str, PlanValue] = {"what": DerivedText(words), **milestone_date(action_date)}
        if action_date.leads:
            part["leads"] = [DerivedText(role) for role in action_date.leads]
        action.items("milestones").append(part)


def _is_promise_and_later(whens: Sequence[ActionDate]) -> bool:
    """Whether two dates of one cell, each on its own line, are a promise and a later one."""
    first, *later = whens
    are_alone = len(later) == 1 and not first.leads and not later[0].leads
    is_one_cell = are_alone and first.cell == later[0].cell != ""
    return is_one_cell and due_sort_day(first.due) < due_sort_day(later[0].due)


def _ask_later(action: DraftAction, later: ActionDate) -> None:
    """Ask about the second date of a cell, in place of what was said of its words."""
    to = f"{action.ref} timescale"
    number, entry = next(
        (number, entry)
        for number, entry in reversed([*enumerate(action.entries)])
        if entry.to == to and entry.text.strip(_EDGE) == later.written
    )
    del action.entries[number]
    ask_extension(action, TextPiece(entry.place, entry.text), later.due)


def _ask_which(action: DraftAction) -> None:
    """Of dates that are of nobody and of no step, a later one may be an extension."""
    why = f"it has {len(action.whens)} dates: which is the promise? A later one may be an extension"
    answer = action.want("timescale", why, _last_due(action))
    if answer:
        action.said["timescale"] = {
            "written": DerivedText(_dates_as_written(action)),
            "due": DerivedText(answer),
        }


def ask_extension(action: DraftAction, piece: TextPiece, later: str) -> None:
    """A later date beside the promise: it was asked for, and a person says if it was agreed."""
    why = "it is later than the promise: on which day did the board agree to it, if it did?"
    answer = action.ask(piece, "extension", why, meanwhile="asked for, and not agreed")
    agreed: dict[str, PlanValue] = (
        {"agreed": DerivedText(read_day(answer).isoformat())} if answer else {}
    )
    reason = DerivedText("The paper gives a later date")
    action.items("extensions").append({"to": DerivedText(later), "reason": reason, **agreed})


def _promise_last(action: DraftAction) -> None:
    last = _last_due(action)
    if any(is_endless(each.due) for each in action.whens) and not is_endless(last):
        _ask_end(action, last)
        return
    action.said["timescale"] = {
        "written": DerivedText(_dates_as_written(action)),
        "due": DerivedText(last),
    }
    action.tell("timescale", f"{last}, the last of {len(action.whens)} dates", MEDIUM)


def _ask_end(action: DraftAction, last: str) -> None:
    """Of what goes on without an end only a person can say by when it is promised."""
    why = "one of its parts goes on without an end: by when is the action promised?"
    answer = action.want("timescale", why, last)
    if answer:
        action.said["timescale"] = DerivedText(answer)
    read_endless(action)


def read_endless(action: DraftAction) -> None:
    """Say of the words of a part without an end that they were read, since no value holds them."""
    texts = {action_date.written for action_date in action.whens if is_endless(action_date.due)}
    for number, entry in enumerate(action.entries):
        if entry.to == f"{action.ref} timescale" and entry.text.strip(_EDGE) in texts:
            why = "read as without an end"
            action.entries[number] = entry._replace(fate=Fate.READ, why=why, sure=None)


def is_endless(due: str) -> bool:
    """Whether a date is none, because it goes on."""
    return isinstance(read_timescale(due), Ongoing)


def _last_due(action: DraftAction) -> str:
    """The last of the dates that have an end, if any has."""
    dues = [action_date.due for action_date in action.whens]
    return max([due for due in dues if not is_endless(due)] or dues, key=due_sort_day)


def _dates_as_written(action: DraftAction) -> str:
    return "; ".join(
        ", ".join((" and ".join(action_date.leads), action_date.written)).lstrip(", ")
        for action_date in action.whens
    )


def part_in_words(action_date: ActionDate, leads: Sequence[str]) -> str:
    """What a part of an action is called: by who leads it, or by its date."""
    return f"The part of {' and '.join(leads)}" if leads else f"By {action_date.written}"


def milestone_date(action_date: ActionDate) -> dict[str, PlanValue]:
    """By when a part is due; nothing where it goes on, because a milestone has an end."""
    return {} if is_endless(action_date.due) else {"timescale": timescale_value(action_date)}


def timescale_value(action_date: ActionDate) -> PlanValue:
    """A date as the plan has it, beside the words of the paper where those are not read."""
    written: str = DerivedText(action_date.written) if action_date.is_again else action_date.written
    return (
        written
        if action_date.written == action_date.due
        else {"written": written, "due": DerivedText(action_date.due)}
    )


def take_leads(action: DraftAction, key: str, pieces: list[TextPiece]) -> None:
    """The roles and dates of a cell, together or each in its own."""
    for cell in pieces:
        who, status = split_status(cell.text)
        piece = cell.part(who.strip())
        if status:
            _take_status(action, key, cell.part(status))
        if _ask_lead(action, piece) or _take_status(action, key, piece):
            continue
        if doubtful := doubtful_part(piece.text):
            _take_doubtful(action, piece, doubtful)
            continue
        if key != "leads" or has_vague_time(piece.text):
            _take_pairs(action, piece)
            continue
        parts = parse_leads_and_dates(piece.text)
        if not any(turn.when for turn in parts):
            parts = [LeadAndDate(parse_roles(piece.text, is_known=True))]
            parts = parts if parts[0].leads.names else [LeadAndDate(parts[0].leads, "", piece.text)]
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


def _take_doubtful(action: DraftAction, piece: TextPiece, doubtful: str) -> None:
    """Who leads, and a date whose words may say that it is another day."""
    who = parse_roles(piece.text.removesuffix(doubtful))
    _take_turn(action, piece, LeadAndDate(who))
    _take_date(action, piece.part(doubtful if who.names else piece.text), ())


def _take_turn(action: DraftAction, piece: TextPiece, turn: LeadAndDate) -> None:
    for role in turn.leads.names:
        _take_role(action, piece.part(role), turn.leads)
    if turn.leads.signs:
        action.note(piece.part(turn.leads.signs), Fate.STRUCTURE, "leads", "between roles")
    if turn.when and turn.rest and _is_doubtful(turn.rest):
        _take_date(action, piece.part(f"{turn.rest} {turn.when}"), ())
        return
    if turn.when:
        _take_date(action, piece.part(turn.when), turn.leads.names)
    if turn.rest and not piece.is_again:
        remark = piece.part(turn.rest)
        if _ask_lead(action, remark) or _take_status(action, "leads", remark):
            return
        action.items("progress").append({"note": turn.rest})
        why = "it stands beside the lead, and is neither a role nor a date"
        action.note(remark, Fate.PLACED, "progress", why, MEDIUM)


def _is_doubtful(words: str) -> bool:
    """Whether words before a date, which name nobody, may say that it is another day."""
    return not (says_no_lead(words) or parse_status(words) or keeps_date_due(words))


def _ask_lead(action: DraftAction, piece: TextPiece) -> bool:
    """Ask who leads, where the paper says that nobody does yet; whether it says so."""
    if not says_no_lead(piece.text):
        return False
    answer = action.ask(piece, "leads", "who leads it? Name the post")
    action.items("leads").extend(map(DerivedText, parse_roles(answer, is_known=True).names))
    return True


def _take_role(action: DraftAction, piece: TextPiece, leads: ParsedRoles) -> None:
    if _ask_lead(action, piece):
        return
    if empty := vacant_post(piece.text):
        _take_empty_post(action, piece, *empty)
    elif piece.text.endswith("?"):
        why = "a question mark stands after it: who leads?"
        answer = action.ask(piece, "leads", why, piece.text.rstrip(" ?"))
        action.items("leads").extend(map(DerivedText, parse_roles(answer, is_known=True).names))
    else:
        _add_role(action, piece, leads.why, leads.sure)


def _take_empty_post(action: DraftAction, piece: TextPiece, post: str, words: str) -> None:
    """The post leads; who does while nobody holds it is for a person to say."""
    _add_role(action, piece.part(post))
    why = f"the post of {post} has nobody in it: who leads until then? Name the post"
    answer = action.ask(piece.part(words), "leads", why)
    action.items("leads").extend(map(DerivedText, parse_roles(answer, is_known=True).names))


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
    why = "it says when it was completed, and not when it was due"
    if is_due:
        why = "is it when it was due, or when it was completed?"
    propose = completion.due if is_due else ""
    answer = action.ask(piece, "timescale", why, propose, fate=Fate.PLACED)
    if answer:
        action.whens.append(ActionDate(piece.text, answer, (), piece.is_again))
    return True


def _take_date(action: DraftAction, piece: TextPiece, leads: tuple[str, ...]) -> None:
    """A date; where there are several, each is of the roles beside it."""
    parsed = action.parse_date(piece)
    if not parsed.due:
        known_leads = [*leads, *map(str, action.items("leads"))]
        style = action.how.dates_under(piece.column)
        parsed = parse_date_in_words(piece.text, style, known_leads) or parsed
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
