"""What each board of the demonstration is told and asks, and which reports come. None is a fact."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from edits import LABEL, Edit, Within
from planctl.edit.change import edited
from planctl.edit.splice import Add, Put
from planctl.edit.splice import Edit as Cut
from planctl.load.content import parse_yaml
from planctl.model.problem import PlanValue
from step import LEAD, Step

_ROLES: Final = frozenset({"by", "to", "owner"})
_LONG: Final = 3  # words; a longer text says of itself that it is invented
MONTHLY: Final = "piro-update caseload-report drp-report care-entry-exit workforce-training"


class Said(NamedTuple):
    """What stands under a meeting: what it is told, or what it asked and was answered."""

    meeting: str
    keys: Mapping[str, PlanValue]

    def on(self, plan: Path, _: str) -> None:
        """Write the keys of the meeting, which is listed where only the rule gives it."""
        listed = _listed(plan, "meetings", "on")
        new = {key: _labelled(value) for key, value in self.keys.items()}
        if self.meeting in listed:
            at = ("meetings", listed.index(self.meeting))
            _edit(plan, [Put((*at, key), value) for key, value in new.items()])
        else:
            _edit(plan, [Add(("meetings",), {"on": self.meeting, **new})])


class Came(NamedTuple):
    """That reports came for a meeting."""

    meeting: str
    ids: str

    def on(self, plan: Path, day: str) -> None:
        """Write it beside each report."""
        listed = _listed(plan, "reports", "id")
        receipt: PlanValue = {"on": day, "meeting": self.meeting}
        places = (("reports", listed.index(name), "received") for name in self.ids.split())
        _edit(plan, [Add(at, receipt) for at in places])


def _edit(plan: Path, edits: Iterable[Cut]) -> None:
    path = plan / "governance.yaml"
    text = edited(path.read_text("utf-8"), "governance", edits)
    path.write_text(text, "utf-8", newline="\n")


def _listed(plan: Path, key: str, name: str) -> list[object]:
    """What the items of a list of governance.yaml are known by."""
    said = parse_yaml((plan / "governance.yaml").read_text("utf-8"))
    items = said[key] if isinstance(said, dict) else None
    return [item[name] for item in items or () if isinstance(item, dict)]


def _labelled(value: PlanValue) -> PlanValue:
    if isinstance(value, dict):
        return {key: part if key in _ROLES else _labelled(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_labelled(part) for part in value]
    if value is None or len(value.split()) <= _LONG:
        return value
    return f"{value.removesuffix('.')} {LABEL}." if value.endswith(".") else f"{value} {LABEL}"


def _papers(day: str, meeting: str, commentary: str, overall: str, *more: Edit) -> Step:
    """What the director says for the papers of a meeting.

    The overall ratings are the reason for progress, that for impact, and confidence with its own.
    """
    progress, impact, confidence, why = overall.split(" | ")
    rated = {"impact_rag": "amber", "impact_reason": impact} if impact else {}
    keys: dict[str, PlanValue] = {
        "commentary": {"by": "AD", "text": commentary},
        "overall": {
            "progress_rag": "red",
            "progress_reason": progress,
            **rated,
            "confidence": confidence,
            "confidence_reason": why,
        },
    }
    words = f"Write what the director says to the board of {meeting}"
    return Step(day, LEAD, words, (Said(meeting, keys), *more))


def _challenge(asks: str, to: str, answer: str = "", closed: str = "") -> dict[str, PlanValue]:
    """What the chair asked of a role, and what it was answered."""
    keys: dict[str, PlanValue] = {"asks": asks, "by": "Chair", "to": to}
    end = {"answer": answer, "closed": closed}
    return keys | {key: text for key, text in end.items() if text}


def _project(name: str, phase: str, rating: str, highlight: str) -> tuple[Edit, ...]:
    place = ("governance", f"- id: {name}")
    return (
        Within(*place, "phase", phase),
        Within(*place, "progress_rag", rating),
        Within(*place, "highlight", f"{highlight} {LABEL}"),
    )


PRESENT: Final[list[PlanValue]] = ["Chair", "AD", "AD CSC", "SM QA", "Transformation Lead"]
WHY_SAMPLES: Final = "Why did two services stop their dip samples over the summer?"
HOW_QA: Final = "How do you know that the QA framework holds in practice?"
WHEN_OVERSIGHT: Final = "When will a manager's oversight be on every file?"
BY_LOT: Final = "Ten audits chosen by lot were looked at again; nine agree with the moderator."
ONE_OF_TWO: Final = "One of the two samples again; the sample of every service comes to this board."
COURT: Final = "Can the courts be asked for dates sooner?"
COURT_ANSWER: Final = "The judge has agreed to a list of its own for longer cases."

BOARDS: Final = (
    _papers(
        "2024-04-03",
        "10 April 2024",
        "Most dates of the plan had passed before this board first saw it. Four actions are done. "
        "I ask for two later dates today, and every action now has a date.",
        "Seventeen dates have passed, most of them before the plan was published. |  | medium | "
        "Dates are set, and nobody has worked to them yet.",
    ),
    _papers(
        "2024-05-01",
        "8 May 2024",
        "Court work and the paper on resources are done, and parents tell us that the new letters "
        "help. Five fewer dates have passed than a month ago.",
        "Twelve dates have passed, after seventeen a month ago. |  | medium | "
        "We deliver faster than dates pass.",
    ),
    _papers(
        "2024-06-05",
        "12 June 2024",
        "Direct work with children is better, and the training offer is out. The first figures "
        "since March move the right way, but slowly. Two later dates are asked for.",
        "Twelve dates have passed, as many as in May. | Six measures improve, and one is on "
        "course. | medium | Partner agencies join the panels only from July.",
    ),
    _papers(
        "2024-07-03",
        "10 July 2024",
        "Quality assurance was relaunched, and the chairs have fewer cases at last. **Workforce "
        "worries me:** the agency rate is no better than in March.",
        "Seven dates have passed, after twelve in June. | Practice improves; the agency rate does "
        "not. | medium | The work on pay has not begun.",
    ),
    _papers(
        "2024-09-04",
        "11 September 2024",
        "Over the summer four more actions were done, permanence among them. Caseloads and "
        "recruitment need more time, for the second time. I ask for no more after this.",
        "Four dates have passed, the fewest so far. | Visits and permanence are better; two "
        "measures are not. | medium | Nine posts were empty in April, and four still are.",
        Came("11 September 2024", f"qa-report court-progression {MONTHLY}"),
        *_project("power-bi-suite", "build", "amber", "Two of five reports can be used"),
        Within(
            *("governance", "- id: power-bi-suite", "next_milestone"),
            f"{{what: Live report of caseloads {LABEL}, timescale: Dec 2024}}",
        ),
        *_project("court-trailblazer", "first phase", "green", "Eight families take part"),
        *_project("recruitment-and-retention", "pilot", "amber", "Twice as many people apply"),
    ),
    Step(
        "2024-09-13",
        LEAD,
        "Write down what the board of 11 September asked",
        (
            Said(
                "11 September 2024",
                {"attendance": PRESENT, "challenges": [_challenge(COURT, "SM CMT and Court")]},
            ),
        ),
    ),
    _papers(
        "2024-10-02",
        "9 October 2024",
        "Child protection planning and supervision are done. I have reopened the dip samples: two "
        "services stopped over the summer, and we did not see it in time.",
        "Five dates have passed, after four in September. | Four measures are on course, and two "
        "are red. | medium | Dip samples had to be reopened.",
        Came("9 October 2024", f"qa-report piro-report fgc-report {MONTHLY}"),
    ),
    Step(
        "2024-10-11",
        LEAD,
        "Write down what the board of 9 October asked",
        (
            Said(
                "11 September 2024",
                {"challenges": [_challenge(COURT, "SM CMT and Court", COURT_ANSWER, "2024-10-09")]},
            ),
            Said(
                "9 October 2024",
                {
                    "attendance": PRESENT,
                    "minutes": {"url": "https://example.org/invented-minutes"},
                    "challenges": [
                        _challenge(HOW_QA, "SM QA"),
                        _challenge(WHY_SAMPLES, "SM QA"),
                        _challenge(WHEN_OVERSIGHT, "AD CSC"),
                    ],
                },
            ),
        ),
    ),
    _papers(
        "2024-11-06",
        "13 November 2024",
        "We completed two actions and embedded the quality assurance framework, and visits are now "
        "judged good slightly more often than planned. But four actions went overdue, and nobody "
        "had asked for more time.\n\n**Workforce is my main concern:** the new pay scale is not "
        "published, the offer to agency workers waits for the new grades, and the agency rate has "
        "risen five months running. At this pace we will not finish by January. I ask for firm "
        "dates today, and an answer from Finance.",
        "Two more actions are complete, but four are newly overdue. | Practice is better; the "
        "agency rate is worse than at the start. | low | The forecast has fallen since October.",
        Said(
            "13 November 2024",
            {
                "good_news": [
                    "The QA framework is embedded: ten audits were looked at again.",
                    "Visits are judged good in 84% of cases, after 58% in March.",
                ],
                "risks": [
                    {
                        "what": "The new grades are not paid from January, and agency use rises",
                        "likelihood": "likely",
                        "effect": "high",
                        "owner": "AD Workforce",
                        "response": "Retention payments go on until the end of December 2024",
                    },
                    {
                        "what": "The Power BI reports slip again, and hold back 2.1, 2.5 and 7.2",
                        "likelihood": "likely",
                        "effect": "medium",
                        "owner": "Data Intelligence Lead",
                        "response": "A weekly count by hand from 18 November 2024",
                    },
                    {
                        "what": "Oversight stays uneven while two new team managers settle in",
                        "likelihood": "possible",
                        "effect": "high",
                        "owner": "AD CSC",
                        "response": "Each is paired with an experienced manager",
                    },
                ],
            },
        ),
        Said(
            "9 October 2024",
            {
                "challenges": [
                    _challenge(HOW_QA, "SM QA", BY_LOT, "2024-11-06"),
                    _challenge(WHY_SAMPLES, "SM QA", ONE_OF_TWO),
                    _challenge(WHEN_OVERSIGHT, "AD CSC"),
                ]
            },
        ),
        Came("13 November 2024", MONTHLY),
    ),
)
