"""The text around the tables: cover, introduction, findings, governance and glossary.

Lines are taken in order; each belongs to the section that a heading above it began, or to the
cover before any. It also finds who inspected and when, and the sections that a plan has no place
for: the history of the document, and what its colours mean.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from planctl.intake.account import (
    HIGH,
    LOW,
    MEDIUM,
    Account,
    Answers,
    DerivedText,
    Fate,
    GuessConfidence,
    TextPiece,
)
from planctl.intake.lexicon.date import MONTH_PATTERN, DateStyle, ParsedDate, parse_date
from planctl.intake.lexicon.words import keys_of_words, one_of, word_lists
from planctl.model.label import to_label

_WHY: Final = keys_of_words("unplaced_section")
_INSPECTORATE: Final = re.compile(rf"\b({one_of('cover', 'inspectorate')})\b")
_KIND: Final = re.compile(
    r"(?i)\b((?:focus(?:ed)?|monitoring|short|full|standard|area SEND) (?:visit|inspection)|ILACS|"
    r"joint targeted area inspection|inspection|peer review|peer challenge)\b"
)
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th)?"
# One day or month; of the days from one to another only the month is said.
_WHEN: Final = re.compile(
    rf"(?i)(?:\b(?:in|of|on|during|between|from)|[,(–—-]) ?(?:the )?"
    rf"(?:(?P<first>{_DAY}(?: {MONTH_PATTERN})?(?: 20\d\d)?) ?(?:and|to|until|[-–—]) ?(?:the )?)?"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? )?(?P<month>{MONTH_PATTERN} 20\d\d)\b"
)
# Of the visit is a date before which one of these words is the nearest, and not one of the next.
_ABOUT: Final = re.compile(
    r"(?i)\b(?:(?P<visit>inspect(?!ion report|or)\w*|visit\w*|peer \w+|came|took place)"
    r"|publish\w*|report\w*|letter\w*|issued|released|received|dated)\b"
)
_SENTENCE: Final = re.compile(r"(?<=[a-z0-9)’'”])[.!?]\s+(?=[A-Z“‘\"(])")
_SECTION_OF: Final = keys_of_words("section")
_EXPLAINED: Final = tuple(
    re.compile(form)
    for form in (
        (
            r"(?P<whole>.+?)(?P<signs> (?:will be|is|are) (?:referred to|known|abbreviated) as )"
            r"(?P<short>.+?)(?P<more> (?:with)?in this (?:document|plan))?\.?"
        ),
        r"(?P<short>\S.{0,30}?)(?P<signs>\s*[–—:=]\s*)(?P<whole>.+)(?P<more>)",
        r"(?P<short>\S.{0,30}?)(?P<signs>\s+-\s+)(?P<whole>.+)(?P<more>)",
        r"(?P<short>\S.{0,20}?)(?P<signs> (?:is|means|stands for) )(?P<whole>.+)(?P<more>)",
    )
)
_DATED: Final = re.compile(
    rf"(?i)(?P<before>(?:version|v)\.?:? ?\d[\w. ]{{0,30}}\W+)?"
    rf"(?P<when>(?:\d{{1,2}}(?:st|nd|rd|th)? )?{MONTH_PATTERN} 20\d{{2}})\b\W*(?P<more>.{{0,40}})"
)
# Between a version, a date and whatever else stands on one line.
_BETWEEN: Final = re.compile(
    r"(?i: ?[|•·] ?|[,;] (?=(?:last )?updated\b)|(?<=[a-z0-9])\. (?=(?-i:[A-Z])))"
)
_VERSION: Final = re.compile(r"(?:version|v)\.?:? ?\d[\w. ]{0,30}", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"(?i)(?P<label>title|organisation|version|date|(?P<updated>(?:last )?updated))"
    rf"(?:\s*[:–-]\s*|(?(updated) (?=(?:\d|{MONTH_PATTERN}\b))|(?!)))(?P<value>\S.*)"
)
_OWNER: Final = re.compile(rf"\b{one_of('cover', 'owner')}\b", re.IGNORECASE)
_ORGANISATION: Final = re.compile(
    rf"(?i)\b{one_of('cover', 'organisation')}$|\b(?:council|nhs|borough) "
)
_PLAN: Final = re.compile(r"\b(?:plan|programme)\b", re.IGNORECASE)
PAGE_NUMBER: Final = re.compile(r"(?i)(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?|[-–] ?\d{1,4} ?[-–]")
COVER_KEYS: Final = ("title", "organisation", "date", "version")  # what a person is asked about
_HEADS: Final = frozenset({"abbreviation", "acronym", "term", "word", "abbreviations", "terms"})
_YEARS: Final = re.compile(r"\b(20\d\d) ?(?:[/–-]|to) ?((?:20)?\d\d)\b")
_LONG: Final = 100  # characters; more than a line under a title


def unplaced_section_reason(heading: str) -> str:
    """Why nothing below a heading is placed; empty for any other heading."""
    return _WHY.get(heading.casefold().strip(" :."), "")


class InspectionFact(NamedTuple):
    """What a text tells of an inspection, and the sentence that does."""

    key: str
    words: str
    sentence: str


def inspection_facts(texts: Sequence[str]) -> Iterator[InspectionFact]:
    """What the first text that names a body tells of its inspection."""
    visit = next((text for text in texts if _INSPECTORATE.search(text)), "")
    finders = {"body": _find(_INSPECTORATE), "kind": _find(_KIND), "date": _day_of_visit}
    for key, find in finders.items():
        facts = (InspectionFact(key, find(text), text) for text in _SENTENCE.split(visit))
        yield from [fact for fact in facts if fact.words][:1]


def _find(form: re.Pattern[str]) -> Callable[[str], str]:
    return lambda text: match[1] if (match := form.search(text)) else ""


def _day_of_visit(sentence: str) -> str:
    """The day or month of a visit; a report is of another day."""
    for when in _WHEN.finditer(sentence):
        about = [*_ABOUT.finditer(sentence, 0, when.start())]
        if not about or about[-1]["visit"]:
            day = "" if when["first"] or not when["day"] else f"{when['day']} "
            return f"{day}{when['month']}"
    return ""


def parse_section_heading(text: str) -> str:
    """The part of a paper that a line heads; empty for a line that heads none."""
    heading = re.sub(r"^[\d.]+\s+", "", text).casefold().strip(" :.'‘’\"“”*")
    return _SECTION_OF.get(heading, "")


def cover_question(key: str) -> str:
    """By what a question about the cover, and its answer, are known."""
    return f"{key} of the plan"


class FrontMatter(Account):
    """The prose of a paper, as it is taken in line by line, and the account of it."""

    def __init__(self, dates: DateStyle) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.dates = dates
        self.texts: dict[str, list[str]] = {key: [] for key in word_lists("section")}
        self.one: dict[str, str] = {}
        self.date: ParsedDate | None = None
        self.glossary: dict[str, str] = {}
        self.section = ""

    @property
    def first_year(self) -> int | None:
        """The first of the two years that the cover names: School plan 2025-26."""
        texts = [*self.one.values(), *self.texts["introduction"]]
        pairs = (pair for text in texts for pair in _YEARS.finditer(text))
        return next((int(y[1]) for y in pairs if (int(y[1]) + 1) % 100 == int(y[2]) % 100), None)

    def begin(self, piece: TextPiece) -> bool:
        """Take a line that heads a part of the paper; whether it does."""
        section = parse_section_heading(piece.text)
        if section:
            self.section = section
            self.note(piece, Fate.STRUCTURE, "heading of a part")
        return bool(section)

    def is_owner(self, text: str) -> bool:
        """Whether a line of the cover names whose plan it is, which nothing has said yet."""
        return "organisation" not in self.one and bool(_ORGANISATION.search(text))

    def take(self, piece: TextPiece) -> None:
        """Take a line of the part that was begun, or of the cover."""
        if self.section == "glossary":
            self._take_definition(piece)
        elif self.section:
            key = self._key(piece)
            self.texts[key].append(piece.text)
            guess = ("by its own words", MEDIUM) if key != self.section else ("", None)
            self.note(piece, Fate.PLACED, key, *guess)
        else:
            self._take_cover_line(piece)

    def take_pair(self, first: TextPiece, second: TextPiece) -> bool:
        """Take a row of two cells: a term and its meaning, or a label and its value."""
        label = first.text.casefold().strip(" :.")
        is_cover = label in COVER_KEYS and label not in self.one
        if self.section == "glossary" and label in _HEADS:
            self.note(first, Fate.STRUCTURE, "heading of a column")
            self.note(second, Fate.STRUCTURE, "heading of a column")
        elif self.section == "glossary":
            self._define(first, second.text, second)
        elif is_cover:
            self.note(first, Fate.STRUCTURE, label)
            self._take_labelled(label, second)
        return self.section == "glossary" or is_cover

    def _key(self, piece: TextPiece) -> str:
        """The key of a text: its section, but for what is known by its own words."""
        is_terms = re.search("terms of reference", piece.text, re.IGNORECASE)
        if self.section == "accountability" and is_terms:
            return "terms"
        before = "" if self.texts["priority"] else " ".join(self.texts["introduction"][-1:])
        is_priority = re.search(r"\bpriority\b.{0,20}\baction", before, re.IGNORECASE)
        return "priority" if self.section == "introduction" and is_priority else self.section

    def _take_cover_line(self, piece: TextPiece) -> None:
        """A line of the cover: whose plan, what it is called, its date and version."""
        parts = _BETWEEN.split(piece.text)
        known = (form.fullmatch(part) for part in parts for form in (_LABELLED, _DATED, _VERSION))
        if len(parts) > 1 and any(known):
            for part in filter(None, parts):
                self._take_cover_line(piece.part(part))
            return
        labelled = _LABELLED.fullmatch(piece.text)
        dated = _DATED.fullmatch(piece.text)
        key = labelled["label"].casefold() if labelled else ""
        key = "date" if labelled and labelled["updated"] else key
        if labelled and key not in self.one:
            self.note(piece.part(labelled["label"]), Fate.STRUCTURE, "label")
            self._take_labelled(key, piece.part(labelled["value"]))
        elif dated and not self.date:
            self._take_labelled("date", piece.part(dated["when"]), HIGH)
            version = f"{dated['before'] or ''} {dated['more']}".strip(" ,;:–-")
            if version:
                self._take_labelled("version", piece.part(version), HIGH)
        elif _VERSION.fullmatch(piece.text) and "version" not in self.one:
            self._take_labelled("version", piece, HIGH)
        elif len(piece.text) > _LONG:
            self.texts["vision"].append(piece.text)
            self.note(piece, Fate.PLACED, "vision", "a paragraph of the cover", MEDIUM)
        else:
            self._take_short_line(piece)

    def _take_short_line(self, piece: TextPiece) -> None:
        keys = ["title", "strapline"]
        if "title" in self.one and _INSPECTORATE.search(piece.text):
            keys = []
        if _OWNER.search(piece.text) and not _PLAN.search(piece.text) and piece.text[-1] != ".":
            keys.insert(0, "organisation")
        key = next((key for key in keys if key not in self.one), "introduction")
        if key == "introduction":
            self.texts[key].append(piece.text)
        else:
            self.one[key] = piece.text
        sure = LOW if key == "introduction" else MEDIUM
        self.note(piece, Fate.PLACED, key, "a line of the cover", sure)

    def _take_labelled(
        self, key: str, piece: TextPiece, sure: GuessConfidence | None = None
    ) -> None:
        """A value of the cover, which is a guess where no label says what it is."""
        if key == "date":
            parsed = parse_date(piece.text, self.dates)
            if not parsed.due:
                self.note(piece, Fate.ASKED, "date", parsed.why)
                return
            self.date = parsed
        label = re.match("(?i:version):? *", piece.text) if key == "version" else None
        if label:
            self.note(piece.part(label[0].strip(" :")), Fate.STRUCTURE, "label")
            piece = piece.part(piece.text[label.end() :])
        self.one[key] = piece.text
        self.note(piece, Fate.PLACED, key, "a line of the cover" if sure else "", sure)

    def apply_answers(self, answers: Answers) -> None:
        """Let what a person says of the cover count, and what stood there be told."""
        for key in COVER_KEYS:
            if not (answer := answers.get(cover_question(key), "")):
                continue
            self.one[key] = DerivedText(answer)
            why = f"you said that the {key} is “{answer}”"
            for number, entry in enumerate(self.entries):
                if entry.to == key and entry.fate in {Fate.PLACED, Fate.ASKED}:
                    self.entries[number] = entry._replace(fate=Fate.LEFT, to="", why=why, sure=None)
            self.date = parse_date(answer, DateStyle()) if key == "date" else self.date

    def _take_definition(self, piece: TextPiece) -> None:
        for form in _EXPLAINED:
            match = form.fullmatch(piece.text)
            term = match["short"].strip(" '\"") if match else ""
            if match and term not in self.glossary:
                signs = " ".join(re.findall(r"\w+", f"{match['signs']} {match['more'] or ''}"))
                if signs:
                    why = "between term and meaning"
                    self.note(piece.part(signs), Fate.STRUCTURE, "glossary", why)
                meaning = piece.part(match["whole"])
                self._define(piece.part(term), match["whole"].strip(), meaning)
                return
        self.note(piece, Fate.LEFT, "", "it explains no word in a form that is known")

    def _define(self, term: TextPiece, meaning: str, second: TextPiece) -> None:
        name = to_label(term.text)
        fate, to, why = Fate.PLACED, "glossary", ""
        if not name or name in self.glossary:
            why = "it is explained once already" if name else "there is no word that it explains"
            fate, to = Fate.LEFT, ""
        else:
            self.glossary[name] = meaning
        self.note(term, fate, to, why)
        self.note(second, fate, to, why)

    def paragraphs(self) -> Iterator[str]:
        """Every paragraph that was taken in."""
        for texts in self.texts.values():
            yield from texts
