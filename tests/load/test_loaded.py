"""A loaded plan knows the place of every part, and the line that stands there."""

from pathlib import Path

import pytest

from make import loaded, small_plan
from planctl.load.loaded import place_in
from planctl.load.source import PlanFile
from planctl.model.problem import At, Place

ACTION = """\
ref: 1.1
title: First
milestones:
  - what: “One”
    done:
  - what: Two
"""
PATH = "plan/areas/1-practice/1.1-first.yaml"
HERE = ("areas", 0, "actions", 0)


@pytest.mark.parametrize(
    ("at", "place"),
    [
        (HERE, Place(PATH, 1, 1)),
        ((*HERE, "title"), Place(PATH, 2, 8)),
        ((*HERE, "milestones", 1, "what"), Place(PATH, 6, 11)),
        ((*HERE, "milestones", 0, "done"), Place(PATH, 5, 5)),
        ((*HERE, "milestones", 1, "done"), Place(PATH, 6, 5)),
        ((*HERE, "milestones", 7), Place(PATH, 4, 3)),
        ((*HERE, "leads", 0), Place(PATH, 1, 1)),
        (("areas", 0, "title"), Place("plan/areas/1-practice/area.yaml", 2, 8)),
        (("roles", "AD"), Place("plan/roles.yaml", 2, 5)),
        (("plan", "findings", 0, "id"), Place("plan/plan.yaml", 4, 9)),
        (("policy", "severities"), Place("plan/plan.yaml", 1, 1)),
        (("measures", 0), Place("plan/plan.yaml", 1, 1)),
        ((), Place("plan/plan.yaml", 1, 1)),
    ],
)
def test_a_part_of_the_plan_stands_where_it_does_or_at_its_nearest_part_that_is_there(
    tmp_path: Path, at: At, place: Place
) -> None:
    assert loaded(small_plan(tmp_path, ACTION)).place_of(at) == place


def test_a_key_has_a_place_of_its_own() -> None:
    file = PlanFile("a.yaml", b"a:\n  b: 1\n")
    assert place_in(file, ("a", "b"), "plan", key=True) == Place("plan/a.yaml", 2, 3)
    assert place_in(file, ("a", "b"), "plan") == Place("plan/a.yaml", 2, 6)


def test_a_key_that_is_not_there_has_the_place_of_what_should_hold_it() -> None:
    file = PlanFile("a.yaml", b"a:\n  b: 1\n")
    assert place_in(file, ("a", "c"), "plan", key=True) == Place("plan/a.yaml", 2, 3)


def test_the_places_of_a_broken_file_end_where_it_broke() -> None:
    file = PlanFile("a.yaml", b"a: 1\nb: 2\nb: 3\nc: 4\n")
    assert place_in(file, ("b",), "plan") == Place("plan/a.yaml", 2, 4)
    assert place_in(file, ("c",), "plan") == Place("plan/a.yaml", 1, 1)


def test_a_file_that_is_no_text_has_only_its_beginning() -> None:
    assert place_in(PlanFile("a.yaml", b"\xff"), ("a",), "plan") == Place("plan/a.yaml", 1, 1)


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (Place(PATH, 1), "ref: 1.1"),
        (Place(PATH, 4, 11), "  - what: “One”"),
        (Place(PATH, 7), ""),
        (Place(PATH, 99), ""),
        (Place("plan/areas/1-practice/gone.yaml", 1), ""),
    ],
)
def test_the_line_at_a_place_is_shown_where_there_is_one(
    tmp_path: Path, place: Place, line: str
) -> None:
    assert loaded(small_plan(tmp_path, ACTION)).line_at(place) == line


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"\xef\xbb\xbfref: 1.1\r\n", "ref: 1.1"),
        (b"caf\xe9: x\n", "caf\ufffd: x"),
        (b"", ""),
    ],
    ids=["BOM and CRLF", "latin-1", "empty"],
)
def test_the_line_of_a_bad_file_is_shown_as_well_as_can_be(
    tmp_path: Path, data: bytes, line: str
) -> None:
    assert loaded(small_plan(tmp_path, data)).line_at(Place(PATH, 1)) == line
