"""Who leads by name: a plan names posts, and somebody has to say which."""

import re
from typing import Final

from planctl.intake.paper.lead import is_name

_TITLED: Final = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Prof|Professor|Sir|Rev)\.? [A-Z]"
)
# Words of posts, teams and bodies that are written like a name, and are in nobody's.
_OF_WORK: Final = re.compile(
    r"\b(?:academy|administrator|adult|adults|agency|all|analyst|architect|assessment|assurance|"
    r"board|business|capital|care|carer|carers|centre|child|children|clerk|clinic|cloud|commission|"
    r"commissioner|commissioners|commissioning|committee|communications|community|"
    r"compliance|contracts|control|council|counsel|court|customer|data|delivery|democratic|"
    r"dentist|design|designated|digital|doctor|early|economic|education|electoral|emergency|"
    r"employment|engagement|engineer|england|environment|equality|estates|external|families|"
    r"family|finance|forum|foster|fostering|fund|governance|guardian|headteacher|health|"
    r"healthcare|help|home|homes|hospital|house|housing|hub|human|improvement|inclusion|"
    r"independent|individual|infection|information|infrastructure|inspectorate|insurance|intelligence|"
    r"internal|justice|leader|leaders|leads|learning|legal|library|local|lodge|maintenance|"
    r"management|mental|midwife|midwifery|ministry|monitoring|multi|network|nhs|nominated|nursery|"
    r"nursing|office|operations|organisational|panel|parking|people|performance|permanence|"
    r"pharmacist|pharmacy|planning|platform|police|policy|practitioner|practitioners|"
    r"prevention|probation|procurement|professionals|property|protection|provider|providers|"
    r"psychologist|psychology|public|quality|reablement|reception|records|recruitment|"
    r"regeneration|registered|registrar|registration|residential|resources|review|risk|"
    r"safeguarding|safety|school|schools|secretary|section|security|senco|send|sister|site|"
    r"social|solicitor|specialist|staff|stakeholders|standards|statutory|stepping|steward|stones|strategy|"
    r"subgroup|supervisor|supplier|support|surgeon|systems|task|tax|teacher|teachers|"
    r"technical|technology|theatre|therapist|therapy|trading|training|transport|treasury|"
    r"trust|trustees|unit|virtual|visiting|ward|welfare|wellbeing|work|workforce|young|youth)\b",
    re.IGNORECASE,
)


def is_person(text: str) -> bool:
    """Whether a lead looks like somebody's name, and not like a post: Jane Smith (HR)."""
    return any(map(_is_name, re.split(" [–—-] | ?[(),/] ?", text)))


def _is_name(text: str) -> bool:
    if _TITLED.match(text):
        return True
    return is_name(text) and not _OF_WORK.search(text) and not _has_initials(text)


def _has_initials(name: str) -> bool:
    """Whether a word is an abbreviation, as those of posts and teams are: SEND, QA, ICB."""
    return any(len(word) > 1 and word.isupper() for word in re.findall(r"\w+", name))
