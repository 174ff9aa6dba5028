"""Which entry of the calendar is which, when refs, places and days change from state to state."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from icalendar import Calendar, Event

from make import AS_AT, SMALL, loaded, put
from planctl.assess.change.action_history import PlanVersion
from planctl.assess.scene import judge_plan
from planctl.render.calendar_file import calendar_file

FRONT: Final = {"plan.yaml": SMALL["plan.yaml"], "governance.yaml": "meetings: []\n"}
AREA: Final = "areas/1-practice"
Files = Mapping[str, str | None]


def action(ref: str, title: str, *steps: str, due: str = "May 2024", more: str = "") -> str:
    """The text of an action with a deadline and these steps."""
    listed = "".join(
        f"  - {{what: {what}, timescale: 2024-04-{10 + n}}}\n" for n, what in enumerate(steps)
    )
    milestones = f"milestones:\n{listed}" if steps else ""
    return f'ref: "{ref}"\ntitle: {title}\ntimescale: {due}\n{milestones}{more}'


class Told:
    """A plan told state by state, a month apart, and the calendar of the last of them."""

    def __init__(self, root: Path, *states: Files, as_at: date = AS_AT) -> None:
        """Each state has the files of the one before and its own; None takes a file away."""
        files: dict[str, str | None] = {**SMALL, **FRONT}
        plans = []
        for number, changed in enumerate(states):
            files |= changed
            texts = {path: text for path, text in files.items() if text is not None}
            plans.append(loaded(put(root / str(number), texts)).plan)
        days = (date(2023, n + 1, 1) for n in range(len(plans) - 1))
        past = [PlanVersion(plan, day, "") for plan, day in zip(plans[:-1], days, strict=True)]
        read = Calendar.from_ical(calendar_file(judge_plan(plans[-1], as_at), past))
        assert isinstance(read, Calendar)
        self.events: list[Event] = read.events

    def one(self, title: str) -> Event:
        """The entry of that title."""
        [event] = (event for event in self.events if str(event["summary"]) == title)
        return event

    def id(self, title: str) -> str:
        """The id of the entry of that title."""
        return str(self.one(title)["uid"])

    def sequence(self, title: str) -> int:
        """How often the entry of that title was changed."""
        return int(str(self.one(title)["sequence"]))

    @property
    def cancelled(self) -> list[str]:
        """The titles of the entries that are cancelled."""
        return [str(e["summary"]) for e in self.events if e.get("status") == "CANCELLED"]


A: Final = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "First", "Second")}


def test_a_plan_without_a_past_has_the_ids_that_it_has_after_a_first_commit(tmp_path: Path) -> None:
    new, committed = Told(tmp_path / "a", A), Told(tmp_path / "b", A, A)
    assert [(e["summary"], e["uid"]) for e in new.events] == [
        (e["summary"], e["uid"]) for e in committed.events
    ]
    assert {int(str(event["sequence"])) for event in committed.events} == {0}
    assert all("last-modified" not in event for event in committed.events)


def test_another_ref_keeps_the_ids_and_counts_up(tmp_path: Path) -> None:
    renamed = {
        f"{AREA}/1.1-a.yaml": None,
        f"{AREA}/1.4-a.yaml": action("1.4", "A", "First", "Second"),
    }
    before, after = Told(tmp_path / "a", A), Told(tmp_path / "b", A, renamed)
    assert after.id("1.4 due: A") == before.id("1.1 due: A")
    assert after.id("1.4 step due: Second") == before.id("1.1 step due: Second")
    assert (before.sequence("1.1 due: A"), after.sequence("1.4 due: A")) == (0, 1)
    assert after.cancelled == []


def test_another_area_keeps_the_ids(tmp_path: Path) -> None:
    moved = {
        f"{AREA}/1.1-a.yaml": None,
        "areas/2-people/area.yaml": "ref: 2\ntitle: People\n",
        "areas/2-people/2.1-a.yaml": action("2.1", "A", "First", "Second"),
    }
    before, after = Told(tmp_path / "a", A), Told(tmp_path / "b", A, moved)
    assert after.id("2.1 due: A") == before.id("1.1 due: A")
    assert after.id("2.1 step due: First") == before.id("1.1 step due: First")
    assert after.cancelled == []


def test_a_ref_that_is_given_to_another_action_gives_it_no_id_of_the_first(tmp_path: Path) -> None:
    put_in = {
        f"{AREA}/1.1-a.yaml": action("1.1", "New", "Begin"),
        f"{AREA}/1.2-a.yaml": action("1.2", "A", "First", "Second"),
    }
    before, after = Told(tmp_path / "a", A), Told(tmp_path / "b", A, put_in)
    assert after.id("1.2 due: A") == before.id("1.1 due: A")
    uids = [str(event["uid"]) for event in after.events]
    assert len(set(uids)) == len(uids) == 5
    assert after.sequence("1.1 due: New") == 0


def test_a_step_put_before_others_takes_no_id_of_theirs(tmp_path: Path) -> None:
    more = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "Nought", "First", "Second")}
    before, after = Told(tmp_path / "a", A), Told(tmp_path / "b", A, more)
    for title in ("1.1 step due: First", "1.1 step due: Second"):
        assert after.id(title) == before.id(title)
    assert after.id("1.1 step due: Nought") not in {str(event["uid"]) for event in before.events}
    assert after.sequence("1.1 step due: First") == 1  # a day later than it was
    assert after.sequence("1.1 due: A") == 0


def test_a_step_that_is_worded_anew_is_the_same(tmp_path: Path) -> None:
    first = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "Write to all of the partners")}
    then = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "Write to all of the good partners")}
    before, after = Told(tmp_path / "a", first), Told(tmp_path / "b", first, then)
    assert after.id("1.1 step due: Write to all of the good partners") == before.id(
        "1.1 step due: Write to all of the partners"
    )


def test_what_is_gone_before_its_day_is_cancelled_and_what_was_past_is_not(tmp_path: Path) -> None:
    gone = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "First", due="Jan 2023")}
    late = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "First", "Second", due="Jan 2023")}
    after = Told(tmp_path, late, gone, {f"{AREA}/1.1-a.yaml": None}, as_at=date(2023, 3, 1))
    assert after.cancelled == [
        "Cancelled: 1.1 step due: First",
        "Cancelled: 1.1 step due: Second",
    ]
    step = after.one("Cancelled: 1.1 step due: Second")
    assert str(step["description"]) == "It stands in the plan no more, or is done."
    assert (int(str(step["sequence"])), step.decoded("last-modified")) == (
        1,
        datetime(2023, 2, 1, tzinfo=UTC),
    )


def test_what_is_done_is_cancelled_and_what_is_opened_again_comes_back(tmp_path: Path) -> None:
    done = {f"{AREA}/1.1-a.yaml": A[f"{AREA}/1.1-a.yaml"] + "status: complete\n"}
    after = Told(tmp_path / "a", A, done)
    assert len(after.cancelled) == len(after.events) == 3
    again = Told(tmp_path / "b", A, done, A)
    assert again.cancelled == []
    assert again.id("1.1 due: A") == after.id("Cancelled: 1.1 due: A")
    assert (after.sequence("Cancelled: 1.1 due: A"), again.sequence("1.1 due: A")) == (1, 2)


def test_what_would_have_been_long_ago_is_cancelled_no_more(tmp_path: Path) -> None:
    gone = {f"{AREA}/1.1-a.yaml": None}
    assert len(Told(tmp_path / "a", A, gone, gone, as_at=date(2025, 5, 1)).cancelled) == 3
    assert Told(tmp_path / "b", A, gone, gone, as_at=date(2026, 5, 1)).events == []


def test_each_change_counts_once_however_many_states_there_are(tmp_path: Path) -> None:
    later = {f"{AREA}/1.1-a.yaml": action("1.1", "A", "First", "Second", due="Jun 2024")}
    after = Told(tmp_path, A, A, later, later, {"roles.yaml": "AD: x\n"}, A)
    event = after.one("1.1 due: A")
    assert (int(str(event["sequence"])), event.decoded("last-modified")) == (
        2,
        datetime(2024, 3, 13, tzinfo=UTC),
    )
    assert event.decoded("dtstamp") == datetime(2024, 3, 13, tzinfo=UTC)


def test_a_file_that_could_not_be_read_for_a_while_is_not_gone(tmp_path: Path) -> None:
    broken = {f"{AREA}/1.1-a.yaml": '"'}
    before = Told(tmp_path / "a", A)
    after = Told(tmp_path / "b", A, broken, A)
    assert {str(e["uid"]) for e in after.events} == {str(e["uid"]) for e in before.events}
    assert {int(str(event["sequence"])) for event in after.events} == {0}
    assert Told(tmp_path / "c", A, broken).events == []
    gone = Told(tmp_path / "d", A, broken, {f"{AREA}/1.1-a.yaml": None})
    assert len(gone.cancelled) == 3


def test_what_was_taken_out_comes_back_under_its_name_only(tmp_path: Path) -> None:
    out = {f"{AREA}/1.1-a.yaml": None}
    other = {f"{AREA}/1.1-a.yaml": action("1.1", "Another thing entirely")}
    before = Told(tmp_path / "a", A)
    assert Told(tmp_path / "b", A, out, A).id("1.1 due: A") == before.id("1.1 due: A")
    put_in = Told(tmp_path / "c", A, out, other)
    assert put_in.id("1.1 due: Another thing entirely") != before.id("1.1 due: A")
    assert "Cancelled: 1.1 due: A" in put_in.cancelled


def test_while_the_meetings_cannot_be_read_nothing_is_cancelled(tmp_path: Path) -> None:
    boards = {
        "governance.yaml": "meetings: [{on: 10 April 2024}]\n",
        f"{AREA}/1.1-a.yaml": action("1.1", "A", due="Apr 2024 board"),
    }
    broken = {"governance.yaml": '"'}
    assert Told(tmp_path / "a", boards, broken).events == []
    after = Told(tmp_path / "b", boards, broken, boards)
    assert {int(str(event["sequence"])) for event in after.events} == {0}


BOARDS: Final = "board: {papers_due: 7}\nmeetings: "


def test_a_meeting_on_another_day_of_its_month_is_the_same(tmp_path: Path) -> None:
    first = {"governance.yaml": f"{BOARDS}[{{on: 10 April 2024}}]\n"}
    then = {"governance.yaml": f"{BOARDS}[{{on: 17 April 2024, note: x}}]\n"}
    before, after = Told(tmp_path / "a", first), Told(tmp_path / "b", first, then)
    for title in ("Board", "Papers due: Board"):
        assert after.id(title) == before.id(title)
        assert after.sequence(title) == 1


def test_a_meeting_put_before_another_of_its_month_takes_no_id_of_it(tmp_path: Path) -> None:
    first = {"governance.yaml": "meetings: [{on: 10 April 2024}, {on: 17 April 2024}]\n"}
    then = {
        "governance.yaml": "meetings: [{on: 3 April 2024}, {on: 10 April 2024}, {on: 18 April "
        "2024}]\n"
    }
    before, after = Told(tmp_path / "a", first), Told(tmp_path / "b", first, then)
    ids = [{e.decoded("dtstart").day: str(e["uid"]) for e in of.events} for of in (before, after)]
    assert ids[1][10] == ids[0][10]
    assert ids[0][17] in {ids[1][3], ids[1][18]}
    assert len(set(ids[1].values())) == 3


def test_a_meeting_that_is_off_is_cancelled(tmp_path: Path) -> None:
    rule = "board: {papers_due: 7, meets: {on: second Wednesday, starting: Jan 2024"
    first = {"governance.yaml": f"{rule}, until: May 2024}}}}\n"}
    then = {"governance.yaml": f"{rule}, until: May 2024, not_in: [Apr 2024]}}}}\n"}
    after = Told(tmp_path, first, then)
    assert after.cancelled == ["Cancelled: Papers due: Board", "Cancelled: Board"]


def test_a_meeting_that_is_too_far_ahead_for_now_is_not_cancelled(tmp_path: Path) -> None:
    rule = {"governance.yaml": "board: {meets: {on: second Wednesday, starting: Jan 2023}}\n"}
    assert Told(tmp_path, rule, rule, as_at=date(2022, 12, 1)).cancelled == []


def _decided(*asked: str) -> Files:
    listed = ", ".join(f"{{who: AD, what: {what}, by: May 2024}}" for what in asked)
    start = "- {id: a, meeting: Jan 2023, decided: D, follow_up: "
    return {"decisions.yaml": f"{start}[{listed}]}}\n"}


def test_a_follow_up_put_before_others_takes_no_id_of_theirs(tmp_path: Path) -> None:
    last, first = "Look at ten cases again", "Ask the partners what they need of us"
    before = Told(tmp_path / "a", _decided("X", last))
    after = Told(tmp_path / "b", _decided("X", last), _decided(first, "X"))
    assert after.id("a due: X") == before.id("a due: X")
    assert after.id(f"a due: {first}") not in {str(event["uid"]) for event in before.events}
    assert after.cancelled == [f"Cancelled: a due: {last}"]


def test_while_decisions_cannot_be_read_none_is_cancelled(tmp_path: Path) -> None:
    after = Told(tmp_path, _decided("X"), {"decisions.yaml": '"'}, _decided("X"))
    assert (after.sequence("a due: X"), after.cancelled) == (0, [])


def test_another_title_of_the_plan_doubles_nothing(tmp_path: Path) -> None:
    other = {"plan.yaml": "title: Another\norganisation: Another\n"}
    before = Told(tmp_path / "a", A)
    after = Told(tmp_path / "b", {"plan.yaml": '"'}, {**A, **FRONT}, other)
    assert after.id("1.1 due: A") == before.id("1.1 due: A")
