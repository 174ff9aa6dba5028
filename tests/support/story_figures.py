"""What was measured from April to October: figures, and what they come to. None of it is a fact.

Figures come in once a month, some days after its end. Among the measures is one of each kind that
a board meets: on course, behind, worse than at the start, met, sustained, out of date, withheld,
of too few cases, and one that nobody has measured yet.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from edits import Add, Edit, Set, Swap, Within
from step import FIGURES_BY, Step

AUDITS: Final = "Child Journey audits"
BOARD_DATA: Final = "Workforce report"
TRACKER: Final = "Permanence tracker"
COURT: Final = "Court tracker"

# Of how many: the figure is worked out from it. What is not a share stands as it is.
READINGS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "assessments-good": (
        AUDITS,
        {
            "2024-04-30": "34 of 60",
            "2024-05-31": "35 of 61",
            "2024-06-30": "37 of 60",
            "2024-07-31": "38 of 60",
            "2024-08-31": "33 of 50",
            "2024-09-30": "40 of 59",
            "2024-10-31": "42 of 60",
        },
    ),
    "visits-good": (
        AUDITS,
        {
            "2024-04-30": "61 of 98",
            "2024-05-31": "66 of 100",
            "2024-06-30": "71 of 100",
            "2024-07-31": "74 of 101",
            "2024-08-31": "69 of 90",
            "2024-09-30": "80 of 99",
            "2024-10-31": "84 of 100",
        },
    ),
    "meetings-good": (
        AUDITS,
        {
            "2024-04-30": "24 of 40",
            "2024-05-31": "26 of 40",
            "2024-06-30": "29 of 41",
            "2024-07-31": "30 of 42",
            "2024-08-31": "21 of 28",
            "2024-09-30": "33 of 41",
            "2024-10-31": "9 of 12",
        },
    ),
    "agency-rate": (
        BOARD_DATA,
        {
            "2024-04-30": "76 of 250",
            "2024-05-31": "75 of 249",
            "2024-06-30": "78 of 252",
            "2024-07-31": "80 of 252",
            "2024-08-31": "82 of 253",
            "2024-09-30": "84 of 254",
            "2024-10-31": "85 of 254",
        },
    ),
    "caseload-social-worker": (
        BOARD_DATA,
        {
            "2024-04-30": "24.1",
            "2024-05-31": "23.6",
            "2024-06-30": "23",
            "2024-07-31": "22.3",
            "2024-08-31": "21.5",
            "2024-09-30": "20.8",
            "2024-10-31": "20.1",
        },
    ),
    "permanence-plan": (
        TRACKER,
        {
            "2024-04-30": "22 of 25",
            "2024-05-31": "22 of 24",
            "2024-06-30": "25 of 26",
            "2024-07-31": "22 of 23",
            "2024-08-31": "21 of 21",
            "2024-09-30": "24 of 24",
            "2024-10-31": "22 of 22",
        },
    ),
    "recruitment-time": (BOARD_DATA, {"2024-06-30": "2.6", "2024-09-30": "1.9"}),
    "care-proceedings-length": (COURT, {"2024-06-30": "44", "2024-09-30": "withheld"}),
    "turnover-rate": (BOARD_DATA, {"2024-03-31": "7.4"}),
}
NOTES: Final = {"withheld": "Fewer than five proceedings ended in the quarter"}
# The day on which the figures of each month come in, and what somebody says of them.
COME_IN: Final = {
    "2024-05-03": ("2024-03-31 2024-04-30", "April: the first figures, and turnover to March"),
    "2024-06-05": ("2024-05-31", "May: agency work goes down, if only by a little"),
    "2024-07-02": ("2024-06-30", "June: the first quarter of recruitment and of court work"),
    "2024-08-05": ("2024-07-31", "July: more agency workers, and better visits"),
    "2024-09-03": ("2024-08-31", "August: fewer audits were made over the summer"),
    "2024-10-01": ("2024-09-30", "September: new staff are in post within two months"),
    "2024-11-04": ("2024-10-31", "October: too few meetings were looked at to tell"),
}


def _figures(days: str) -> Iterator[Edit]:
    for name, (source, readings) in READINGS.items():
        for day in days.split():
            if day in readings:
                yield Add(f"measures/{name}", "observations", _reading(day, readings[day], source))


def _reading(day: str, figure: str, source: str) -> Mapping[str, object]:
    above, of, below = figure.partition(" of ")
    value = f"{100 * int(above) / int(below):.1f}".removesuffix(".0") if of else figure
    parts = {"numerator": int(above), "denominator": int(below)} if of else {}
    more = {"note": NOTES[figure]} if figure in NOTES else {}
    number = value if figure in NOTES else float(value) if "." in value else int(value)
    return {"on": day, "value": number, **parts, "source": source, **more}


def _measured(name: str, often: str, start: str, owner: str) -> Iterator[Edit]:
    """A measure of the plan gets invented figures: it says so, and how often they come, by whom."""
    file = f"measures/{name}"
    yield Set(file, "frequency", often)
    yield Set(file, "owner", owner)
    if start:
        yield Set(file, "baseline", f"{{value: {start}, on: 2024-03-31}}")


def _judged_good(name: str, start: str) -> Iterator[Edit]:
    yield from _measured(name, "monthly", start, "SM QA")
    days = {"70": "2024-06-30", "80": "2024-09-30", "90": "2024-12-31"}
    for value, day in days.items():
        yield Within(f"measures/{name}", f"- value: {value}", "by", day)


def _aimed(value: int, by: str, **note: str) -> Add:
    return Add("measures/agency-rate", "targets", {"value": value, "by": by, **note})


def _says_so(name: str, title: str) -> Swap:
    return Swap(f"measures/{name}", f"title: {title}\n", f"title: {title} (invented)\n")


SET_UP: Final = (
    _says_so("assessments-good", "Assessments judged good"),
    _says_so("visits-good", "Visits judged good"),
    _says_so("meetings-good", "Meetings and reviews judged good"),
    _says_so("agency-rate", "Agency rate"),
    _says_so("caseload-social-worker", "Caseload of a social worker"),
    _says_so("permanence-plan", "Children with a permanence plan by their second review"),
    _says_so("recruitment-time", "Time from applying to being in post"),
    _says_so("care-proceedings-length", "Length of care proceedings"),
    _says_so("turnover-rate", "Staff turnover rate"),
    *_judged_good("assessments-good", "55"),
    *_judged_good("visits-good", "58"),
    *_judged_good("meetings-good", "57"),
    Add("1.4", "impact_measures", {"measure": "visits-good", "note": "As many as planned"}),
    *_measured("agency-rate", "monthly", "", "AD Workforce"),
    Within("measures/agency-rate", "value: 31", "on", "2024-03-31"),
    _aimed(28, "2024-09-30"),
    _aimed(25, "2025-03-31", note="Both targets are set for the demonstration"),
    *_measured("caseload-social-worker", "monthly", "24.5", "AD"),
    Swap("measures/caseload-social-worker", "high: 18", "high: 18\n    by: 2024-12-31  # invented"),
    *_measured("permanence-plan", "monthly", "84", "SM CLA"),
    Within("measures/permanence-plan", "- value: 100", "by", "2024-09-30"),
    *_measured("recruitment-time", "quarterly", "3.5", "SM PMO"),
    *_measured("care-proceedings-length", "quarterly", "44", "SM CMT"),
    Within("measures/care-proceedings-length", "- value: 26", "by", "2025-03-31"),
    *_measured("turnover-rate", "quarterly", "", "AD Workforce"),
)
FIGURES: Final = (
    Step("2024-04-03", FIGURES_BY, "Say how often, by whom and from where we count", SET_UP),
    *(
        Step(day, FIGURES_BY, f"Figures for {words}", tuple(_figures(days)))
        for day, (days, words) in COME_IN.items()
    ),
)
