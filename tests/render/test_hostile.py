"""Hostile text in every key of every file at once: the packs show it, and nothing comes of it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from fill import A_DAY, Filler, filled
from make import loaded
from page import Page, one_line
from paper import Then, html_of, markdown_of
from planctl.model.governance import DeliveryRisk as Risk

pytestmark = pytest.mark.slow

HOSTILE: Final = (
    "<script>alert(1)</script></td></tr></table></style>--> {{ 7+7 }} {% raw %} ![x](javascript:a) "
    "[y](data:text/html,x) <http://e> http://e.example www.e.example =cmd() `b` $x$ :tada: <!-- "
    "[[w]] [^1] &lt; ~~s~~ \"onclick='a' \\ || \u202e\n| a |\n| - |\n# h\n> q\n===\n</div> {}"
)
# Texts that no pack prints, as of today.
NOT_PRINTED: Final = {
    "action.corrections.agreed_by",  # it is refused as well
    "action.extensions.agreed_by",
    "action.pauses.agreed_by",
    "action.withdrawals.agreed_by",
    "action.timescale",  # none of its corrections is of that
    "policy.agreements.agreed_by",  # it is of no setting of this plan
    "policy.agreements.reason",
    "policy.agreements.setting",
    "policy.agreements.to",
    *(f"policy.allow.{key}" for key in ("code", "reason", "text")),
    "policy.case_references",
    "policy.severities (key)",
    "evidence (key)",
    "governance.school_terms.name",  # only days of meetings are worked out from a term
    "plan.mail.secretary",  # no pack is sent
    "roles.deputy",
    "plan.inspection.priority_findings",  # none of them is the id of a finding
    *(f"plan.brand.{key}" for key in ("logo", "classification", "footer")),  # added by report
    # The pack is for another meeting.
    *(f"governance.meetings.commentary.{key}" for key in ("by", "text")),
    *(f"governance.meetings.overall.{key}_reason" for key in ("progress", "impact", "confidence")),
    *(f"governance.meetings.risks.{key}" for key in Risk.model_fields),
    "governance.meetings.challenges.needed_by",  # it is closed
    "governance.meetings.good_news",
}
A_MONTH_AGO: Final = date(2024, 2, 14)
A_REQUEST: Final = {"to": A_DAY, "reason": "More time", "requested": A_DAY}
CHANGES: Final[dict[str, dict[str, object]]] = {
    "as filled in": {},
    "an extension asked for": {"extensions": [A_REQUEST]},
    "no timescale and no lead": {"timescale": None, "leads": []},
    "complete": {"status": "complete"},
}


def _in_words(path: str) -> str:
    return path.replace(".", " ").replace("_", " ")


def hostile() -> Filler:
    """Every text and every ref is hostile, and has the name of its field at its end."""
    return Filler(
        lambda path: HOSTILE.replace("{}", _in_words(path)).replace("alert(1)", f"alert({path!r})"),
        lambda path: f'<b>"&|{{{{7}}}}`_{path}',
    )


def harmless() -> Filler:
    """Every text and every ref is harmless, as long, and has the name of its field at its end."""
    return Filler(
        lambda path: f"words {'as long ' * 33}{_in_words(path)}",
        lambda path: f"r {_in_words(path)}",
    )


@pytest.mark.parametrize("filler", [hostile(), harmless()], ids=["hostile", "harmless"])
def test_every_key_of_every_file_is_filled_and_fits(filler: Filler, tmp_path: Path) -> None:
    found = loaded(filled(tmp_path, filler))
    assert {problem.rule.code for problem in found.problems} == {"R209", "R211", "R226"}
    assert found.plan.plan is not None
    assert found.plan.unread == ()


@pytest.mark.parametrize("filler", [hostile(), harmless()], ids=["hostile", "harmless"])
def test_every_text_is_shown_in_both_packs(
    filler: Filler, tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    root = filled(tmp_path, filler)
    for page in (Page(html_of(root)), Page(gfm(markdown_of(root)))):
        lost = {path for path, text in filler.said.items() if one_line(text) not in page.text}
        assert lost == NOT_PRINTED


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_nothing_in_the_html_comes_from_a_text(changes: dict[str, object], tmp_path: Path) -> None:
    page = Page(html_of(filled(tmp_path / "hostile", hostile(), **changes)))
    sound = Page(html_of(filled(tmp_path / "harmless", harmless(), **changes)))
    assert page.parts == sound.parts
    assert page.rows == sound.rows
    assert page.others == ["DOCTYPE html"]
    assert {link[0] for link in page.links} == {"#"}


def _told_to_the_next_board(root: Path, filler: Filler) -> Path:
    """A plan in which what stands under a meeting is told to the board that the pack is for."""
    file = filled(root, filler) / "governance.yaml"
    said = json.loads(file.read_text("utf-8"))
    said["meetings"][0]["on"] = "20 March 2024"
    file.write_text(json.dumps(said), "utf-8")
    return root


def test_nothing_in_the_packs_comes_from_what_the_board_is_told(
    tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    root = _told_to_the_next_board(tmp_path / "hostile", hostile())
    other = _told_to_the_next_board(tmp_path / "harmless", harmless())
    for page, sound in (
        (Page(html_of(root)), Page(html_of(other))),
        (Page(gfm(markdown_of(root))), Page(gfm(markdown_of(other)))),
    ):
        assert page.parts == sound.parts
        assert page.rows == sound.rows
        for key in ("commentary.text", "risks.response", "good_news", "risks.what"):
            assert one_line(harmless().text(f"governance.meetings.{key}")) in sound.text


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_nothing_in_the_markdown_comes_from_a_text(
    changes: dict[str, object], tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    page = Page(gfm(markdown_of(filled(tmp_path / "hostile", hostile(), **changes))))
    sound = Page(gfm(markdown_of(filled(tmp_path / "harmless", harmless(), **changes))))
    assert page.parts == sound.parts
    assert page.rows == sound.rows
    assert (page.others, page.links) == ([], set())


def _twice(root: Path, filler: Filler) -> tuple[Path, Then]:
    """A plan after every text of it was changed, and the same plan before."""
    then = Filler(lambda path: " ".join(["then", *reversed(filler.text(path).split())]), filler.ref)
    return filled(root / "now", filler), (filled(root / "then", then), A_MONTH_AGO)


def _uncut(page: Page) -> list[list[int]]:
    """The tables without those of four columns: questions are cut by how long all texts are."""
    return [rows for rows in page.rows if rows[0] != 4]


def test_nothing_in_the_html_comes_from_a_text_that_was_changed(tmp_path: Path) -> None:
    page = Page(html_of(*_twice(tmp_path / "hostile", hostile())))
    sound = Page(html_of(*_twice(tmp_path / "harmless", harmless())))
    assert {("ins", ""), ("del", "")} <= page.parts
    assert page.parts == sound.parts
    assert _uncut(page) == _uncut(sound)
    assert page.others == ["DOCTYPE html"]
    assert {link[0] for link in page.links} == {"#"}


def test_nothing_in_the_markdown_comes_from_a_text_that_was_changed(
    tmp_path: Path, gfm: Callable[[str], str]
) -> None:
    page = Page(gfm(markdown_of(*_twice(tmp_path / "hostile", hostile()))))
    sound = Page(gfm(markdown_of(*_twice(tmp_path / "harmless", harmless()))))
    assert ("del", "") in page.parts
    assert page.parts == sound.parts
    assert _uncut(page) == _uncut(sound)
    assert (page.others, page.links) == ([], set())


@pytest.mark.parametrize("made", [html_of, markdown_of], ids=["html", "markdown"])
def test_the_same_plan_gives_the_same_bytes(made: Callable[[Path], str], tmp_path: Path) -> None:
    root = filled(tmp_path, hostile())
    assert made(root) == made(root)
