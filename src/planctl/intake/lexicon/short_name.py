"""Short names for long texts: titles from their first words, ids from their telling words."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, count
from typing import Final

from planctl.intake.lexicon.words import one_of, word_lists

_TITLE: Final = 80  # characters
_LEAST: Final = 18  # characters that a title has before a cut at a joint of its sentence
_JOINT: Final = re.compile(rf"(?:,| [–—-]|;|:)(?= )| (?={one_of('title', 'joint')}\b)")
_LOOSE: Final = re.compile(rf" (?={one_of('title', 'loose')}\b)")
_LED_UP_TO: Final = re.compile(r"^the [\w ,]{1,60}? of,? (?=\S)", re.IGNORECASE)
_WEAK: Final = re.compile(rf"(?<![\s,;:&–—-])[\s,;:&–—-]+{one_of('title', 'weak')}$", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"(?<=[a-z0-9)’'”])[.!?](?=\s+[A-Z“‘\"(])")
_COUNTED: Final = re.compile(r"^\(?(?:\d+(?:\.\d+)*|[a-z]|[ivx]+)[.)]\s+(?=\S)")  # 1. or (a)
_SIGNS: Final = " ,;:&–—-"  # that stand between a text and more of it
_TELLING: Final = 4  # words of an id
_COMMON: Final = frozenset(word_lists("title")["common"])


def short_title(text: str) -> str:
    """The first words of a text, for a title: its first sentence, up to a joint if it is long."""
    sentence = _SENTENCE.split(_COUNTED.sub("", text), maxsplit=1)[0].rstrip(f".{_SIGNS}") or text
    if len(sentence) <= _TITLE:
        return sentence
    cuts: list[int] = []
    for form in (_JOINT, _LOOSE):
        joints = [joint.start() for joint in form.finditer(sentence)]
        cuts = cuts or [at for at in joints if _LEAST <= at <= _TITLE]
    cut = sentence[: cuts[-1]] if cuts else sentence[: _TITLE + 1].rpartition(" ")[0]
    cut = cut or sentence[:_TITLE]
    return _without_end(cut) or sentence[:_TITLE]


def _without_end(cut: str) -> str:
    """A text without the words and signs at its end that lead on to more."""
    text = cut.rstrip(_SIGNS)
    while weak := _WEAK.search(text):
        text = text[: weak.start()].rstrip(_SIGNS)
    return text


def finding_subject(text: str) -> str:
    """What a finding is about: plans, where it speaks of the quality of plans."""
    title = short_title(_LED_UP_TO.sub("", " ".join(text.split())))
    joints = [joint.start() for joint in _JOINT.finditer(title) if joint.start() >= _LEAST // 2]
    title = _without_end(title[: joints[0]] if joints else title)
    return title[:1].upper() + title[1:]


def make_ids(texts: Sequence[str]) -> Iterator[str]:
    """An id for each text, of its most telling words, no two alike."""
    used: set[str] = set()
    for text in texts:
        words = re.findall("[a-z0-9]+", text.casefold().replace("'", "").replace("’", ""))
        telling = [word for word in words if word not in _COMMON] or words or ["finding"]
        name = "-".join(telling[:_TELLING])
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        used.add(name := next(name for name in names if name not in used))
        yield name
