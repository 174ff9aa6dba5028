"""The rows of one action: which are its steps, what they say of it, and what is the rest of one."""

import pytest

from imported import actions, imported, read_back, table, words_in, words_out
from planctl.intake.account import Fate
from planctl.intake.plan.assemble import ImportOptions
from planctl.intake.read.paper import PaperPart

HEAD = "Ref | Action | Lead | By when | RAG | Status | Completed"


def steps(*rows: str) -> list[PaperPart]:
    """A table in which most refs stand in several rows."""
    more = "9 | Draft | AD | May 2024 | | |\n9 | Publish | AD | May 2024 | | |"
    return table("\n".join([HEAD, *rows, more]))


def asked(paper: list[PaperPart]) -> dict[str, tuple[str, str]]:
    """What a person is asked: the words of the paper, and what is proposed."""
    return {each.to: (each.text, each.propose) for each in imported(paper).of(Fate.ASKED)}


UNLIKE = steps(
    "1 | Write | AD | May 2024 | Red | Not started |",
    "1 | Advertise | SM | June 2024 | Amber | In progress |",
    "1 | Appoint | AD | July 2024 | Green | Complete |",
)


def test_where_rows_of_an_action_differ_a_person_is_asked_with_all_of_them_named() -> None:
    assert asked(UNLIKE) == {
        "1 status": ("Not started; In progress; Complete", "not started"),
        "1 progress_rag": ("Red; Amber; Green", "red"),
    }
    why = next(each.why for each in imported(UNLIKE).of(Fate.ASKED) if each.to == "1 progress_rag")
    assert "red (table 1 row 2); amber (table 1 row 3); green (table 1 row 4)" in why


def test_nothing_of_what_rows_say_differently_is_taken() -> None:
    said = actions(UNLIKE)["1"]
    assert not {"status", "progress_rag", "completed"} & said.keys()


def test_an_answer_says_what_holds_for_the_action_as_a_whole() -> None:
    answers = {"1 progress_rag “Red; Amber; Green”": "amber"}
    assert actions(UNLIKE, ImportOptions(answers=answers))["1"]["progress_rag"] == "amber"


def test_what_all_rows_of_an_action_say_is_taken() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | Red | In progress |",
        "1 | Check | SM | June 2024 | Red | In progress |",
    )
    said = actions(paper)["1"]
    assert (said["progress_rag"], said["status"], asked(paper)) == ("red", "in progress", {})


def test_each_step_with_a_date_is_a_milestone_with_its_own_words_and_lead() -> None:
    assert actions(UNLIKE)["1"]["milestones"] == [
        {"what": "Write", "leads": ["AD"], "timescale": "May 2024"},
        {"what": "Advertise", "leads": ["SM"], "timescale": "June 2024"},
        {"what": "Appoint", "leads": ["AD"], "timescale": "July 2024"},
    ]


def test_a_step_that_was_completed_on_a_day_is_done() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | Complete | 1/5/2024",
        "1 | Check | SM | June 2024 | | In progress | No",
    )
    said = actions(paper)["1"]
    assert [each.get("done") for each in said["milestones"]] == ["2024-05-01", None]
    assert "completed" not in said
    assert asked(paper) == {"1 status": ("Complete; In progress", "in progress")}


def test_an_action_is_complete_on_the_last_day_of_its_steps() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | Complete | 1/5/2024",
        "1 | Check | SM | June 2024 | | Complete | 2/6/2024",
    )
    assert actions(paper)["1"]["completed"] == "2024-06-02"
    assert any(e.to == "1 completed" and e.sure for e in imported(paper).guesses)


def test_steps_that_were_completed_on_one_day_give_it_that_day() -> None:
    paper = steps("1 | Write | AD | | | | 1/5/2024", "1 | Check | SM | | | | 1/5/2024")
    said = actions(paper)["1"]
    assert (said["status"], said["completed"]) == ("complete", "2024-05-01")


def test_one_step_that_is_complete_does_not_complete_the_action() -> None:
    paper = steps("1 | Write | AD | | | Complete | 1/5/2024", "1 | Check | SM | | | |")
    assert asked(paper) == {
        "1 status": ("Complete", "in progress"),
        "1 completed": ("1/5/2024", ""),
    }


def test_a_day_that_only_one_of_the_completed_steps_has_is_not_that_of_the_action() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | Complete | 1/5/2024",
        "1 | Check | SM | June 2024 | | Complete |",
    )
    said = actions(paper)["1"]
    assert (said["status"], said.get("completed")) == ("complete", None)
    assert [*asked(paper)] == ["1 completed"]


def test_a_rating_that_only_the_first_row_says_is_a_guess() -> None:
    paper = steps("1 | Write | AD | May 2024 | Red | |", "1 | Check | SM | June 2024 | | |")
    assert actions(paper)["1"]["progress_rag"] == "red"
    assert ("1 progress_rag", "red: only the first of its rows says it") in [
        (each.to, each.why) for each in imported(paper).guesses
    ]


def test_a_rating_that_only_a_later_step_says_is_asked() -> None:
    paper = steps("1 | Write | AD | May 2024 | | |", "1 | Check | SM | June 2024 | Red | |")
    assert asked(paper) == {"1 progress_rag": ("Red", "red")}


def test_a_rating_on_a_row_of_its_own_is_that_of_the_action_above() -> None:
    assert (
        actions(steps("1 | Write | AD | May 2024 | | |", " | | | | Red | |"))["1"]["progress_rag"]
        == "red"
    )


def test_a_merged_rating_is_that_of_every_step() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | Green | Complete | 1/5/2024",
        "^ | Check | SM | June 2024 | ^ | ^ | ^",
    )
    said = actions(paper)["1"]
    assert (said["progress_rag"], said["status"]) == ("green", "complete")


def test_a_rating_that_cannot_be_read_keeps_the_others_from_being_taken() -> None:
    paper = steps("1 | Write | AD | | Red | |", "1 | Check | SM | | 3 | |")
    assert "progress_rag" not in actions(paper)["1"]


def test_ticks_in_several_rows_are_ratings_that_differ() -> None:
    paper = table("Ref | Action | Red | Green\n1 | Write | x | \n1 | Check | | x\n2 | End | x |")
    assert asked(paper) == {"1 progress_rag": ("x; x", "red")}


def test_steps_of_one_date_have_it_each_and_the_action_too() -> None:
    said = actions(UNLIKE)["9"]
    assert said["timescale"] == "May 2024"
    assert [each["timescale"] for each in said["milestones"]] == ["May 2024", "May 2024"]


def test_a_step_of_several_dates_is_named_by_them() -> None:
    paper = table(
        "Ref | Action | Lead and timescale\n1 | Write | AD May 2024, SM June 2024\n"
        "1 | Check | July 2024\n2 | Do | AD\n2 | End | AD"
    )
    assert [(each["what"], each.get("leads")) for each in actions(paper)["1"]["milestones"]] == [
        ("The part of AD", ["AD"]),
        ("The part of SM", ["SM"]),
        ("Check", None),
    ]


def test_a_row_with_another_date_and_no_words_is_a_part_without_a_name() -> None:
    paper = steps("1 | Write | | May 2024 | | |", "1 | | | June 2024 | | |")
    assert [each["what"] for each in actions(paper)["1"]["milestones"]] == [
        "Write",
        "By June 2024",
    ]


def test_two_rows_in_all_that_share_a_ref_are_kept_apart() -> None:
    paper = table(f"{HEAD}\n1.1 | Write | AD | May 2024 | Red | |\n1.1 | Check | SM | | Green | |")
    assert [said["progress_rag"] for said in actions(paper).values()] == ["red", "green"]
    assert [*asked(paper)] == ["1.2 ref"]


def test_the_report_names_the_action_and_the_rows_that_were_joined() -> None:
    told = [(each.to, each.why) for each in imported(UNLIKE).guesses if " rows" in each.to]
    assert told[0] == (
        "1 rows",
        "table 1 row 3, table 1 row 4: the ref is 1 once more, so it is taken for a step of it",
    )


ALONE = f"{HEAD}\n1.1 | Write the brief | Matron | 30/9/2025 | Red | |\n{{}}\n1.2 | Do | AD | | | |"
NEXT = " | Advertise the posts | HR Lead | 31/10/2025 | Green | |"


def test_a_row_without_a_ref_but_with_its_own_words_and_lead_is_a_step() -> None:
    paper = table(ALONE.format(NEXT))
    said = actions(paper)["1.1"]
    assert said["actions"] == ["Write the brief", "Advertise the posts"]
    assert said["leads"] == ["Matron", "HR Lead"]
    assert [each["what"] for each in said["milestones"]] == said["actions"]
    assert asked(paper) == {"1.1 progress_rag": ("Red; Green", "red")}
    assert (
        "1.1 rows",
        "table 1 row 3: it has no ref, and is taken for a step of the action above",
    ) in [(each.to, each.why) for each in imported(paper).guesses]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Write the brief", "for the new ward | HR Lead | 31/10/2025"),
        ("Write the brief for", "Ward 9 | HR Lead | 31/10/2025"),
        ("Write the brief,", "Advert | HR Lead | 31/10/2025"),
        ("Write the brief", "Ward 9 | |"),
    ],
)
def test_words_go_on_mid_sentence_where_they_break_off(before: str, after: str) -> None:
    paper = table(f"{HEAD}\n1.1 | {before} | Matron | 30/9/2025 | | |\n | {after} | | |")
    words = after.partition(" |")[0]
    assert actions(paper)["1.1"]["actions"] == [f"{before} {words}"]
    assert any("leaves open" in e.why for e in imported(paper).guesses if e.to == "1.1 rows")


@pytest.mark.parametrize(
    ("before", "after", "leads"),
    [
        ("Service", "Manager, Compass", ["Service Manager, Compass"]),
        ("Head of", "Nursing", ["Head of Nursing"]),
        ("Matron", "HR Lead", ["Matron", "HR Lead"]),
        ("Jane Smith", "Bob Jones", ["Jane Smith", "Bob Jones"]),
        ("Matron", "TBC", ["Matron"]),
    ],
)
def test_only_a_post_that_broke_off_is_joined_to_the_rest(
    before: str, after: str, leads: list[str]
) -> None:
    paper = table(f"{HEAD}\n1.1 | Write | {before} | | | |\n | | {after} | | | |")
    assert actions(paper)["1.1"]["leads"] == leads


def test_a_rating_is_never_joined_to_the_one_above() -> None:
    paper = table(f"{HEAD}\n1.1 | Write | AD | | red | |\n | | | | green | |")
    assert asked(paper) == {"1.1 progress_rag": ("red; green", "red")}


def test_a_row_that_goes_on_says_its_area_once_more() -> None:
    paper = table(
        "Area | Ref | Action | Lead\nAccess | 1 | Write | AD\nAccess | 1 | Check | SM\n"
        "Access |  | Go on | SM\nSafety | 2 | Do | AD"
    )
    files = read_back(imported(paper))
    titles = [said["title"] for path, said in files.items() if path.endswith("area.yaml")]
    assert titles == ["Access", "Safety"]
    assert words_out(imported(paper)) == words_in(paper)


def test_a_row_that_names_another_area_is_another_action() -> None:
    paper = table("Area | Ref | Action | Lead\nAccess | 1 | Write | AD\nSafety |  | Check | SM")
    files = read_back(imported(paper))
    titles = [said["title"] for path, said in files.items() if path.endswith("area.yaml")]
    assert (titles, len(actions(paper))) == (["Access", "Safety"], 2)


def test_an_area_that_breaks_off_goes_on_in_the_next_row() -> None:
    paper = table(
        "Area | Ref | Action | Lead\nAccess and | 1 | Write | AD\nflow |  | Check it | SM"
    )
    files = read_back(imported(paper))
    titles = [said["title"] for path, said in files.items() if path.endswith("area.yaml")]
    assert titles == ["Access and flow"]


def test_a_title_of_a_step_is_one_more_thing_to_do() -> None:
    paper = table("Ref | Title | Lead\n1 | Write | AD\n1 | Check | SM\n2 | Do | AD\n2 | End | AD")
    said = actions(paper)["1"]
    assert (said["title"], said["actions"]) == ("Write", ["Check"])


def test_words_that_are_repeated_in_each_row_are_said_once() -> None:
    paper = table(f"{HEAD}\n1 | Write | AD | May 2024 | | |\n1 | Write | SM | June 2024 | | |")
    assert actions(paper)["1"]["actions"] == ["Write"]
    assert words_out(imported(paper)) == words_in(paper)


@pytest.mark.parametrize("first", [UNLIKE, table(ALONE.format(NEXT))])
def test_no_word_of_rows_that_differ_is_lost_or_doubled(first: list[PaperPart]) -> None:
    assert words_out(imported(first)) == words_in(first)


MILESTONES = "Ref | Action | Milestones | By when | Progress | RAG"


def test_dates_beside_the_steps_of_one_cell_stay_theirs_whatever_the_next_row_says() -> None:
    paper = table(
        f"{MILESTONES}\n1 | Do | Draft // Publish | May 2024 // June 2024 | Begun | Red\n"
        "  | | | | gone on | Red"
    )
    said = actions(paper)["1"]
    assert [(each["what"], each["timescale"]) for each in said["milestones"]] == [
        ("Draft", "May 2024"),
        ("Publish", "June 2024"),
    ]


def test_milestones_of_a_column_stand_below_those_of_the_steps() -> None:
    paper = table(
        f"{MILESTONES}\n1 | Do | Draft | May 2024 | |\n1 | Check | Publish | June 2024 | |\n"
        "2 | Do | | | |\n2 | Go | | | |"
    )
    said = actions(paper)["1"]
    assert [each["what"] for each in said["milestones"]] == ["Do", "Check", "Draft", "Publish"]


def test_the_dates_of_one_step_are_never_given_to_another() -> None:
    paper = table(
        f"{MILESTONES}\n1 | Do | | May 2024 // June 2024 | |\n1 | Check | | | |\n"
        "2 | Do | | | |\n2 | Go | | | |"
    )
    said = actions(paper)["1"]
    assert [each["what"] for each in said["milestones"]] == ["By May 2024", "By June 2024"]


def test_a_second_table_that_ticks_another_colour_is_asked() -> None:
    head = "Ref | Action | Red | Green"
    paper = [
        *table(f"{head}\n1 | Do | x |\n2 | End | x |", "table 1"),
        *table("Ref | Update | Red | Green\n1 | We met | | x\n2 | We met | x |", "table 2"),
    ]
    assert asked(paper) == {"1 progress_rag": ("x; x", "red")}
    assert actions(paper)["2"]["progress_rag"] == "red"


def test_the_only_date_of_a_later_step_is_not_that_of_the_action() -> None:
    paper = steps("1 | Write | AD | | | |", "1 | Check | SM | June 2024 | | |")
    said = actions(paper)["1"]
    assert said["milestones"] == [{"what": "Check", "leads": ["SM"], "timescale": "June 2024"}]
    assert "timescale" not in said
    assert asked(paper) == {"1 timescale": ("", "June 2024")}
    assert words_out(imported(paper)) == words_in(paper)
    answered = actions(paper, ImportOptions(answers={"1 timescale": "July 2024"}))
    assert answered["1"]["timescale"] == "July 2024"


def test_the_date_of_the_first_row_is_that_of_the_action() -> None:
    paper = steps("1 | Write | AD | June 2024 | | |", "1 | Check | SM | | | |")
    said = actions(paper)["1"]
    assert (said["timescale"], said.get("milestones")) == ("June 2024", None)
    told = [each.why for each in imported(paper).guesses if each.to == "1 timescale"]
    assert told == ["only one of its rows has a date"]


@pytest.mark.parametrize("when", ["Feb Board", "TBC"])
def test_where_the_date_of_a_step_is_not_known_nor_is_that_of_the_action(when: str) -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | |",
        "1 | Check | SM | June 2024 | | |",
        f"1 | Publish | SM | {when} | | |",
    )
    said = actions(paper)["1"]
    assert "timescale" not in said
    assert [each["timescale"] for each in said["milestones"]] == ["May 2024", "June 2024"]
    asked = [each for each in imported(paper).of(Fate.ASKED) if not each.text]
    assert [(each.to, each.propose) for each in asked] == [("1 timescale", "June 2024")]
    assert asked[0].why == (
        "one of its rows has no date yet that can be read; the others have, May 2024; June 2024; "
        "by when is all of it to be done?"
    )
    answers = {"1 timescale": "July 2024"}
    assert actions(paper, ImportOptions(answers=answers))["1"]["timescale"] == "July 2024"


def test_a_step_without_an_end_beside_one_whose_date_is_not_known_has_no_date() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | |",
        "1 | Check | SM | Ongoing | | |",
        "1 | Publish | SM | TBC | | |",
    )
    milestones = actions(paper)["1"]["milestones"]
    assert [(step["what"], step.get("timescale")) for step in milestones] == [
        ("Write", "May 2024"),
        ("Check", None),
    ]


@pytest.mark.parametrize("first", ["Complete | 1/5/2024", "In progress |"])
def test_an_action_that_a_person_calls_complete_has_no_day_of_one_of_its_steps(first: str) -> None:
    paper = steps(
        f"1 | Write | AD | May 2024 | | {first}", "1 | Check | SM | June 2024 | | Not started |"
    )
    said = first.partition(" |")[0]
    answers = {f"1 status “{said}; Not started”": "complete"}
    found = imported(paper, ImportOptions(answers=answers))
    assert [each.to for each in found.of(Fate.ASKED)] == ["1 completed"]
    assert "completed" not in actions(paper, ImportOptions(answers=answers))["1"]


@pytest.mark.parametrize("when", ["Ongoing", "Ongoing, review monthly"])
def test_beside_a_step_without_an_end_the_promise_of_the_action_is_asked(when: str) -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | |",
        "1 | Check | SM | June 2024 | | |",
        f"1 | Go on | SM | {when} | | |",
    )
    said = actions(paper)["1"]
    assert "timescale" not in said
    assert [step.get("timescale") for step in said["milestones"]] == ["May 2024", "June 2024", None]
    [asked] = imported(paper).of(Fate.ASKED)
    assert (asked.to, asked.propose) == ("1 timescale", "June 2024")
    assert words_out(imported(paper)) == words_in(paper)
    answered = actions(paper, ImportOptions(answers={"1 timescale": "ongoing"}))
    assert answered["1"]["timescale"] == "ongoing"


@pytest.mark.parametrize(
    ("rows", "dates"),
    [
        ("By hearing | Set up a panel | AD | 31 May 2026\n^ | Bring a story | SM | Ongoing", "1"),
        ("By hearing | Set up a panel | AD | May 2026\n^ | Bring a story | SM | July 2026", "12"),
        ("By hearing | Set up a panel | AD | continuous\n^ | Bring a story | SM | June 2026", "2"),
    ],
)
def test_a_step_of_a_merged_action_that_goes_on_has_a_lead_and_no_date(
    rows: str, dates: str
) -> None:
    paper = table(f"Action | Step | Lead | By when\n{rows}")
    [said] = actions(paper).values()
    assert [step["leads"] for step in said["milestones"]] == [["AD"], ["SM"]]
    dated = [str(n) for n, step in enumerate(said["milestones"], 1) if "timescale" in step]
    assert "".join(dated) == dates
    assert ("timescale" in said) == (dates == "12")
    assert words_out(imported(paper)) == words_in(paper)


def test_where_only_a_later_step_says_when_and_has_no_end_the_action_has_none() -> None:
    paper = steps("1 | Write | AD | | | |", "1 | Go on | SM | Ongoing | | |")
    said = actions(paper)["1"]
    assert (said["timescale"]["due"], said.get("milestones")) == ("ongoing", None)


def test_the_area_of_a_merged_cell_whose_first_row_is_no_action_is_told_once() -> None:
    paper = table("Area | Action | Lead\nAccess | | AD\n^ | Write | SM")
    assert words_out(imported(paper)) == words_in(paper)


@pytest.mark.parametrize("row", ["^ | Safety | Check | SM", " | Safety | | SM"])
def test_another_area_in_a_row_that_goes_on_is_told_and_makes_none(row: str) -> None:
    found = imported(table(f"Ref | Area | Action | Lead\n1 | Access | Write | AD\n{row}"))
    assert found.areas == 1
    (left,) = found.of(Fate.LEFT)
    why = "the action that this row goes on with is in the area “Access”"
    assert (left.place, left.text, left.why) == ("table 1 row 3", "Safety", why)


def test_words_of_a_merged_status_are_a_note_once() -> None:
    words = "Waiting for the board to say what it wants to see"
    paper = steps(f"1 | Write | AD | | | {words} |", "1 | Check | SM | | | ^ |")
    assert actions(paper)["1"]["progress"] == [{"note": words}]


def test_nothing_is_joined_to_what_a_merged_cell_says() -> None:
    paper = table(
        f"{HEAD}\n1 | Write | Service | | | |\n2 | Check | ^ | | | |\n | | Manager | | | |"
    )
    assert words_out(imported(paper)) == words_in(paper)
    assert actions(paper)["2"]["leads"] == ["Service", "Manager"]


def test_a_date_of_another_row_that_does_not_exist_is_no_missing_date() -> None:
    paper = steps("1 | Write | AD | 31 June 2026 | | |", "1 | Check | SM | 31 Aug 2026 | | |")
    only, unread = (each.why for each in imported(paper).of(Fate.ASKED))
    assert only.startswith("only one of its rows has a date that can be read, 31 Aug 2026; by when")
    assert unread == "“31 June 2026” is a day that does not exist: June 2026 has 30 days"


def test_a_rating_of_an_earlier_day_names_the_step_that_it_is_of() -> None:
    paper = table(
        "Ref | Action | Lead | RAG Sep 25\n1 | Write it | AD | A\n1 | Check it | SM | R\n"
        "9 | Draft | AD | G\n9 | Publish | AD | G"
    )
    assert [note["note"] for note in actions(paper)["1"]["progress"]] == [
        "RAG Sep 25: amber – Write it",
        "RAG Sep 25: red – Check it",
    ]
    why = next(each.why for each in imported(paper).of(Fate.ASKED) if each.to == "1 progress_rag")
    assert why.startswith("its rows differ: amber (table 1 row 2); red (table 1 row 3)")


def test_a_day_on_which_a_step_that_goes_on_was_completed_is_not_lost() -> None:
    paper = steps(
        "1 | Write | AD | May 2024 | | In progress | 1/5/2024",
        "1 | Check | SM | June 2024 | | In progress |",
    )
    found = imported(paper)
    places = [(each.to, str(each.fate)) for each in found.entries if "1/5/2024" in each.text]
    assert places
    days = [m.get("done") for m in actions(paper)["1"]["milestones"]]
    assert "2024-05-01" in days or places[0][1] == "needs a person"


def test_rows_of_one_action_with_a_milestone_each_are_called_by_it() -> None:
    rows = table(
        "Ref | Action | Milestone | Lead | Due | Status\n"
        "1 | Do | Draft it | AD | May 2026 | Complete\n^ | ^ | Test it | HR | June 2026 | Open"
    )
    assert actions(rows)["1"]["milestones"] == [
        {"what": "Draft it", "leads": ["AD"], "timescale": "May 2026"},
        {"what": "Test it", "leads": ["HR"], "timescale": "June 2026"},
    ]
    assert words_in(rows) == words_out(imported(rows))
