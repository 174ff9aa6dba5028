"""Band P: texts by which a child or a person could be told, and what is kept from the board."""

import re
from collections.abc import Iterator
from inspect import cleandoc
from itertools import chain
from typing import Any, Final

from planctl.assess.scene import Scene
from planctl.assess.text_search import PersonalData
from planctl.model.edition import Share
from planctl.model.plan import Plan
from planctl.model.plan_texts import text_parts
from planctl.model.problem import At, Fault, Rule, Severity
from planctl.model.timescale_grammar import shorten

_PARTS: Final = ("progress", "evidence", "escalations")  # of an action, that can be held back
_SHARES: Final = (None, Share.BOARD, Share.OFFICERS)  # from all readers to the fewest
_NAME: Final = r"(?<![\w.]){}(?!\w|\.\w)"  # a ref or a title between other words
_SHOWN: Final = 4  # signs of what was found: what check prints may be read by many
REMEDY: Final = "take it out; or write under allow in policy.yaml why it may stand"
# Of each rule that looks through all texts: its code, its name and its manual page.
_MANUALS: Final = {
    "P501 nhs-number": """A text holds a number that is an NHS number by its check digit.

    Whoever can look it up knows which child it is. Say what was found, and keep the number where
    the case is kept.""",
    "P502 pupil-number": "A text holds a number that is a unique pupil number by its check letter.",
    "P503 insurance-number": "A text holds what is written as a national insurance number is.",
    "P504 date-of-birth": "A text gives the day on which somebody was born.",
    "P505 telephone-number": "A text holds a telephone number that can be dialled.",
    "P506 mail-address": """A text holds an e-mail address.

    The addresses of posts belong to roles.yaml, where they are no fault.""",
    "P507 home-address": "A text holds a postcode behind the number of a house.",
    "P508 case-reference": """A text holds the number of a case in a system for cases.

    The names of usual systems are known, and words such as case number. Others are written under
    `case_references` in policy.yaml, with # for a figure and @ for a letter: CF-######.""",
    "P509 initials-with-age-or-school": """
    A text gives the initials of somebody beside an age or a school.

    What the glossary explains, and the roles of roles.yaml, are no initials.""",
    "P510 name-with-title": """A text names a person with a title: Mrs Smith, Dr Patel.

    Officers are named by their role, which stays when the person goes. Nobody else is named.""",
    "P511 name-of-child": "A text gives the name of a child, or of somebody of the family.",
}
TEXT_RULES: Final = {
    name[:4]: Rule(name[:4], name[5:], Severity.NOTE, REMEDY, cleandoc(manual))
    for name, manual in _MANUALS.items()
}


def person_for_role(found: PersonalData) -> Fault:
    """What is like the name of a person stands where a role belongs, or in roles.yaml.

    A role stays when the person goes, and a plan that is published names nobody. Whose name it is
    may stand beside the role in a list that is not published.
    """
    return _fault(found)


def held_from_board(scene: Scene) -> Iterator[Fault]:
    """Something is shared with officers alone, so that the board's edition does not show it.

    The edition counts it, and an action that is late is late in it all the same.
    """
    for judgement in scene.judged:
        yield from _held(judgement.at, judgement.action)
        for name in _PARTS:
            for n, item in enumerate(getattr(judgement.action, name)):
                yield from _held((*judgement.at, name, n), item)
    for name in ("measures", "decisions"):
        for n, item in enumerate(getattr(scene.plan, name)):
            yield from _held((name, n), item)


def _held(at: At, item: Any) -> Iterator[Fault]:  # noqa: ANN401 - of any model with the field
    if item.share is Share.OFFICERS:
        yield Fault((*at, "share"), "the board does not see this: it is shared with officers alone")


def held_thing_named(scene: Scene) -> Iterator[Fault]:
    """A text names an action or a measure that its readers are not shown.

    An edition takes the ref and the title of what is held back out of every key that names it, and
    leaves what somebody wrote in words as it is. So those words tell what is held back.
    """
    plan = scene.plan
    labels = [(action.share, (action.ref, action.title)) for _, action in plan.actions]
    labels += [(measure.share, (measure.id, measure.title)) for measure in plan.measures]
    names = [
        (name, _SHARES.index(share), re.compile(_NAME.format(re.escape(name)), re.IGNORECASE))
        for share, held in labels
        for name in held
        if share and not name.isdecimal()
    ]
    for at, text in chain.from_iterable(text_parts(plan)) if names else ():
        readers = _share_at(at, plan)
        for name, share, pattern in names:
            if readers < share and pattern.search(text):
                yield Fault(at, f"“{shorten(name)}” is held back from some who read this")


def _share_at(at: At, plan: Plan) -> int:
    """How few may read what stands at a place of the plan, from nought for everybody."""
    items: list[Any] = []
    match at:
        case ("areas", int(n), "actions", int(k), *rest):
            action = plan.areas[n].actions[k]
            items.append(action)
            if len(rest) > 1 and rest[0] in _PARTS:
                items.append(getattr(action, rest[0])[rest[1]])
        case ("measures" | "decisions" as name, int(n), *_):
            items.append(getattr(plan, name)[n])
    return max((_SHARES.index(item.share) for item in items), default=0)


def personal_data(scene: Scene) -> Iterator[tuple[str, Fault]]:
    """Each thing that the rules of this band find, with the code of its rule."""
    return ((found.code, _fault(found)) for found in scene.search.finds.personal)


def _fault(found: PersonalData) -> Fault:
    return Fault(found.at, f"“{found.fragment[:_SHOWN]}…” {found.what}")


PERSON_RULE: Final = Rule.of(
    "P512", Severity.NOTE, person_for_role, "write the role, and explain it in roles.yaml"
)
