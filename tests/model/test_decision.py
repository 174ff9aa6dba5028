"""decisions.yaml as a value."""

from datetime import date

from planctl.load.content import parse_yaml
from planctl.model.field_types import Timescale
from planctl.model.plan_record import Decision, Decisions, FollowUp
from planctl.model.timescale import InMonth, OnDay

WHOLE = """\
- id: 2024-02-a
  meeting: 14 Feb 2024
  decided: The date of 1.1 is moved.
  about: ["1.10", 2]
  follow_up:
    - {who: NO, what: Tell the teams, by: Mar 2024, done: 1 March 2024}
- {id: b, meeting: March 2024, decided: Noted.}
"""


def test_a_decision_says_what_the_board_decided_and_who_does_what_by_when() -> None:
    whole, bare = Decisions.model_validate(parse_yaml(WHOLE)).root
    by = Timescale("Mar 2024", "Mar 2024", InMonth(2024, 3))
    assert whole.about == ("1.10", "2")
    assert whole.meeting.reading == OnDay(date(2024, 2, 14))
    assert whole.follow_up == (
        FollowUp.model_construct(who="NO", what="Tell the teams", by=by, done=date(2024, 3, 1)),
    )
    assert (bare.about, bare.follow_up) == ((), ())


def test_a_decision_is_exported_as_it_is_written() -> None:
    whole, _ = Decisions.model_validate(parse_yaml(WHOLE)).root
    again = whole.model_dump(mode="json")
    assert again["meeting"] == "14 Feb 2024"
    assert again["follow_up"] == [
        {"who": "NO", "what": "Tell the teams", "by": "Mar 2024", "done": "2024-03-01"}
    ]
    assert Decision.model_validate(again) == whole
