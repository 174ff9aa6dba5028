"""Status and export as JSON, with the keys of DESIGN section 7 to the letter."""

from pathlib import Path
from typing import Any, Final

import pytest

from everything import everything
from fill import PLACES, Filler, filled
from make import SMALL, put, small_plan
from paper import scene_of
from planctl.render.status import PlanStatus, status_json
from planctl.render.status import plan_json as export
from running import planctl

RATINGS: Final = ["blue", "green", "amber", "red", "grey"]
TOTALS: Final = [
    "actions",
    "complete",
    "overdue",
    "due_soon",
    "no_timescale",
    "no_lead",
    "disputed",
    "progress_rag",
    "impact_rag",
    "paused",
    "withdrawn",
    "no_effect",
]
RATED: Final = ["rating", "computed", "declared", "disputed", "standing", "why"]


def status(root: Path) -> dict[str, Any]:
    """The status of the plan in a folder."""
    scene = scene_of(root)
    return status_json(PlanStatus(scene, scene.judged))


def test_the_status_has_the_keys_of_the_design(tmp_path: Path) -> None:
    made = status(everything(tmp_path))
    assert list(made) == ["as_at", "plan", "totals", "areas", "leads", "actions", "burn_up"]
    assert list(made["plan"]) == ["title", "organisation", "version"]
    assert {tuple(area) for area in made["areas"]} == {("ref", "title", "totals")}
    assert {tuple(lead) for lead in made["leads"]} == {("role", "totals")}
    for each in (made, *made["areas"], *made["leads"]):
        assert list(each["totals"]) == TOTALS
        assert list(each["totals"]["progress_rag"]) == RATINGS
        assert list(each["totals"]["impact_rag"]) == RATINGS


def test_an_action_of_the_status_has_the_keys_of_the_design(tmp_path: Path) -> None:
    for action in status(everything(tmp_path))["actions"]:
        assert list(action) == [
            "ref",
            "title",
            "area",
            "leads",
            "status",
            "timescale",
            "due",
            "original_due",
            "original_timescale",
            "original_changed",
            "original_known_from",
            "overdue",
            "days_overdue",
            "slippage_days",
            "milestones_overdue",
            "last_progress",
            "progress_rag",
            "impact_rag",
            "pause",
            "withdrawal",
            "asked",
        ]
        assert list(action["progress_rag"]) == list(action["impact_rag"]) == RATED


def test_an_action_of_the_status_says_what_the_facts_say(tmp_path: Path) -> None:
    actions = {each["ref"]: each for each in status(everything(tmp_path))["actions"]}
    assert actions["1.4"] == {
        "ref": "1.4",
        "title": "Extended, and a later date asked for",
        "area": "1",
        "leads": ["AD"],
        "status": "in progress",
        "timescale": "31 Jan 2024",
        "due": "2024-04-30",
        "original_due": "2024-01-31",
        "original_timescale": "31 Jan 2024",
        "original_changed": False,
        "original_known_from": "file",
        "overdue": False,
        "days_overdue": 0,
        "slippage_days": 90,
        "milestones_overdue": 0,
        "last_progress": None,
        "progress_rag": {
            "rating": "amber",
            "computed": "amber",
            "declared": None,
            "disputed": False,
            "standing": "extended",
            "why": (
                "promised for 31 January 2024, extended by 90 days; due 30 April 2024, in 48 days"
            ),
        },
        "impact_rag": {
            "rating": "grey",
            "computed": "grey",
            "declared": None,
            "disputed": False,
            "standing": "no measure",
            "why": "no impact measure is named",
        },
        "pause": None,
        "withdrawal": None,
        "asked": [
            {
                "kind": "extension",
                "to": "30 Jun 2024",
                "requested": "2024-03-01",
                "reason": "It is refreshed again",
            }
        ],
    }
    assert actions["1.8"]["pause"] == {
        "until": "2024-06-30",
        "reason": "The court hears it first",
        "agreed": "2024-02-14",
        "agreed_by": None,
        "days_late": 0,
    }
    assert actions["1.9"]["withdrawal"] == {
        "replaced_by": [],
        "reason": "Another council does it",
        "agreed": "2024-02-14",
        "agreed_by": None,
        "days_late": 0,
    }
    assert actions["1.3"]["timescale"] == "by the summer"
    assert actions["1.3"]["milestones_overdue"] == 1
    assert actions["1.1"]["last_progress"] == "2024-01-30"
    assert (actions["1.10"]["timescale"], actions["1.10"]["due"]) == (None, None)
    disputed = actions["1.5"]["progress_rag"]
    assert [disputed[key] for key in RATED[:4]] == ["green", "red", "green", True]


def test_late_milestones_of_what_nobody_waits_for_are_not_counted(tmp_path: Path) -> None:
    step = "milestones: [{what: A step, timescale: Jan 2024}]\n"
    root = small_plan(tmp_path, f"ref: '1.1'\ntitle: Done\nstatus: complete\n{step}")
    assert [each["milestones_overdue"] for each in status(root)["actions"]] == [0]


def test_without_front_matter_the_plan_has_no_name(tmp_path: Path) -> None:
    files = {path: text for path, text in SMALL.items() if path != "plan.yaml"}
    made = status(put(tmp_path, files))
    assert made["plan"] == {"title": None, "organisation": None, "version": None}
    assert made["actions"] == []


@pytest.fixture
def filler() -> Filler:
    """Every text names the field that it stands in."""
    return Filler(lambda path: f"words of {path}", lambda path: f"r {path}")


@pytest.mark.parametrize("kind", ["plan", "governance", "roles", "glossary", "policy"])
def test_every_key_of_a_file_is_exported_as_it_stands(
    kind: str, filler: Filler, tmp_path: Path
) -> None:
    made: Any = export(scene_of(filled(tmp_path, filler)))
    contacts = made["contacts"] if kind == "roles" else {}
    assert {**made[kind], **contacts} == filler.file(kind)


def test_every_key_of_measures_areas_and_actions_is_exported(
    filler: Filler, tmp_path: Path
) -> None:
    made = export(scene_of(filled(tmp_path, filler)))
    assert made["measures"] == [filler.file("measure")]
    assert made["areas"] == [{**filler.file("area"), "actions": [filler.file("action")]}]


def test_the_export_has_the_keys_of_the_design(tmp_path: Path) -> None:
    made = export(scene_of(everything(tmp_path)))
    assert list(made) == [
        *("plan", "governance", "roles", "contacts", "glossary", "policy", "measures", "areas"),
        *("decisions", "evidence", "unread", "first_promises"),
    ]
    path = "plan/areas/1-practice/1.16-unread.yaml"
    assert made["unread"] == [{"path": path, "holds": "action", "name": "1.16"}]


def test_a_key_that_is_not_set_is_null_or_an_empty_list(tmp_path: Path) -> None:
    made: Any = export(scene_of(small_plan(tmp_path, "ref: 1.1\ntitle: A\n")))
    (action,) = made["areas"][0]["actions"]
    assert list(action) == list(Filler(str, str).file("action"))
    set_keys = {key: value for key, value in action.items() if value not in (None, [])}
    assert set_keys == {"ref": "1.1", "title": "A", "status": "not started"}


def test_a_plan_without_front_matter_is_exported_too(tmp_path: Path) -> None:
    assert export(scene_of(put(tmp_path, {"roles.yaml": "AD: A\n"})))["plan"] is None


def test_every_kind_of_file_is_in_the_export() -> None:
    assert set(PLACES) == {
        *("plan", "governance", "roles", "glossary", "policy", "measure", "area", "action"),
        *("decisions", "evidence"),
    }


def test_the_summary_for_github_is_safe_and_says_what_is_overdue(tmp_path: Path) -> None:
    text = 'ref: "1.1"\ntitle: "A | <b> `x`"\ntimescale: 1 Feb 2024\n'
    small_plan(tmp_path, text)
    words = ("status", "--plan", tmp_path, "--as-at", "2024-03-13", "--format", "github-summary")
    out = planctl(*words).out
    assert "1 overdue" in out
    assert "| 1.1 A \\| &lt;b&gt; \\`x\\` | nobody | 41 |" in out
    assert "Nothing is overdue." in planctl(*words[:4], "2024-01-13", *words[5:]).out


def test_a_summary_of_very_many_overdue_actions_is_cut_with_a_sentence(tmp_path: Path) -> None:
    small_plan(tmp_path)
    for n in range(201):
        put(
            tmp_path,
            {f"areas/1-practice/1.{n}-x.yaml": f'ref: "1.{n}"\ntitle: x\ntimescale: Jan 2024\n'},
        )
    words = ("status", "--plan", tmp_path, "--as-at", "2024-03-13", "--format", "github-summary")
    assert "and 1 more; planctl status --overdue lists them all." in planctl(*words).out
    cut = planctl(*words, "--area", "1").out
    assert "As at 13 March 2024 (area 1" in cut


def test_the_summary_for_github_rates_only_what_is_not_complete(tmp_path: Path) -> None:
    place = "areas/1-practice/1.{}.yaml"
    actions = {
        1: "timescale: 12 Mar 2024",
        2: "timescale: 12 Mar 2024\nstatus: complete\ncompleted: 2024-03-01",
        3: "timescale: 12 Mar 2024\nstatus: embedded\ncompleted: 2024-03-01",
    }
    texts = {place.format(n): f'ref: "1.{n}"\ntitle: A\n{text}\n' for n, text in actions.items()}
    put(small_plan(tmp_path), texts)
    words = ("status", "--plan", tmp_path, "--as-at", "2024-03-13", "--format", "github-summary")
    assert (
        "| Area | Actions | Complete | Overdue |\n| --- | ---: | ---: | ---: |\n"
        "| 1 Practice | 3 | 2 | 1 |\n" in planctl(*words).out
    )
