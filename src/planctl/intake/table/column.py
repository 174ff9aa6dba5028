"""What each column of a table holds: by its heading, and by the headings beside it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

from planctl.intake.account import HIGH, MEDIUM, GuessConfidence
from planctl.intake.lexicon.area import parse_title_heading
from planctl.intake.lexicon.date import DATE_PATTERN
from planctl.intake.lexicon.field import (
    DATED_RATING,
    FIELDS,
    LEAVE_OUT,
    PAIRS,
    RATING_TICK,
    STATUS_TICK,
    Field,
    Reads,
    field_of,
    heading_keys,
    heading_patterns,
)
from planctl.intake.lexicon.rating import RATING_COLOURS, TICK_SIGNS
from planctl.intake.lexicon.status import parse_status
from planctl.intake.lexicon.words import one_of

_LETTERS: Final = {"r": "red", "a": "amber", "g": "green", "b": "blue"}
# The keys that a person can give a column.
_NO_KEYS: Final = frozenset({Reads.NOTHING, Reads.UNCLEAR_DATE, Reads.COLOUR})
COLUMN_KEYS: Final = (*(field.key for field in FIELDS if field.reads not in _NO_KEYS), LEAVE_OUT)
COLUMN_ASKED: Final = "the column “"  # how a question about a column is called, with its heading
_LONGEST, _LONGEST_QUESTION = 80, 200  # characters of a heading
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[a-h])[.)] (?=\w)")
_BRACKET: Final = re.compile(r"(?<=[^\s(]) ?\((?P<words>[^()]*)\)$")  # at the end
# What a number says how an action stands by; any other number on a scale is a score.
_RATED: Final = re.compile(r"\bb?rag\b|\b(?:progress|delivery|action|completion|status)\b")
_SCALE: Final = re.compile(r"\b\d ?(?:-|–|to|/|x) ?\d{1,2}\b|\bout of \d")
_TELLING: Final = 4  # letters of a word that is telling on its own
_SHORT: Final = frozenset({"rag", "brag", "ref"})  # telling too
_LIKE: Final = 0.86  # how like a known heading one is that was mistyped
_PREPOSITION: Final = re.compile(
    r"\b(?:of|for|in|to|from|by|with|on|at|if|that|which|where|who|against)\b"
)
_OTHERWISE: Final = re.compile(rf"[%£]|\b{one_of('heading', 'otherwise')}\b")
_JOINED: Final = re.compile(r"\band\b|[,/&+]")
_EARLIER: Final = re.compile(
    r"\b(?:previous|prior|last|initial|baseline|original)\b.*\b(?:b?rag|rating|status)\b|"
    r"\b(?:b?rag|rating|status)\b.*\b(?:previous|prior|last|initial|baseline|at start)\b"
)
_EFFECT: Final = re.compile(r"\b(?:differences?|outcomes?|impacts?|benefits?)\b")
_EFFECT_SEEN: Final = re.compile(r"\b(?:to date|so far|ha[sd]|have had|seen|achieved|actual)\b")
_NO_EFFECT: Final = re.compile(
    r"\b(?:measure\w*|know|evidence\w*|evaluat\w*|b?rag|rating|status|assessment|date|monitor\w*)\b"
)
_DATED: Final = re.compile(r"\b(?:dates?|deadlines?|timescales?|timeframes?|due|by when)\b")
# Numbers of something, and whose number is that of the action.
_IDENTIFIER: Final = re.compile(
    r"(?P<of>.*?)[ -]?(?:\bid|\bids|\bref|\bref no|\breference|\bno|\bnumber|#|\bidentifier)"
)
_OF_ACTION: Final = re.compile(rf"\b{one_of('heading', 'action')}\b")
_OF_OTHERS: Final = re.compile(rf"\b{one_of('heading', 'other')}\b")
_DATES: Final = frozenset(
    {Reads.NOTHING, Reads.PROMISE, Reads.REVISED, Reads.UNCLEAR_DATE, Reads.COMPLETED, Reads.REVIEW}
)
_GRADE: Final = re.compile(
    r"(?:(?:p|priority|grade|level|rank|category|tier) ?)?[1-5]|[hml]|[a-d]|"
    rf"(?:(?:p|priority )?\d ?[-–:.] ?|very |extremely )?{one_of('heading', 'grade')}"
    r"(?: (?:priority|risk))?(?: ?\(.{1,8}\))?",
    re.IGNORECASE,
)
_HIGH: Final = re.compile("(?:very )?(?:high|medium|low)", re.IGNORECASE)
_SCORE: Final = re.compile(rf"\d{{1,3}}|{_GRADE.pattern}", re.IGNORECASE)
_REF: Final = re.compile(r"\d+(?:[.\-/]\d+)*[a-z]?\.?")
_LABEL: Final = re.compile(r"(?:[A-Z&]{1,8}[ \-/.]){0,3}[A-Z&]{0,8}\d+(?:[.\-/]\d+)*[A-Za-z]?\.?")
_OF_PLAN: Final = re.compile(r"\b(?:action|ref|capa|poa&?m|rec|recommendation)\b")
# Headings of areas that say of a single value what is wrong.
_WEAKNESS: Final = re.compile(r"\b(?:weakness|concerns?|afi|issues?|improvement)\b")
# What a first column of refs may be called as well.
_NO_VALUES: Final = frozenset({Reads.NOTHING, Reads.AREA, Reads.TEXTS, Reads.FINDINGS})
_AROUND: Final = " :.?*-–_"
_LETTER: Final = 3  # characters of a letter and its signs
_MOST: Final = 0.75  # of the rows
_GROUPED: Final = 3  # rows that areas group
_MANY: Final = 8  # areas
_FEWEST: Final = 2  # statuses that are columns of ticks


class PaperColumn(NamedTuple):
    """What a column holds: its key, the words above it, and how sure that is."""

    key: str = ""  # of FIELDS; empty where it is not known
    heading: str = ""
    sure: GuessConfidence | None = None  # none where its words are known
    why: str = ""

    @property
    def field(self) -> Field:
        """What is known of its key."""
        return field_of(self.key)


_Columns = Sequence[PaperColumn]
_Cells = Sequence[Sequence[str]]


def column_key(words: str) -> str:
    """The key that a person gives a column, as they write it; empty where there is none."""
    key = heading_keys().get(words.casefold().replace("_", " ").strip(), "")
    return key if key in COLUMN_KEYS else ""


def parse_heading(words: str, user_keys: Mapping[str, str]) -> PaperColumn:
    """What a heading stands for; without a key where its words are not known at all."""
    heading = normalize_heading(words)
    if heading in user_keys:
        return PaperColumn(user_keys[heading], words)
    if is_long(words):
        return PaperColumn("", words)
    plain = _plain(words)
    key = _known_key(plain)
    guess, why = ("", "") if key else _guess_key(plain)
    return PaperColumn(key or guess, words, MEDIUM if guess else None, why)


def is_long(words: str) -> bool:
    """Whether a text has more words than a heading, of which questions have many."""
    return len(words) > (_LONGEST_QUESTION if words.endswith("?") else _LONGEST)


@lru_cache(maxsize=4096)
def normalize_heading(words: str) -> str:
    """A heading as it is looked up: small letters, without the signs around it."""
    return _BRACKET.sub("", _plain(words)).strip(_AROUND)


@lru_cache(maxsize=4096)
def _plain(words: str) -> str:
    plain = " ".join(words.casefold().replace("(s)", "s").replace("’", "'").split())
    plain = _NUMBERED.sub("", plain, count=1)
    if "/" in plain or "." in plain:
        plain = re.sub(" ?/ ?", "/", plain)
        plain = re.sub(r"\bb/r/a/g\b|\bb\.r\.a\.g\b", "brag", plain)
        plain = re.sub(r"\br/a/g\b|\br\.a\.g\b", "rag", plain)
    return plain.strip(_AROUND)


@lru_cache(maxsize=4096)
def _known_key(plain: str) -> str:
    """The key of a heading whose words are known for sure; empty for any other."""
    bracket = _BRACKET.search(plain)
    heading = _BRACKET.sub("", plain).strip(_AROUND)
    whole = re.sub(r"[()]", "", plain)
    if bracket and _EARLIER.search(whole):
        return "remark"
    if bracket and _SCALE.search(bracket["words"]):
        return "progress_rag" if _RATED.search(heading) else "score"
    if bracket and (of_date := date_key(whole)) and date_key(bracket["words"] + " date") != "date":
        return of_date
    return heading_keys().get(whole) or heading_keys().get(heading) or _composed_key(heading)


def _composed_key(heading: str) -> str:
    """The key of a heading that is no known one as a whole: of its parts, or of its pattern."""
    if heading in RATING_COLOURS:
        return f"{RATING_TICK}{RATING_COLOURS[heading]}"
    if re.search(r"\b(?:b?rag|rating)\b", heading) and DATE_PATTERN.search(heading):
        return DATED_RATING
    parts = {heading_keys().get(part, "") for part in re.split(r"/| and | & |, |\+", heading)}
    if "" not in parts:
        return next(iter(parts)) if len(parts) == 1 else PAIRS.get(frozenset(parts), "")
    return _pattern_key(heading)


def _pattern_key(heading: str) -> str:
    """The key of a question, of a number of something, or of dates and nothing else."""
    for key, words in heading_patterns("question"):
        if words.match(heading):
            return key
    number = _IDENTIFIER.fullmatch(heading)
    for key, known in (("identifier", _OF_OTHERS), ("ref", _OF_ACTION)):
        if number and known.search(number["of"]):
            return key
    key = date_key(heading)
    others = (field_of(heading_keys()[word]).reads for word in _telling_words(heading))
    is_date = heading.startswith("date ") or all(reads in _DATES for reads in others)
    return key if key != "date" and is_date else ""


def date_key(heading: str) -> str:
    """What happens on the dates below a heading; empty for one that speaks of no date."""
    if not _DATED.search(heading):
        return ""
    kinds = (key for key, words in heading_patterns("date") if words.search(heading))
    return next(kinds, "date" if "date" in heading else "")


@lru_cache(maxsize=4096)
def _guess_key(plain: str) -> tuple[str, str]:
    """The key of the known words that a heading holds, or that it nearly is, and why."""
    heading = _BRACKET.sub("", plain)
    known = _telling_words(heading)
    keys = frozenset(heading_keys()[word] for word in known)
    is_other = "progress" not in keys and _OTHERWISE.search(heading)
    if _EARLIER.search(heading) or is_other or _SCALE.search(plain):
        return "", ""
    effect = None if _NO_EFFECT.search(heading) else _EFFECT.search(heading)
    close = get_close_matches(heading, heading_keys(), n=1, cutoff=_LIKE)
    guess = "", ""
    if keys in PAIRS and _JOINED.search(heading):
        guess = PAIRS[keys], "its heading names both"
    elif date_key(heading):
        guess = "date", "it is a date, and does not say of what"
    elif effect:
        key = "progress" if _EFFECT_SEEN.search(heading) else "expected_impact"
        guess = key, f"its heading has “{effect[0]}” in it"
    elif _IDENTIFIER.fullmatch(heading):
        guess = "ref", "it is a number of something"
    elif known:
        guess = heading_keys()[known[0]], f"its heading has “{known[0]}” in it"
    elif close and len(heading) >= _TELLING:
        guess = heading_keys()[close[0]], f"its heading is nearly “{close[0]}”"
    return guess


def _telling_words(heading: str) -> list[str]:
    """The known headings within a heading, that which says what it is of first.

    “Comments of the action owner” are comments, and so are “Action owner comments”.
    """
    telling: list[str] = []
    for part in _PREPOSITION.split(heading):
        words = re.findall(r"[^\W_]+", part)
        for end in range(len(words), 0, -1):
            phrases = (" ".join(words[start:end]) for start in range(end))
            known = (p for p in phrases if p in heading_keys() and p != "what")
            telling += [p for p in known if len(p) >= _TELLING or p in _SHORT][:1]
    return telling


def known_keys(texts: Sequence[str], user_keys: Mapping[str, str]) -> list[str]:
    """The key of each text that is a known heading; empty for any other."""
    letters = _letters([normalize_heading(text) for text in texts if len(text) <= _LETTER])

    def key(text: str) -> str:
        heading = normalize_heading(text)
        return user_keys.get(heading) or _known_key(_plain(text)) or letters.get(heading, "")

    return ["" if not text or is_long(text) else key(text) for text in texts]


def names_actions(keys: Iterable[str]) -> bool:
    """Whether any of the keys is of what is to be done."""
    return any(key in {"actions", "title"} or field_of(key).stands_for == "actions" for key in keys)


def _letters(headings: Sequence[str]) -> Mapping[str, str]:
    """The letters of colours, where each of the three has a column; a letter alone says nothing."""
    are_there = {"r", "a", "g"} <= {*headings}
    return {k: f"{RATING_TICK}{v}" for k, v in _LETTERS.items()} if are_there else {}


def parse_header(texts: Sequence[str], user_keys: Mapping[str, str]) -> tuple[PaperColumn, ...]:
    """The columns under a header; of two that hold the same only the surer one does."""
    headings = [normalize_heading(text) for text in texts]
    letters = _letters(headings)
    columns = []
    for text, heading in zip(texts, headings, strict=True):
        column = parse_heading(text, user_keys) if text else PaperColumn()
        if heading in letters and heading not in user_keys:
            why = "R, A and G are columns beside one another"
            column = PaperColumn(letters[heading], text, MEDIUM, why)
        columns.append(column)
    columns = [_without_duplicate_guess(columns, number) for number in range(len(columns))]
    # A first column without a heading is where papers put their numbers.
    if columns and not texts[0] and all(column.key != "ref" for column in columns):
        columns[0] = PaperColumn("ref", "", HIGH, "it is the first, and has no heading")
    return tuple(columns)


def _without_duplicate_guess(columns: Sequence[PaperColumn], number: int) -> PaperColumn:
    """A column, without its guess where another one holds the same for sure or before it."""
    column = columns[number]
    others = (c for n, c in enumerate(columns) if n != number and (c.sure is None or n < number))
    same = next((other for other in others if other.key == column.key), None)
    if column.field.repeats or column.sure is None or not same:
        return column
    why = f"“{same.heading}” is taken for the {same.key}, and not “{column.heading}”"
    return _left_out(column, why)


def refine_columns(
    columns: Sequence[PaperColumn], cells: Sequence[Sequence[str]], user_keys: Mapping[str, str]
) -> tuple[PaperColumn, ...]:
    """The columns of a table as they are to be read, by their neighbours and what stands in each.

    What a person says of a column is not looked into.
    """
    refined = dict(enumerate(columns))
    for refine in (_score_columns, _area_columns, _ref_columns, _status_tick_columns):
        refined |= refine(columns, cells)
    refined |= _further_promises(columns)
    for n, column in enumerate(columns):
        if normalize_heading(column.heading) in user_keys:
            refined[n] = column
    return resolve_columns([refined[n] for n in range(len(columns))])


def resolve_columns(columns: Sequence[PaperColumn]) -> tuple[PaperColumn, ...]:
    """The columns, where those that may stand for another key do so, or are what they else are.

    A recommendation is the action where no other column is; beside one it is a finding. Of two
    dates that say nothing, neither is the promise.
    """
    resolved = list(columns)
    ranks = {field.key: rank for rank, field in enumerate(FIELDS)}
    for key in dict.fromkeys(filter(None, (column.field.stands_for for column in columns))):
        numbers = [n for n, column in enumerate(columns) if column.field.stands_for == key]
        keys = {key, *(pair for names, pair in PAIRS.items() if key in names)}
        if all(columns[number].key == "weakness" for number in numbers):
            keys.add("title")  # by which an action is known without further words
        holders = [n for n, column in enumerate(columns) if column.key in keys]
        is_unclear = columns[numbers[0]].field.reads is Reads.UNCLEAR_DATE and len(numbers) > 1
        if not holders and not is_unclear:
            chosen = min(numbers, key=lambda n: ranks[columns[n].key])
            why = f"no other column holds the {key}"
            resolved[chosen] = PaperColumn(key, columns[chosen].heading, MEDIUM, why)
            holders = [chosen]
        for number in numbers if holders else ():
            if number != holders[0]:
                holder = columns[holders[0]]
                held = holder.key if holder.key == "title" else key
                why = f"“{holder.heading}” holds the {held}"
                beside = columns[number].field.beside
                resolved[number] = PaperColumn(beside, columns[number].heading, MEDIUM, why)
                if not beside or field_of(beside).reads is Reads.NOTHING:
                    resolved[number] = _left_out(columns[number], why)
    return tuple(resolved)


def _ref_columns(columns: _Columns, cells: _Cells) -> dict[int, PaperColumn]:
    """The one column of refs: of several that of the actions, of none the first that is like it.

    Recommendations that are but numbers are refs, where another column has the words.
    """

    def rank(n: int) -> tuple[bool, bool, bool]:
        is_of_plan = _OF_PLAN.search(normalize_heading(columns[n].heading))
        has_all = len({*filter(None, cells[n])}) >= len(cells[n])
        return columns[n].sure is not None, not has_all, not is_of_plan

    refs = [n for n, column in enumerate(columns) if column.key == "ref"]
    if refs:
        chosen = min(refs, key=rank)
        why = f"“{columns[chosen].heading}” is the ref"
        return {n: _left_out(columns[n], why) for n in refs if n != chosen}
    acting = [n for n, c in enumerate(columns) if "actions" in {c.key, c.field.stands_for}]
    others = acting if len(acting) > 1 else []
    like = [n for n in [*others, 0] if _is_like_ref(columns[n], cells[n])]
    why = "nothing but refs stands in it, each of them once"
    return {n: PaperColumn("ref", columns[n].heading, MEDIUM, why) for n in like[:1]}


def _is_like_ref(column: PaperColumn, cells: Sequence[str]) -> bool:
    is_other = column.key in {"identifier", "score", "urgency", "cost"}
    if is_other or column.field.reads not in _NO_VALUES | {Reads.MILESTONES} or not all(cells):
        return False
    is_own = len({*cells}) == len(cells) > 0
    pattern = _REF if column.field.stands_for or column.key == "actions" else _LABEL
    return is_own and all(map(pattern.fullmatch, cells))


def _area_columns(columns: _Columns, cells: _Cells) -> dict[int, PaperColumn]:
    """Which columns name no area: priorities, and those in which each row has its own value.

    Of several the one with the fewest names them; a number goes with its title.
    """
    left = {}
    names: dict[int, int] = {}  # how many areas a column names
    for n, column in enumerate(columns):
        texts = [text for text in cells[n] if text] if column.key == "area" else []
        is_finding = _WEAKNESS.search(normalize_heading(column.heading))
        if sum(map(bool, map(_GRADE.fullmatch, texts))) > _MOST * len(texts):
            left[n] = _left_out(column, "it says how urgent an action is")
        elif texts and _is_of_each(cells[n], _GROUPED - bool(is_finding)):
            why = "each row has its own"
            left[n] = PaperColumn("findings", column.heading, MEDIUM, why)
            if not is_finding:
                left[n] = _left_out(column, f"it names no area, for {why}")
        elif not all(map(_REF.fullmatch, texts)):
            names[n] = len({*texts})
    area = min(names, key=lambda n: names[n], default=0)
    why = f"“{columns[area].heading}” names the areas"
    return left | {n: _left_out(columns[n], why) for n in names if n != area}


def _is_of_each(texts: Sequence[str], fewest: int) -> bool:
    """Whether the rows of a column have so many values that none of them groups any."""
    count = len({*texts})
    if not all(texts) or len(texts) < fewest or all(map(parse_title_heading, texts)):
        return False
    return count == len(texts) or count > max(_MANY, _MOST * len(texts))


def _score_columns(columns: _Columns, cells: _Cells) -> dict[int, PaperColumn]:
    """An impact in figures or grades is the score of a risk, and no effect of an action."""
    score = _SCORE, "nothing but scores stands in it"
    scores = {"expected_impact": score, "impact_measures": score}
    scores["progress_rag"] = _HIGH, "it says how high a risk or a priority is"
    left = {}
    for n, column in enumerate(columns):
        texts = [text for text in cells[n] if text]
        form, why = scores.get(column.key, score)
        if column.key in scores and texts and all(map(form.fullmatch, texts)):
            left[n] = _left_out(column, why)
    return left


def _status_tick_columns(columns: _Columns, cells: _Cells) -> dict[int, PaperColumn]:
    """Columns that are called as statuses, in which there are but ticks."""
    statuses = {n: parse_status(column.heading) for n, column in enumerate(columns)}
    named = {n: status for n, status in statuses.items() if status}
    if len({*named.values()}) < _FEWEST:
        return {}
    why = "it is named as a status, and ticks stand in it"
    return {
        n: PaperColumn(f"{STATUS_TICK}{status}", columns[n].heading, MEDIUM, why)
        for n, status in named.items()
        if all(text.casefold().strip(" .") in TICK_SIGNS for text in cells[n] if text)
    }


def _further_promises(columns: _Columns) -> dict[int, PaperColumn]:
    """Of several columns that say by when, the first does."""
    promises = [n for n, column in enumerate(columns) if column.key == "timescale"]
    headings = {n: normalize_heading(columns[n].heading) for n in promises}
    others = [n for n in promises if headings[n] != headings[promises[0]]]
    return {
        n: _left_out(columns[n], f"“{columns[promises[0]].heading}” says by when") for n in others
    }


def _left_out(column: PaperColumn, why: str) -> PaperColumn:
    why = f'{why}; --map "{column.heading}=KEY" places it all the same'
    return PaperColumn("", column.heading, None, why)
