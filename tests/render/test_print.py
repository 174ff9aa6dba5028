"""The pack on paper: the highlight has four pages, of a plan of 33 actions and of 300."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader

import checker
from boards import LAST_BOARD, boards, boards_then
from make import OUR_PLAN, put
from paper import pack_of
from planctl.cli.pack_formats import PACK_PRINTERS, PackForm, PackJob
from planctl.model.edition import PackSize
from planctl.render.pack.build import Pack
from planctl.render.template import PackFormat, print_pack

pytestmark = pytest.mark.slow

PAGES: Final = 4
LONG: Final = "because the work that it waits for was begun again after the summer and put off "
# What is the matter with the actions of a plan that goes badly, one kind after another.
KINDS: Final = (
    "timescale: 31 Jan 2024\n",
    "timescale: 29 Feb 2024\nprogress_rag: green\nrag_reason: It is nearly there.\n",
    "timescale: 31 Dec 2024\nextensions: [{to: 31 Mar 2025, reason: %s}]\n" % (LONG * 3),
    "timescale: 31 Dec 2024\npauses: [{until: Dec 2024, reason: R., agreed: 2024-02-14}]\n",
    "timescale: 31 Dec 2024\nwithdrawals: [{reason: Not needed., agreed: 2024-02-14}]\n",
    "timescale: 31 Dec 2024\npauses: [{until: Dec 2024, reason: R.}]\n",
    "escalations: [{raised: 2024-01-01, to: DfE, asks: %s, needed_by: 2024-03-01}]\n" % (LONG * 3),
    "timescale: 31 Jan 2024\nstatus: complete\ncompleted: 2024-01-20\n",
    "timescale: 20 Mar 2024\ndepends_on: ['1.0']\n",
    "timescale: 31 May 2024\nmilestones: [{what: A step, timescale: Jan 2024}]\n",
)
# A voice that is as long: what the next board is told, what the last one asked, what did not come.
WHY: Final = (
    f"progress_reason: {LONG * 4}, impact_reason: {LONG * 4}, confidence_reason: {LONG * 4}"
)
SAID: Final = {
    "14 Feb 2024": f", challenges: [{', '.join([f'{{asks: {LONG * 3}, to: A role}}'] * 9)}]",
    "20 Mar 2024": f", commentary: {{by: A role, text: '{LONG * 9}\n\n\n{LONG * 9}'}}, "
    f"overall: {{progress_rag: green, confidence: low, {WHY}}}, "
    f"good_news: [{', '.join([LONG * 3] * 9)}], "
    f"risks: [{', '.join([f'{{what: {LONG * 3}, response: {LONG * 3}}}'] * 9)}]",
}
CAME: Final = "received: [{on: 2024-02-07, meeting: 14 Feb 2024}]"
REPORTS: Final = f"{{id: came, title: A report that came, {CAME}}}, " + ", ".join(
    f"{{id: r{n}, title: A report with rather a long name {n}, cadence: [monthly]}}"
    for n in range(9)
)


def crowded(root: Path, *, is_then: bool = False) -> Path:
    """A plan of 300 actions of which hardly one is well, or the same before the last board."""
    files = {"plan.yaml": "title: A plan\norganisation: A council\nfindings:\n"}
    for n in range(40):
        files["plan.yaml"] += f"- {{id: f{n}, title: Finding {n} of the inspectors}}\n"
        files[f"areas/1-a/1.{900 + n}-x.yaml"] = "ref: [\n"
    files["areas/1-a/area.yaml"] = "ref: 1\ntitle: An area\n"
    for n in range(300):
        head = f"ref: '1.{n}'\ntitle: {LONG[8:70]}{n}\nleads: [A role with a long name {n % 40}]\n"
        late = KINDS[n % len(KINDS)]
        kind = "timescale: 31 Dec 2024\nstatus: in progress\n" if is_then else late
        files[f"areas/1-a/1.{n}-x.yaml"] = head + kind
    for n in range(20):
        files[f"measures/m{n}.yaml"] = (
            f"id: m{n}\ntitle: A measure with rather a long name, number {n}\nbetter: lower\n"
            "baseline: {value: 5, on: 2023-12-01}\ntargets: [{value: 1, by: 2024-12-31}]\n"
            "observations: [{on: 2024-01-01, value: 6}, {on: 2024-02-01, value: 7}]\n"
        )
    days = ["14 Feb 2024", "20 Mar 2024", "17 Apr 2024"]
    if is_then:
        days = [f"{day} Jan 2024" for day in range(1, 29)]
    said = dict.fromkeys(days, "") | ({} if is_then else SAID)
    meetings = ", ".join(f"{{on: {day}{keys}}}" for day, keys in said.items())
    files["governance.yaml"] = f"meetings: [{meetings}]\nreports: [{REPORTS}]\n"
    return put(root, files)


def _compared(root: Path, size: PackSize) -> Pack:
    then = boards_then(root / "then"), LAST_BOARD
    return pack_of(boards(root / "now"), then=then, size=size)


def _crowded(root: Path, size: PackSize) -> Pack:
    then = crowded(root / "then", is_then=True), LAST_BOARD
    return pack_of(crowded(root / "now"), then=then, size=size)


PACKS: Final[dict[str, Callable[[Path, PackSize], Pack]]] = {
    "our plan": lambda _, size: pack_of(OUR_PLAN, size=size),
    "our plan, compared": lambda _, size: pack_of(OUR_PLAN, then=(OUR_PLAN, LAST_BOARD), size=size),
    "one of everything": _compared,
    "300 actions": _crowded,
}
EACH: Final = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
Made = Callable[[Path, PackSize], Pack]


def _sheets(packs: Mapping[str, Pack], root: Path) -> dict[str, int]:
    """The sheets of paper that each pack is printed on, all by one browser."""
    pages = [root / f"{name}.html" for name in packs]
    for page, pack in zip(pages, packs.values(), strict=True):
        page.write_text(print_pack(pack, PackFormat.HTML), "utf-8")
    return dict(zip(packs, map(len, checker.sheets(*pages)), strict=True))


def _pages(pack: Pack) -> int:
    job = PackJob(pack, date(2024, 3, 13))
    return len(PdfReader(BytesIO(PACK_PRINTERS[PackForm.PDF].print(job))).pages)


@pytest.mark.usefixtures("checkers")
def test_the_highlight_is_printed_on_four_pages_and_our_standard_pack_on_sixteen(
    tmp_path: Path,
) -> None:
    packs = {name: make(tmp_path / name, PackSize.HIGHLIGHT) for name, make in PACKS.items()}
    printed = _sheets({**packs, "standard": pack_of(OUR_PLAN)}, tmp_path)
    assert printed.pop("standard") <= 16
    assert {name: number for name, number in printed.items() if number > PAGES} == {}


@EACH
def test_the_highlight_has_four_pages_as_pdf(pack: Made, tmp_path: Path) -> None:
    assert _pages(pack(tmp_path, PackSize.HIGHLIGHT)) <= PAGES


def test_the_standard_pack_of_our_plan_has_about_fifteen_pages_as_pdf() -> None:
    assert _pages(pack_of(OUR_PLAN)) <= 16


def test_a_highlight_that_cuts_says_how_much_and_where_and_loses_no_alarm(tmp_path: Path) -> None:
    brief, whole = _crowded(tmp_path, PackSize.HIGHLIGHT), _crowded(tmp_path, PackSize.STANDARD)
    first = brief.highlight
    assert (len(first.exceptions.rows), len(first.asks)) == (8, 6)
    assert [len(way.actions) for way in first.movement.ways] == [2, 2]
    rest = len(brief.exceptions.rows) - 8
    assert first.exceptions.more.startswith(f"And {rest} more actions, in the standard pack.")
    tags = [(row.link.ref, each.tag) for row in brief.exceptions.rows for each in row.reasons]
    for tag in ("Paused", "Withdrawn", "Pause or withdrawal asked"):
        stopped = {ref for ref, each in tags if each == tag}
        (words,) = re.findall(rf"{tag}, and not listed here: (.*?)\.(?: |$)", first.exceptions.more)
        assert set(re.split(", | and ", words)) == stopped
    assert first.more_asks.startswith(f"And {len(whole.asks) - 6} more questions to the board")
    assert len(brief.cover.warnings) == 6
    assert brief.cover.warnings[-1].endswith(" stand on the cover of the standard pack.")
    assert len(whole.cover.warnings) > 40
