"""What the files of a plan say that a paper makes, beside those of its actions."""

import re
from collections.abc import Mapping
from typing import Final

from planctl.intake.paper.account import Entry, Fate, Made, Sure
from planctl.intake.paper.inspected import inspection_in
from planctl.intake.paper.naming import ids, subject
from planctl.intake.paper.region import Region
from planctl.intake.paper.whole import Taken
from planctl.model.action import EvidenceKind
from planctl.model.character import as_label
from planctl.model.said import Said

_SOURCES: Final = (
    (EvidenceKind.QUALITY_ASSURANCE, r"quality assurance|QA\b"),
    (EvidenceKind.FEEDBACK, "feedback"),
    (EvidenceKind.PEER_REVIEW, "peer (?:review|challenge)"),
    (EvidenceKind.INSPECTION, "inspection"),
)


def plan_said(found: Taken, entries: list[Entry]) -> dict[str, Said]:
    """What plan.yaml says."""
    front = found.front
    said: dict[str, Said] = {}
    for key in ("title", "organisation", "strapline", "version"):
        said[key] = front.one.get(key) or None
    for key in ("organisation", "version"):
        said[key] = as_label(str(said[key] or "")) or None
    for key, otherwise in (("title", "Improvement plan"), ("organisation", "To be named")):
        if not said[key]:
            said[key] = Made(otherwise)
            why = f"the paper does not say its {key}; change it in plan.yaml"
            entries.append(Entry("", otherwise, Fate.MADE, key, why, Sure.LOW))
    if front.date:
        is_read = front.one["date"] == front.date.due
        said["date"] = front.one["date"] if is_read else Made(front.date.due)
    for key in ("vision", "introduction"):
        said[key] = [*front.texts[key]] or None
    said["inspection"] = _inspection(found, entries)
    said["findings"] = _findings(front.texts["findings"], entries)
    said["closing_the_loop"] = _closing(front.texts["closing_the_loop"])
    return {key: value for key, value in said.items() if value is not None}


def _inspection(found: Taken, entries: list[Entry]) -> Said:
    """Who inspected, when, and the headline, as far as the introduction says it."""
    front = found.front
    said: dict[str, Said] = {}
    for key, words, sentence in inspection_in(
        [*front.texts["introduction"], *front.texts["findings"]]
    ):
        said[key] = Made(words)
        why = f"from “{sentence.strip(' .')}”"
        entries.append(Entry("", words, Fate.MADE, f"inspection {key}", why, Sure.MEDIUM))
    if front.texts["priority"]:
        said["priority_action"] = "\n\n".join(front.texts["priority"])
    return said or None


def _findings(texts: list[str], entries: list[Entry]) -> Said:
    titles = [subject(text) for text in texts]
    for title in titles:
        why = "made from its first words"
        entries.append(Entry("", title, Fate.MADE, "title of a finding", why, Sure.HIGH))
    found: list[Said] = [
        {"id": Made(name), "title": Made(title), "text": text}
        for name, title, text in zip(ids(titles), titles, texts, strict=True)
    ]
    return found or None


def _closing(texts: list[str]) -> Said:
    if not texts:
        return None
    whole = " ".join(texts)
    kinds: list[Said] = [
        Made(kind.value) for kind, form in _SOURCES if re.search(form, whole, re.IGNORECASE)
    ]
    return {"statement": [*texts], **({"sources": kinds} if kinds else {})}


def roles_said(found: Taken) -> dict[str, Said]:
    """What roles.yaml says: each role as the paper writes it, with what the glossary says of it."""
    named: dict[str, Said] = {}
    for action in found.all_actions:
        leads = action.said.get("leads")
        for role in leads if isinstance(leads, list) else []:
            named[str(role)] = Made(_meaning(str(role), found.front.glossary))
    return named


def _meaning(role: str, glossary: dict[str, str]) -> str:
    """A role without the abbreviations that the glossary knows."""
    words = [_one(glossary[word]) if word in glossary else word for word in role.split()]
    return " ".join(words)


def _one(meaning: str) -> str:
    """One of what a glossary speaks of as many: a service manager, and not service managers."""
    return re.sub(r"\b(Manager|Worker|Director|Officer)s\b", r"\1", meaning)


def glossary_said(found: Taken) -> dict[str, Said]:
    """What glossary.yaml says."""
    return dict(found.front.glossary)


def region_said(region: Region) -> dict[str, Said]:
    """What the area.yaml of an area says."""
    said: dict[str, Said] = {"ref": Made(region.ref), "title": region.title}
    if region.statement:
        said["statement"] = "\n\n".join(region.statement)
    return said


def close_roles(roles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs of roles that may be one: alike, of one meaning, or initials of each other."""
    seen: dict[str, str] = {}
    found = []
    for name, meaning in roles.items():
        words = re.findall(r"[^\W\d_]+", meaning)
        initials = "".join(word[0] for word in words).casefold() if len(words) > 1 else ""
        same = [_letters(name), _letters(meaning), *([initials] if initials else [])]
        other = next((seen[each] for each in same if each in seen), "")
        if other:
            found.append((other, name))
        for each in same:
            seen.setdefault(each, name)
    return found


def _letters(name: str) -> str:
    """The letters of a role in one case, without the sign of the plural."""
    plain = re.sub(r"['’]s\b", "s", name.casefold()).replace("manger", "manager")
    return re.sub(r"s\b|\W", "", plain)
