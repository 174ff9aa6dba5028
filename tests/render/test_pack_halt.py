"""What the pack says of pauses, withdrawals, corrections and days that were written late."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from make import AS_AT, put, small_plan
from paper import asks_of, pack_of, reasons_of, scene_of, since
from planctl.assess.softening import Softening
from planctl.model.policy import Agreement
from planctl.render.pack.build import Pack, build_pack
from planctl.render.pack.pieces import (
    BackDatedCompletion,
    EarlierState,
    PackContext,
    SoftenedSetting,
)

LATE: Final = "ref: '1.1'\ntitle: First\nleads: [AD]\ntimescale: Jan 2024\nstatus: in progress\n"
PAUSED: Final = f"{LATE}pauses: [{{until: Jun 2024, reason: It waits., agreed: 2024-02-14}}]\n"
GONE: Final = f"{LATE}withdrawals: [{{reason: Not needed., agreed: 2024-02-14}}]\n"
A_MEETING: Final = date(2024, 2, 14)


def _since(root: Path, then: str, now: str) -> Pack:
    before = small_plan(root / "then", then)
    return pack_of(small_plan(root / "now", now), AS_AT, (before, A_MEETING))


def test_a_paused_action_is_an_exception_with_its_day_and_its_reason(tmp_path: Path) -> None:
    full = pack_of(small_plan(tmp_path, PAUSED))
    assert reasons_of(full, "Paused") == {
        "1.1": (
            "Paused by the board on 14 February 2024, 14 days after its date, until 30 June 2024: "
            "“It waits.”; due 31 January 2024, 42 days ago."
        )
    }
    assert reasons_of(full, "Overdue") == {}
    assert "1 is paused by the board" in full.highlight.headline


def test_an_action_that_was_withdrawn_since_the_last_board_is_an_exception(
    tmp_path: Path,
) -> None:
    full = _since(tmp_path, LATE, GONE)
    assert list(reasons_of(full, "Withdrawn")) == ["1.1"]
    assert reasons_of(_since(tmp_path / "again", GONE, GONE), "Withdrawn") == {}


def test_an_action_that_is_new_and_withdrawn_is_an_exception_too(tmp_path: Path) -> None:
    assert list(reasons_of(_since(tmp_path, "", GONE), "Withdrawn")) == ["1.1"]


def test_where_nothing_is_compared_every_withdrawn_action_is_listed(tmp_path: Path) -> None:
    assert list(reasons_of(pack_of(small_plan(tmp_path, GONE)), "Withdrawn")) == ["1.1"]


def test_the_board_is_asked_to_decide_on_what_was_asked_for(tmp_path: Path) -> None:
    asks = (
        f"{LATE}pauses: [{{until: Jun 2024, reason: It waits.}}]\n"
        "withdrawals: [{reason: Not needed., replaced_by: ['3.6']}, {reason: Once more.}]\n"
        "corrections: [{was: Jan 2024, to: Feb 2024, reason: A slip.}]\n"
    )
    full = pack_of(small_plan(tmp_path, asks))
    assert asks_of(full)[:4] == (
        (
            "Decide on a pause of 1.1 First: until June 2024 (due 30 June 2024). Reason given: It "
            "waits."
        ),
        "Decide on the withdrawal of 1.1 First, replaced by 3.6. Reason given: Not needed.",
        "Decide on the withdrawal of 1.1 First. Reason given: Once more.",
        (
            "Decide on a correction of the first promise of 1.1 First: from January 2024 (due 31 "
            "January 2024) to February 2024 (due 29 February 2024). Reason given: A slip."
        ),
    )
    assert list(reasons_of(full, "Pause or withdrawal asked")) == ["1.1"]
    assert list(reasons_of(full, "Overdue")) == ["1.1"]
    assert list(reasons_of(full, "Correction asked")) == ["1.1"]


def test_a_pause_makes_no_rating_better(tmp_path: Path) -> None:
    full = _since(tmp_path, LATE, PAUSED)
    assert "none are rated better" in full.highlight.movement.words
    assert full.areas[0].rows[0].travel.word == "rated otherwise"


REFUSED: Final = f"{LATE}pauses: [{{until: Jun 2024, reason: It waits., refused: 2024-02-14}}]\n"


def test_what_the_board_refused_is_listed_with_what_was_asked(tmp_path: Path) -> None:
    full = _since(tmp_path, LATE, REFUSED)
    assert reasons_of(full, "Refused") == {
        "1.1": "Pause until June 2024 (due 30 June 2024), refused 14 February 2024: It waits."
    }


def test_a_completion_that_was_written_late_says_both_days(tmp_path: Path) -> None:
    done = LATE.replace("in progress", "complete\ncompleted: 2024-01-20")
    stage = scene_of(small_plan(tmp_path / "now", done))
    compared = since(small_plan(tmp_path / "then", LATE), A_MEETING, stage)
    late = (BackDatedCompletion(stage.judged[0], date(2024, 3, 12)),)
    full = build_pack(PackContext(stage, None, "planctl", compared._replace(back_dated=late)))
    assert reasons_of(full, "Back-dated") == {
        "1.1": "Completed 20 January 2024, recorded 12 March 2024."
    }


@pytest.mark.parametrize(("recorded", "refs"), [("2024-02-15", ["1.1"]), ("2024-02-14", [])])
def test_without_history_the_plan_says_what_was_recorded_since_the_last_board(
    recorded: str, refs: list[str], tmp_path: Path
) -> None:
    done = LATE.replace("in progress", f"complete\ncompleted: 2024-01-20\nrecorded: {recorded}")
    full = pack_of(small_plan(tmp_path, done))
    assert list(reasons_of(full, "Back-dated")) == refs
    assert full.areas[0].rows[0].why.startswith("Completed 20 January 2024, recorded ")


def test_before_the_first_board_every_late_record_is_news(tmp_path: Path) -> None:
    done = LATE.replace("in progress", "complete\ncompleted: 2024-01-20\nrecorded: 2024-01-30")
    full = pack_of(small_plan(tmp_path, done, governance="meetings: [{on: May 2024}]\n"))
    assert list(reasons_of(full, "Back-dated")) == ["1.1"]


GRACE: Final = Softening("overdue_grace_days", "0", "14")
LEAVE: Final = Agreement(
    setting="overdue_grace_days", to="14", reason="Late reports", agreed="2024-02-14"
)


@pytest.mark.parametrize(
    ("softened", "words"),
    [
        (
            SoftenedSetting(GRACE, date(2024, 2, 20), is_new=True),
            (
                "The days for which an overdue action is only a warning are 14, and not 0, since "
                "20 February 2024; no agreement of the board is recorded."
            ),
        ),
        (
            SoftenedSetting(GRACE._replace(agreement=LEAVE), None, is_new=True),
            (
                "The days for which an overdue action is only a warning are 14, and not 0; agreed "
                "on 14 February 2024: Late reports."
            ),
        ),
        (
            SoftenedSetting(
                GRACE._replace(agreement=LEAVE.model_copy(update={"agreed_by": "DCS"})),
                None,
                is_new=False,
            ),
            (
                "The days for which an overdue action is only a warning are 14, and not 0; agreed "
                "by DCS on 14 February 2024: Late reports."
            ),
        ),
    ],
)
def test_the_key_names_what_makes_the_plan_less_strict_and_the_cover_what_is_new(
    softened: SoftenedSetting, words: str, tmp_path: Path
) -> None:
    occasion = PackContext(
        scene_of(small_plan(tmp_path)), None, "planctl", EarlierState(), (softened,)
    )
    full = build_pack(occasion)
    assert full.less_strict == (words,)
    assert len(full.cover.warnings) == softened.is_new


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "Judged less strictly than planctl's own rules: The days for which an overdue action"),
        (9, "9 settings make the plan less strict: overdue_grace_days, overdue_grace_days, "),
    ],
)
def test_the_highlight_names_every_setting_that_is_less_strict(
    number: int, words: str, tmp_path: Path
) -> None:
    softened = (SoftenedSetting(GRACE, None, is_new=False),) * number
    scene = scene_of(small_plan(tmp_path))
    made = build_pack(PackContext(scene, None, "planctl", EarlierState(), softened))
    assert made.highlight.judged.startswith(words)
    assert ("settings that make the plan less strict" in made.nothing) is False


def test_the_cover_names_meetings_that_came_and_went(tmp_path: Path) -> None:
    then = "meetings: [{on: 10 Jan 2024}, {on: 14 Feb 2024}, {on: 6 Mar 2024}]\n"
    now = "meetings: [{on: 11 Jan 2024}, {on: 14 Feb 2024}]\n"
    before = small_plan(tmp_path / "then", governance=then)
    full = pack_of(small_plan(tmp_path / "now", governance=now), AS_AT, (before, A_MEETING))
    assert full.cover.warnings == (
        f"The meeting of 10 January 2024 was taken out of the plan since {BOARD}.",
        (
            "The meeting of 6 March 2024, which is past by now, was taken out of the plan since "
            f"{BOARD}."
        ),
        f"A meeting of 11 January 2024 was added to the plan since {BOARD}.",
    )


SAID_TO_BE_AGREED: Final = """\
ref: "1.1"
title: First
timescale: 31 Jan 2024
extensions:
  - {to: 30 Apr 2024, reason: R., refused: 2024-01-11}
  - {to: 30 May 2024, reason: R., agreed: 2024-01-11}
pauses: [{until: 30 Jun 2024, reason: R., agreed: 2024-02-14}]
"""


def test_the_board_confirms_what_a_late_meeting_is_said_to_have_answered(tmp_path: Path) -> None:
    governance = "meetings: [{on: 14 Feb 2024}]\n"
    before = small_plan(tmp_path / "then", SAID_TO_BE_AGREED, governance=governance)
    now = small_plan(
        tmp_path / "now",
        SAID_TO_BE_AGREED,
        governance="meetings: [{on: 11 Jan 2024}, {on: 14 Feb 2024}]\n",
        policy="agreements: [{setting: due_soon_days, to: 7, reason: R., agreed: 2024-01-11}]\n",
    )
    warnings = pack_of(now, AS_AT, (before, A_MEETING)).cover.warnings
    assert warnings[0] == (
        f"A meeting of 11 January 2024 was added to the plan since {BOARD}. "
        "Confirm that it met, and that the extension of 1.1 First to 30 April 2024 "
        "was refused, the extension of 1.1 First to 30 May 2024 was agreed and 7 for the setting "
        "due_soon_days was agreed."
    )


def test_the_cover_names_two_actions_with_one_ref(tmp_path: Path) -> None:
    other = {"areas__1-practice__1.1-second": 'ref: "1.1"\ntitle: Second\n'}
    first = 'ref: "1.1"\ntitle: First\n'
    (warning,) = pack_of(small_plan(tmp_path, first, **other)).cover.warnings
    assert warning == (
        "“First” and “Second” both have the ref 1.1, and each is counted: see which is meant."
    )


def test_the_cover_names_what_a_board_was_told_that_is_other_now(tmp_path: Path) -> None:
    then = "meetings: [{on: 14 Feb 2024, commentary: {by: AD, text: Late.}, good_news: [A, B]}]\n"
    now = "meetings: [{on: 14 Feb 2024, commentary: {by: AD, text: Well.}}]\n"
    before = small_plan(tmp_path / "then", governance=then)
    full = pack_of(small_plan(tmp_path / "now", governance=now), AS_AT, (before, A_MEETING))
    end = f"for {BOARD} was changed since {BOARD}{SEE}"
    assert full.cover.warnings == (
        f"The commentary {end}",
        f"The good news {end}",
    )


@pytest.mark.parametrize(
    ("then", "now", "warnings"),
    [
        pytest.param(
            "milestones: [{what: One, timescale: Jan 2024}, {what: Two}]\n",
            "milestones: [{what: Two}]\n",
            ("1 entry was taken out of the record since the board of 14 February 2024, of 1.1",),
            id="a step",
        ),
        pytest.param(
            "progress: [{note: It is late.}, {note: It is stuck.}, {note: Done.}]\n",
            "progress: [{note: Done.}]\n",
            ("2 entries were taken out of the record since the board of 14 February 2024, of 1.1",),
            id="two notes",
        ),
        pytest.param(
            "progress: [{note: A.}]\n", "progress: [{note: A.}, {note: B.}]\n", (), id="a new note"
        ),
    ],
)
def test_the_cover_counts_what_was_taken_out_of_the_logs_of_actions(
    then: str, now: str, warnings: tuple[str, ...], tmp_path: Path
) -> None:
    action = 'ref: "1.1"\ntitle: First\n'
    before = small_plan(tmp_path / "then", f"{action}{then}")
    full = pack_of(small_plan(tmp_path / "now", f"{action}{now}"), AS_AT, (before, A_MEETING))
    assert full.cover.warnings == tuple(f"{words}: see what changed." for words in warnings)


def test_the_cover_names_the_measures_that_have_another_goal(tmp_path: Path) -> None:
    goal = "id: audits\ntitle: Audits\nbetter: higher\ntargets: [{value: 80, by: 2024-12-31}]\n"
    before = small_plan(tmp_path / "then", measures__audits=goal)
    lower = goal.replace("80", "30").replace("higher", "lower")
    full = pack_of(small_plan(tmp_path / "now", measures__audits=lower), AS_AT, (before, A_MEETING))
    (warning,) = full.cover.warnings
    was = "was at the board of 14 February 2024"
    assert warning == f"The goal of “Audits” is not what it {was}: see what changed."


MEASURE: Final = "id: audits\ntitle: Audits\n"
SEEN: Final = "observations: [{on: 2024-01-01, value: 5}, {on: 2024-02-01, value: 6}]\n"
BOARD: Final = "the board of 14 February 2024"
SEE: Final = ": see “What changed” in the full pack."


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        pytest.param(
            MEASURE + SEEN,
            MEASURE + SEEN.replace("6}", "9, denominator: 30}").replace("5", "8"),
            (f"2 figures were changed since {BOARD}{SEE}",),
            id="two figures changed",
        ),
        pytest.param(
            MEASURE + SEEN,
            f"{MEASURE}observations: [{{on: 2024-02-01, value: 6}}]\n",
            (f"1 figure was taken out since {BOARD}{SEE}",),
            id="one taken out",
        ),
        pytest.param(
            MEASURE + SEEN,
            "",
            (f"The measure “Audits” was taken out of the plan since {BOARD}.",),
            id="the measure is gone",
        ),
        pytest.param(
            MEASURE, MEASURE + SEEN, (), id="what is new is no change of what was on record"
        ),
    ],
)
def test_the_cover_says_how_many_figures_are_not_what_they_were(
    then: str, now: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    folders = [small_plan(tmp_path / name) for name in ("then", "now")]
    for folder, text in zip(folders, (then, now), strict=True):
        put(folder, {"measures/audits.yaml": text} if text else {})
    full = pack_of(folders[1], AS_AT, (folders[0], A_MEETING))
    assert full.cover.warnings == words


def test_the_cover_says_which_actions_have_a_late_date_that_was_put_off(tmp_path: Path) -> None:
    steps = "{what: A step, timescale: Jan 2024}, {what: B, timescale: Jan 2024}"
    step = f"{LATE}milestones: [{steps}]\n"
    one = step.replace("A step, timescale: Jan", "A step, timescale: Jun")
    both = one.replace("B, timescale: Jan", "B, timescale: Jun")
    since_then = f"put off in the plan since {BOARD}, of 1.1{SEE}"
    assert _since(tmp_path, step, one).cover.warnings == (f"1 late date was {since_then}",)
    assert _since(tmp_path / "2", step, both).cover.warnings == (f"2 late dates were {since_then}",)


def _key(root: Path, then: str, now: str) -> tuple[str, ...]:
    """The cover where only policy.yaml is another."""
    folders = [small_plan(root / name, policy=text) for name, text in (("a", then), ("b", now))]
    return tuple(pack_of(folders[1], AS_AT, (folders[0], A_MEETING)).cover.warnings)


def test_the_cover_says_which_ratings_are_called_otherwise(tmp_path: Path) -> None:
    red = "progress_rag: {red: {label: In recovery}}\n"
    meaning = "The date has passed and the action is not complete."
    assert _key(tmp_path, "", red) == (
        (
            f"The key of the ratings has other words since {BOARD}: red on progress is called “In "
            f"recovery” ({meaning}), and was called “Overdue” ({meaning})."
        ),
    )
    assert _key(tmp_path / "always", red, red) == ()
    assert _key(tmp_path / "unread", red, "progress_rag: [\n")[1:] == ()
