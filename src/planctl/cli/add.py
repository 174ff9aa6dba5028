"""Add something new to the plan: an area, an action, a measure, a role, a meeting and the like."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from planctl.cli.option import Flag, PlanChange, with_flags
from planctl.cli.terminal import date_of_words, print_message
from planctl.model.problem import Stop

if TYPE_CHECKING:
    from planctl.model.meeting_rule import MeetingRule
    from planctl.model.problem import PlanValue
    from planctl.workspace.plan import Workspace


class Value(NamedTuple):
    """A value of a new item: its flag, what it says, and the keys that it stands under."""

    flag: str
    help: str
    metavar: str = "TEXT"
    at: str = ""  # keys with full stops, 1 for the first item; empty: as the flag
    several: bool = False
    asked: bool = False  # also where the item could do without it

    @property
    def name(self) -> str:
        """What Python calls it."""
        return self.flag.replace("-", "_")

    @property
    def as_flag(self) -> Flag:
        """The same as a flag of a command."""
        return Flag(self.flag, self.help, self.metavar, several=self.several)

    @property
    def path(self) -> Sequence[str]:
        """The keys that it stands under."""
        return (self.at or self.name).split(".")


class ItemKind(NamedTuple):
    """A kind of thing that can be added: how it is said, where it goes, and what it can hold."""

    about: str
    example: str
    values: Sequence[Value]
    needed: int  # how many of them it cannot do without; they can stand without their flags
    file: str = ""  # the kind of the front file that lists it; empty: it has a file of its own
    items: str = ""  # the key of the list there; empty: the file itself is the list


_ID: Final = Value("id", "Its id. Without it: a free one of its words.")
_REF: Final = Value("ref", "Its ref. Without it: the next free one.", "NEW")
_NOTE: Final = Value("note", "Anything particular about it.")
_TITLE: Final = Value("title", "What it is called, in a few words.")

KINDS: Final[Mapping[str, ItemKind]] = {
    "area": ItemKind(
        "Add an area for improvement: its folder, with the file that names it.",
        'planctl add area "Housing repairs" --statement "Repairs are done once, and in time"',
        (_TITLE, _REF, Value("statement", "What good looks like here.", asked=True)),
        1,
    ),
    "action": ItemKind(
        "Add an action to an area, with the keys that wait to be filled in.",
        'planctl add action 1 "Audit of audits" --lead "SM QA" --timescale "30 Sept 2024"',
        (
            Value("area", "The ref of the area that it belongs to.", "AREA"),
            _TITLE,
            Value("action", "What will be done.", at="actions", several=True, asked=True),
            Value(
                "lead",
                "Who leads it; the first is accountable.",
                "ROLE",
                "leads",
                several=True,
                asked=True,
            ),
            Value("timescale", "By when, such as 29 Feb 2024.", "TIMESCALE", asked=True),
            _REF,
            Value("impact", "What will be better.", at="expected_impact", several=True),
            Value(
                "measure",
                "A measure that will show it.",
                "ID",
                "impact_measures.measure",
                several=True,
            ),
            Value(
                "report",
                "A report that tells the board.",
                "REPORT",
                "reporting.report",
                several=True,
            ),
            Value("finding", "A finding that it answers.", "FINDING", "findings", several=True),
            Value("depends-on", "What it waits for.", "REF", several=True),
            Value("review", "How often an ongoing one is looked at, such as monthly.", "HOW"),
        ),
        2,
    ),
    "measure": ItemKind(
        "Add a measure, in a file of its own, with where it starts and where it should be.",
        'planctl add measure "Repairs done first time" --unit % --better higher --baseline 71 '
        "--baseline-on 2024-03-31 --target 90 --target-by 2025-03-31",
        (
            _TITLE,
            Value("better", "Which way it should move: higher, lower or within.", "WAY"),
            _ID,
            Value("unit", "What the figures count, such as %.", asked=True),
            Value(
                "baseline", "The figure where it starts.", "FIGURE", "baseline.value", asked=True
            ),
            Value("baseline-on", "The day of that figure.", "DAY", "baseline.on", asked=True),
            Value("target", "The figure to reach.", "FIGURE", "targets.1.value", asked=True),
            Value("target-by", "The day to reach it by.", "DAY", "targets.1.by", asked=True),
            Value("low", "The lower end of a range to reach.", "FIGURE", "targets.1.low"),
            Value("high", "The upper end of a range to reach.", "FIGURE", "targets.1.high"),
            Value("frequency", "How often it is taken, such as monthly.", "HOW", asked=True),
            Value("source", "Where the figures come from."),
            Value("owner", "The role that looks after it.", "ROLE", asked=True),
            _NOTE,
        ),
        2,
    ),
    "role": ItemKind(
        "Add a role that can lead: its short name, and what it stands for.",
        'planctl add role DCS "Director of Children’s Services"',
        (
            Value("name", "Its short name, such as SM QA; never a person's.", "NAME"),
            Value("meaning", "What it stands for."),
        ),
        2,
        "roles",
    ),
    "finding": ItemKind(
        "Add something that the inspectors said must improve.",
        'planctl add finding "Visits to children" --text "Children are not seen often enough"',
        (_TITLE, Value("text", "What must improve, whole.", asked=True), _ID),
        1,
        "plan",
        "findings",
    ),
    "meeting": ItemKind(
        "Add meetings of the board, by their days or months, or by a rule in words.",
        'planctl add meeting "11 September 2024" "9 October 2024"',
        (
            Value(
                "on",
                "Its day, its month while the day is not known, or a rule: every six weeks.",
                "DAY",
                several=True,
            ),
            Value("starting", "The first meeting that a rule gives.", "DAY"),
            Value("until", "The last meeting that a rule gives.", "DAY"),
            _NOTE,
        ),
        1,
        "governance",
        "meetings",
    ),
    "report": ItemKind(
        "Add a report by which progress or effect reaches the board.",
        'planctl add report "Audit report" --cadence quarterly --first "July 2024"',
        (
            _TITLE,
            Value(
                "cadence", "How often it is made, such as monthly.", "HOW", several=True, asked=True
            ),
            Value("first", "When it was or is first due.", "DAY", asked=True),
            Value("by", "Who makes it, by role.", "ROLE", several=True, asked=True),
            _ID,
            _NOTE,
        ),
        1,
        "governance",
        "reports",
    ),
    "decision": ItemKind(
        "Add what a meeting of the board decided, and who does what about it.",
        'planctl add decision "14 Feb 2024" "The audits go on for a year" --about 1.2 '
        '--who "SM QA" --what "Plan the audits" --by "30 Apr 2024"',
        (
            Value("meeting", "The meeting that decided it, by its day or month.", "MEETING"),
            Value("decided", "What was decided."),
            Value(
                "about", "The ref of an action that it is about.", "REF", several=True, asked=True
            ),
            Value("who", "Who has to do something about it, by role.", "ROLE", "follow_up.1.who"),
            Value("what", "What that role has to do.", at="follow_up.1.what"),
            Value("by", "By when it is to be done.", "TIMESCALE", "follow_up.1.by"),
            _ID,
        ),
        2,
        "decisions",
    ),
    "project": ItemKind(
        "Add a project beside the plan that some of its actions lean on.",
        'planctl add project "New case system" --timescale "Dec 2024"',
        (
            _TITLE,
            Value("timescale", "By when it delivers that.", "TIMESCALE", asked=True),
            Value("overseen-by", "The board or person that oversees it.", asked=True),
            Value("starts", "When it starts, by day or month.", "DAY"),
            Value("phase", "The phase that it is in."),
            _ID,
            _NOTE,
        ),
        1,
        "governance",
        "projects",
    ),
}


def part_function(name: str) -> Callable[..., None]:
    """The command that adds one kind of thing, with the flags that the table gives it."""
    kind = KINDS[name]

    def add(*, plan: PlanChange, **given: Any) -> None:  # noqa: ANN401 - what typer makes of words
        add_item(name, given, plan)

    add.__name__ = name
    add.__doc__ = f"{kind.about}\n\n    Example: {kind.example}\n    "
    needed = (value.as_flag.argument for value in kind.values[: kind.needed])
    return with_flags([value.as_flag for value in kind.values], *needed)(add)


def add_item(name: str, given: Mapping[str, Any], plan: PlanChange) -> None:
    """Add an item of a kind, of which these values were given; what is needed is asked."""
    from planctl.update.new_item import NewItem, new_item_draft

    kind = KINDS[name]
    now, day = plan.now, plan.day
    said = _given_values(kind, given)
    said |= _ask_missing(name, said, now)
    for value in kind.values:
        if value.metavar == "DAY" and not value.several and value.name in said:
            said[value.name] = date_of_words(said[value.name], day)
    if name == "measure":
        said |= _measured(kind, said)
    keys = _rule_keys(said) if name == "meeting" else {}
    item = NewItem(name, keys or _content(name, said), kind.file, kind.items)
    plan.apply([new_item_draft(now, item)])


def _measured(kind: ItemKind, said: Mapping[str, Any]) -> dict[str, str]:
    """Figures and their days as `planctl measure record` reads them: 71%, 1,140, March 2027."""
    from planctl.intake.figures import read_figure, read_figure_day
    from planctl.model.timescale import OnDay
    from planctl.model.timescale_grammar import read_day_or_month

    measured = {}
    for value in kind.values:
        text = said.get(value.name, "")
        if text and value.metavar == "FIGURE":
            measured[value.name] = read_figure(text, said.get("unit"))
        elif text and value.metavar == "DAY" and not isinstance(read_day_or_month(text), OnDay):
            measured[value.name] = read_figure_day(text).isoformat()
    return measured


def _given_values(kind: ItemKind, given: Mapping[str, Any]) -> dict[str, Any]:
    """The values that were given, with their flags or without."""
    said: dict[str, Any] = {}
    for value in kind.values:
        word, flag = given.get(f"{value.name}_word"), given[value.name]
        if word and flag:
            message = f"the {value.flag} was given twice: {word} and {flag}"
            raise Stop(message, f"leave one of them out; --{value.flag} is the same as the word")
        texts = word or flag
        if texts is not None:
            said[value.name] = [text.strip() for text in texts] if value.several else texts.strip()
    for value in kind.values:
        texts = said.get(value.name)
        if texts is not None and (not texts or (value.several and not all(texts))):
            raise Stop(f"the {value.flag} is empty", f"write words after --{value.flag}")
    return said


def _ask_missing(name: str, said: Mapping[str, Any], now: "Workspace") -> dict[str, Any]:
    """Answers for what is needed and was not said; and then for what else the item may say."""
    from planctl.cli.ask import can_ask

    kind = KINDS[name]
    missing = [value for value in kind.values[: kind.needed] if value.name not in said]
    if not missing:
        return {}
    if not can_ask():
        flags = " and ".join(f"--{value.flag} {value.metavar}" for value in missing)
        what = " and the ".join(value.flag for value in missing)
        verb = "was" if len(missing) == 1 else "were"
        raise Stop(f"the {what} of the {name} {verb} not said", f"say it with {flags}")
    rest = [value for value in kind.values if value.asked and value.name not in said]
    answers: dict[str, Any] = {}
    for value in [*missing, *rest]:
        texts = list(_ask_value(value, name, now, is_needed=value in missing))
        if texts:
            answers[value.name] = texts if value.several else texts[0]
    return answers


def _ask_value(value: Value, name: str, now: "Workspace", *, is_needed: bool) -> Iterator[str]:
    """The answers to the question for a value; Enter alone ends a list, and leaves out the rest."""
    from planctl.cli.ask import Question, ask_question
    from planctl.model.timescale_grammar import read_day_or_month, read_timescale

    readers: Mapping[str, Callable[[str], object]] = {
        "DAY": read_day_or_month,
        "MEETING": read_day_or_month,
        "TIMESCALE": read_timescale,
    }
    plan = now.loaded.plan
    choices = {"AREA": [area.ref for area in plan.areas], "ROLE": [*plan.roles]}
    words = f"{value.flag.replace('-', ' ').capitalize()} of the {name}"
    question = Question(
        words,
        help=value.help,
        choices=choices.get(value.metavar, ()),
        reads=readers.get(value.metavar, str),
    )
    while True:
        reply = ask_question(question)
        if reply:
            yield reply
        if (reply and not value.several) or not (reply or is_needed):
            return
        if reply:
            question, is_needed = question._replace(words="  and another, or Enter"), False


def _content(name: str, said: Mapping[str, Any]) -> "dict[str, PlanValue]":
    """What the item says, by its keys; a word of a closed list is as the list has it."""
    from planctl.edit.house_style import slot
    from planctl.model.choice import match_choice

    kind = KINDS[name]
    file = kind.file or name
    start = (kind.items, 0) if kind.items else (0,) if kind.file else ()
    keys: dict[str, Any] = {}
    for value in kind.values:
        if value.name not in said:
            continue
        *outer, last = value.path
        texts = said[value.name] if value.several else [said[value.name]]
        at = (*start, *(0 if step == "1" else step for step in value.path))
        choices = slot(file, (*at, 0) if value.several else at).choices
        listed = [match_choice(text, choices) or text for text in texts]
        if value.several and outer:
            keys[outer[0]] = [{last: text} for text in listed]
        elif value.several:
            keys[last] = listed
        else:
            _holder(keys, outer)[last] = listed[0]
    return keys


def _rule_keys(said: Mapping[str, Any]) -> "dict[str, PlanValue]":
    """The rule of meetings that is said in words; nothing where days are."""
    from planctl.model.meeting_rule import is_rule_in_words

    words = ", ".join(said["on"])
    if not is_rule_in_words(words):
        if spare := next((name for name in ("starting", "until") if name in said), ""):
            message = f"--{spare} belongs to a rule of meetings, and “{words}” is none"
            raise Stop(message, "write the rule in words, such as “every six weeks but August”")
        return {}
    rule = _parse_rule(words)
    first = said.get("starting") or rule.starting or _ask_first_meeting()
    keys = {"on": rule.on, "every": rule.every, "starting": first}
    keys["until"] = said.get("until") or rule.until
    meets: dict[str, PlanValue] = {key: value for key, value in keys.items() if value}
    return {"meets": meets | ({"not_in": [*rule.not_in]} if rule.not_in else {})}


def _parse_rule(words: str) -> "MeetingRule":
    """A rule in words; where it could mean two things, or none, it is asked."""
    from planctl.cli.ask import Question, ask_question, can_ask
    from planctl.model.meeting_rule import parse_rule
    from planctl.model.timescale_grammar import Unreadable

    while True:
        try:
            return parse_rule(words)
        except Unreadable as fault:
            if not can_ask():
                raise
            print_message(f"  {fault.message}; {fault.hint}")
            words = ask_question(Question("By which rule the board meets", help=fault.hint))


def _ask_first_meeting() -> str:
    """The first meeting that a rule gives."""
    from planctl.cli.ask import Question, ask_question, can_ask
    from planctl.model.timescale_grammar import read_day_or_month

    first = ""
    while not first:
        if not can_ask():
            raise Stop("the first meeting of the rule was not said", "say it with --starting DAY")
        first = ask_question(Question("The first of these meetings", reads=read_day_or_month))
    return first


def _holder(keys: dict[str, Any], outer: Sequence[str]) -> dict[str, Any]:
    """The group of keys that a value stands in; 1 is the first item of a list."""
    for number, step in enumerate(outer):
        if step != "1":
            is_list = outer[number + 1 : number + 2] == ["1"]
            inner = keys.setdefault(step, [{}] if is_list else {})
            keys = inner[0] if is_list else inner
    return keys
