"""The numbers of a pack: one value on every page, in every size, on every kind of paper."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

from boards import LAST_BOARD, boards, boards_then
from deliveries import done, due, plan, seen, stage
from make import AS_AT, OUR_PLAN
from page import Page
from paper import pack_of, scene_of
from planctl.cli.pack_formats import PACK_PRINTERS, PackForm, PackJob
from planctl.model.edition import PackSize
from planctl.render.pack.build import Pack, build_pack
from planctl.render.pack.pieces import EarlierState, PackContext
from planctl.render.status import PlanStatus, status_json
from written import Written

pytestmark = pytest.mark.slow

# Where each number stands, and by what words it is found there on any paper.
PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "actions": (r"Of (\d+) actions, \S+ (?:is|are) complete", r"of (\d+) complete(?! action)"),
    "complete": (
        r"actions, (\S+) (?:is|are) complete",
        r"(\d+) of \d+ complete(?! action)",
        r"of (\d+) complete actions?",
        r"Whole plan (?:\d+ actions: [^.]*\. (?:\d+ of these [^.]*\. )?)?(?:[CRAGBN]\d+ )*(\d+) ",
    ),
    "overdue": (
        r"complete(?:,| and) (\S+) (?:is|are) overdue",
        r"(\d+) overdue (?:was|\d)",
        r"attention, (\S+) of them overdue",
        r"(\d+) overdue \(was",
        r"Challenge the (\d+) overdue",
    ),
    "no_effect": (
        r"(\d+) done, no effect shown",
        r"(\d+) of \d+ complete actions? shows? no effect",
    ),
    "disputed": (
        r"(\d+) actions? ha(?:s|ve) a disputed rating",
        r"(\d+) with a disputed rating",
        r"Settle the disputed rating of (\d+)",
    ),
    "no_timescale": (r"(\d+) (?:has|have) no timescale", r"(\d+) without a timescale"),
}


def _readers() -> dict[PackForm, Callable[[bytes], str]]:
    """How the words of each paper are read."""
    return {
        PackForm.HTML: lambda data: Page(data.decode("utf-8")).text,
        PackForm.MD: lambda data: re.sub(r"[|*\\]", " ", data.decode("utf-8")),
        PackForm.DOCX: lambda data: " ".join(Written(data).words),
        PackForm.PDF: lambda data: " ".join(
            page.extract_text() for page in PdfReader(BytesIO(data)).pages
        ),
    }


def _numbers(text: str) -> dict[str, set[str]]:
    """Every value that each number has somewhere on a paper."""
    line = " ".join(text.split())
    return {
        name: {
            "0" if found == "none" else found
            for place in places
            for found in re.findall(place, line)
        }
        for name, places in PLACES.items()
    }


def _demonstration() -> PackContext:
    now = stage(done("2024-01-05"), "", due("31 Jan 2024"), meetings=("2024-02-14",))
    earlier = EarlierState(seen=seen(now, ("2024-01-06", plan(done("2024-01-05"), ""))))
    return PackContext(now, None, "planctl", earlier)


@cache
def _packs(name: str, size: PackSize, root: Path) -> tuple[Pack, dict[str, object]]:
    """A pack, and the totals of its plan as planctl status gives them to programs."""
    if name == "a trend":
        occasion = _demonstration()
        scene = occasion.scene
        return build_pack(occasion, size), status_json(PlanStatus(scene, scene.judged))
    plan_root = OUR_PLAN if name == "our plan" else boards(root / "now")
    then = None if name == "our plan" else (boards_then(root / "then"), LAST_BOARD)
    scene = scene_of(plan_root)
    made = pack_of(plan_root, then=then, size=size)
    return made, status_json(PlanStatus(scene, scene.judged))


# Word and PDF are made of the page, of which other tests prove that they lose no word.
CASES: Final = [
    *product(["our plan", "one of everything", "a trend"], PackSize, [PackForm.HTML, PackForm.MD]),
    *product(["one of everything"], PackSize, [PackForm.DOCX]),
    ("one of everything", PackSize.STANDARD, PackForm.PDF),
]


@pytest.mark.parametrize(("name", "size", "form"), CASES)
def test_a_number_has_one_value_on_every_paper_and_for_programs(
    name: str, size: PackSize, form: PackForm, tmp_path: Path
) -> None:
    pack, status = _packs(name, size, tmp_path)
    text = _readers()[form](PACK_PRINTERS[form].print(PackJob(pack, AS_AT)))
    totals = status["totals"]
    assert isinstance(totals, dict)
    for number, values in _numbers(text).items():
        assert values <= {str(totals[number])}, number
        assert values or not totals[number], number


def test_the_rows_of_the_tables_are_as_many_as_their_numbers_say(tmp_path: Path) -> None:
    pack, status = _packs("one of everything", PackSize.STANDARD, tmp_path)
    totals = status["totals"]
    assert isinstance(totals, dict)
    tags = [reason.tag for row in pack.exceptions.rows for reason in row.reasons]
    assert tags.count("Overdue") + tags.count("Newly overdue") == totals["overdue"]
    assert tags.count("Disputed") == totals["disputed"]
    assert tags.count("Done without effect") == totals["no_effect"]
    refs = [row.link.ref for row in pack.exceptions.rows]
    assert len(refs) == len(set(refs)) == int(pack.exceptions.title.split()[0])
    assert pack.bars[-1].counts[0] == totals["complete"]
    assert sum(pack.bars[-1].counts) == totals["actions"]
